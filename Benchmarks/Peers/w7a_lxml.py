"""The cells of Table 3 of a page with lxml.html."""
try:
    import lxml
    from lxml import html
except ImportError:
    import sys
    sys.exit(77)
import os

import peer

with open(os.path.join(peer.FOLDER, "page.html"), "rb") as file:
    PAGE = file.read()
with open(os.path.join(peer.FOLDER, "pages.txt")) as file:
    COUNT = int(file.read())


def cells():
    tree = html.fromstring(PAGE)
    rows = []
    for table in tree.iter("table"):
        for row in table.iter("tr"):
            rows.append([cell.text_content().strip() for cell in row.iter("td", "th")])
    values = []
    for row in rows:
        last = row[-7:]
        if len(row) >= 8 and len(row) <= 10 and all(text.isdigit() for text in last):
            values += [float(text) for text in last]
    return values


def work():
    for _ in range(COUNT):
        values = cells()
    return {"cells": values}


peer.report(work, f"lxml {lxml.__version__}")
