"""Theil–Sen and Mann–Kendall of many series with numpy: all pair slopes of a block of series, sorted row by row with its vector instructions."""
from concurrent.futures import ThreadPoolExecutor
import os

try:
    import numpy as np
    import scipy
    from scipy.special import erfc, ndtri
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)
I, J = np.triu_indices(T, 1)
STEP = X[J] - X[I]
Z = -ndtri(0.025)
OUT = {name: np.empty(P) for name in ("n", "slope", "intercept", "lower", "upper", "s", "variance", "p")}
BLOCK = 1024


def median(sorted_rows, count):
    rows = np.arange(len(count))
    return (sorted_rows[rows, (count - 1) // 2] + sorted_rows[rows, count // 2]) / 2


def block(start):
    rows = slice(start, min(start + BLOCK, P))
    y = Y[rows]
    there = ~np.isnan(y)
    n = there.sum(1)
    rise = y[:, J] - y[:, I]
    score = (rise > 0).sum(1) - (rise < 0).sum(1)
    slopes = np.sort(rise / STEP, axis=1)  # NaN last
    ordered = np.sort(y, axis=1)
    same = ordered[:, 1:] == ordered[:, :-1]
    ties = np.zeros(len(y))
    if same.any():
        length = np.ones(len(y))
        for k in range(T - 1):
            ties += np.where(same[:, k], 0, length * (length - 1) * (2 * length + 5))
            length = np.where(same[:, k], length + 1, 1)
        ties += length * (length - 1) * (2 * length + 5)
    pairs = n * (n - 1) // 2
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    reach = Z * np.sqrt(variance)
    low = np.maximum(np.rint((pairs - reach) / 2).astype(int) - 1, 0)
    high = np.minimum(np.rint((pairs + reach) / 2).astype(int), pairs - 1)
    index = np.arange(len(y))
    abscissae = np.sort(np.where(there, X, np.inf), axis=1)
    slope = median(slopes, pairs)
    with np.errstate(all="ignore"):
        z = np.where(variance > 0, (score - np.sign(score)) / np.sqrt(variance), 0)
    for name, values in (
        ("n", n), ("slope", slope), ("intercept", median(ordered, n) - slope * median(abscissae, n)), ("lower", slopes[index, low]),
        ("upper", slopes[index, high]), ("s", score), ("variance", variance), ("p", erfc(np.abs(z) / np.sqrt(2)))):
        OUT[name][rows] = values


def work():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(block, range(0, P, BLOCK)))
    return OUT


peer.report(work, f"numpy {np.__version__}, scipy {scipy.__version__}")
