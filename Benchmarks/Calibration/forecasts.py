"""Whether intervals of `analyze trends --forecast` cover, and how their interval score compares with that of peers, through the command.

    python3 Benchmarks/Calibration/forecasts.py --analyze .build/release/analyze --seed 1 [--panel FILE.csv]

Every origin is a panel cut off after that year, imported and forecast anew; the years after it judge. Without `--panel` the panels are simulated: counts of sizes over three decades
with autoregressive bodies, random walks, own trends, shocks of years, single wild years; money likewise. Peers see the same values: the last value, exponential smoothing
(the simple form, α by least squares) and extrapolated quasi-Poisson growth, each with its own normal interval.
"""
import argparse
import json
import os
import subprocess
import tempfile
from statistics import NormalDist

import numpy as np

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
KINDS = ("autoregressive", "trends", "random walks", "shocks", "wild years")


def simulated(rng, kind, money, bodies, years):
    size = np.exp(3.4 + 1.5 * rng.normal(size=(bodies, 1)))
    noise = np.empty((bodies, years))
    noise[:, 0] = rng.normal(size=bodies)
    for t in range(1, years):
        noise[:, t] = 0.6 * noise[:, t - 1] + 0.8 * rng.normal(size=bodies)
    spread = 0.3 * np.sqrt(8 / rng.chisquare(8, size=(bodies, 1)))
    x = spread * noise
    if kind == "trends":
        x = x + 0.1 * rng.normal(size=(bodies, 1)) * (np.arange(years) - years / 2)
    if kind == "random walks":
        x = 0.6 * spread * np.cumsum(rng.normal(size=(bodies, years)), axis=1)
    if kind == "shocks":
        x = x + 0.1 * np.cumsum(rng.normal(size=years))
    if kind == "wild years":
        x = x + (rng.random(x.shape) < 0.03) * rng.normal(size=x.shape) * 1.5
    mean = size * np.exp(x)
    return np.round(mean, 2) + 0.01 if money else rng.poisson(mean).astype(float)


def score(y, low, high):
    return high - low + 2 / (1 - LEVEL) * (max(low - y, 0) + max(y - high, 0))


def peers(y, ahead):
    """The intervals of the peers from the values so far."""
    y = np.asarray(y, float)
    spread = np.sqrt(np.mean(np.diff(y) ** 2) * ahead)
    answer = {"last value": (y[-1] - Z * spread, y[-1] + Z * spread)}
    best = None
    for alpha in np.linspace(0.05, 1, 20):
        level, square = y[0], 0.0
        for value in y[1:]:
            square += (value - level) ** 2
            level += alpha * (value - level)
        if best is None or square < best[0]:
            best = (square, alpha, level)
    square, alpha, level = best
    spread = np.sqrt(square / max(len(y) - 2, 1) * (1 + (ahead - 1) * alpha**2))
    answer["exponential smoothing"] = (level - Z * spread, level + Z * spread)
    if y.min() >= 0 and y.sum() > 0:
        t = np.arange(len(y)) - (len(y) - 1) / 2
        X = np.column_stack([np.ones(len(y)), t])
        b = np.array([np.log(y.mean()), 0.0])
        for _ in range(60):
            mu = np.exp(np.clip(X @ b, -20, 40))
            step = np.linalg.pinv(X.T @ (X * mu[:, None])) @ (X.T @ (y - mu))
            b = b + np.clip(step, -2, 2)
            if np.abs(step).max() < 1e-9:
                break
        mu = np.exp(np.clip(X @ b, -20, 40))
        phi = max(np.sum((y - mu) ** 2 / mu) / (len(y) - 2), 1)
        x = np.array([1, (len(y) - 1) / 2 + ahead])
        m = np.exp(np.clip(x @ b, -20, 40))
        spread = np.sqrt(phi * m + m * m * phi * (x @ np.linalg.pinv(X.T @ (X * mu[:, None])) @ x))
        answer["quasi-Poisson"] = (m - Z * spread, m + Z * spread)
    floor = 0 if y.min() >= 0 else -np.inf
    return {name: (max(low, floor), high) for name, (low, high) in answer.items()}


def rows(analyze, folder, lines, extra):
    path, store = os.path.join(folder, "panel.csv"), os.path.join(folder, "panel.db")
    if lines is not None:
        with open(path, "w") as file:
            file.write("entity,year,indicator,value\n" + "".join(lines))
    for name in (store, store + "-wal", store + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([analyze, "import", path, "--store", store], check=True, **quiet)
    answer = subprocess.run([analyze, "trends", "--store", store, "--format", "json"] + extra, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(answer.stdout)["rows"]


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def judge(analyze, folder, panel, origins, ahead_most=2):
    """panel: {(entity, indicator): {year: value}}; one table row an indicator and distance."""
    results = {}
    for origin in origins:
        lines = [f"{quoted(e)},{y},{quoted(i)},{v!r}\n" for (e, i), series in panel.items() for y, v in series.items() if y <= origin]
        for row in rows(analyze, folder, lines, ["--forecast", str(ahead_most), "--min-points", "5"]):
            series = panel[(row["entity"], row["indicator"])]
            so_far = [series[y] for y in sorted(series) if y <= origin]
            if row["last_year"] != origin:
                continue
            for ahead, forecast in enumerate(row["forecast"] or [], 1):
                truth = series.get(origin + ahead)
                if truth is None or forecast["year"] != origin + ahead:
                    continue
                cell = results.setdefault((row["indicator"], ahead), {})
                low, high = forecast["low"], forecast["high"]
                cell.setdefault("covered", []).append((origin, low <= truth <= high))
                cell.setdefault("command", []).append(score(truth, low, high))
                for name, (low, high) in peers(so_far, ahead).items():
                    cell.setdefault(name, []).append(score(truth, low, high))
    pooled = {}
    for (indicator, ahead), cell in sorted(results.items()):
        inside = np.array([c for _, c in cell["covered"]])
        by_origin = {o: np.mean([c for p, c in cell["covered"] if p == o]) for o in sorted({o for o, _ in cell["covered"]})}
        pooled.setdefault(ahead, []).extend(cell["covered"])
        full = {name: np.mean(values) for name, values in cell.items() if name not in ("covered", "command") and len(values) == len(inside)}
        best = min(full, key=full.get)
        ratio = np.mean(cell["command"]) / full[best] if full[best] > 0 else float("nan")
        print(f"| {indicator} | {ahead} | {len(inside)} | {inside.mean():.3f} | {min(by_origin.values()):.3f} | {ratio:.2f} | {best} |", flush=True)
    for ahead, covered in pooled.items():
        by_origin = {o: np.mean([c for p, c in covered if p == o]) for o in sorted({o for o, _ in covered})}
        worst = min(by_origin, key=by_origin.get)
        print(f"| *all* | {ahead} | {len(covered)} | **{np.mean([c for _, c in covered]):.3f}** | {by_origin[worst]:.3f} ({worst}) | | |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--analyze", default=".build/release/analyze")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--panel")
    parser.add_argument("--bodies", type=int, default=100)
    parser.add_argument("--years", type=int, default=14)
    parser.add_argument("--origins", type=int, default=5)
    choice = parser.parse_args()
    print("| indicator | years ahead | forecasts | coverage | least of an origin | mean interval score / best peer | best peer |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        panel = {}
        if choice.panel:
            os.symlink(os.path.abspath(choice.panel), os.path.join(folder, "panel.csv"))
            for row in rows(choice.analyze, folder, None, []):
                panel[(row["entity"], row["indicator"])] = {p["year"]: p["value"] for p in row["points"]}
            os.remove(os.path.join(folder, "panel.csv"))
            last = max(max(s) for s in panel.values() if s)
        else:
            rng = np.random.default_rng(choice.seed)
            for kind in KINDS:
                for money in (False, True):
                    values = simulated(rng, kind, money, choice.bodies, choice.years)
                    for i, series in enumerate(values):
                        panel[(f"b{i}", f"{kind}, {'money' if money else 'counts'}")] = {2000 + t: float(v) for t, v in enumerate(series)}
            last = 2000 + choice.years - 1
        judge(choice.analyze, folder, panel, range(last - choice.origins, last))


if __name__ == "__main__":
    main()
