"""Two-way fixed effects with clustered errors by pyfixest; between and within by NumPy.

python3 PanelModels.py > PanelModels.json     (pyfixest, pandas, numpy)
"""
import json
from importlib.metadata import version
import numpy as np
import pandas as pd
import pyfixest as pf

rng = np.random.default_rng(12)
rows = []
for unit in range(30):
    level = rng.normal()
    for period in range(8):
        if rng.random() < 0.2:
            continue
        x = np.round(rng.normal(level, 1), 3)
        z = np.round(rng.normal(0.1 * period, 1), 3)
        rows.append((unit * 3 + 5, 2010 + period, x, z, np.round(level + 0.3 * period + 0.5 * x - 0.2 * z + rng.normal(), 3), int(rng.poisson(np.exp(0.5 * level + 0.1 * period + 0.2 * x)))))
d = pd.DataFrame(rows, columns=["unit", "period", "x", "z", "y", "count"])
d.loc[d.unit == 8, "count"] = 0
fit = pf.feols("y ~ x + z | unit + period", d, vcov={"CRV1": "unit"}, demeaner=pf.MapDemeaner(fixef_tol=1e-14))
iid = fit.vcov("iid")._vcov.ravel().tolist()
fit.vcov({"CRV1": "unit"})
means = d.groupby("unit").y.mean()
print(json.dumps({
    "source": f"pyfixest {version('pyfixest')}, numpy {np.__version__}", **{c: d[c].tolist() for c in d.columns},
    "coefficients": fit.coef().tolist(), "clustered": fit._vcov.ravel().tolist(), "classical": iid, "withinRSquared": float(fit._r2_within),
    "overall": float(d.y.std()), "between": float(means.std()), "within": float(np.sqrt(((d.y - d.unit.map(means)) ** 2).sum() / (len(d) - 1))),
}))
