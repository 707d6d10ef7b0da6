"""Two-way fixed effects with polars: unit means by window expressions, periods as dummies, normal equations by numpy."""
try:
    import numpy as np
    import polars as pl
except ImportError:
    import sys
    sys.exit(77)
import os
import peer
import within

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, T = map(int, file.read().split())
K = 5
FRAME = pl.DataFrame({
    "unit": np.repeat(np.arange(N), T), "period": np.tile(np.arange(T), N), "y": peer.doubles("y"),
    **{f"x{k}": peer.doubles(f"x{k}") for k in range(1, K + 1)}}).filter(pl.col("y").is_not_nan())
NAMES = ["y"] + [f"x{k}" for k in range(1, K + 1)] + [f"d{t}" for t in range(1, T)]


def work():
    frame = FRAME.with_columns([(pl.col("period") == t).cast(pl.Float64).alias(f"d{t}") for t in range(1, T)])
    columns = frame.select([pl.col(name) - pl.col(name).mean().over("unit") for name in NAMES]).to_numpy()

    def by_unit(scores):
        sums = pl.from_numpy(scores).with_columns(FRAME["unit"]).group_by("unit").sum()
        return sums.drop("unit").to_numpy()

    return within.solve(columns, FRAME["unit"], by_unit, K, FRAME["unit"].n_unique(), T)


peer.report(work, f"polars {pl.__version__}, numpy {np.__version__}", warm_up=N < 100_000)
