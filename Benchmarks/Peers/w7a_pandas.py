"""The cells of Table 3 of a page with pandas.read_html."""
try:
    import pandas as pd
except ImportError:
    import sys
    sys.exit(77)
import io
import os

import peer

with open(os.path.join(peer.FOLDER, "page.html"), "rb") as file:
    PAGE = file.read().decode()
with open(os.path.join(peer.FOLDER, "pages.txt")) as file:
    COUNT = int(file.read())


def cells():
    table = pd.read_html(io.StringIO(PAGE))[1]
    values = []
    for row in table.iloc[:, -7:].to_numpy():
        texts = [str(text) for text in row]
        if all(text.isdigit() for text in texts):
            values += [float(text) for text in texts]
    return values


def work():
    for _ in range(COUNT):
        values = cells()
    return {"cells": values}


peer.report(work, f"pandas {pd.__version__}")
