"""Counts by exposure: log-linear trends at given autocorrelations, the posterior of shapes, and year effects of a panel, all with an offset.

python3 Exposures.py > Exposures.json     (numpy, scipy)
"""
import json

import numpy as np
from scipy import special

rng = np.random.default_rng(72)
series, years = 5, 11
exposures = np.round(np.exp(9 + rng.normal(size=(series, 1)) + 0.3 * rng.normal(size=(series, years))))
t = np.arange(years)
counts = rng.poisson(exposures * 3e-3 * np.exp(0.05 * t + 0.1 * rng.normal(size=(series, years)) + 0.5 * (t >= 6) * (np.arange(series) == 2)[:, None])).astype(float)
counts[1, 4] = counts[3, 0] = np.nan


def scoring(y, n, x, inverse):
    beta = np.r_[np.log(y.sum() / n.sum()), np.zeros(x.shape[1] - 1)]
    for _ in range(400):
        mu = n * np.exp(x @ beta)
        a = np.sqrt(mu)[:, None] * x
        step = np.linalg.solve(a.T @ inverse @ a, a.T @ inverse @ ((y - mu) / np.sqrt(mu)))
        beta = beta + step / max(1, np.abs(step).max())
    mu = n * np.exp(x @ beta)
    d = np.sign(y - mu) * np.sqrt(2 * np.maximum(special.xlogy(y, y / mu) - (y - mu), 0))
    return beta, np.sqrt(mu)[:, None] * x, d


fixed = []
for rho in (0.0, 0.5):
    slopes, variances, squares = [], [], []
    for y, n in zip(counts, exposures):
        at = np.flatnonzero(~np.isnan(y)).astype(float)
        inverse = np.linalg.inv(rho ** np.abs(np.subtract.outer(at, at)) if rho else np.eye(len(at)))
        x = np.column_stack([np.ones(len(at)), at - at.mean()])
        kept = ~np.isnan(y)
        beta, a, d = scoring(y[kept], n[kept], x, inverse)
        slopes.append(beta[1])
        variances.append(np.linalg.inv(a.T @ inverse @ a)[1, 1])
        squares.append(d @ inverse @ d)
    fixed.append({"rho": rho, "slope": slopes, "variance": variances, "square": squares})

# Shapes of the series with a step, at one value of rho, with nothing known of the variance.
y, n = counts[2], exposures[2]
x = (t - t.mean()) / years
s = (t >= 6).astype(float)
designs = {"none": [np.ones(years)], "line": [np.ones(years), x], "square": [np.ones(years), x, x * x], "step": [np.ones(years), s], "both": [np.ones(years), x, s]}
rho = 0.2
inverse = np.linalg.inv(rho ** np.abs(np.subtract.outer(t, t)).astype(float))
squares = {}
for name, columns in designs.items():
    _, a, d = scoring(y, n, np.column_stack(columns), np.eye(years))
    b = np.linalg.solve(a.T @ inverse @ a, a.T @ inverse @ d)
    squares[name] = (d - a @ b) @ inverse @ (d - a @ b)
weights = {"none": 1, "line": 0.5, "square": 0.5, "step": 1, "both": 1}
logs = {}
for name, columns in designs.items():
    g = squares["none"] - years / (years + 1) * max(squares["none"] - squares[name], 0)
    logs[name] = -(years - 1) / 2 * np.log(g) - (len(columns) - 1) / 2 * np.log(years + 1) + np.log(weights[name])
top = max(logs.values())
raw = {k: np.exp(v - top) for k, v in logs.items()}
total = sum(raw.values())
shapes = {"none": raw["none"] / total, "trend": (raw["line"] + raw["square"]) / total, "step": raw["step"] / total, "both": raw["both"] / total}

# Year effects: a_i + d_t with sum 0, by Newton's method on all parameters.
i, j = np.nonzero(~np.isnan(counts))
y, n = counts[i, j], exposures[i, j]
A = np.eye(series)[i]
T = np.vstack([np.eye(years - 1), -np.ones(years - 1)])[j]
X = np.hstack([A, T])
b = np.r_[np.log([y[i == k].sum() / n[i == k].sum() for k in range(series)]), np.zeros(years - 1)]
for _ in range(60):
    mu = n * np.exp(X @ b)
    b = b + np.linalg.solve(X.T @ (X * mu[:, None]), X.T @ (y - mu))
effects = np.r_[b[series:], -b[series:].sum()]
print(json.dumps({"counts": [[None if np.isnan(v) else v for v in row] for row in counts], "exposures": exposures.tolist(), "fixed": fixed,
                  "shapes": shapes, "effects": effects.tolist()}, indent=1))
