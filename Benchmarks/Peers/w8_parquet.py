"""A panel in a Parquet file: a column an indicator, a row a body and year; read into one array."""
try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    M, P, T = map(int, file.read().split())
PATH = os.path.join(peer.OUTPUT, "panel.parquet")
VALUES = peer.doubles("panel").reshape(M, P * T)
pq.write_table(pa.table({f"i{j}": pa.array(VALUES[j], from_pandas=True) for j in range(M)}), PATH, compression="zstd")


def work():
    table = pq.read_table(PATH)
    return {"values": np.concatenate([column.to_numpy() for column in table.columns])}


peer.report(work, f"pyarrow {pa.__version__}", file_bytes=os.path.getsize(PATH))
