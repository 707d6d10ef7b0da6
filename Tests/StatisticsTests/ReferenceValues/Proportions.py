"""Newcombe's and Wilson's intervals and Fisher's test from statsmodels and SciPy.

python3 Proportions.py > Proportions.json
"""
import json
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

out = []
for (a, n), (b, m) in (((64, 351), (60, 264)), ((0, 5), (3, 4)), ((1, 10), (1, 10)), ((500, 1000), (450, 1000)), ((7, 7), (2, 9))):
    low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
    wilson = proportion_confint(a, n, method="wilson")
    out.append({"successes": [a, b], "trials": [n, m], "low": low, "high": high, "wilson": list(wilson), "p": float(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)})
print(json.dumps({"source": f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}", "cases": out}))
