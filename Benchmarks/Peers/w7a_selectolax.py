"""The cells of Table 3 of a page with selectolax (Lexbor)."""
try:
    import selectolax
    from selectolax.lexbor import LexborHTMLParser
except ImportError:
    import sys
    sys.exit(77)
import os

import peer

with open(os.path.join(peer.FOLDER, "page.html"), "rb") as file:
    PAGE = file.read().decode()
with open(os.path.join(peer.FOLDER, "pages.txt")) as file:
    COUNT = int(file.read())


def cells():
    tree = LexborHTMLParser(PAGE)
    values = []
    for row in tree.css("tr"):
        texts = [cell.text().strip() for cell in row.css("td,th")]
        last = texts[-7:]
        if len(texts) >= 8 and len(texts) <= 10 and all(text.isdigit() for text in last):
            values += [float(text) for text in last]
    return values


def work():
    for _ in range(COUNT):
        values = cells()
    return {"cells": values}


peer.report(work, f"selectolax {selectolax.__version__}")
