"""Theil–Sen and Mann–Kendall of many series with numba: compiled loops over all processors, slopes sorted series by series."""
try:
    import math
    import numba
    import numpy as np
    from numba import njit, prange
    from scipy.special import ndtri
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)
NAMES = ("n", "slope", "intercept", "lower", "upper", "s", "variance", "p")
OUT = [np.empty(P) for _ in NAMES]
Z = -ndtri(0.025)


@njit(inline="always")
def middle(a, n):
    return a[n // 2] if n % 2 else (a[n // 2 - 1] + a[n // 2]) / 2


@njit(inline="always")
def insertion_sort(a, n):
    for i in range(1, n):
        v = a[i]
        j = i - 1
        while j >= 0 and a[j] > v:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = v


@njit(parallel=True, error_model="numpy")
def fit(y, x, z, blocks, n_out, slope_out, intercept_out, low_out, high_out, s_out, v_out, p_out):
    series, periods = y.shape
    for block in prange(blocks):
        u, v, w = np.empty(periods), np.empty(periods), np.empty(periods)
        slopes = np.empty(periods * (periods - 1) // 2)
        for i in range(series * block // blocks, series * (block + 1) // blocks):
            n = 0
            for t in range(periods):
                if y[i, t] == y[i, t]:
                    u[n], v[n], w[n] = x[t], y[i, t], y[i, t]
                    n += 1
            m = 0
            s = 0
            for b in range(1, n):
                for a in range(b):
                    rise = v[b] - v[a]
                    s += (rise > 0) - (rise < 0)
                    slopes[m] = rise / (u[b] - u[a])
                    m += 1
            slopes[:m].sort()
            insertion_sort(w, n)
            ties = 0.0
            length = 1.0
            for t in range(1, n + 1):
                if t < n and w[t] == w[t - 1]:
                    length += 1
                else:
                    ties += length * (length - 1) * (2 * length + 5)
                    length = 1.0
            variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
            reach = z * math.sqrt(variance)
            low = max(int(round((m - reach) / 2)) - 1, 0)
            high = min(int(round((m + reach) / 2)), m - 1)
            slope = middle(slopes, m)
            score = (s - (s > 0) + (s < 0)) / math.sqrt(variance) if variance > 0 else 0.0
            n_out[i], slope_out[i], s_out[i], v_out[i] = n, slope, s, variance
            intercept_out[i] = middle(w, n) - slope * middle(u, n)
            low_out[i], high_out[i] = slopes[low], slopes[high]
            p_out[i] = math.erfc(abs(score) / math.sqrt(2.0))


def work():
    fit(Y, X, Z, 64, *OUT)
    return dict(zip(NAMES, OUT))


peer.report(work, f"numba {numba.__version__}")
