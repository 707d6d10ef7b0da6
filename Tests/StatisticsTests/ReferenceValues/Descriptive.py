"""Moments in fractions, quantiles of the nine types and ranks from NumPy and SciPy.

python3 Descriptive.py > Descriptive.json
"""
import json
from fractions import Fraction

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(3)
samples = [[5.0], [2.0, 3.0], [1.0, 1.0, 4.0, 4.0, 4.0, 9.0], rng.normal(size=21).tolist(), (1e9 + rng.integers(0, 20, 30)).tolist(),
           rng.integers(0, 6, 40).astype(float).tolist(), rng.lognormal(size=100).tolist()]
methods = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased"]
probabilities = [0.0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.9, 0.99, 1.0]
out = []
for x in samples:
    a = np.array(x)
    # Exactly, in fractions: SciPy loses digits to a large common offset.
    f = [Fraction(v) for v in x]
    n = len(x)
    center = sum(f) / n
    m2, m3, m4 = (sum((v - center) ** k for v in f) / n for k in (2, 3, 4))
    out.append({
        "x": x, "mean": float(center), "variance": float(m2 * n / (n - 1)) if n > 1 else None,
        "skewness": float(m3) / float(m2) ** 1.5 if n > 1 else None, "kurtosis": float(m4 / m2**2 - 3) if n > 1 else None,
        "quantiles": [np.quantile(a, probabilities, method=m).tolist() for m in methods],
        "mad": float(stats.median_abs_deviation(a, scale="normal")),
        "ranks": {m: stats.rankdata(a, method=k).tolist() for m, k in
                  (("average", "average"), ("minimum", "min"), ("maximum", "max"), ("dense", "dense"), ("first", "ordinal"))},
    })
print(json.dumps({"source": f"SciPy {scipy.__version__}, NumPy {np.__version__}", "probabilities": probabilities, "samples": out}))
