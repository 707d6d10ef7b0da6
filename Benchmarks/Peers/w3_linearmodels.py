"""Two-way fixed effects with linearmodels; its standard errors count the units as parameters, so the coefficients alone are compared."""
try:
    import numpy as np
    import pandas as pd
    import linearmodels
    from linearmodels.panel import PanelOLS
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, T = map(int, file.read().split())
INDEX = pd.MultiIndex.from_product([np.arange(N), np.arange(T)], names=["unit", "period"])
FRAME = pd.DataFrame({"y": peer.doubles("y"), **{f"x{k}": peer.doubles(f"x{k}") for k in range(1, 6)}}, index=INDEX).dropna()


def work():
    model = PanelOLS(FRAME["y"], FRAME[[f"x{k}" for k in range(1, 6)]], entity_effects=True, time_effects=True)
    fit = model.fit(cov_type="clustered", cluster_entity=True)
    return {"coefficients": fit.params.to_numpy(), "linearmodels": fit.std_errors.to_numpy()}


peer.report(work, f"linearmodels {linearmodels.__version__}", warm_up=N < 100_000)
