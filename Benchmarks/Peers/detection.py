"""Isolation forest, robust PCA and DDC on a panel: the peers of `swift run Benchmarks --detection`.

Arguments: folder, indicators, bodies, years. Reads panel.f64 (indicator x body x year, log(y + 1), NaN where there is no value) and writes forest.f64,
rpca.f64 and ddc.f64 of the same shape: a score a cell, NaN where there is none. numpy and scikit-learn; versions are printed.

- Isolation forest (scikit-learn): one forest an indicator over the cells, with the features z, z - median of the body, z - z of the year before,
  z - z of the year after; 100 trees.
- Robust PCA: principal component pursuit by the inexact augmented Lagrange method (Lin, Chen & Ma 2010) on each indicator's bodies x years, holes
  filled with the median of the body; the score is |S| over the MAD of the residuals.
- DDC: Rousseeuw & Van den Bossche (2018), Technometrics 60, 135-145, on each indicator's bodies x years: columns standardized by median and MAD,
  each cell predicted from the other columns correlated with its own (|r| >= .5, robust correlation by wrapping), deshrunk; the score is the
  standardized residual.
"""
import sys

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest

folder, indicators, bodies, years = sys.argv[1], *map(int, sys.argv[2:5])
panel = np.fromfile(f"{folder}/panel.f64").reshape(indicators, bodies, years)
print(f"numpy {np.__version__}, scikit-learn {sklearn.__version__}", file=sys.stderr)


def mad(x):
    x = x[np.isfinite(x)]
    return max(1.4826 * np.median(np.abs(x - np.median(x))), 0.05) if x.size else 1.0


def filled(z):
    med = np.full(z.shape[0], np.nan)
    has = np.isfinite(z).any(axis=1)
    med[has] = np.nanmedian(z[has], axis=1)
    return np.where(np.isfinite(z), z, med[:, None]), has


def forest(z):
    out = np.full(z.shape, np.nan)
    full, has = filled(z)
    if has.sum() < 8 or np.nanmax(z) == np.nanmin(z):
        return out
    med = np.nanmedian(full[has], axis=1)
    before = np.concatenate([full[has][:, :1] * 0, np.diff(full[has], axis=1)], axis=1)
    after = np.concatenate([-np.diff(full[has], axis=1), full[has][:, :1] * 0], axis=1)
    x = np.stack([full[has], full[has] - med[:, None], before, after], axis=-1).reshape(-1, 4)
    model = IsolationForest(n_estimators=100, random_state=0).fit(x)
    out[has] = -model.score_samples(x).reshape(-1, years)
    return np.where(np.isfinite(z), out, np.nan)


def rpca(z):
    out = np.full(z.shape, np.nan)
    full, has = filled(z)
    if has.sum() < 8:
        return out
    m = full[has]
    norm = np.linalg.norm(m, 2)
    if norm == 0:
        return out
    lam = 1 / np.sqrt(max(m.shape))
    y = m / max(norm, np.abs(m).max() / lam)
    mu, rho, s = 1.25 / norm, 1.5, np.zeros_like(m)
    for _ in range(200):
        u, d, v = np.linalg.svd(m - s + y / mu, full_matrices=False)
        low = (u * np.maximum(d - 1 / mu, 0)) @ v
        t = m - low + y / mu
        s = np.sign(t) * np.maximum(np.abs(t) - lam / mu, 0)
        gap = m - low - s
        y += mu * gap
        mu = min(mu * rho, 1e7)
        if np.linalg.norm(gap) < 1e-7 * np.linalg.norm(m):
            break
    out[has] = np.abs(s) / mad(m - np.median(m, axis=1, keepdims=True))
    return np.where(np.isfinite(z), out, np.nan)


def ddc(z):
    out = np.full(z.shape, np.nan)
    center = np.array([np.nanmedian(c) if np.isfinite(c).any() else 0 for c in z.T])
    scale = np.array([mad(c) for c in z.T])
    x = (z - center) / scale
    cut = 2.575
    clean = np.where(np.abs(x) > cut, np.nan, x)
    wrapped = np.clip(np.where(np.isfinite(x), x, 0), -cut, cut)
    spread = wrapped.std(axis=0)
    with np.errstate(all="ignore"):
        corr = np.where(np.outer(spread, spread) > 0, np.cov(wrapped.T) / np.outer(spread, spread), 0)
    corr = np.atleast_2d(corr)
    for j in range(years):
        weights, slopes = [], []
        for h in range(years):
            ok = np.isfinite(clean[:, j]) & np.isfinite(clean[:, h])
            if h == j or abs(corr[j, h]) < 0.5 or ok.sum() < 5:
                continue
            base = clean[ok, h]
            use = np.abs(base) > 1e-9
            slopes.append((h, np.median(clean[ok, j][use] / base[use]) if use.any() else 0.0))
            weights.append(abs(corr[j, h]))
        if not slopes:
            out[:, j] = np.abs(x[:, j])
            continue
        parts = np.stack([clean[:, h] * b for h, b in slopes], axis=1)
        w = np.where(np.isfinite(parts), np.array(weights)[None, :], 0)
        predicted = np.where(w.sum(axis=1) > 0, np.nansum(np.where(np.isfinite(parts), parts, 0) * w, axis=1) / np.maximum(w.sum(axis=1), 1e-12), 0)
        ok = np.isfinite(clean[:, j]) & (np.abs(predicted) > 1e-9)
        shrink = np.median(clean[ok, j] / predicted[ok]) if ok.sum() > 4 else 1.0
        residual = x[:, j] - shrink * predicted
        out[:, j] = np.abs(residual) / mad(residual)
    return np.where(np.isfinite(z), out, np.nan)


for name, method in (("forest", forest), ("rpca", rpca), ("ddc", ddc)):
    scores = np.stack([method(z) for z in panel])
    np.where(np.isfinite(scores), scores, 0.0).tofile(f"{folder}/{name}.f64")
