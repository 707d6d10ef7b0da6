"""Two-way fixed effects with pyfixest."""
try:
    import numpy as np
    import pandas as pd
    import pyfixest as pf
    from importlib.metadata import version
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, T = map(int, file.read().split())
FRAME = pd.DataFrame({"y": peer.doubles("y"), **{f"x{k}": peer.doubles(f"x{k}") for k in range(1, 6)}})
FRAME["unit"] = np.repeat(np.arange(N), T)
FRAME["period"] = np.tile(np.arange(T), N)
FRAME = FRAME.dropna().reset_index(drop=True)


def work():
    fit = pf.feols("y ~ x1 + x2 + x3 + x4 + x5 | unit + period", FRAME, vcov={"CRV1": "unit"}, store_data=False, copy_data=False)
    return {"coefficients": fit.coef().to_numpy(), "se": fit.se().to_numpy()}


peer.report(work, f"pyfixest {version('pyfixest')}")
