"""Whether the tests of `analyze trends` keep their level, and what they find: simulated panels through the command.

    python3 Benchmarks/Calibration/trends.py --analyze .build/release/analyze [--replicates 20000] [--seed 1] [--only size,counts,money,few,power]

Needs numpy and SciPy. An indicator is one group of series that learn from each other; groups are independent. Counts are negative binomial with dispersion 0.05*8/chi2(8), autocorrelated
through a normal copula; money is lognormal with variance 0.05*8/chi2(8) of the logarithm. Prints Markdown tables: shares of p <= .05 without a trend, with standard errors over groups.
"""

import argparse
import csv
import os
import subprocess
import tempfile

import numpy as np
from scipy import special, stats


def errors(rng, series, years, rho):
    noise = rng.standard_normal((series, years))
    path = noise.copy()
    for year in range(1, years):
        path[:, year] = rho * path[:, year - 1] + np.sqrt(1 - rho * rho) * noise[:, year]
    return path


def spread(rng, series):
    return 0.05 * 8 / rng.chisquare(8, series)


def counts(rng, means, years, rho):
    shape = 1 / spread(rng, len(means))[:, None]
    uniform = np.clip(special.ndtr(errors(rng, len(means), years, rho)), 1e-12, 1 - 1e-12)
    return stats.nbinom.ppf(uniform, shape, shape / (shape + means[:, None]))


def money(rng, series, years, rho, slopes=0.0):
    height = rng.normal(3, 1.5, series)[:, None] + np.reshape(slopes, (-1, 1)) * np.arange(years)
    return np.exp(height + errors(rng, series, years, rho) * np.sqrt(spread(rng, series))[:, None])


def rows(command, groups):
    """The rows of all groups, by group and body, through the command."""
    with tempfile.TemporaryDirectory() as folder:
        panel, store, out = (os.path.join(folder, name) for name in ("panel.csv", "store.sqlite", "trends.csv"))
        with open(panel, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["entity", "year", "indicator", "value"])
            for group, values in enumerate(groups):
                for body, series in enumerate(values):
                    writer.writerows((f"b{body:04}", 2001 + year, f"i{group:05}", repr(float(v))) for year, v in enumerate(series))
        quiet = dict(check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([command, "import", panel, "--store", store, "--quiet"], **quiet)
        subprocess.run([command, "trends", "--store", store, "--sort", "entity", "-o", out, "--quiet"], **quiet)
        found = [{} for _ in groups]
        with open(out, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                found[int(row["indicator"][1:])][int(row["entity"][1:])] = row
        return found


def p_values(found, size):
    return np.array([float(found[body]["p_value"]) if body in found and found[body]["p_value"] else np.nan for body in range(size)])


def level(command, groups):
    shares = []
    for values, found in zip(groups, rows(command, groups)):
        p = p_values(found, len(values))
        shares.append(np.mean(p[~np.isnan(p)] <= 0.05))
    shares = np.array(shares)
    error = shares.std(ddof=1) / np.sqrt(len(shares)) if len(shares) > 1 else np.nan
    return f"{shares.mean():.3f} ± {error:.3f}"


def table(title, header, lines):
    print(f"\n{title}\n\n| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


RHOS = (0.0, 0.3, 0.6, 0.8)


def by_size(command, rng, replicates):
    def lines():
        for series in (60, 300):
            for years in (5, 12):
                for rho in RHOS:
                    means = [30 * np.exp(1.8 * rng.standard_normal(series)) for _ in range(max(1, replicates // series))]
                    groups = [counts(rng, m, years, rho) for m in means]
                    found = rows(command, groups)
                    sizes, p = np.concatenate(means), np.concatenate([p_values(f, series) for f in found])
                    kept = ~np.isnan(p)
                    sizes, p = sizes[kept], p[kept]
                    ends = np.quantile(sizes, np.r_[np.arange(0, 1, 0.1), 0.99])
                    deciles = [p[(sizes >= low) & (sizes < high)] for low, high in zip(ends[:9], ends[1:10])] + [p[sizes >= ends[9]]]
                    yield [f"{series}, n = {years}, ρ = {rho}"] + [f"{np.mean(part <= 0.05):.3f}" for part in deciles + [p[sizes >= ends[10]]]]

    table("Counts of sizes 30·e^(1.8 z), by decile of size", ["series"] + [str(d) for d in range(1, 11)] + ["top percent"], lines())


def many(command, rng, replicates, name, draw):
    def lines():
        for years in (5, 8, 12, 17):
            line = [f"n = {years}"]
            for rho in RHOS:
                line.append(level(command, [draw(years, rho, group) for group in range(max(2, replicates // 300))]))
            yield line

    table(f"{name}, groups of 300 series", [""] + [f"ρ = {rho}" for rho in RHOS], lines())


def few(command, rng, replicates):
    def lines():
        for series in (1, 5):
            for kind in ("counts", "money"):
                for years in (5, 8, 17):
                    line = [f"{series} of {kind}, n = {years}"]
                    for rho in RHOS:
                        number = max(2, replicates // series)
                        if kind == "counts":
                            groups = [counts(rng, np.full(series, 100.0), years, rho) for _ in range(number)]
                        else:
                            groups = [money(rng, series, years, rho) for _ in range(number)]
                        line.append(level(command, groups))
                    yield line

    table("Few series", [""] + [f"ρ = {rho}" for rho in RHOS], lines())


def power(command, rng, replicates):
    def lines():
        for scale in (1.0, 0.6):
            groups, number = [], max(2, replicates // 400)
            for _ in range(number):
                slopes = np.where(np.arange(400) < 40, np.log(1.25), 0.0)
                values = rng.normal(3, 1.5, 400)[:, None] + slopes[:, None] * np.arange(5)
                groups.append(np.exp(values + errors(rng, 400, 5, 0.0) * scale * np.sqrt(spread(rng, 400))[:, None]))
            found = rows(command, groups)
            hits = [np.mean([f[b]["direction"] == "rising" for b in range(40)]) for f in found]
            wrong = [sum(f[b]["direction"] in ("rising", "falling") for b in range(40, 400)) for f in found]
            total = [sum(f[b]["direction"] in ("rising", "falling") for b in range(400)) for f in found]
            share = np.mean([w / max(t, 1) for w, t in zip(wrong, total)])
            yield [f"{scale * np.sqrt(0.05):.2f}", f"{np.mean(hits):.3f} ± {np.std(hits) / np.sqrt(number):.3f}", f"{share:.3f}"]

    table("Money that grows 25 % a year in 40 of 400 bodies, n = 5, ρ = 0", ["typical sd of a logarithm", "called rising", "false share"], lines())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--analyze", default=".build/release/analyze")
    parser.add_argument("--replicates", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="size,counts,money,few,power")
    options = parser.parse_args()
    command = os.path.abspath(options.analyze)
    for part in options.only.split(","):
        rng = np.random.default_rng([options.seed, sum(map(ord, part))])
        if part == "size":
            by_size(command, rng, options.replicates)
        elif part == "counts":
            draw = lambda years, rho, group: counts(rng, np.full(300, 10.0 if group % 2 else 1000.0), years, rho)
            many(command, rng, options.replicates, "Counts of mean 10 and 1,000", draw)
        elif part == "money":
            many(command, rng, options.replicates, "Money", lambda years, rho, group: money(rng, 300, years, rho))
        elif part == "few":
            few(command, rng, options.replicates)
        elif part == "power":
            power(command, rng, options.replicates)
        else:
            parser.error(f"unknown part {part}")


if __name__ == "__main__":
    main()
