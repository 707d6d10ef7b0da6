"""Forecasts of a panel by the weighted combination on power scales, written out for one array at a time.

python3 Forecasts.py > Forecasts.json     (numpy)
"""
import json

import numpy as np

MEMORIES, SHARES, DAMPING, POWERS = (1, 0.75, 0.5, 0.3), (0, 0.3, 0.6, 0.9), 0.8, (0, 0.25, 0.5, 0.75, 1)


def onto(y, power, c):
    return np.log(y + c) if power == 0 else ((y + c) ** power - 1) / power


def back(z, power, c):
    return np.maximum(np.exp(z) - c if power == 0 else np.maximum(power * z + 1, 0) ** (1 / power) - c, 0)


def known(row, y, end):
    """What the values through `end` say: levels, slope, mean squared difference, differences, mean."""
    t = np.array([k for k in range(end + 1) if not np.isnan(row[k])])
    if len(t) < 4 or t[-1] != end:
        return None
    g = row[t]
    levels = []
    for a in MEMORIES:
        level = g[0]
        for k in range(1, len(t)):
            level += (1 - (1 - a) ** (t[k] - t[k - 1])) * (g[k] - level)
        levels.append(level)
    return np.array(levels), np.polyfit(t - t.mean(), g, 1)[0], np.mean(np.diff(g) ** 2 / np.diff(t)), len(t) - 1, y[t].mean()


def spreads(states, c, power):
    D, k, m = (np.array([s[j] for s in states], float) for j in (2, 3, 4))
    D = np.maximum(D, (m + c) ** (2 * power - 1))
    e = np.log(np.maximum(D, 1e-3 * np.median(D[D > 0])))
    x = np.log(m + c)
    if len(D) >= 8:
        slope, height = np.polyfit(x, e, 1, w=np.sqrt(k))
        line = np.exp(height + slope * x)
    else:
        line = np.full(len(D), np.exp(np.average(e, weights=k)))
    line = line * np.median(D / line)
    return np.sqrt((4 * line + k * np.minimum(D, 9 * line)) / (4 + k))


def past(Y, power, c, ahead, level):
    G = onto(Y, power, c)
    B, T = Y.shape
    trials, last = [], [None] * B
    for t in range(T):
        states = [(i, known(G[i], Y[i], t)) for i in range(B)]
        states = [(i, s) for i, s in states if s is not None]
        if not states:
            continue
        for (i, s), spread in zip(states, spreads([s for _, s in states], c, power)):
            ph = sum(DAMPING**k for k in range(1, ahead + 1))
            candidates = np.array([s[0][a] + kappa * s[1] * ph for a in range(4) for kappa in SHARES])
            last[i] = (candidates, spread)
            if t + ahead < T and not np.isnan(G[i, t + ahead]):
                trials.append((t, candidates, spread, G[i, t + ahead], Y[i, t + ahead]))
    errors = np.sum([np.abs(g - f) / s for _, f, s, g, _ in trials], axis=0)
    best = np.argsort(errors, kind="stable")[:4]
    e = np.array([(g - f[best].mean()) / s for _, f, s, g, _ in trials])
    year = np.array([x[0] for x in trials])
    ordered, n, share = np.sort(e), len(e), (1 - level) / 2
    low, high, middle = ordered[max(int(np.floor(share * (n + 1))) - 1, 0)], ordered[min(int(np.ceil((1 - share) * (n + 1))) - 1, n - 1)], np.median(e)

    def cautious(w):
        l, u = middle + w * (low - middle), middle + w * (high - middle)
        counts = np.array([np.sum(year == t) for t in sorted(set(year))])
        cover = np.array([np.mean((e >= l)[year == t] & (e <= u)[year == t]) for t in sorted(set(year))])
        mean = np.sum(counts * cover) / n
        between = np.sum(counts * (cover - mean) ** 2) / n * len(counts) / (len(counts) - 1)
        return mean - 0.8 * np.sqrt(max(between - np.mean(mean * (1 - mean) / counts), 0))

    w = 1.0
    while w < 5 and cautious(w) < level:
        w *= 1.02
    low, high = middle + w * (low - middle), middle + w * (high - middle)
    score = 0
    for _, f, s, _, y in trials:
        l, u = back(f[best].mean() + low * s, power, c), back(f[best].mean() + high * s, power, c)
        score += (u - l + 2 / (1 - level) * (max(l - y, 0) + max(y - u, 0))) / n
    forecasts = []
    for one in last:
        if one is None:
            forecasts.append(None)
            continue
        f, s = one
        l, u = back(f[best].mean() + low * s, power, c), back(f[best].mean() + high * s, power, c)
        forecasts.append([float(min(max(back(f[best].mean(), power, c), l), u)), float(l), float(u)])
    return score, {"power": power, "widening": w, "count": n, "forecasts": forecasts}


rng = np.random.default_rng(8)
B, T = 16, 11
values = rng.poisson(np.exp(3 + rng.normal(size=(B, 1)) + 0.2 * np.cumsum(rng.normal(size=(B, T)), axis=1) + 0.2 * rng.normal(size=T))).astype(float)
values[rng.random(values.shape) < 0.1] = np.nan
values[0, 3:] = np.nan
horizons = [min((past(values, p, 1, h, 0.9) for p in POWERS), key=lambda r: r[0])[1] for h in (1, 2)]
print(json.dumps({"source": f"numpy {np.__version__}", "values": [[None if np.isnan(v) else v for v in row] for row in values], "horizons": horizons}))
