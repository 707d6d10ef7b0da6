"""Trends of many series with polars: one column a year, sums across columns; p-values from scipy.special."""
try:
    import numpy as np
    import polars as pl
    from scipy.special import stdtr
except ImportError:
    import sys
    sys.exit(77)
import peer

Y = peer.series()
P, T = Y.shape
X = np.arange(2008, 2008 + T, dtype=float)
ORIGIN = X[T // 2]
FRAME = pl.DataFrame({str(j): Y[:, j] for j in range(T)}).fill_nan(None)


def total(expressions):
    return pl.sum_horizontal(expressions)


def work():
    y = [pl.col(str(j)) for j in range(T)]
    x = [float(v - ORIGIN) for v in X]
    first = pl.coalesce(y)
    sums = FRAME.lazy().select(
        first.alias("f"),
        total([v.is_not_null().cast(pl.Float64) for v in y]).alias("n"),
        total([v.is_not_null() * a for v, a in zip(y, x)]).alias("sx"),
        total([v.is_not_null() * (a * a) for v, a in zip(y, x)]).alias("sxx"),
        total([v - first for v in y]).alias("sy"),
        total([(v - first) * a for v, a in zip(y, x)]).alias("sxy"),
        total([(v - first) * (v - first) for v in y]).alias("syy"),
    )
    n, c = pl.col("n"), pl.col
    sums = sums.with_columns(
        (c("sxx") - c("sx") * c("sx") / n).alias("sxx"), (c("sxy") - c("sx") * c("sy") / n).alias("sxy"), (c("syy") - c("sy") * c("sy") / n).alias("syy"))
    sums = sums.with_columns((c("sxy") / c("sxx")).alias("slope"))
    sums = sums.with_columns(((c("syy") - c("slope") * c("sxy")) / (n - 2) / c("sxx")).sqrt().alias("se"))
    result = sums.select(
        n, c("slope"), (c("f") + c("sy") / n - c("slope") * (c("sx") / n + ORIGIN)).alias("intercept"), c("se"), (c("slope") / c("se")).alias("t"),
        (c("slope") * c("sxy") / c("syy")).alias("r2")).collect()
    columns = {name: result[name].to_numpy() for name in result.columns}
    columns["p"] = 2 * stdtr(columns["n"] - 2, -np.abs(columns["t"]))
    return columns


peer.report(work, f"polars {pl.__version__}")
