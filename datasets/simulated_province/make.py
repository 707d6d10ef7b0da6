#!/usr/bin/env python3
"""Makes panel.csv and truth.csv of this folder from `analyze simulate`.

Usage: make.py ANALYZE

The simulated reports bear names of real bodies, which fits their forms; here they get names that no county has. Only counties of one
simulated province are kept, and of each report what tells how applications end. truth.csv says which cells of panel.csv are wrong, and what they should be.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

COUNTIES = 48
COLUMNS = {
    "received": "applications.received.total",
    "carried_in": "applications.carried_in.total",
    "granted": "outcome.granted.total",
    "partial": "outcome.partial.total",
    "refused": "outcome.denied.*.total",
    "unable": "outcome.unable.*.total",
    "not_processed": "outcome.not_processed.*.total",
    "other": "outcome.other_handling*total",
    "concluded": "outcome.total.total",
    "carried_out": "applications.carried_out.total",
    "reviews": "review.total",
    "lawsuits": "litigation.*.total",
    "licences": "disclosure.licensing.decisions",
    "penalties": "disclosure.punishment.decisions",
}
HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
EARTHLY = "子丑寅卯辰巳午未申酉戌亥"


def matches(name, pattern):
    if "*" not in pattern:
        return name == pattern
    start, end = pattern.split("*")
    return name.startswith(start) and name.endswith(end)


def main():
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        command = [sys.argv[1], "simulate", str(out), "--bodies", "70", "--years", "2020..2025", "--errors", "0.15", "--format", "panel", "--seed", "2025"]
        subprocess.run(command, check=True)
        with (out / "panel.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["level"] == "county" and row["kind"] == "government"]
        with (pathlib.Path(folder) / "out.truth.csv").open(newline="") as file:
            truth = list(csv.DictReader(file))
    counties = sorted({row["entity"] for row in rows})[:COUNTIES]
    names = {name: f"模拟{HEAVENLY[index % 10]}{EARTHLY[index % 12]}县" for index, name in enumerate(counties)}
    cells, seen = {}, set()
    for row in rows:
        if row["entity"] not in names:
            continue
        seen.add(row["indicator"])
        for column, pattern in COLUMNS.items():
            if matches(row["indicator"], pattern) and row["value"] != "":
                key = (names[row["entity"]], row["year"])
                values = cells.setdefault(key, {})
                values[column] = values.get(column, 0) + int(float(row["value"]))
    with (here / "panel.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["entity", "year", *COLUMNS])
        for (entity, year), values in sorted(cells.items()):
            writer.writerow([entity, year, *(values.get(column, "") for column in COLUMNS)])
    # Of sums of cells the error is that of the sum.
    slips = {}
    for row in truth:
        column = next((column for column, pattern in COLUMNS.items() if matches(row["indicator"], pattern)), None)
        if row["entity"] in names and column:
            slip = slips.setdefault((names[row["entity"]], row["year"], column), [row["mechanism"], 0])
            slip[1] += int(float(row["truth"] or 0)) - int(float(row["planted"] or 0))
    with (here / "truth.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["entity", "year", "indicator", "mechanism", "truth", "planted"])
        for (entity, year, column), (mechanism, difference) in sorted(slips.items()):
            planted = cells[entity, year].get(column, 0)
            if difference:
                writer.writerow([entity, year, column, mechanism, planted + difference, planted])
    missing = [column for column, pattern in COLUMNS.items() if not any(matches(name, pattern) for name in seen)]
    if missing:
        sys.exit(f"no indicator is meant by {missing}")


main()
