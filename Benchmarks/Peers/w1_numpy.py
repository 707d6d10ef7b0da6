"""Trends of many series with numpy: blocks that stay in the cache, two threads, p-values from scipy.special."""
from concurrent.futures import ThreadPoolExecutor
import os

try:
    import numpy as np
    import scipy
    from scipy.special import stdtr
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)
OUT = {name: np.empty(P) for name in ("n", "slope", "intercept", "se", "t", "p", "r2")}
BLOCK = 8192


def block(start):
    rows = slice(start, min(start + BLOCK, P))
    y = Y[rows]
    there = ~np.isnan(y)
    x = X - X[T // 2]
    n = there.sum(1).astype(float)
    y0 = np.where(there, y, 0)
    mx = (there @ x) / n
    my = y0.sum(1) / n
    dx = np.where(there, x - mx[:, None], 0)
    dy = np.where(there, y0 - my[:, None], 0)
    sxx = np.einsum("ij,ij->i", dx, dx)
    sxy = np.einsum("ij,ij->i", dx, dy)
    syy = np.einsum("ij,ij->i", dy, dy)
    slope = sxy / sxx
    rss = syy - slope * sxy
    se = np.sqrt(rss / (n - 2) / sxx)
    t = slope / se
    OUT["n"][rows], OUT["slope"][rows], OUT["intercept"][rows] = n, slope, my - slope * (mx + X[T // 2])
    OUT["se"][rows], OUT["t"][rows], OUT["p"][rows] = se, t, 2 * stdtr(n - 2, -np.abs(t))
    OUT["r2"][rows] = slope * sxy / syy


def work():
    with np.errstate(all="ignore"), ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(block, range(0, P, BLOCK)))
    return OUT


peer.report(work, f"numpy {np.__version__}, scipy {scipy.__version__}")
