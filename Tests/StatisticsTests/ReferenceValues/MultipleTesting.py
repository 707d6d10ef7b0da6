"""Adjusted p-values from statsmodels and SciPy; Storey's from the formulas of R's qvalue with pi0.method = "bootstrap".

python3 MultipleTesting.py > MultipleTesting.json
"""
import json
import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20240517)


def storey(p, lam=None):
    p = np.asarray(p)
    m = len(p)
    if lam is None:
        grid = np.arange(1, 20) * 0.05
        seen = np.array([np.sum(p >= l) for l in grid])
        pi0 = seen / m / (1 - grid)
        low = np.quantile(pi0, 0.1)
        mse = seen / (m**2 * (1 - grid) ** 2) * (1 - seen / m) + (pi0 - low) ** 2
        share = min(pi0[mse == mse.min()].min(), 1)
    else:
        share = min(np.mean(p >= lam) / (1 - lam), 1)
    order = np.argsort(p)
    q = np.empty(m)
    q[order] = np.minimum(1, np.minimum.accumulate((share * m * p[order] / np.arange(1, m + 1))[::-1])[::-1])
    return share, q.tolist()


cases = []
for p in (
    [0.01, 0.02, 0.5],
    [0.04],
    [0.0, 0.0, 1.0, 1.0, 0.3, 0.3],
    np.round(np.concatenate([rng.beta(0.2, 8, 40), rng.uniform(size=60)]), 12).tolist(),
):
    share, q = storey(p)
    half, q_half = storey(p, 0.5)
    cases.append({
        "p": p,
        "bh": stats.false_discovery_control(p, method="bh").tolist(),
        "by": stats.false_discovery_control(p, method="by").tolist(),
        "holm": multipletests(p, method="holm")[1].tolist(),
        "storey": q, "storeyShare": share, "storeyHalf": q_half, "storeyHalfShare": half,
    })
print(json.dumps({"source": f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}", "cases": cases}))
