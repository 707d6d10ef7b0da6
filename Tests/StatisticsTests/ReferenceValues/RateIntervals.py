"""Intervals of proportions and Poisson rates. Writes RateIntervals.json beside itself; versions are in its header."""
import json
import pathlib

import scipy
import scipy.stats as stats
import statsmodels
from statsmodels.stats.proportion import proportion_confint

rows = []
for k, n in [(64, 351), (60, 264), (0, 7), (7, 7), (1, 1), (1362, 3050), (3, 100000)]:
    for level in (0.9, 0.95, 0.99):
        low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")
        rows.append({"kind": "wilson", "k": k, "n": n, "level": level, "low": float(low), "high": float(high)})
for k, e in [(4, 40), (0, 10), (351, 3050), (1, 0.5), (100000, 7)]:
    for level in (0.9, 0.95, 0.99):
        t = (1 - level) / 2
        low = 0.0 if k == 0 else stats.chi2.ppf(t, 2 * k) / 2 / e
        high = stats.chi2.isf(t, 2 * k + 2) / 2 / e
        rows.append({"kind": "poisson", "k": k, "n": e, "level": level, "low": float(low), "high": float(high)})
out = {"versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__}, "rows": rows}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
