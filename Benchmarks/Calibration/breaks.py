"""Whether steps are found where they are, and not where they are not, through the command.

    python3 Benchmarks/Calibration/breaks.py --analyze .build/release/analyze [--groups 20] [--seed 1]

A group is one indicator of 300 bodies that learn from each other: counts of mean 100, negative binomial with dispersions 0.05*8/chi2(8), autocorrelated through a normal copula. A tenth of
the bodies has a step of four standard deviations of its logarithm in the middle, another tenth a line that rises as much over all years, the others have neither; a second panel has
neither anywhere. Once the date is searched, once it is named (`--event`). Standard errors count groups.
"""

import argparse
import csv
import json
import os
import subprocess
import tempfile

import numpy as np
from scipy import special, stats

SERIES, MEAN = 300, 100.0


def counts(rng, years, rho, changed):
    noise = rng.standard_normal((SERIES, years))
    for year in range(1, years):
        noise[:, year] = rho * noise[:, year - 1] + np.sqrt(1 - rho * rho) * noise[:, year]
    dispersion = 0.05 * 8 / rng.chisquare(8, SERIES)
    height = 4 * np.sqrt(dispersion + 1 / MEAN)[:, None]
    t = np.arange(years)
    change = np.zeros((SERIES, years))
    if changed:
        change[:30] = height[:30] * (t >= years // 2)
        change[30:60] = height[30:60] * (t / (years - 1))
        change[:60:2] *= -1
    mean = MEAN * np.exp(change - change.mean(axis=1, keepdims=True))
    shape = (1 / dispersion)[:, None]
    return stats.nbinom.ppf(np.clip(special.ndtr(noise), 1e-12, 1 - 1e-12), shape, shape / (shape + mean))


def rows(command, groups, extra):
    with tempfile.TemporaryDirectory() as folder:
        panel, store, out = (os.path.join(folder, name) for name in ("panel.csv", "store.sqlite", "trends.csv"))
        with open(panel, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["entity", "year", "indicator", "value"])
            for group, values in enumerate(groups):
                for body, series in enumerate(values):
                    writer.writerows((f"b{body:04}", 2001 + year, f"i{group:05}", int(v)) for year, v in enumerate(series))
        quiet = dict(check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([command, "import", panel, "--store", store, "--quiet"], **quiet)
        found = []
        for options in extra:
            subprocess.run([command, "trends", "--store", store, "--sort", "entity", "-o", out, "--quiet"] + options, **quiet)
            table = [[None] * SERIES for _ in groups]
            with open(out, newline="", encoding="utf-8-sig") as file:
                for row in csv.DictReader(file):
                    table[int(row["indicator"][1:])][int(row["entity"][1:])] = row
            found.append(table)
        return found


def share(groups, bodies, test):
    values = np.array([np.mean([test(group[b]) for b in bodies]) for group in groups])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return f"{values.mean():.3f} ± {error:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--analyze", default=".build/release/analyze")
    parser.add_argument("--groups", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", default="8,12,17")
    options = parser.parse_args()
    command = os.path.abspath(options.analyze)
    steps, lines, others = range(30), range(30, 60), range(60, SERIES)
    header = ["", "no step anywhere: told one", "step found, ± 1 year", "its slope rejected", "line told as a step", "false among the told", "named date: step called step or both",
              "line called step", "neither called none"]
    print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for years in map(int, options.years.split(",")):
        middle = 2001 + years // 2
        for rho in (0.0, 0.3, 0.6, 0.8):
            rng = np.random.default_rng([options.seed, years, int(100 * rho)])
            (quiet,) = rows(command, [counts(rng, years, rho, False) for _ in range(options.groups)], [[]])
            searched, named = rows(command, [counts(rng, years, rho, True) for _ in range(options.groups)], [[], ["--event", str(middle)]])
            told = lambda row: row["breaks"] not in ("", "[]")
            near = lambda row: told(row) and abs(json.loads(row["breaks"])[0]["year"] - middle) <= 1
            slopes = [float(g[b]["p_value"]) <= 0.05 for g in searched for b in steps if near(g[b])]
            total = sum(told(g[b]) for g in searched for b in range(SERIES))
            false = sum(told(g[b]) and not (b < 30 and near(g[b])) for g in searched for b in range(SERIES))
            line = [f"n = {years}, ρ = {rho}", share(quiet, range(SERIES), told), share(searched, steps, near), f"{np.mean(slopes):.3f}" if slopes else "",
                    share(searched, lines, told), f"{false / max(total, 1):.3f}"]
            if years >= 12:
                line += [share(named, steps, lambda r: r["shape"] in ("step", "both")), share(named, lines, lambda r: r["shape"] == "step"),
                         share(named, others, lambda r: r["shape"] == "none")]
            else:
                line += ["", "", ""]
            print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main()
