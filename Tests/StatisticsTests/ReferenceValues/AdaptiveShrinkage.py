"""Adaptive shrinkage with a normal mixture prior, by an interior-point method in 40 digits.

python3 AdaptiveShrinkage.py > AdaptiveShrinkage.json

The package ashr, whose method this is, stops its own solver at 1e-6 or so and drops small weights. The maximum is that of a concave function, so that any solver that goes on long
enough gives the same; this one follows a logarithmic barrier down to 1e-24 and shares nothing with the active sets of the product.
"""
import json
import mpmath as mp
import numpy as np

mp.mp.dps = 40
rng = np.random.default_rng(20240601)


def solve(estimates, errors, mode, null_weight):
    smallest = errors.min() / 10
    excess = ((estimates - mode) ** 2 - errors**2).max()
    largest = 2 * np.sqrt(excess) if excess > 0 else 8 * smallest
    count = max(1, int(np.ceil(np.log2(largest / smallest) * 2)))
    scales = [mp.mpf(0)] + [mp.mpf(largest) * mp.mpf(2) ** (mp.mpf(k - count) / 2) for k in range(count + 1)]
    n, K = len(estimates), len(scales)
    b = [mp.mpf(float(v)) for v in estimates]
    e = [mp.mpf(float(v)) for v in errors]
    m = mp.mpf(mode)
    lik = [[mp.npdf(b[i], m, mp.sqrt(e[i] ** 2 + scale**2)) for scale in scales] for i in range(n)]

    # On the simplex the maximum of f is that of f - total*sum(pi) without the constraint of the sum.
    total = n + null_weight - 1
    p = [mp.mpf(1) / K] * K

    def cost(p, barrier):
        return (-sum(mp.log(mp.fdot(row, p)) for row in lik) - (null_weight - 1) * mp.log(p[0])) / total + sum(p) - barrier * sum(mp.log(v) for v in p)

    barrier = mp.mpf(1) / 10
    while barrier > mp.mpf("1e-24"):
        for _ in range(50):
            scaled = [[v / d for v in row] for row, d in ((row, mp.fdot(row, p)) for row in lik)]
            gradient = mp.matrix([1 - sum(row[j] for row in scaled) / total - barrier / p[j] for j in range(K)])
            hessian = mp.matrix(K, K)
            for i in range(K):
                for j in range(i + 1):
                    hessian[i, j] = hessian[j, i] = mp.fsum(row[i] * row[j] for row in scaled) / total
                hessian[i, i] += barrier / p[i] ** 2
            gradient[0] -= (null_weight - 1) / p[0] / total
            hessian[0, 0] += (null_weight - 1) / p[0] ** 2 / total
            step = mp.lu_solve(hessian, -gradient)
            decrement = -mp.fdot(list(gradient), list(step))
            if decrement < barrier * mp.mpf("1e-6"):
                break
            length = min([mp.mpf(1)] + [-mp.mpf("0.99") * p[j] / step[j] for j in range(K) if step[j] < 0])
            here = cost(p, barrier)
            while cost([p[j] + length * step[j] for j in range(K)], barrier) > here - length * decrement / 10 and length > 1e-12:
                length /= 2
            p = [p[j] + length * step[j] for j in range(K)]
        barrier /= 10
    p = [v / sum(p) for v in p]

    mean, sd, negative, positive, lfdr = [], [], [], [], []
    for i in range(n):
        post = [p[k] * lik[i][k] for k in range(K)]
        post = [v / sum(post) for v in post]
        keep = [scale**2 / (scale**2 + e[i] ** 2) for scale in scales]
        center = [m + keep[k] * (b[i] - m) for k in range(K)]
        spread = [mp.sqrt(keep[k]) * e[i] for k in range(K)]
        first = mp.fdot(post, center)
        below = [mp.ncdf(-center[k] / spread[k]) if spread[k] > 0 else mp.mpf(center[k] < 0) for k in range(K)]
        above = [mp.ncdf(center[k] / spread[k]) if spread[k] > 0 else mp.mpf(center[k] > 0) for k in range(K)]
        mean.append(first)
        sd.append(mp.sqrt(sum(post[k] * (spread[k] ** 2 + center[k] ** 2) for k in range(K)) - first**2))
        negative.append(mp.fdot(post, below))
        positive.append(mp.fdot(post, above))
        lfdr.append(post[0])
    return dict(
        mode=mode, nullWeight=null_weight, estimates=list(estimates), errors=list(errors), logLikelihood=float(sum(mp.log(mp.fdot(row, p)) for row in lik)),
        **{name: [float(v) for v in values] for name, values in dict(mean=mean, sd=sd, negative=negative, positive=positive, lfdr=lfdr).items()})


def simulate(n, spread, share, shift):
    errors = np.sqrt(8 / rng.chisquare(8, n))
    truth = shift + np.where(rng.random(n) < share, rng.normal(0, spread, n), 0)
    return truth + errors * rng.normal(size=n), errors


cases = [solve(*simulate(120, 3, 0.5, 0), 0.0, 10), solve(*simulate(80, 1, 1, 2), 1.5, 1), solve(*simulate(40, 0, 0, 0), 0.0, 10)]
print(json.dumps(dict(source=f"mpmath {mp.__version__}, numpy {np.__version__}", cases=cases)))
