"""A tidy table with DuckDB on all processors, into a table in memory."""
try:
    import duckdb
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

PATH = os.path.join(peer.FOLDER, "tidy.csv")
CONNECTION = duckdb.connect()


def work():
    CONNECTION.execute(f"CREATE OR REPLACE TABLE tidy AS SELECT * FROM read_csv('{PATH}', types = {{'value': 'DOUBLE'}})")
    return {"totals": lambda: CONNECTION.execute("SELECT sum(value) AS s FROM tidy GROUP BY year ORDER BY year").fetchnumpy()["s"]}


peer.report(work, f"DuckDB {duckdb.__version__}")
