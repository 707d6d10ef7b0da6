#!/usr/bin/env python3
"""How many planted errors `analyze anomalies` lists, how many sound cells, and how often it sees a lasting change of level where there is none.

Usage: outliers.py ANALYZE [--seed N] [--replicates N] [--shifts N] [PANEL.csv …] > tables.md

Everything goes through the command: a panel is written as a file, imported, and the rows of `anomalies --format json` are read. Panels are simulated (bodies of sizes over three decades, years
that resemble each other, heavy tails, 5 % missing) or given as tidy files (entity, year, indicator, value). In a share of the cells of five and more a slip is planted: ten or a hundred
times, a tenth, a hundredth, a thousand times, a digit dropped, doubled or swapped, another body's number. What was listed before anything was planted counts neither as right nor as wrong.
Beside it stands Tukey's median polish of log(1 + y), which is told how many cells to name: the residual over the root of the squared median absolute deviation (at least .05²) plus 1/(1 + fit);
and the recall that it would have with the threshold at which nine in ten of its cells are right. Needs numpy.
"""

import argparse
import csv
import json
import subprocess
import tempfile
import warnings
from pathlib import Path

import numpy as np

RATES = (0.003, 0.01, 0.03, 0.05)
KINDS = ("x10", "/10", "x100", "/100", "x1000", "dropped", "doubled", "swapped", "another")
SHARES = (0.2, 0.15, 0.1, 0.05, 0.05, 0.15, 0.1, 0.1, 0.1)


def simulated(rng, bodies, years, indicators, rho, degrees, missing=0.05):
    """Panels of counts by indicator: bodies × years, NaN where nothing stands."""
    panel = {}
    for index in range(indicators):
        level = np.log(30) + 1.8 * rng.standard_normal(bodies) + rng.normal()
        spread = 0.25 * np.sqrt(8 / rng.chisquare(8, bodies)) * np.exp(0.4 * rng.normal())
        effect = np.cumsum(0.1 * rng.normal(size=years))
        trend = 0.03 * rng.normal(size=bodies)

        def innovation():
            if degrees is None:
                return rng.standard_normal(bodies)
            return rng.standard_t(degrees, bodies) / np.sqrt(degrees / (degrees - 2))

        last = innovation()
        mean = np.zeros((bodies, years))
        for year in range(years):
            if year:
                last = rho * last + np.sqrt(1 - rho * rho) * innovation()
            mean[:, year] = level + effect[year] + spread * last + trend * (year - years / 2)
        value = rng.poisson(np.exp(np.minimum(mean, 18))).astype(float)
        value[rng.random(value.shape) < missing] = np.nan
        panel[f"count_{index}"] = value
    return panel


def given(path):
    """A tidy file as panels by indicator; half-years and other periods by `period_end` where there is such a column; shares and means are left out."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    when = "period_end" if rows and "period_end" in rows[0] else "year"
    entities = {name: index for index, name in enumerate(sorted({row["entity"] for row in rows}))}
    periods = {name: index for index, name in enumerate(sorted({row[when] for row in rows}))}
    panel = {}
    for row in rows:
        try:
            value = float(row["value"])
        except ValueError:
            continue
        if value >= 0:
            column = panel.setdefault(row["indicator"], np.full((len(entities), len(periods)), np.nan))
            column[entities[row["entity"]], periods[row[when]]] = value
    return {name: column for name, column in panel.items() if np.nanmax(column) > 1 and np.nanmedian(column) == np.round(np.nanmedian(column))}


def slip(rng, value, others):
    digits = str(int(value))
    kind = rng.choice(KINDS, p=SHARES)
    if kind in ("x10", "x100", "x1000"):
        return value * float(kind[1:])
    if kind in ("/10", "/100"):
        return np.floor(value / float(kind[1:]))
    if kind == "another":
        return float(rng.choice(others))
    if len(digits) < 2:
        return value
    place = int(rng.integers(len(digits) - (kind == "swapped")))
    if kind == "dropped":
        return float(digits[:place] + digits[place + 1:])
    if kind == "doubled":
        return float(digits[: place + 1] + digits[place:])
    return float(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:])


def planted(rng, panel, rate):
    """The panel with slips, and the cells that they are in."""
    changed, wrong = {}, set()
    for name, column in panel.items():
        column = column.copy()
        cells = np.argwhere(np.nan_to_num(column) >= 5)
        others = panel[name][np.nan_to_num(panel[name]) >= 5]
        for body, year in cells[rng.random(len(cells)) < rate]:
            value = slip(rng, column[body, year], others)
            if value != column[body, year]:
                column[body, year] = value
                wrong.add((name, int(body), int(year)))
        changed[name] = column
    return changed, wrong


class Command:
    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def rows(self, panel, rule, rate):
        """The rows of one rule, each with its cell."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "panel.csv"
            with open(path, "w", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["entity", "year", "indicator", "value"])
                for name, column in panel.items():
                    for body, year in np.argwhere(~np.isnan(column)):
                        writer.writerow([f"body {body}", 2001 + year, name, repr(float(column[body, year]))])
            store = str(Path(folder) / "panel.sqlite")
            subprocess.run([self.program, "import", str(path), "--store", store, "--quiet"], check=True, capture_output=True)
            answer = subprocess.run(
                [self.program, "anomalies", "--store", store, "--quiet", "--format", "json", "--fdr", str(rate)], check=True, capture_output=True)
        return [
            ((row["cells"][0]["indicator"], int(row["entity"].split()[1]), row["year"] - 2001), row["q_value"])
            for row in json.loads(answer.stdout)["rows"] if row["rule"] == rule
        ]


def polish(panel):
    """All cells, the farthest from the fit of the median polish first."""
    scored = []
    for name, column in panel.items():
        z = np.log1p(column)
        rest = z.copy()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(10):
                rest = rest - np.nan_to_num(np.nanmedian(rest, axis=1))[:, None]
                rest = rest - np.nan_to_num(np.nanmedian(rest, axis=0))
            scale = max(1.4826 * np.nanmedian(np.abs(rest)), 0.05)
        score = np.abs(rest) / np.sqrt(scale * scale + np.exp(-np.maximum(z - rest, 0)))
        scored += [(score[body, year], (name, int(body), int(year))) for body, year in np.argwhere(~np.isnan(z))]
    return [cell for _, cell in sorted(scored, key=lambda item: -item[0])]


def detection(command, title, panels, rates, rng, alphas=(0.05, 0.2)):
    """One line of the table for each rate."""
    clean = [{cell: q for cell, q in command.rows(panel, "panel.outlier", max(alphas))} for panel in panels]
    before = ", ".join(f"{sum(q <= alpha for listed in clean for q in listed.values())} at {alpha}" for alpha in alphas)
    for rate in rates:
        totals = {alpha: np.zeros(4) for alpha in alphas}
        errors, oracle = 0, 0.0
        for panel, listed in zip(panels, clean):
            changed, wrong = planted(rng, panel, rate)
            rows = command.rows(changed, "panel.outlier", max(alphas))
            ranked = [cell for cell in polish(changed) if cell in wrong or cell not in listed]
            hits = np.cumsum([cell in wrong for cell in ranked])
            good = np.flatnonzero(hits >= 0.9 * np.arange(1, len(ranked) + 1))
            oracle += hits[good[-1]] if len(good) else 0
            errors += len(wrong)
            for alpha in alphas:
                named = [cell for cell, q in rows if q <= alpha and (cell in wrong or cell not in listed)]
                right = sum(cell in wrong for cell in named)
                equal = hits[len(named) - 1] if named else 0
                totals[alpha] += [right, len(named) - right, len(named), equal]
        if errors == 0:
            continue
        parts = []
        for alpha in alphas:
            right, false, named, equal = totals[alpha]
            share = false / max(named, 1)
            error = np.sqrt(alpha * (1 - alpha) / max(named, 1))
            parts.append(f"{right / errors:.2f} | {share:.2f} ({(share - alpha) / error:+.1f}) | {equal / errors:.2f}")
        print(f"| {title} | {before} | {rate * 100:g} % | {errors} | {' | '.join(parts)} | {oracle / errors:.2f} |", flush=True)


def walks(rng, bodies, years, rho, steps):
    """Series of amounts with errors of correlation ρ (random walks at 1), spreads that differ, and a step of four deviations in the middle of some: by a factor of two or more in nearly all."""
    spread = 0.35 * np.sqrt(8 / rng.chisquare(8, bodies))
    last = rng.standard_normal(bodies)
    errors = np.zeros((bodies, years))
    for year in range(years):
        if year:
            last = last + rng.standard_normal(bodies) if rho == 1 else rho * last + np.sqrt(1 - rho * rho) * rng.standard_normal(bodies)
        errors[:, year] = last
    errors[:steps, years // 2:] += 4 * np.sign(rng.standard_normal(steps))[:, None]
    return {"amount": np.round(np.exp(8 + spread[:, None] * errors))}


def shifts(command, rng, replicates, bodies=300):
    print("\n| years | ρ | series without a step | of them shifts | share | steps of 4 sd in a tenth: found | other series named |\n|---|---|---|---|---|---|---|")
    for years in (8, 12, 17):
        for rho in (0.0, 0.3, 0.6, 0.8, 0.95, 1.0):
            false = sum(len(command.rows(walks(rng, bodies, years, rho, 0), "panel.level_shift", 0.05)) for _ in range(replicates))
            named = [cell[1] for _ in range(replicates) for cell, _ in command.rows(walks(rng, bodies, years, rho, bodies // 10), "panel.level_shift", 0.05)]
            found = sum(body < bodies // 10 for body in named)
            count = bodies * replicates
            print(f"| {years} | {rho} | {count} | {false} | {false / count:.4f} | {found / (count // 10):.2f} | {len(named) - found} of {count - count // 10} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("panels", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replicates", type=int, default=3, help="simulated panels of each kind, and plantings in each given one")
    parser.add_argument("--shifts", type=int, default=4, help="replicates of 300 series for each length and correlation; 0 leaves them out")
    options = parser.parse_args()
    command = Command(options.program)
    rng = np.random.default_rng(options.seed)
    print(
        "| panel | listed before | errors in | planted | recall at .05 | false share (in SE) | median polish, as many cells | recall at .2 | false share (in SE) | "
        "median polish, as many cells | median polish told a threshold at precision .9 |\n|---|---|---|---|---|---|---|---|---|---|---|")
    for title, shape in (
        ("300 × 7, ρ = .6, t(5)", (300, 7, 4, 0.6, 5)), ("300 × 12, ρ = .4, t(3)", (300, 12, 3, 0.4, 3)), ("300 × 12, ρ = .8, t(3)", (300, 12, 3, 0.8, 3)),
        ("300 × 17, ρ = .6, normal", (300, 17, 3, 0.6, None)), ("80 × 9, ρ = .6, t(3)", (80, 9, 8, 0.6, 3)),
    ):
        detection(command, title, [simulated(rng, *shape) for _ in range(options.replicates)], RATES, rng)
    for path in options.panels:
        detection(command, Path(path).stem, [given(path)] * options.replicates, RATES, rng)
    if options.shifts:
        shifts(command, rng, options.shifts)


if __name__ == "__main__":
    main()
