"""Trends of many series with scipy.stats.linregress, series by series."""
try:
    import numpy as np
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
    out = {name: np.empty(P) for name in ("n", "slope", "intercept", "se", "t", "p", "r2")}
    for i in range(P):
        there = ~np.isnan(Y[i])
        fit = stats.linregress(X[there], Y[i][there])
        out["n"][i], out["slope"][i], out["intercept"][i], out["se"][i] = there.sum(), fit.slope, fit.intercept, fit.stderr
        out["t"][i], out["p"][i], out["r2"][i] = fit.slope / fit.stderr, fit.pvalue, fit.rvalue**2
    return out


peer.report(work, f"scipy {scipy.__version__}", warm_up=False)
