"""Median and MAD of columns with numpy's vectorized selection."""
from concurrent.futures import ThreadPoolExecutor
import os

try:
    import numpy as np
except ImportError:
    import sys
    sys.exit(77)
import peer

X = peer.columns()
COUNT, N = X.shape
OUT = {name: np.empty(COUNT) for name in ("median", "mad")}


def middle(x):
    half = N // 2
    p = np.partition(x, half)
    return p[half] if N % 2 else (p[:half].max() + p[half]) / 2


def column(index):
    x = X[index]
    m = middle(x)
    OUT["median"][index], OUT["mad"][index] = m, middle(np.abs(x - m))


def work():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(column, range(COUNT), chunksize=16))
    return OUT


peer.report(work, f"numpy {np.__version__}")
