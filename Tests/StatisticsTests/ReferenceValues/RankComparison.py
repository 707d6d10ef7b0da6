"""Reference values for CountDispersion and RankProbabilities: SciPy and NumPy.

python3 RankComparison.py > RankComparison.json
"""
import json
import sys

import numpy as np
import scipy
from scipy import integrate, optimize, stats

rng = np.random.default_rng(20240611)


def fit(years, counts, exposures, phi):
    """The log-linear trend of largest negative binomial quasi-likelihood, by a general root finder on its two scores."""
    t = years - years.mean()

    def score(beta):
        mu = exposures * np.exp(beta[0] + beta[1] * t)
        r = (counts - mu) / (1 + phi * mu)
        return [r.sum(), (r * t).sum()]

    start = [np.log(counts.sum() / exposures.sum()), 0.0]
    solution = optimize.root(score, start, tol=1e-13)
    assert solution.success, solution.message
    mu = exposures * np.exp(solution.x[0] + solution.x[1] * t)
    return ((counts - mu) ** 2 / (mu + phi * mu**2)).sum()


histories = []
for body in range(12):
    n = 5 if body % 3 else 4
    years = np.sort(rng.choice(np.arange(2015, 2024), n, replace=False)).astype(float)
    exposures = np.round(rng.uniform(50, 4000, n))
    mean = exposures * np.exp(rng.normal(-2, 0.5)) * rng.gamma(1 / 0.08, 0.08, n)
    histories.append(dict(years=years, counts=rng.poisson(mean).astype(float), exposures=exposures))
expected = sum(len(h["years"]) - 2 for h in histories)
phi = optimize.brentq(lambda p: sum(fit(**h, phi=p) for h in histories) - expected, 1e-8, 10, xtol=1e-14, rtol=1e-13)
squares = [fit(**h, phi=phi) for h in histories]

means, errors = np.array([0.3, -0.1, 0.9]), np.array([0.4, 0.2, 0.5])


def excess(spread):
    w = 1 / (errors**2 + spread)
    center = (w * means).sum() / w.sum()
    return (w * (means - center) ** 2).sum() - 2


spread = optimize.brentq(excess, 0, 10, xtol=1e-15) if excess(0) > 0 else 0.0
wide_means = np.array([0.9, -0.4, 1.3])
wide = optimize.brentq(lambda s: (lambda w: (w * (wide_means - (w * wide_means).sum() / w.sum()) ** 2).sum() - 2)(1 / (errors**2 + s)), 0, 100, xtol=1e-15)
w = 1 / (errors**2 + wide)
center = (w * wide_means).sum() / w.sum()
share = wide / (errors**2 + wide)
posterior_mean, posterior_error = center + share * (wide_means - center), np.sqrt(share) * errors


def first(i):
    others = [j for j in range(3) if j != i]

    def density(x):
        value = stats.norm.pdf(x, posterior_mean[i], posterior_error[i])
        for j in others:
            value *= stats.norm.cdf(x, posterior_mean[j], posterior_error[j])
        return value

    return integrate.quad(density, -10, 10, epsabs=1e-12)[0]


json.dump(
    dict(
        versions=dict(numpy=np.__version__, scipy=scipy.__version__),
        histories=[{k: list(map(float, v)) for k, v in h.items()} for h in histories],
        dispersion=phi, multipliers=[s / (len(h["years"]) - 2) for s, h in zip(squares, histories)],
        estimates=list(wide_means), errors=list(errors), betweenVariance=wide, first=[first(i) for i in range(3)], noVariance=spread,
        narrow=list(means)),
    sys.stdout, indent=1)
