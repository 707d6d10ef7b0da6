# Adaptive shrinkage with a normal mixture prior, by convex optimization, independent of the product's expectation-maximization.
#
# python AdaptiveShrinkage.py > AdaptiveShrinkage.json
import json
import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.stats import norm

rng = np.random.default_rng(20240601)


def solve(estimates, errors, mode, null_weight):
    smallest = errors.min() / 10
    excess = ((estimates - mode) ** 2 - errors**2).max()
    largest = 2 * np.sqrt(excess) if excess > 0 else 8 * smallest
    count = max(1, int(np.ceil(np.log2(largest / smallest) * 2)))
    scales = np.r_[0, largest * 2.0 ** ((np.arange(count + 1) - count) / 2)]
    sd = np.sqrt(errors[:, None] ** 2 + scales[None, :] ** 2)
    table = norm.logpdf(estimates[:, None] - mode, scale=sd)
    top = table.max(1, keepdims=True)
    lik = np.exp(table - top)

    # Kim et al. (2020): on the simplex the maximum of f is that of f - sum(pi)*const without the constraint of the sum.
    total = len(estimates) + null_weight - 1

    def objective(p):
        density = lik @ p
        value = -np.log(density).sum() - (null_weight - 1) * np.log(p[0]) + total * (p.sum() - 1)
        gradient = -(lik / density[:, None]).sum(0) + total
        gradient[0] -= (null_weight - 1) / p[0]
        return value / total, gradient / total

    p = np.full(len(scales), 1 / len(scales))
    bounds = [(1e-12, None)] + [(0, None)] * (len(scales) - 1)
    best = minimize(objective, p, jac=True, method="L-BFGS-B", bounds=bounds, options=dict(maxiter=100000, maxfun=1000000, ftol=1e-16, gtol=1e-12, maxcor=50))
    p = best.x / best.x.sum()
    log_likelihood = np.log(lik @ p).sum() + top.sum()
    post = p * lik
    post /= post.sum(1, keepdims=True)
    keep = scales**2 / sd**2
    center = mode + keep * (estimates[:, None] - mode)
    spread = np.sqrt(keep) * errors[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        negative = np.where(spread > 0, norm.cdf(-center / spread), center < 0)
        positive = np.where(spread > 0, norm.sf(-center / spread), center > 0)
    mean = (post * center).sum(1)
    second = (post * (spread**2 + center**2)).sum(1)
    return dict(
        mode=mode, nullWeight=null_weight, estimates=list(estimates), errors=list(errors), logLikelihood=log_likelihood, mean=list(mean),
        sd=list(np.sqrt(second - mean**2)), negative=list((post * negative).sum(1)), positive=list((post * positive).sum(1)), lfdr=list(post[:, 0]))


def simulate(n, spread, share, shift):
    errors = np.sqrt(8 / rng.chisquare(8, n))
    truth = shift + np.where(rng.random(n) < share, rng.normal(0, spread, n), 0)
    return truth + errors * rng.normal(size=n), errors


cases = [solve(*simulate(120, 3, 0.5, 0), 0.0, 10), solve(*simulate(80, 1, 1, 2), 1.5, 1), solve(*simulate(40, 0, 0, 0), 0.0, 10)]
print(json.dumps(dict(source=f"numpy {np.__version__}, scipy {scipy.__version__}", cases=cases)))
