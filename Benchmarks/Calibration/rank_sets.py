#!/usr/bin/env python3
"""Whether the ranges of ranks of `analyze rank` hold all true ranks together, and whether its test of movement keeps its level: simulated counts through the command.

Usage: rank_sets.py ANALYZE [--seed N] [--panels N] > tables.md

A panel is one indicator of bodies whose true yearly rates differ (lognormal about 200, standard deviation .5), in six years. The count of a year is negative binomial with the variance
mean + dispersion · mean²; dispersions of bodies differ, .05 · 8 / χ²(8). The last year is ranked. All ranges together are right when every one holds the rank of its body by the true
rates. Movement is against the year before, and no body moves: a panel in which one is said to is a false alarm. For comparison, ranges that take counts for Poisson (`--dispersion 0`).
Needs numpy.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

YEARS = 6


def counts(rng, rates, dispersion):
    own = dispersion * 8 / rng.chisquare(8, len(rates))
    levels = np.repeat(rates[:, None], YEARS, axis=1)
    if dispersion > 0:
        shape = np.repeat(1 / own[:, None], YEARS, axis=1)
        levels = levels * rng.gamma(shape) / shape
    return rng.poisson(levels)


class Command:
    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def ranked(self, store, indicator, *options):
        answer = subprocess.run(
            [self.program, "rank", "--store", store, "--on", indicator, "--year", str(2000 + YEARS), "--format", "json", "--quiet", *options],
            check=True, capture_output=True)
        return json.loads(answer.stdout)["rows"]

    def imported(self, folder, panels):
        path, store = Path(folder) / "panel.csv", str(Path(folder) / "panel.sqlite")
        with open(path, "w") as file:
            file.write("entity,year,indicator,value\n")
            for number, panel in enumerate(panels):
                for (body, year), value in np.ndenumerate(panel):
                    file.write(f"{body},{2001 + year},count_{number},{value}\n")
        subprocess.run([self.program, "import", str(path), "--store", store, "--quiet"], check=True, capture_output=True)
        return store


def cell(command, rng, bodies, dispersion, panels):
    covered, poisson, widths, narrow, moved = 0, 0, [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        rates = [np.exp(np.log(200) + 0.5 * rng.standard_normal(bodies)) for _ in range(panels)]
        store = command.imported(folder, [counts(rng, rate, dispersion) for rate in rates])
        for number, rate in enumerate(rates):
            truth = np.empty(bodies, int)
            truth[np.argsort(-rate)] = np.arange(1, bodies + 1)

            def right(rows, into):
                into += [row["rank_high"] - row["rank_low"] + 1 for row in rows]
                return all(row["rank_low"] <= truth[int(row["entity"])] <= row["rank_high"] for row in rows)

            rows = command.ranked(store, f"count_{number}", "--movement", str(1999 + YEARS))
            covered += right(rows, widths)
            moved += any(row["movement"] in ("up", "down") for row in rows)
            poisson += right(command.ranked(store, f"count_{number}", "--dispersion", "0"), narrow)

    def share(count):
        p = count / panels
        return f"{p:.3f} ± {np.sqrt(max(p * (1 - p), 1 / panels) / panels):.3f}"

    print(
        f"| {bodies} | {dispersion} | {panels} | {share(covered)} | {np.mean(widths):.1f} | {share(poisson)} | {np.mean(narrow):.1f} | {share(moved)} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--panels", type=int, default=400)
    options = parser.parse_args()
    command, rng = Command(options.program), np.random.default_rng(options.seed)
    print("| bodies | dispersion | panels | all ranges hold | mean width | taken for Poisson: all hold | mean width | panels with a false movement |\n|---|---|---|---|---|---|---|---|")
    for bodies in (20, 100):
        for dispersion in (0.0, 0.05):
            cell(command, rng, bodies, dispersion, options.panels)


if __name__ == "__main__":
    main()
