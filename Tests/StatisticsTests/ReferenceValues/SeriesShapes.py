"""The posterior of shapes of single series, by dense matrices.

python3 SeriesShapes.py > SeriesShapes.json     (numpy)
"""
import json

import numpy as np

rng = np.random.default_rng(70)


def design(t, columns, date):
    center = t.mean()
    x = (t - center) / len(t)
    parts = {"1": np.ones(len(t)), "x": x, "xx": x * x, "s": (t >= date).astype(float) if date is not None else None}
    return np.column_stack([parts[c] for c in columns])


def residuals(y, x, counts):
    """Response and design that are linear about the fit without autocorrelation."""
    if not counts:
        return y, x
    beta = np.r_[np.log(y.mean()), np.zeros(x.shape[1] - 1)]
    for _ in range(500):
        mu = np.exp(x @ beta)
        step = np.linalg.solve(x.T @ (x * mu[:, None]), x.T @ (y - mu))
        beta = beta + step / max(1, np.abs(step).max())
    mu = np.exp(x @ beta)
    part = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0) - (y - mu)
    return np.sign(y - mu) * np.sqrt(2 * np.maximum(part, 0)), x * np.sqrt(mu)[:, None]


def posterior(y, dates, rhos, weights, variance, degrees, counts):
    t = np.flatnonzero(~np.isnan(y)).astype(float)
    y = y[~np.isnan(y)]
    n = len(y)
    if counts:
        cuts = list(dates) + [t[1], t[-1]]
        if any((y[t < c] == 0).all() or (y[t >= c] == 0).all() for c in cuts):
            y = y + 0.5
    usable = [d for d in dates if (t < d).sum() >= 2 and (t >= d).sum() >= 2]
    candidates = [("none", ["1"], None, 1.0), ("trend", ["1", "x"], None, 0.5), ("trend", ["1", "x", "xx"], None, 0.5)]
    for d in usable:
        candidates += [("step", ["1", "s"], d, 1 / len(usable)), ("both", ["1", "x", "s"], d, 1 / len(usable))]
    squares, determinants = {}, []
    for rho in rhos:
        r = rho ** np.abs(np.subtract.outer(t, t)) if rho else np.eye(n)
        determinants.append(np.linalg.slogdet(r)[1])
        inverse = np.linalg.inv(r)
        for k, (_, columns, d, _) in enumerate(candidates):
            e, x = residuals(y, design(t, columns, d), counts)
            b = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ e)
            squares[k, rho] = (e - x @ b) @ inverse @ (e - x @ b)
    logs = []
    for k, (_, columns, _, weight) in enumerate(candidates):
        heights = []
        for rho, w, det in zip(rhos, weights, determinants):
            g = squares[0, rho] - n / (n + 1) * max(squares[0, rho] - squares[k, rho], 0)
            cost = (n - 1) / 2 * np.log(g) if degrees == 0 else (degrees + n - 1) / 2 * np.log(degrees * variance + g)
            heights.append(np.log(w) - det / 2 - cost)
        logs.append(np.logaddexp.reduce(heights) - (len(columns) - 1) / 2 * np.log(n + 1) + np.log(weight))
    raw = np.exp(np.array(logs) - max(logs))
    raw /= raw.sum()
    shapes = {s: sum(p for p, c in zip(raw, candidates) if c[0] == s) for s in ("none", "trend", "step", "both")}
    return shapes, [sum(p for p, c in zip(raw, candidates) if c[2] == d) for d in dates]


cases = []
for k, (counts, n, kind) in enumerate(
    [(c, n, kind) for c in (False, True) for n in (9, 14) for kind in ("none", "trend", "step", "both")] + [(True, 12, "absent before")]
):
    t = np.arange(n)
    height = {"none": 0 * t, "trend": 0.12 * t, "step": 0.8 * (t >= n // 2), "both": 0.1 * t - 1.2 * (t >= n // 2), "absent before": -40.0 * (t < 6)}[kind]
    line = height + 0.2 * rng.normal(size=n)
    y = rng.poisson(40 * np.exp(line)).astype(float) if counts else line
    if k % 3 == 1:
        y[3] = np.nan
    rhos, weights = [-0.1, 0.3, 0.62], [0.2, 0.5, 0.3]
    degrees, variance = [(0, 1.0), (4.5, 1.8 if counts else 0.05)][k % 2]
    dates = [n // 2, n - 2, 1]
    shapes, steps = posterior(y, dates, rhos, weights, variance, degrees, counts)
    cases.append({"values": [None if np.isnan(v) else v for v in y], "counts": counts, "dates": dates, "rhos": rhos, "weights": weights,
                  "variance": variance, "degrees": degrees, "shapes": shapes, "steps": steps})
print(json.dumps({"cases": cases}, indent=1))
