"""Deviating cells: the algorithm of Rousseeuw & Van den Bossche (2018) written a second time, cell by cell, in NumPy.

No package that computes it can be installed from Debian or PyPI with the paper's definition: the authors' own is R's cellWise, on CRAN only, and RobPy's scales
are tuned in other units, its predictions leave a cell's own column out and its ellipse takes one degree of freedom. RobPy's flags are recorded beside ours as
the share of cells on which both agree.

python3 DeviatingCells.py > DeviatingCells.json
"""
import json
from importlib.metadata import version

import numpy as np
import pandas as pd
import scipy
from robpy.outliers.ddc import DDC
from scipy.special import erf
from scipy.stats import chi2, norm

PROBABILITY, LIMIT = 0.99, 0.5
CUT, ELLIPSE = np.sqrt(chi2.ppf(PROBABILITY, 1)), chi2.ppf(PROBABILITY, 2)
QUARTILE = norm.ppf(0.75)
BOUND = 2.5 * QUARTILE
EXPECTED = (2 * norm.cdf(BOUND) - 1) - 2 * BOUND * norm.pdf(BOUND) + 2 * BOUND**2 * norm.sf(BOUND)


def location(x):
    m = np.median(x)
    s = np.median(np.abs(x - m))
    w = np.maximum(0, 1 - ((x - m) / (3 * s)) ** 2) ** 2
    return np.sum(w * x) / np.sum(w)


def scale(x):
    s = np.median(np.abs(x)) / QUARTILE
    return s * np.sqrt(np.mean(np.minimum((x / s) ** 2, BOUND**2)) / EXPECTED) if s > 0 else 0.0


def slope(x, y):
    """Of y on x, without intercept."""
    ok = np.isfinite(x) & np.isfinite(y)
    x, y = x[ok], y[ok]
    ratio = y[x != 0] / x[x != 0]
    if len(ratio) <= 3:
        return 0.0
    raw = np.clip(np.median(ratio), -2, 2)
    r = y - raw * x
    near = np.abs(r) <= CUT * scale(r)
    square = x[near] @ x[near]
    return x[near] @ y[near] / square if square > 0 else 0.0


def correlation(x, y):
    ok = np.isfinite(x) & np.isfinite(y)
    x, y = x[ok], y[ok]
    if len(x) <= 3:
        return 0.0
    rho = np.clip((scale(x + y) ** 2 - scale(x - y) ** 2) / 4, -0.99, 0.99)
    near = (x * x - 2 * rho * x * y + y * y) / (1 - rho * rho) < ELLIPSE
    x, y = x[near], y[near]
    square = (x @ x) * (y @ y)
    return x @ y / np.sqrt(square) if square > 0 else 0.0


def deviating_cells(data):
    n, p = data.shape
    centers = np.array([location(c[np.isfinite(c)]) for c in data.T])
    scales = np.array([scale(c[np.isfinite(c)] - m) for c, m in zip(data.T, centers)])
    z = (data - centers) / scales
    u = np.where(np.abs(z) > CUT, np.nan, z)
    cor = np.array([[1.0 if i == j else correlation(u[:, i], u[:, j]) for j in range(p)] for i in range(p)])
    estimate, residual, factor = np.zeros((n, p)), z.copy(), np.ones(p)
    for j in range(p):
        others = [h for h in range(p) if h != j and abs(cor[j, h]) >= LIMIT]
        if not others:
            continue
        use = [j] + others
        slopes = np.array([1.0] + [slope(u[:, h], u[:, j]) for h in others])
        weights = np.abs(cor[j, use])
        for i in range(n):
            there = np.isfinite(u[i, use])
            estimate[i, j] = np.sum((weights * slopes * u[i, use])[there]) / np.sum(weights[there]) if there.any() else np.nan
        factor[j] = slope(estimate[:, j], z[:, j])
        estimate[:, j] = np.nan_to_num(estimate[:, j] * factor[j])
        residual[:, j] = z[:, j] - estimate[:, j]
        residual[:, j] /= scale(residual[np.isfinite(residual[:, j]), j])
    cells = np.abs(residual) > CUT
    t = np.nanmean(erf(np.sqrt(residual**2 / 2)), axis=1) - 0.5
    t = (t - np.median(t)) / (np.median(np.abs(t - np.median(t))) / QUARTILE)
    return dict(centers=centers, scales=scales, correlations=cor.ravel(order="F"), deshrinkage=factor,
                predictions=(estimate * scales + centers).ravel(order="F"), residuals=residual.ravel(order="F"), flags=cells, rows=t)


rng = np.random.default_rng(20180517)
n, p = 60, 7
common = rng.normal(size=(n, 2))
data = np.column_stack([common[:, 0] + 0.4 * rng.normal(size=n), 2 * common[:, 0] + 0.5 * rng.normal(size=n), -common[:, 0] + 0.5 * rng.normal(size=n),
                        common[:, 1] + 0.3 * rng.normal(size=n), common.sum(1) + 0.3 * rng.normal(size=n), rng.normal(size=n),
                        100 + 30 * common[:, 1] + 5 * rng.normal(size=n)])
data[3, 0], data[10, 1], data[20, 4], data[30, 6], data[40, 5] = 9, -11, 7, 400, 8
data[50, :5] = [4, -6, 4, -5, 4]
data = np.round(data, 3)
data[rng.uniform(size=data.shape) < 0.05] = np.nan
ours = deviating_cells(data)
theirs = DDC().fit(pd.DataFrame(data))
both = np.mean(ours["flags"] == theirs.cellwise_outliers_)
encode = lambda a: [None if np.isnan(v) else float(v) for v in np.asarray(a, float)]
print(json.dumps(dict(
    source=f"NumPy {np.__version__}, SciPy {scipy.__version__}; RobPy {version('robpy')} for the share of equal flags", rows=n, columns=p,
    data=encode(data.ravel(order="F")), centers=encode(ours["centers"]), scales=encode(ours["scales"]), correlations=encode(ours["correlations"]),
    deshrinkage=encode(ours["deshrinkage"]), predictions=encode(ours["predictions"]), residuals=encode(ours["residuals"]),
    flags=[bool(v) for v in ours["flags"].ravel(order="F")], rowScores=encode(ours["rows"]), shareEqualToRobPy=float(both))))
