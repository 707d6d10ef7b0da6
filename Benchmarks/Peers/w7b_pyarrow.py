"""A tidy table with pyarrow on all processors."""
try:
    import pyarrow as pa
    from pyarrow import csv
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

PATH = os.path.join(peer.FOLDER, "tidy.csv")
OPTIONS = csv.ConvertOptions(column_types={"value": pa.float64()})


def work():
    table = csv.read_csv(PATH, convert_options=OPTIONS)
    return {"totals": lambda: table.group_by("year").aggregate([("value", "sum")]).sort_by("year")["value_sum"].to_numpy()}


peer.report(work, f"pyarrow {pa.__version__}")
