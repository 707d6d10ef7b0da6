"""A panel in SQLite, a row a cell with its key: what most programs do first. A share of the bodies."""
try:
    import numpy as np
except ImportError:
    import sys
    sys.exit(77)
import os
import sqlite3
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    M, P, T = map(int, file.read().split())
COUNT = max(1, int(P * peer.SHARE))
VALUES = peer.doubles("panel").reshape(M, P, T)[:, :COUNT]
PATH = os.path.join(peer.OUTPUT, "panel.sqlite")
DATABASE = sqlite3.connect(PATH)
DATABASE.execute("CREATE TABLE cell (body INTEGER, year INTEGER, indicator INTEGER, value REAL, PRIMARY KEY (body, year, indicator)) WITHOUT ROWID")
BODY, YEAR, INDICATOR = np.meshgrid(range(COUNT), range(T), range(M), indexing="ij")
ORDERED = VALUES.transpose(1, 2, 0)
THERE = ~np.isnan(ORDERED)
DATABASE.executemany("INSERT INTO cell VALUES (?, ?, ?, ?)", zip(*(a[THERE].tolist() for a in (BODY, YEAR, INDICATOR, ORDERED))))
DATABASE.commit()


def work():
    panel = np.full((M, COUNT, T), np.nan)
    for body, year, indicator, value in DATABASE.execute("SELECT body, year, indicator, value FROM cell"):
        panel[indicator, body, year] = value
    return {"first bodies": panel}


peer.report(work, f"SQLite {sqlite3.sqlite_version}", warm_up=False, file_bytes=int(os.path.getsize(PATH) / peer.SHARE))
