"""Year effects of panels with holes, and their trends moderated over indicators, by dense matrices.

python3 YearEffects.py > YearEffects.json     (numpy, scipy)
"""
import json

import numpy as np
import scipy
from scipy import optimize, special, stats

rng = np.random.default_rng(21)
bodies, years = 14, 9
values = np.round(np.exp(2 + rng.normal(size=(bodies, 1)) + 0.3 * rng.normal(size=years) + 0.3 * rng.normal(size=(bodies, years))) * 3)
values[rng.random(values.shape) < 0.15] = np.nan
values[3, 1:] = np.nan  # One value alone tells nothing.
i, t = np.nonzero(~np.isnan(values))
kept = np.array([np.sum(i == b) >= 2 for b in i])
i, t = i[kept], t[kept]
y = values[i, t]
codes = {b: k for k, b in enumerate(sorted(set(i)))}
G = len(codes)
A = np.zeros((len(y), G))
A[np.arange(len(y)), [codes[b] for b in i]] = 1
T = np.zeros((len(y), years))
T[np.arange(len(y)), t] = 1
contrast = np.vstack([np.eye(years - 1), -np.ones(years - 1)])  # Effects that add to 0.


def answer(weights, residuals, effects):
    X = np.hstack([A, T @ contrast])
    bread = np.linalg.inv(X.T @ (X * weights[:, None]))
    scores = np.array([X[i == b].T @ residuals[i == b] for b in codes])
    B = contrast @ bread[G:, G:] @ contrast.T
    full = bread @ (scores.T @ scores) @ bread * G / (G - 1)
    phi = np.sum(residuals**2 / weights) / (len(y) - G - years + 1)
    return {"effects": effects.tolist(), "covariance": (contrast @ full[G:, G:] @ contrast.T).ravel().tolist(), "samplingVariances": (phi * np.diag(B)).tolist()}


X = np.hstack([A, T @ contrast])
b = np.linalg.lstsq(X, y, rcond=None)[0]
linear = answer(np.ones(len(y)), y - X @ b, contrast @ b[G:])
start = np.concatenate([np.log(np.array([y[i == c].mean() for c in codes])), np.zeros(years - 1)])
for _ in range(50):
    mu = np.exp(X @ start)
    start = start + np.linalg.solve(X.T @ (X * mu[:, None]), X.T @ (y - mu))
mu = np.exp(X @ start)
poisson = answer(mu, y - mu, contrast @ start[G:])

# Trends.
indicators = []
common = rng.normal(size=12)
for k in range(6):
    held = np.sort(rng.choice(12, size=12 if k < 3 else 10, replace=False))
    variances = 0.04 * (1 + rng.random(len(held))) * 10 ** (k % 3)
    effects = (0.7 * common[held] + 0.7 * rng.normal(size=len(held)) + 0.05 * k * held) * 10 ** (0.5 * (k % 3))
    indicators.append({"years": (2010 + held).tolist(), "effects": effects.tolist(), "variances": variances.tolist(), "steps": [2016] if k == 2 else []})


def dense(s, rho, weights):
    x = np.array(s["years"], float)
    D = np.column_stack([np.ones(len(x)), x - x.mean()] + [(x >= a) * 1.0 for a in s["steps"]])
    z = np.array(s["effects"]) / np.sqrt(np.mean(s["variances"]))
    gap = np.abs(x[:, None] - x[None, :])
    R = np.where(gap == 0, 1.0, np.abs(rho) ** gap * np.where((rho < 0) & (gap % 2 == 1), -1, 1))
    D, z = D / weights[:, None], z / weights
    L = np.linalg.cholesky(R)
    D, z = np.linalg.solve(L, D), np.linalg.solve(L, z)
    gram = np.linalg.inv(D.T @ D)
    beta = gram @ D.T @ z
    e = z - D @ beta
    d = len(x) - D.shape[1]
    ll = -0.5 * (np.linalg.slogdet(R)[1] - np.linalg.slogdet(gram)[1] + d * np.log(e @ e))
    return beta, np.diag(gram), e @ e / d, d, e, ll


weights = []
for s in indicators:
    ones = np.ones(len(s["years"]))
    shock = max(dense(s, 0, ones)[2] - 1, 0)
    v = np.array(s["variances"]) / np.mean(s["variances"])
    weights.append(np.sqrt((v + shock) / (1 + shock)))
nodes = -0.85 + 1.8 * np.arange(19) / 18
fits = [[dense(s, rho, w) for s, w in zip(indicators, weights)] for rho in nodes]
likelihood = np.array([sum(f[5] for f in row) for row in fits])
prior = -0.5 * ((nodes - 0.5) / 0.3) ** 2
mode = np.argmax(likelihood + prior)
K = len(indicators)
total, chance = 0, np.mean([1 / f[3] for f in fits[mode]])
for a in range(K):
    for c in range(K):
        if a != c:
            ya, yc = indicators[a]["years"], indicators[c]["years"]
            ea, ec = fits[mode][a][4], fits[mode][c][4]
            dot = sum(ea[p] * ec[yc.index(year)] for p, year in enumerate(ya) if year in yc)
            total += dot**2 / (ea @ ea) / (ec @ ec)
shared = min(max((total / (K * (K - 1)) - chance) / (1 - chance), 0), 1)
effective = K / (1 + (K - 1) * shared)
w = likelihood * effective / K + prior
w = np.exp(w - w.max())
w /= w.sum()


def shrink(s2, d):
    e = np.log(s2) - special.digamma(d / 2) + np.log(d / 2)
    excess = e.var(ddof=1) - np.mean(special.polygamma(1, d / 2))
    if excess <= 0:
        return s2.mean(), np.inf
    d0 = 2 * optimize.brentq(lambda q: special.polygamma(1, q) - excess, 1e-6, 1e9, xtol=1e-14, rtol=1e-14)
    return np.exp(e.mean() + special.digamma(d0 / 2) - np.log(d0 / 2)), d0


slopes, pvalues = np.zeros(K), np.zeros(K)
upper = np.zeros(K)
for row, weight in zip(fits, w):
    d = np.array([f[3] for f in row], float)
    s2 = np.array([f[2] for f in row])
    s0, d0 = shrink(s2, d)
    bound = np.maximum(d, effective * d)
    if np.isinf(d0):
        post, df = np.full(K, s0), bound
    else:
        post, df = (d0 * s0 + d * s2) / (d0 + d), np.minimum(d0 + d, bound)
    for k, f in enumerate(row):
        slopes[k] += weight * f[0][1] * np.sqrt(np.mean(indicators[k]["variances"]))
        upper[k] += weight * stats.t.sf(f[0][1] / np.sqrt(post[k] * f[1][1]), df[k])
pvalues = 2 * np.minimum(upper, 1 - upper)
print(json.dumps({
    "source": f"numpy {np.__version__}, scipy {scipy.__version__}", "values": [[None if np.isnan(v) else v for v in row] for row in values],
    "linear": linear, "poisson": poisson, "indicators": indicators, "autocorrelation": float(w @ nodes), "effectiveCount": float(effective),
    "slopes": slopes.tolist(), "pValues": pvalues.tolist(),
}))
