"""Theil–Sen by scipy.stats.theilslopes and Mann–Kendall by pymannkendall, series by series."""
try:
    import numpy as np
    import pymannkendall
    import scipy
    from scipy import stats
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)


def work():
    out = {name: np.empty(P) for name in ("n", "slope", "intercept", "lower", "upper", "s", "variance", "p")}
    for i in range(P):
        there = ~np.isnan(Y[i])
        line = stats.theilslopes(Y[i][there], X[there], 0.95)
        test = pymannkendall.original_test(Y[i][there])
        out["n"][i], out["slope"][i], out["intercept"][i], out["lower"][i], out["upper"][i] = there.sum(), *line
        # pymannkendall takes 1 − Φ(|z|), which has no digits left in the tail: its z is what it knows.
        out["s"][i], out["variance"][i], out["p"][i] = test.s, test.var_s, 2 * stats.norm.sf(abs(test.z))
    return out


peer.report(work, f"scipy {scipy.__version__}, pymannkendall {pymannkendall.__version__ if hasattr(pymannkendall, '__version__') else ''}", warm_up=False)
