"""Lines, Theil–Sen slopes and Mann–Kendall tests from SciPy and pymannkendall.

python3 TrendTests.py > TrendTests.json
"""
import itertools
import json
import numpy as np
import pymannkendall as mk
import scipy
from scipy import stats

rng = np.random.default_rng(8)
series = [
    ([2008, 2009, 2010, 2011, 2012], [2, 3, 5, 7, 11]),
    ([2008, 2009, 2010, 2011, 2012], [2.0, 2.0, 5.0, 2.0, 11.0]),
    ([2015, 2016, 2018, 2019, 2020, 2023], [640.0, 580.0, 612.0, 470.0, 471.0, 402.0]),
    (list(range(2008, 2025)), rng.poisson(np.exp(np.linspace(1, 4, 17))).tolist()),
    (list(range(2008, 2025)), (1e6 + 50 * rng.standard_normal(17)).tolist()),
    (list(range(2008, 2025)), rng.integers(0, 4, 17).tolist()),
    (list(range(60)), rng.standard_normal(60).cumsum().tolist()),
    (list(range(9)), [3, 1, 1, 4, 4, 4, 0, 9, 9]),
    (list(range(10)), [0, 0, 0, 0, 1, 0, 1, 1, 1, 1]),
]


def exact(y):
    """Both tails of S over all arrangements of the multiset (n ≤ 10), by a walk over the distinct ones."""
    s = sum(np.sign(b - a) for a, b in itertools.combinations(y, 2))
    values, counts = np.unique(y, return_counts=True)
    from functools import lru_cache

    @lru_cache(None)
    def walk(left):
        if sum(left) == 0:
            return {0: 1}
        result = {}
        for i, c in enumerate(left):
            if c:
                rest = left[:i] + (c - 1,) + left[i + 1:]
                # The value placed first makes a rising pair with every larger one still to come.
                add = sum(left[i + 1:]) - sum(left[:i])
                for k, v in walk(rest).items():
                    result[k + add] = result.get(k + add, 0) + v
        return result

    law = walk(tuple(int(c) for c in counts))
    total = sum(law.values())
    return min(1.0, 2 * sum(v for k, v in law.items() if k >= abs(s)) / total)


out = []
for x, y in series:
    line = stats.linregress(x, y)
    n = len(x)
    reach = stats.t.isf(0.025, n - 2) * line.stderr
    ts = stats.theilslopes(y, x, 0.95)
    test = mk.original_test(y)
    tied = len(set(y)) < n
    out.append({
        "x": x, "y": y, "slope": line.slope, "intercept": line.intercept, "standardError": line.stderr,
        "interceptStandardError": line.intercept_stderr, "statistic": line.slope / line.stderr, "pValue": line.pvalue,
        "rSquared": line.rvalue**2, "low": line.slope - reach, "high": line.slope + reach,
        "theilSen": ts.slope, "theilSenIntercept": ts.intercept, "theilSenLow": ts.low_slope, "theilSenHigh": ts.high_slope,
        "score": int(test.s), "scoreVariance": float(test.var_s), "z": float(test.z), "normalP": float(2 * stats.norm.sf(abs(test.z))),
        "tau": float(stats.kendalltau(x, y).statistic),
        "exactP": exact(y) if n <= 10 else (None if tied else float(stats.kendalltau(x, y, method="exact").pvalue)),
    })
print(json.dumps({"source": f"SciPy {scipy.__version__}, numpy {np.__version__}, pymannkendall {mk.__version__}", "series": out}))
