"""A tidy table with pandas, parsed by pyarrow."""
try:
    import pandas as pd
    import pyarrow
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

PATH = os.path.join(peer.FOLDER, "tidy.csv")


def work():
    table = pd.read_csv(PATH, engine="pyarrow", dtype_backend="pyarrow")
    return {"totals": lambda: table.groupby("year")["value"].sum().sort_index().to_numpy(dtype=float)}


peer.report(work, f"pandas {pd.__version__}, pyarrow {pyarrow.__version__}")
