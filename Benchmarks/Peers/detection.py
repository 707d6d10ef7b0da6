"""Isolation forest, robust PCA and DDC on a panel: the peers of `swift run Benchmarks --detection`.

Arguments: folder, indicators, bodies, years. Reads panel.f64 (indicator x body x year, log(y + 1), NaN where there is no value) and writes for each
method and setting NAME.f64 of the same shape: a score a cell, 0 where there is none. numpy and scikit-learn; versions are printed. Each method runs
in several settings, and the benchmark shows the best one. Columns without spread (median absolute deviation 0, mostly zeros) are not judged, as
cellWise's checkDataSet has it.

- Isolation forest (scikit-learn): 100 trees over the features z, z - median of the body, z - z of the year before, z - z of the year after, each
  standardized by the indicator's median and MAD; one forest for the whole panel.
- Robust PCA: principal component pursuit by the inexact augmented Lagrange method (Lin, Chen & Ma 2010), holes filled with the median of the body;
  the score is |S| over the MAD of the residuals. `rpca-each` bodies x years of each indicator, `rpca-all` bodies x (indicator, year), standardized.
- DDC (Rousseeuw & Van den Bossche 2018, Technometrics 60, 135-145): columns standardized robustly; cells beyond sqrt(chi2(.99, 1)) set aside; for
  each column the others with |robust correlation| >= .5 (Pearson within the tolerance ellipse, after wrapping; at most 100 of them), robust slopes
  (median of ratios, then least squares within the cutoff); predictions by the weighted mean, deshrunk by a robust slope; the score is the residual
  over its robust scale. `ddc-each` bodies x years of each indicator, `ddc-centered` the same
  less each body's median, `ddc-all` bodies x (indicator, year). The step that flags whole rows is left
  out: cells are ranked here.
"""
import sys
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest

folder, indicators, bodies, years = sys.argv[1], *map(int, sys.argv[2:5])
panel = np.fromfile(f"{folder}/panel.f64").reshape(indicators, bodies, years)
print(f"numpy {np.__version__}, scikit-learn {sklearn.__version__}", file=sys.stderr)
np.seterr(all="ignore")
warnings.simplefilter("ignore")
CUT = 2.5758293035489004  # sqrt of the .99 quantile of chi-squared(1)


def mad(x):
    x = x[np.isfinite(x)]
    return 1.4826 * np.median(np.abs(x - np.median(x))) if x.size else 0.0


def spread_out(z):
    """Whether an indicator has any spread between and within bodies."""
    return mad(z.ravel()) > 0


def filled(z):
    has = np.isfinite(z).any(axis=1)
    med = np.full(z.shape[0], np.nan)
    med[has] = np.nanmedian(z[has], axis=1)
    return np.where(np.isfinite(z), z, med[:, None]), has


# Isolation forest


def features(z):
    full, _ = filled(z)
    med = np.nanmedian(full, axis=1, keepdims=True)
    if full.shape[1] > 1:
        before = np.diff(full, axis=1, prepend=full[:, 1:2])
        before[:, 0] = full[:, 0] - full[:, 1]
        after = np.diff(full[:, ::-1], axis=1, prepend=full[:, -2:-1])[:, ::-1]
        after[:, -1] = full[:, -1] - full[:, -2]
    else:
        before = after = np.zeros_like(full)
    x = np.stack([full, full - med, before, after], axis=-1)
    for k in range(4):
        part = x[..., k]
        x[..., k] = (part - np.nanmedian(part)) / max(mad(part.ravel()), 0.05)
    return x


def forest_scores(x):
    out = np.full(x.shape[:-1], np.nan)
    ok = np.isfinite(x).all(axis=-1)
    if ok.sum() > 64:
        model = IsolationForest(n_estimators=100, random_state=0).fit(x[ok])
        out[ok] = -model.score_samples(x[ok])
    return out


def forest_all():
    use = [i for i, z in enumerate(panel) if spread_out(z)]
    out = np.full(panel.shape, np.nan)
    if use:
        out[use] = forest_scores(np.stack([features(panel[i]) for i in use]))
    return out


# Robust PCA


def pursuit(m):
    norm = np.linalg.norm(m, 2)
    if norm == 0:
        return np.zeros_like(m)
    lam = 1 / np.sqrt(max(m.shape))
    y = m / max(norm, np.abs(m).max() / lam)
    mu, rho, s = 1.25 / norm, 1.5, np.zeros_like(m)
    for _ in range(40):
        u, d, v = np.linalg.svd(m - s + y / mu, full_matrices=False)
        low = (u * np.maximum(d - 1 / mu, 0)) @ v
        t = m - low + y / mu
        s = np.sign(t) * np.maximum(np.abs(t) - lam / mu, 0)
        gap = m - low - s
        y += mu * gap
        mu = min(mu * rho, 1e7)
        if np.linalg.norm(gap) < 1e-5 * np.linalg.norm(m):
            break
    return s


def rpca_each():
    out = np.full(panel.shape, np.nan)
    for i, z in enumerate(panel):
        full, has = filled(z)
        if has.sum() < 8 or not spread_out(z):
            continue
        m = full[has]
        out[i, has] = np.abs(pursuit(m)) / max(mad((m - np.median(m, axis=1, keepdims=True)).ravel()), 0.05)
    return out


def wide():
    """Bodies x (indicator, year), standardized, columns without spread left out."""
    table = panel.transpose(1, 0, 2).reshape(bodies, indicators * years)
    center = np.nanmedian(table, axis=0)
    scale = np.array([mad(c) for c in table.T])
    use = (scale > 0) & (np.isfinite(table).mean(axis=0) >= 0.5)
    return table, (table - center) / np.where(scale > 0, scale, 1), use


def back(scores):
    return scores.reshape(bodies, indicators, years).transpose(1, 0, 2)


def rpca_all():
    _, x, use = wide()
    out = np.full(x.shape, np.nan)
    m = np.where(np.isfinite(x[:, use]), x[:, use], 0)
    sparse = np.abs(pursuit(m))
    out[:, use] = sparse
    return back(out)


# DDC


def robust_scale(r):
    s = mad(r)
    return s if s > 0 else np.nan


def robust_slope(y, x):
    """Slopes of the column y on each column of x: median of the ratios, then least squares on the points within the cutoff."""
    ok = np.isfinite(y)[:, None] & np.isfinite(x)
    ratio = np.where(ok & (np.abs(x) > 1e-9), y[:, None] / x, np.nan)
    first = np.nan_to_num(np.nanmedian(ratio, axis=0))
    residual = np.where(ok, y[:, None] - first * x, np.nan)
    scale = 1.4826 * np.nanmedian(np.abs(residual), axis=0)
    keep = ok & (np.abs(residual) <= CUT * scale)
    xs, ys = np.where(keep, x, 0), np.where(keep, y[:, None], 0)
    power = (xs * xs).sum(axis=0)
    return np.where(power > 0, (xs * ys).sum(axis=0) / np.where(power > 0, power, 1), first)


def correlations(u):
    """Pearson on the cells that were not set aside."""
    ok = np.isfinite(u).astype(float)
    x = np.where(np.isfinite(u), u, 0)
    n = ok.T @ ok
    sx, sxx, sxy = x.T @ ok, (x * x).T @ ok, x.T @ x
    cov = sxy / n - (sx / n) * (sx / n).T
    var = sxx / n - (sx / n) ** 2
    corr = cov / np.sqrt(var * var.T)
    return np.where((n >= 8) & np.isfinite(corr), corr, 0)


def ddc(x):
    """Scores of a standardized table."""
    u = np.where(np.abs(x) > CUT, np.nan, x)
    corr = correlations(u)
    np.fill_diagonal(corr, 0)
    out = np.full(x.shape, np.nan)
    for j in range(x.shape[1]):
        strength = np.abs(corr[j])
        near = np.argsort(-strength)[:100]
        near = near[strength[near] >= 0.5]
        if near.size == 0:
            out[:, j] = np.abs(x[:, j])
            continue
        slopes = robust_slope(u[:, j], u[:, near])
        parts = u[:, near] * slopes
        weight = np.where(np.isfinite(parts), strength[near], 0)
        total = weight.sum(axis=1)
        predicted = np.where(total > 0, np.nansum(np.nan_to_num(parts) * weight, axis=1) / np.where(total > 0, total, 1), 0)
        residual = x[:, j] - robust_slope(x[:, j], predicted[:, None])[0] * predicted
        out[:, j] = np.abs(residual) / robust_scale(residual)
    return out


def ddc_each():
    out = np.full(panel.shape, np.nan)
    for i, z in enumerate(panel):
        center, scale = np.nanmedian(z, axis=0), np.array([mad(c) for c in z.T])
        use = scale > 0
        if use.any():
            out[i][:, use] = ddc(((z - center) / np.where(use, scale, 1))[:, use])
    return out


def ddc_centered():
    """As ddc_each, on what is left when each body's median is taken off: sizes that differ by orders of magnitude are no outliers."""
    out = np.full(panel.shape, np.nan)
    for i, z in enumerate(panel):
        rest = z - np.nanmedian(z, axis=1, keepdims=True)
        center, scale = np.nanmedian(rest, axis=0), np.array([mad(c) for c in rest.T])
        use = scale > 0
        if use.any():
            out[i][:, use] = ddc(((rest - center) / np.where(use, scale, 1))[:, use])
    return out


def ddc_all():
    _, x, use = wide()
    out = np.full(x.shape, np.nan)
    out[:, use] = ddc(x[:, use])
    return back(out)


for method in (forest_all, rpca_each, rpca_all, ddc_each, ddc_centered, ddc_all):
    scores = np.where(np.isfinite(panel), method(), np.nan)
    np.where(np.isfinite(scores), scores, 0.0).tofile(f"{folder}/{method.__name__.replace('_', '-')}.f64")
