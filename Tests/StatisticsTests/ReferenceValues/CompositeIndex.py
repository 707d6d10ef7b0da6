"""Normalizations, weights, aggregations and ranks of a composite index.

python3 CompositeIndex.py > CompositeIndex.json     (numpy, scipy, pymcdm)
"""
import json
from importlib.metadata import version
import numpy as np
import pymcdm.methods as methods
import pymcdm.normalizations as norms
from pymcdm.helpers import normalize_matrix
import pymcdm.weights as weights
from scipy import stats

rng = np.random.default_rng(3)
bodies, indicators = 24, 5
x = np.round(rng.gamma(3, 10, (bodies, indicators)) * [1, 10, 0.1, 5, 2], 2)
x[:, 3] = np.round(0.5 * x[:, 0] + x[:, 3], 2)
x[5, 1] = x[9, 1]  # a tie
direction = np.array([1, 1, -1, 1, -1])
minmax = normalize_matrix(x, norms.minmax_normalization, direction)
z = direction * (x - x.mean(0)) / x.std(0, ddof=1)
ranks = np.stack([stats.rankdata(direction[j] * x[:, j]) for j in range(indicators)], 1)
# pymcdm's entropy refuses the zeros of the min-max normalization, for which p ln p is 0.
share = minmax / minmax.sum(0)
diversity = 1 + np.where(share > 0, share * np.log(np.where(share > 0, share, 1)), 0).sum(0) / np.log(bodies)
entropy = diversity / diversity.sum()
critic = weights.critic_weights(minmax)
values, vectors = np.linalg.eigh(np.corrcoef(z.T))
pca = vectors[:, -1] ** 2
own = np.array([3.0, 1, 1, 2, 1]); own /= own.sum()
z100 = 100 + 10 * z
mean, sd = z100.mean(1), z100.std(1, ddof=1)
topsis = methods.TOPSIS(norms.minmax_normalization)(x, own, direction)
draws = rng.dirichlet(np.ones(indicators), 200)
drawn = np.stack([stats.rankdata(-(minmax @ w), method="min") for w in draws])
print(json.dumps({
    "source": f"numpy {np.__version__}, pymcdm {version('pymcdm')}", "bodies": bodies, "indicators": indicators, "directions": direction.tolist(),
    "scores": x.T.ravel().tolist(), "minMax": minmax.T.ravel().tolist(), "zScore": z.T.ravel().tolist(), "rank": ranks.T.ravel().tolist(),
    "entropy": entropy.tolist(), "critic": critic.tolist(), "principalComponent": pca.tolist(), "own": own.tolist(),
    "arithmetic": (minmax @ own).tolist(), "geometric": np.exp(np.log(z100) @ own).tolist(), "mazziottaPareto": (mean - sd ** 2 / mean).tolist(),
    "topsis": topsis.tolist(), "ranks": stats.rankdata(-(minmax @ own), method="min").astype(int).tolist(),
    "drawnWeights": draws.ravel().tolist(), "drawnRanks": drawn.ravel().astype(int).tolist(),
}))
