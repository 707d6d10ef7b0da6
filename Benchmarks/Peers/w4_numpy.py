"""Deterministic MCD in NumPy: the five starts of ours, concentration until nothing changes, reweighting."""
try:
    import numpy as np
    import scipy
    from scipy import stats
    from scipy.linalg import solve_triangular
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, P = map(int, file.read().split())
DATA = np.ascontiguousarray(peer.doubles("data").reshape(P, N).T)
H = (N + P + 1) // 2
MAD = 1.482602218505602


def moments(x):
    center = x.mean(0)
    d = x - center
    return center, d.T @ d / (len(x) - 1)


def squares(z, center, covariance):
    w = solve_triangular(np.linalg.cholesky(covariance), (z - center).T, lower=True, check_finite=False)
    return np.einsum("ij,ij->j", w, w)


def smallest(d, h):
    return np.sort(np.argpartition(d, h - 1)[:h])


def spread(z):
    m = np.median(z, axis=0)
    return m, MAD * np.median(np.abs(z - m), axis=0)


def concentrate(z, scatter):
    vectors = np.linalg.eigh(scatter)[1]
    q = z @ vectors
    m, s = spread(q)
    start = (((q - m) / s) ** 2).sum(1)
    first = moments(z[smallest(start, (N + 1) // 2)])
    subset = smallest(squares(z, *first), H)
    for _ in range(200):
        center, covariance = moments(z[subset])
        following = smallest(squares(z, center, covariance), H)
        if np.array_equal(following, subset):
            break
        subset = following
    return np.linalg.slogdet(covariance)[1], subset, center, covariance


def work():
    m, s = spread(DATA)
    z = (DATA - m) / s
    ranks = np.apply_along_axis(stats.rankdata, 0, z)
    norms = np.sqrt((z * z).sum(1))
    unit = z / norms[:, None]
    scatters = [np.corrcoef(np.tanh(z), rowvar=False), np.corrcoef(ranks, rowvar=False),
                np.corrcoef(stats.norm.ppf((ranks - 1 / 3) / (N + 1 / 3)), rowvar=False), unit.T @ unit / N,
                moments(z[smallest(norms, (N + 1) // 2)])[1]]
    _, subset, center, covariance = min((concentrate(z, c) for c in scatters), key=lambda r: r[0])

    def factor(share):
        return share / stats.chi2.cdf(stats.chi2.ppf(share, P), P + 2) if share < 1 else 1

    raw = squares(z, center, covariance * factor(H / N))
    regular = raw <= stats.chi2.ppf(0.975, P)
    center, covariance = moments(z[regular])
    squares(z, center, covariance * factor(regular.mean()))
    return {"log determinant": [np.linalg.slogdet(np.cov(DATA[subset], rowvar=False))[1]]}


peer.report(work, f"numpy {np.__version__}, scipy {scipy.__version__}")
