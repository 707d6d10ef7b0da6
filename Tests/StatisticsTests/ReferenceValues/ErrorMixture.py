"""The mixture of sound and wrong cells by plain EM over every cell, with the body and tail of HeavyTailedNull.py.

python3 ErrorMixture.py > ErrorMixture.json      # numpy 2.4.6, scipy 1.17.1
"""
import json
import contextlib
import io

import numpy as np
import scipy
from scipy import stats

with contextlib.redirect_stdout(io.StringIO()):
    from HeavyTailedNull import fit

rng = np.random.default_rng(21)
n = 1600
scale = np.exp(rng.normal(-1.2, 0.2, n))
residual = scale * stats.t.rvs(5, size=n, random_state=rng)
wrong = rng.random(n) < 0.03
kind = rng.random(n)
residual = residual + np.where(wrong, np.where(kind < 0.4, np.log(10), np.where(kind < 0.7, -np.log(100), rng.normal(0, 2.5, n))), 0)

ten = np.log(10)
shift = [s * ten for s in (1, -1, 2, -2, 3, -3, 4, -4)]
prior = np.array([0.997] + [0.0015 / 8] * 8 + [0.0015])
weight = 20.0
shares = prior.copy()
soundness = np.ones(n)
x = residual / scale
order = np.argsort(np.abs(x))
for _ in range(4):
    law = fit(np.abs(x)[order], np.maximum(soundness, 1e-9)[order])
    nu, k, u = law["degreesOfFreedom"], law["scale"], law["threshold"]
    a = np.abs(x)
    sound = np.where(
        a <= u, stats.t.pdf(a / k, nu) / k, 0.05 * stats.genpareto.pdf(np.maximum(a - u, 0), law["tailShape"], scale=law["tailScale"])) / scale
    nearest = np.minimum(np.round(np.abs(residual) / ten), 4).astype(int)
    parts = np.zeros((n, 10))
    parts[:, 0] = sound
    for j, s in enumerate(shift):
        here = (nearest == j // 2 + 1) & (np.sign(residual) == np.sign(s))
        parts[:, j + 1] = np.where(here, stats.t.pdf((residual - s) / scale / k, nu) / k / scale, 0)
    parts[:, 9] = stats.t.pdf(residual / 2, 4) / 2
    for _ in range(5):
        joint = parts * shares
        posterior = joint / joint.sum(1, keepdims=True)
        soundness = posterior[:, 0]
        shares = posterior.sum(0) + weight * prior
        shares = shares / shares.sum()
print(json.dumps(dict(
    source=f"numpy {np.__version__}, scipy {scipy.__version__}", residuals=residual.tolist(), scales=scale.tolist(), shares=shares.tolist(),
    soundness=soundness.tolist(), wrong=wrong.tolist())))
