"""How often `analyze trends --by year-effects` rejects at 5 % where there is no trend, through the command.

    python3 Benchmarks/Calibration/year_effects.py --analyze .build/release/analyze --panels 200 --seed 1

A panel has ten indicators of forty bodies. A body's noise has variance 1 a year and autocorrelation rho; every year adds a shock of `shock` standard deviations of that noise to all
bodies, with the same autocorrelation, correlated by `corr` between indicators. `normal` values are raw, `counts` are negative binomial about e^(level + noise / 4) with levels that
differ between bodies by a factor of some thirty. The standard error counts panels, not indicators.
"""
import argparse
import json
import os
import subprocess
import tempfile

import numpy as np


def autoregressive(rng, years, rho, shape):
    x = np.empty((years,) + shape)
    x[0] = rng.normal(size=shape)
    for t in range(1, years):
        x[t] = rho * x[t - 1] + np.sqrt(1 - rho * rho) * rng.normal(size=shape)
    return x


def panel(rng, kind, years, rho, shock, corr, indicators=10, bodies=40, slope=0.0):
    common = autoregressive(rng, years, rho, (1,))
    own = autoregressive(rng, years, rho, (indicators,))
    shocks = shock * (np.sqrt(corr) * common + np.sqrt(1 - corr) * own)
    noise = autoregressive(rng, years, rho, (indicators, bodies))
    x = shocks[:, :, None] + noise + slope * np.arange(years)[:, None, None]
    if kind == "normal":
        return x * 3 + 10 * rng.normal(size=(indicators, bodies))
    mean = np.exp(3.5 + 0.9 * rng.normal(size=(indicators, bodies)) + x / 4)
    return rng.poisson(mean * rng.gamma(20, 1 / 20, size=mean.shape)).astype(float)


def rows(analyze, folder, values, holes, rng, by="year-effects"):
    path = os.path.join(folder, "panel.csv")
    store = os.path.join(folder, "panel.db")
    years, indicators, bodies = values.shape
    with open(path, "w") as file:
        file.write("entity,year,indicator,value\n")
        for i in range(bodies):
            first = rng.integers(0, years // 2 + 1) if holes and rng.random() < 0.5 else 0
            for k in range(indicators):
                for t in range(first, years):
                    if holes and rng.random() < 0.1:
                        continue
                    value = values[t, k, i]
                    file.write(f"b{i},{2000 + t},x{k},{value:.6g}\n")
    for name in (store, store + "-wal", store + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([analyze, "import", path, "--store", store], check=True, **quiet)
    answer = subprocess.run(
        [analyze, "trends", "--store", store, "--by", by, "--format", "json"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(answer.stdout)["rows"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--analyze", default=".build/release/analyze")
    parser.add_argument("--panels", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="normal,counts")
    parser.add_argument("--years", default="5,8,12,17")
    parser.add_argument("--rho", default="0,.5,.8")
    parser.add_argument("--shock", default="0,.3,1")
    parser.add_argument("--corr", default="0,.5,.9")
    parser.add_argument("--pairs", help="shock:correlation, with commas between, in place of --shock and --corr")
    parser.add_argument("--holes", action="store_true")
    choice = parser.parse_args()
    print("| values | shock | correlation | n | ρ | rejected at 5 % | bodies as independent, normal law |")
    print("|---|---|---|---|---|---|---|")
    numbers = lambda text: [float(x) for x in text.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        for kind in choice.kind.split(","):
            pairs = [(s, c) for s in numbers(choice.shock) for c in numbers(choice.corr) if s > 0 or c == 0]
            if choice.pairs:
                pairs = [tuple(map(float, pair.split(":"))) for pair in choice.pairs.split(",")]
            for shock, corr in pairs:
                for years in numbers(choice.years):
                    for rho in numbers(choice.rho):
                        rng = np.random.default_rng([choice.seed, int(100 * shock), int(100 * corr), int(years), int(100 * rho), len(kind)])
                        rejected, naive = [], []
                        for _ in range(choice.panels):
                            values = panel(rng, kind, int(years), rho, shock, corr)
                            answer = rows(choice.analyze, folder, values, choice.holes, rng)
                            told = [r for r in answer if r["p_value"] is not None]
                            rejected.append(np.mean([r["p_value"] < 0.05 for r in told]))
                            naive.append(np.mean([abs(r["slope"]) > 1.96 * r["standard_error_independent_bodies"] for r in told]))
                        error = np.std(rejected, ddof=1) / np.sqrt(len(rejected))
                        print(
                            f"| {kind} | {shock:g} | {corr:g} | {years:g} | {rho:g} | {np.mean(rejected):.3f} ± {error:.3f} | {np.mean(naive):.2f} |",
                            flush=True)


if __name__ == "__main__":
    main()
