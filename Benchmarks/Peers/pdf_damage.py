"""What is said of damaged PDFs, by this program and by `qpdf --check`.

    analyze simulate pdf/ --bodies 6 --years 2021..2022 --errors 0 --format pdf-flate
    python3 Benchmarks/Peers/pdf_damage.py .build/release/analyze pdf/

Of each file eight damaged copies a kind are made in a folder of their own. A copy is told by this program when a finding says that
bytes were lost, added or changed, and by qpdf when it exits with anything but 0. Copies are counted apart by whether `pdftotext -layout`
prints what it prints of the whole file, something else, or nothing. Needs qpdf and poppler-utils.
"""

import collections
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

KINDS = {
    "whole": lambda file, place, draw: file,
    "byte lost": lambda file, place, draw: file[:place] + file[place + 1 :],
    "byte added": lambda file, place, draw: file[:place] + bytes([draw.randrange(256)]) + file[place:],
    "byte changed": lambda file, place, draw: file[:place] + bytes([file[place] ^ draw.randrange(1, 256)]) + file[place + 1 :],
    "200 bytes lost": lambda file, place, draw: file[:place] + file[place + 200 :],
    "64 bytes zero": lambda file, place, draw: file[:place] + bytes(len(file[place : place + 64])) + file[place + 64 :],
    "cut off": lambda file, place, draw: file[:place],
}


def text(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True).stdout


def main(analyze, folder):
    draw = random.Random(3)
    counts = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        copies = []
        for path in sorted(pathlib.Path(folder).glob("**/*.pdf")):
            file, whole = path.read_bytes(), text(path)
            for kind, damage in KINDS.items():
                for _ in range(1 if kind == "whole" else 8):
                    copy = work / f"{len(copies):05}.pdf"
                    copy.write_bytes(damage(file, draw.randrange(16, len(file) - 1), draw))
                    printed = text(copy)
                    copies.append((kind, "nothing" if not printed.strip() else "the same" if printed == whole else "other", copy))
        owners = work / "owners.csv"
        with owners.open("w", newline="") as table:
            rows = csv.writer(table)
            rows.writerow(["path", "entity", "region_code", "year"])
            rows.writerows([copy.name, copy.stem, "", 2021] for _, _, copy in copies)
        run = subprocess.run(
            [analyze, "anomalies", work, "--entity-map", owners, "--kind", "format", "--format", "json", "--no-cache", "--quiet"],
            capture_output=True, text=True)
        told = {row["entity"] for row in json.loads(run.stdout)["rows"] if row["rule"] == "format.reading.reading"}
        for kind, printed, copy in copies:
            cell = counts[kind, printed]
            cell["files"] += 1
            cell["analyze"] += copy.stem in told
            cell["qpdf"] += subprocess.run(["qpdf", "--check", copy], capture_output=True).returncode != 0
    print("| damage | pdftotext prints | files | told by analyze | told by qpdf |\n|---|---|---|---|---|")
    for (kind, printed), cell in sorted(counts.items()):
        print(f"| {kind} | {printed} | {cell['files']} | {cell['analyze']} | {cell['qpdf']} |")


main(*sys.argv[1:])
