"""Median and MAD of columns with numba: quickselect over all processors."""
try:
    import numba
    import numpy as np
    from numba import njit, prange
except ImportError:
    import sys
    sys.exit(77)
import peer

X = peer.columns()
MEDIAN, MAD = np.empty(len(X)), np.empty(len(X))


@njit
def select(a, k):
    low, high = 0, len(a) - 1
    while low < high:
        pivot = a[k]
        i, j = low, high
        while i <= j:
            while a[i] < pivot:
                i += 1
            while pivot < a[j]:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if j < k:
            low = i
        if k < i:
            high = j
    return a[k]


@njit
def middle(a):
    half = len(a) // 2
    high = select(a, half)
    return high if len(a) % 2 else (a[:half].max() + high) / 2


@njit(parallel=True)
def fit(x, median, mad):
    for c in prange(len(x)):
        work = x[c].copy()
        median[c] = middle(work)
        for i in range(len(work)):
            work[i] = abs(x[c, i] - median[c])
        mad[c] = middle(work)


def work():
    fit(X, MEDIAN, MAD)
    return {"median": MEDIAN, "mad": MAD}


peer.report(work, f"numba {numba.__version__}")
