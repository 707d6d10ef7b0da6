"""Trends of many series with numba: compiled loops over all processors, p-values from a polynomial for each number of degrees of freedom."""
try:
    import numba
    import numpy as np
    from numba import njit, prange
    from numpy.polynomial import chebyshev
    from scipy.special import stdtr
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)
OUT = [np.empty(P) for _ in range(7)]
NAMES = ("n", "slope", "intercept", "se", "t", "p", "r2")
DEGREE = 13


def tail_table(rows):
    table = np.zeros((rows + 1, DEGREE + 1))
    nodes = np.cos((np.arange(DEGREE + 1) + 0.5) * np.pi / (DEGREE + 1))
    s = (nodes + 1) / 2
    for df in range(1, rows + 1):
        p = 2 * stdtr(df, -s * np.sqrt(df / ((1 - s) * (1 + s))))
        table[df] = chebyshev.cheb2poly(chebyshev.chebfit(nodes, p / (1 - s) ** (df / 2), DEGREE))
    return table


@njit(parallel=True, fastmath={"contract", "reassoc"}, error_model="numpy")
def fit(y, x, origin, table, n_out, slope_out, intercept_out, se_out, t_out, p_out, r2_out):
    periods = y.shape[1]
    for i in prange(y.shape[0]):
        n = 0.0
        first = 0.0
        sx = sxx = sy = sxy = syy = 0.0
        for j in range(periods):
            v = y[i, j]
            if v == v:
                if n == 0:
                    first = v
                d = v - first
                n += 1
                sx += x[j]
                sxx += x[j] * x[j]
                sy += d
                sxy += x[j] * d
                syy += d * d
        mx, my = sx / n, sy / n
        sxx -= sx * mx
        sxy -= sx * my
        syy -= sy * my
        slope = sxy / sxx
        rss = syy - slope * sxy
        df = n - 2
        se = np.sqrt(rss / (df * sxx))
        r2 = min(1.0, slope * sxy / syy)
        s = np.sqrt(r2)
        k = int(df)
        u = (rss / syy) / (1 + s)
        power = np.sqrt(u) if k & 1 else 1.0
        for _ in range(k // 2):
            power *= u
        argument = 2 * s - 1
        total = 0.0
        for c in range(DEGREE, -1, -1):
            total = total * argument + table[k, c]
        n_out[i], slope_out[i], intercept_out[i] = n, slope, first + my - slope * (mx + origin)
        se_out[i], t_out[i], p_out[i], r2_out[i] = se, slope / se, power * total, r2


TABLE = tail_table(max(T - 2, 1))


def work():
    fit(Y, X - X[T // 2], X[T // 2], TABLE, *OUT)
    return dict(zip(NAMES, OUT))


peer.report(work, f"numba {numba.__version__}")
