"""Median and MAD of columns with DuckDB."""
try:
    import duckdb
    import numpy as np
    import polars as pl
except ImportError:
    import sys
    sys.exit(77)
import peer

X = peer.columns()
FRAME = pl.DataFrame({f"c{i}": column for i, column in enumerate(X)})
DB = duckdb.connect()
DB.execute("create table t as select * from FRAME")
SQL = "select " + ", ".join(f"median(c{i}), mad(c{i})" for i in range(len(X))) + " from t"


def work():
    row = np.array(DB.execute(SQL).fetchone(), dtype=float)
    return {"median": row[0::2], "mad": row[1::2]}


peer.report(work, f"DuckDB {duckdb.__version__}")
