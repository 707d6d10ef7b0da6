"""Trends that share autocorrelation and dispersions: dense matrices, and the average over rho on a fine grid.

python3 SharedTrends.py > SharedTrends.json         (numpy 2.4, SciPy 1.17)

At a given rho everything is exact; the law of a slope is integrated over a grid so fine that only the product's own grid can differ.
"""
import json

import numpy as np
from scipy import optimize, special, stats

rng = np.random.default_rng(20240817)
trigamma = lambda x: special.polygamma(1, x)


def correlation(years, rho):
    return rho ** np.abs(np.subtract.outer(years, years)) if rho else np.eye(len(years))


def inverse_trigamma(y):
    return optimize.brentq(lambda x: trigamma(np.exp(x)) - y, -20, 40, xtol=1e-15) if y > 0 else np.inf


def spline(sizes):
    knots = np.quantile(sizes, [0.1, 0.5, 0.9])
    cube = lambda u: np.maximum(u, 0) ** 3
    part = lambda j: (cube(sizes - knots[j]) - cube(sizes - knots[2])) / (knots[2] - knots[j])
    return np.column_stack([np.ones_like(sizes), sizes, part(0) - part(1)])


def prior(log_variances, d, sizes):
    design = spline(sizes)
    hat = design @ np.linalg.pinv(design)
    e = log_variances - special.digamma(d / 2) + np.log(d / 2)
    fitted = hat @ e
    tau = max(0, np.sum((e - fitted) ** 2) / (len(e) - 3) - trigamma(d / 2).mean())
    d0 = np.array([2 * np.exp(inverse_trigamma(tau + h * (tau + trigamma(k / 2)))) for h, k in zip(np.diag(hat), d)])
    s0 = np.exp(fitted + special.digamma(d0 / 2) - np.log(d0 / 2))
    variance = np.exp(log_variances)
    log_likelihood = np.sum(
        special.gammaln((d0 + d) / 2) - special.gammaln(d0 / 2) - d / 2 * np.log(d0 * s0) - (d0 + d) / 2 * np.log1p(d * variance / (d0 * s0))
    )
    return d0, s0, log_likelihood


def design_of(years, steps):
    return np.column_stack([np.ones(len(years)), years - years.mean()] + [(years >= step).astype(float) for step in steps])


def fit(y, steps, rho, counts):
    years = np.flatnonzero(~np.isnan(y)).astype(float)
    y = y[~np.isnan(y)]
    x = design_of(years, steps)
    r = correlation(years, rho)
    inverse = np.linalg.inv(r)
    if counts:
        beta = np.r_[np.log(y.mean()), np.zeros(x.shape[1] - 1)]
        for _ in range(200):
            mu = np.exp(x @ beta)
            a = np.sqrt(mu)[:, None] * x
            beta = beta + np.linalg.solve(a.T @ inverse @ a, a.T @ inverse @ ((y - mu) / np.sqrt(mu)))
        mu = np.exp(x @ beta)
        a = np.sqrt(mu)[:, None] * x
        residual = np.sign(y - mu) * np.sqrt(np.maximum(0, 2 * (special.xlogy(y, y / mu) - (y - mu))))
    else:
        a = x
        beta = np.linalg.solve(a.T @ inverse @ a, a.T @ inverse @ y)
        residual = y - x @ beta
    information = a.T @ inverse @ a
    determinant = np.linalg.slogdet(r)[1] + np.linalg.slogdet(information)[1]
    return beta, np.diag(np.linalg.inv(information)), residual @ inverse @ residual, determinant, len(y) - x.shape[1]


def quantile(share, weights, means, errors, df):
    cdf = lambda v: np.sum(weights * stats.t.cdf((v - means) / errors, df)) - share
    reach = 60 * errors.max()
    return optimize.brentq(cdf, means.min() - reach, means.max() + reach, xtol=1e-13)


def summary(weights, means, errors, df):
    low = np.sum(weights * stats.t.cdf(-means / errors, df))
    return [float(np.sum(weights * means)), float(quantile(0.025, weights, means, errors, df)), float(quantile(0.975, weights, means, errors, df)),
            float(min(1, 2 * min(low, 1 - low)))]


def many(values, steps, counts, sizes):
    nodes = np.linspace(-0.3, 0.95, 251)[1:-1]
    laws, heights = [], []
    for rho in nodes:
        fits = [fit(y, s, rho, counts) for y, s in zip(values, steps)]
        d = np.array([f[4] for f in fits], float)
        s2 = np.array([f[2] for f in fits]) / d
        d0, s0, log_likelihood = prior(np.log(s2), d, sizes)
        heights.append(log_likelihood - sum(f[3] for f in fits) / 2)
        error = np.sqrt((d0 * s0 + d * s2) / (d0 + d) * np.array([f[1][1] for f in fits]))
        laws.append((np.array([f[0][1] for f in fits]), error, np.minimum(d0 + d, d.sum())))
    weights = np.exp(np.array(heights) - max(heights))
    weights /= weights.sum()
    return [summary(weights, *(np.array([law[k][i] for law in laws]) for k in range(3))) for i in range(len(values))]


def few(values, steps, counts):
    nodes = -0.3 + 1.25 * (np.arange(60) + 0.5) / 60
    fits = [[fit(y, s, rho, counts) for y, s in zip(values, steps)] for rho in nodes]
    s2 = np.array([[f[2] / f[4] for f in row] for row in fits])
    d = np.array([f[4] for f in fits[0]], float)
    grid = np.linspace(np.log(s2).min() - 12, np.log(s2).max() + 12, 400)
    height = np.array([[-sum(f[3] for f in row) / 2 - np.sum(d / 2 * u + (4 + d) / 2 * np.log1p(d / 4 * variances * np.exp(-u))) for u in grid]
                       for row, variances in zip(fits, s2)])
    weights = np.exp(height - height.max())
    weights /= weights.sum()
    out = []
    for i in range(len(values)):
        means = np.repeat([row[i][0][1] for row in fits], len(grid))
        errors = np.sqrt((4 * np.exp(grid)[None, :] + d[i] * s2[:, i][:, None]) / (4 + d[i]) * np.array([row[i][1][1] for row in fits])[:, None]).ravel()
        out.append(summary(weights.ravel(), means, errors, 4 + d[i]))
    return out


def draw(count, years, rho):
    noise = rng.standard_normal((count, years))
    for t in range(1, years):
        noise[:, t] = rho * noise[:, t - 1] + np.sqrt(1 - rho**2) * noise[:, t]
    return noise


def case(kind, count, years, rho):
    size = np.exp(rng.normal(4, 1.2, count))
    noise = draw(count, years, rho) * 0.25
    noise += np.where(np.arange(count) % 3 == 0, 0.08, 0)[:, None] * (np.arange(years) - (years - 1) / 2)
    if kind == "counts":
        values = rng.poisson(size[:, None] * np.exp(noise)).astype(float)
        values[values.sum(1) < 3 * years] += 4
    else:
        values = np.log(size)[:, None] + noise
    steps = [[] for _ in range(count)]
    for i in range(0, count, 4):
        steps[i] = [years // 2]
    for i in range(1, count, 5):
        values[i, 1 + i % (years - 2)] = np.nan
    logs = np.log(np.nanmean(values, 1) + 0.25) if kind == "counts" else np.log(np.nanmean(np.exp(values), 1))
    return values, steps, logs


result = []
for kind, count, years, rho in [("counts", 24, 7, 0.3), ("values", 30, 6, 0.5), ("counts", 3, 9, 0.4), ("values", 1, 8, 0.0), ("counts", 1, 6, 0.0)]:
    values, steps, logs = case(kind, count, years, rho)
    counts = kind == "counts"
    at = []
    for fixed in (0.0, -0.2, 0.6, 0.9):
        fits = [fit(y, s, fixed, counts) for y, s in zip(values, steps)]
        at.append({"rho": fixed, "slope": [float(f[0][1]) for f in fits], "variance": [float(f[1][1]) for f in fits],
                   "square": [float(f[2]) for f in fits], "determinant": [float(f[3]) for f in fits]})
    trends = many(values, steps, counts, logs) if count >= 20 else few(values, steps, counts)
    entry = {"kind": kind, "periods": years, "values": [[None if np.isnan(v) else float(v) for v in row] for row in values], "steps": steps,
             "logSizes": logs.tolist(), "fixed": at, "trends": trends}
    if count >= 20:
        d = np.array([f[4] for f in fits], float)
        s2 = np.array([f[2] for f in fits]) / d
        d0, s0, log_likelihood = prior(np.log(s2), d, logs)
        entry["prior"] = {"logVariances": np.log(s2).tolist(), "d": d.astype(int).tolist(), "d0": d0.tolist(), "s0": s0.tolist(),
                          "logLikelihood": float(log_likelihood)}
    result.append(entry)
print(json.dumps({"cases": result}, indent=1))
