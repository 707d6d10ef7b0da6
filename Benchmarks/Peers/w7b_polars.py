"""A tidy table with polars on all processors."""
try:
    import polars as pl
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

PATH = os.path.join(peer.FOLDER, "tidy.csv")


def work():
    table = pl.read_csv(PATH, schema_overrides={"value": pl.Float64})
    return {"totals": lambda: table.group_by("year").agg(pl.col("value").sum()).sort("year")["value"].to_numpy()}


peer.report(work, f"polars {pl.__version__}")
