"""Isolation forests: scikit-learn's expected path lengths, and its scores averaged over many seeds with their standard error.

python3 IsolationForest.py > IsolationForest.json
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length

rng = np.random.default_rng(2008)
n, p = 90, 3
data = rng.normal(size=(n, p)) @ np.array([[1, 0.8, 0], [0, 0.6, 0], [0, 0, 2.0]])
data[:4] += [[5, 5, 0], [0, 0, 12], [-4, 4, 0], [3, -3, 5]]
data = np.round(data, 3)
sizes = [0, 1, 2, 3, 4, 10, 64, 256, 1000]
cases = []
for sample in (32, 90):
    runs = np.array([
        -IsolationForest(n_estimators=200, max_samples=sample, random_state=seed).fit(data).score_samples(data) for seed in range(40)])
    # Scores are 2^(-mean depth / c): what is averaged is the depth, which makes a forest of 8,000 trees out of 40 of 200.
    depth = -np.log2(runs) * _average_path_length(np.array([sample]))[0]
    cases.append(dict(sampleSize=sample, depths=depth.mean(0).tolist(), errors=(depth.std(0, ddof=1) / np.sqrt(len(runs))).tolist()))
print(json.dumps(dict(
    source=f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", rows=n, columns=p, data=data.ravel(order="F").tolist(),
    sizes=sizes, averagePathLengths=_average_path_length(np.array(sizes)).tolist(), trees=8000, cases=cases)))
