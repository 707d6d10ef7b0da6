"""Empirical-Bayes shrinkage, intervals, funnel limits and critical values of rank sets.

python3 Shrinkage.py > Shrinkage.json     (mpmath, scipy, statsmodels, numpy)
Hyperparameters are the root of the score of the marginal likelihood, found in 40 digits.
"""
import json
import mpmath as mp
import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

mp.mp.dps = 40
rng = np.random.default_rng(7)
n = rng.integers(1, 200, 40)
p = rng.beta(6, 9, 40)
k = rng.binomial(n, p)


def beta_score(a, b):
    whole = [mp.digamma(a + b) - mp.digamma(int(m) + a + b) for m in n]
    return (sum(mp.digamma(int(x) + a) - mp.digamma(a) + w for x, w in zip(k, whole)),
            sum(mp.digamma(int(m - x) + b) - mp.digamma(b) + w for x, m, w in zip(k, n, whole)))


a, b = mp.findroot(beta_score, (5, 8))
exposure = np.round(rng.gamma(2.0, 30.0, 40), 2)
counts = rng.poisson(exposure * rng.gamma(4.0, 0.02, 40))


def gamma_score(c, d):
    return (sum(mp.digamma(int(x) + c) - mp.digamma(c) + mp.log(d) - mp.log(d + float(e)) for x, e in zip(counts, exposure)),
            sum(c / d - (c + int(x)) / (d + float(e)) for x, e in zip(counts, exposure)))


c, d = mp.findroot(gamma_score, (4, 50))
post = stats.beta(float(a) + k, float(b) + n - k)
rate = stats.gamma(float(c) + counts, scale=1 / (float(d) + exposure))


def funnel_proportions(k, n, level, winsorized):
    target = k.sum() / n.sum()
    limits = []
    for q in ((1 - level) / 2, (1 + level) / 2):
        r = stats.binom.ppf(q, n, target)
        limits.append(np.maximum(0, (r - (stats.binom.cdf(r, n, target) - q) / stats.binom.pmf(r, n, target)) / n))
    return target, limits, *dispersion(k / n, target, target * (1 - target) / n, winsorized)


def funnel_rates(k, e, level, winsorized):
    target = k.sum() / e.sum()
    limits = []
    for q in ((1 - level) / 2, (1 + level) / 2):
        r = stats.poisson.ppf(q, target * e)
        limits.append(np.maximum(0, (r - (stats.poisson.cdf(r, target * e) - q) / stats.poisson.pmf(r, target * e)) / e))
    return target, limits, *dispersion(k / e, target, target / e, winsorized)


def dispersion(y, target, variance, winsorized):
    z = (y - target) / np.sqrt(variance)
    s = np.sort(z)
    cut = int(winsorized * len(z))
    phi = np.mean(np.clip(z, s[cut], s[len(z) - 1 - cut]) ** 2)
    w = 1 / variance
    count = len(z)
    tau2 = max(0.0, (count * phi - (count - 1)) / (w.sum() - (w ** 2).sum() / w.sum()))
    return phi, tau2, z


pt, plim, pphi, ptau2, pz = funnel_proportions(k, n, 0.998, 0.1)
rt, rlim, rphi, rtau2, rz = funnel_rates(counts, exposure, 0.95, 0.1)
pairs = [(0, 5), (5, 5), (7, 20), (95, 100), (1, 1), (3, 100000)]
out = {
    "source": f"mpmath {mp.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}",
    "successes": k.tolist(), "trials": n.tolist(), "counts": counts.tolist(), "exposures": exposure.tolist(),
    "betaMean": float(a / (a + b)), "betaPrecision": float(a + b), "betaLower": post.ppf(0.025).tolist(), "betaUpper": post.isf(0.025).tolist(),
    "gammaMean": float(c / d), "gammaShape": float(c), "gammaLower": rate.ppf(0.025).tolist(), "gammaUpper": rate.isf(0.025).tolist(),
    "intervals": [
        {"successes": x, "trials": m, "wilson": list(map(float, proportion_confint(x, m, 0.1, "wilson"))),
         "clopperPearson": list(map(float, proportion_confint(x, m, 0.1, "beta"))),
         "garwood": [float(stats.chi2.ppf(0.05, 2 * x) / 2 / m) if x else 0.0, float(stats.chi2.isf(0.05, 2 * x + 2) / 2 / m)]} for x, m in pairs],
    "proportionFunnel": {"target": float(pt), "lower": plim[0].tolist(), "upper": plim[1].tolist(), "phi": float(pphi), "tau": float(np.sqrt(ptau2)), "z": pz.tolist()},
    "rateFunnel": {"target": float(rt), "lower": rlim[0].tolist(), "upper": rlim[1].tolist(), "phi": float(rphi), "tau": float(np.sqrt(rtau2)), "z": rz.tolist()},
    "studentizedRange": [{"bodies": m, "critical": float(stats.studentized_range.ppf(0.95, m, np.inf) / np.sqrt(2))} for m in (2, 5, 20)],
}
print(json.dumps(out))
