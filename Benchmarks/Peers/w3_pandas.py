"""Two-way fixed effects with pandas: unit means by groupby, periods as dummies, normal equations by numpy."""
try:
    import numpy as np
    import pandas as pd
except ImportError:
    import sys
    sys.exit(77)
import os
import peer
import within

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, T = map(int, file.read().split())
K = 5
FRAME = pd.DataFrame({"y": peer.doubles("y"), **{f"x{k}": peer.doubles(f"x{k}") for k in range(1, K + 1)}})
FRAME["unit"], FRAME["period"] = np.repeat(np.arange(N), T), np.tile(np.arange(T), N)
FRAME = FRAME.dropna().reset_index(drop=True)


def work():
    frame = FRAME.drop(columns=["unit", "period"])
    for t in range(1, T):
        frame[f"d{t}"] = (FRAME["period"] == t).astype(float)
    groups = frame.groupby(FRAME["unit"])
    columns = (frame - groups.transform("mean")).to_numpy()
    by_unit = lambda scores: pd.DataFrame(scores).groupby(FRAME["unit"]).sum().to_numpy()
    return within.solve(columns, FRAME["unit"], by_unit, K, FRAME["unit"].nunique(), T)


peer.report(work, f"pandas {pd.__version__}, numpy {np.__version__}", warm_up=N < 100_000)
