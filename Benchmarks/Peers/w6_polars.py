"""Median and MAD of columns with polars."""
try:
    import numpy as np
    import polars as pl
except ImportError:
    import sys
    sys.exit(77)
import peer

FRAME = pl.DataFrame({str(i): column for i, column in enumerate(peer.columns())})


def work():
    medians = FRAME.lazy().select(pl.all().median()).collect()
    mads = FRAME.lazy().select([(pl.col(name) - medians[name][0]).abs().median() for name in FRAME.columns]).collect()
    return {"median": np.array(medians.row(0)), "mad": np.array(mads.row(0))}


peer.report(work, f"polars {pl.__version__}")
