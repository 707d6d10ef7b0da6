"""Body and tail of scaled residuals: t from two weighted quantiles, penalized generalized Pareto tail, by SciPy's general optimizers.

python3 HeavyTailedNull.py > HeavyTailedNull.json      # numpy 2.4.6, scipy 1.17.1
"""
import json
import numpy as np
import scipy
from scipy import optimize, stats


def quantile(x, w, p):
    return x[np.searchsorted(np.cumsum(w), p * w.sum())]


def fit(x, w):
    median, decile = quantile(x, w, 0.5), quantile(x, w, 0.9)
    ratio = lambda nu: stats.t.isf(0.05, nu) / stats.t.isf(0.25, nu)
    target = decile / median
    if target >= ratio(1.5):
        nu = 1.5
        k = decile / stats.t.isf(0.05, nu)
    else:
        nu = 1000.0 if target <= ratio(1000) else optimize.brentq(lambda v: ratio(v) - target, 1.5, 1000)
        k = median / stats.t.isf(0.25, nu)
    u = k * stats.t.isf(0.05, nu)
    y, v = x[x > u] - u, w[x > u]

    def height(p):
        scale, shape = np.exp(p[0]), p[1]
        return -(v * stats.genpareto.logpdf(y, shape, scale=scale)).sum() + 0.5 * ((shape - 0.2) / 0.05) ** 2

    best = optimize.minimize(height, [np.log(y.mean()), 0.2], method="Nelder-Mead", options=dict(xatol=1e-9, fatol=1e-9, maxiter=5000))
    scale, shape = float(np.exp(best.x[0])), float(best.x[1])
    points = [0.1 * u, 0.7 * u, 1.2 * u, 3 * u]
    tail = [float(2 * stats.t.sf(p / k, nu)) if p <= u else float(0.1 * stats.genpareto.sf(p - u, shape, scale=scale)) for p in points]
    density = [
        float(stats.t.pdf(p / k, nu) / k) if p <= u else float(0.05 * stats.genpareto.pdf(p - u, shape, scale=scale)) for p in points
    ]
    return dict(
        values=x.tolist(), weights=w.tolist(), degreesOfFreedom=float(nu), scale=float(k), threshold=float(u), tailScale=scale, tailShape=shape,
        points=[float(p) for p in points], tail=tail, density=density)


rng = np.random.default_rng(20)
cases = []
for nu, n in ((3, 400), (8, 900), (1e6, 300)):
    x = np.sort(np.abs(stats.t.rvs(nu, size=n, random_state=rng)))
    w = np.where(rng.random(n) < 0.1, 0.3, 1.0)
    cases.append(fit(x, w))
print(json.dumps(dict(source=f"numpy {np.__version__}, scipy {scipy.__version__}", cases=cases)))
