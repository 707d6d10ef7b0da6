"""Deviating cells in NumPy: the algorithm of Rousseeuw and Van den Bossche with the conventions of ours, a variable at a time."""
try:
    import numpy as np
    import scipy
    from scipy.stats import chi2, norm
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, P = map(int, file.read().split())
DATA = np.ascontiguousarray(peer.doubles("data").reshape(P, N))  # a variable a row
CUT, ELLIPSE = np.sqrt(chi2.ppf(0.99, 1)), chi2.ppf(0.99, 2)
QUARTILE = norm.ppf(0.75)
BOUND = 2.5 * QUARTILE
EXPECTED = (2 * norm.cdf(BOUND) - 1) - 2 * BOUND * norm.pdf(BOUND) + 2 * BOUND**2 * norm.sf(BOUND)


def location(x):
    m = np.median(x)
    w = np.maximum(0, 1 - ((x - m) / (3 * np.median(np.abs(x - m)))) ** 2) ** 2
    return w @ x / w.sum()


def scale(x):
    s = np.median(np.abs(x)) / QUARTILE
    return s * np.sqrt(np.mean(np.minimum((x / s) ** 2, BOUND**2)) / EXPECTED)


def slope(x, y):
    there = np.isfinite(x) & np.isfinite(y)
    x, y = x[there], y[there]
    raw = np.clip(np.median(y[x != 0] / x[x != 0]), -2, 2)
    r = y - raw * x
    near = np.abs(r) <= CUT * scale(r)
    return x[near] @ y[near] / (x[near] @ x[near])


def correlation(x, y):
    there = np.isfinite(x) & np.isfinite(y)
    x, y = x[there], y[there]
    rho = np.clip((scale(x + y) ** 2 - scale(x - y) ** 2) / 4, -0.99, 0.99)
    near = (x * x - 2 * rho * x * y + y * y) / (1 - rho * rho) < ELLIPSE
    x, y = x[near], y[near]
    return x @ y / np.sqrt((x @ x) * (y @ y))


def work():
    centers = np.array([location(c) for c in DATA])
    scales = np.array([scale(c - m) for c, m in zip(DATA, centers)])
    z = (DATA - centers[:, None]) / scales[:, None]
    u = np.where(np.abs(z) > CUT, np.nan, z)
    there = np.isfinite(u)
    filled = np.where(there, u, 0)
    cor = np.eye(P)
    for i in range(P):
        for j in range(i):
            cor[i, j] = cor[j, i] = correlation(u[i], u[j])
    residuals = z.copy()
    for j in range(P):
        use = np.flatnonzero(np.abs(cor[j]) >= 0.5)
        if len(use) == 1:
            continue
        weights = np.abs(cor[j, use])
        slopes = np.array([1.0 if h == j else slope(u[h], u[j]) for h in use])
        total = weights @ there[use]
        with np.errstate(all="ignore"):
            estimate = np.where(total > 0, (weights * slopes) @ filled[use] / total, np.nan)
        estimate = np.nan_to_num(estimate * slope(estimate, z[j]))
        residuals[j] = z[j] - estimate
        residuals[j] /= scale(residuals[j])
    return {"residuals": residuals.ravel()}


peer.report(work, f"numpy {np.__version__}, scipy {scipy.__version__}", warm_up=False)
