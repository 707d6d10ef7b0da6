# Two lines that meet, by a bounded scalar search between every two points.
#
# python SegmentedTrend.py > SegmentedTrend.json
import json
import numpy as np
import scipy
from scipy.optimize import minimize_scalar

rng = np.random.default_rng(20240604)


def squares(tau, x, y):
    design = np.c_[np.ones_like(x), x - tau, np.maximum(0, x - tau)]
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    return ((y - design @ beta) ** 2).sum(), beta


def solve(x, y, margin):
    best = None
    for a, b in zip(x[margin - 1 : len(x) - margin], x[margin : len(x) - margin + 1]):
        found = minimize_scalar(lambda t: squares(t, x, y)[0], bounds=(a, b), method="bounded", options=dict(xatol=1e-12, maxiter=2000))
        for tau in (a, b, found.x):
            value, beta = squares(tau, x, y)
            if best is None or value < best[0]:
                best = (value, tau, beta)
    value, tau, beta = best
    return dict(x=list(x), y=list(y), margin=margin, tau=float(tau), before=beta[1], after=beta[1] + beta[2], squares=value)


x = np.arange(2008.0, 2025)
cases = [
    solve(x, 50 + 2 * (x - 2008) - 5 * np.maximum(0, x - 2016.4) + rng.normal(0, 2, 17), 3),
    solve(x, 20 + 3 * np.maximum(0, x - 2012) + rng.normal(0, 1, 17), 2),
    solve(x[:9], rng.normal(0, 1, 9), 3),
]
print(json.dumps(dict(source=f"numpy {np.__version__}, scipy {scipy.__version__}", cases=cases)))
