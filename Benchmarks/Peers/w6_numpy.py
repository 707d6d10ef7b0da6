"""Median and MAD of columns with numpy: sorted by its vector instructions; the distances are two sorted runs, and binary search finds their middle."""
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


def merged(left, right, k):
    """The value of rank k, from 0, of two ascending runs."""
    low, high = max(0, k + 1 - len(right)), min(k + 1, len(left))
    while low < high:
        i = (low + high) // 2
        if left[i] < right[k - i]:
            low = i + 1
        else:
            high = i
    return max(left[low - 1] if low > 0 else -np.inf, right[k - low] if k - low >= 0 else -np.inf)


def column(index):
    s = np.sort(X[index])
    half = N // 2
    m = s[half] if N % 2 else (s[half - 1] + s[half]) / 2
    left, right = m - s[:half][::-1], s[half:] - m
    high = merged(left, right, half)
    OUT["median"][index], OUT["mad"][index] = m, high if N % 2 else (merged(left, right, half - 1) + high) / 2


def work():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(column, range(COUNT), chunksize=16))
    return OUT


peer.report(work, f"numpy {np.__version__}")
