"""Two-way fixed effects with numba: unit means, an exact Schur complement of the periods, two passes over the rows on all processors."""
try:
    import numba
    import numpy as np
    from numba import njit, prange
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, T = map(int, file.read().split())
K = 5
DATA = np.stack([peer.doubles("y").reshape(N, T)] + [peer.doubles(f"x{k}").reshape(N, T) for k in range(1, K + 1)], axis=2)
CHUNKS = 64


@njit(parallel=True, fastmath={"contract", "reassoc"}, error_model="numpy")
def moments(data, chunks):
    n, periods, count = data.shape
    sums = np.zeros((chunks, periods, count))
    cross = np.zeros((chunks, count, count))
    schur = np.zeros((chunks, periods, periods))
    for c in prange(chunks):
        z = np.empty((periods, count))
        at = np.empty(periods, np.int64)
        for i in range(n * c // chunks, n * (c + 1) // chunks):
            m = 0
            for t in range(periods):
                if data[i, t, 0] == data[i, t, 0]:
                    at[m] = t
                    for v in range(count):
                        z[m, v] = data[i, t, v]
                    m += 1
            if m == 0:
                continue
            for v in range(count):
                mean = 0.0
                for j in range(m):
                    mean += z[j, v]
                mean /= m
                for j in range(m):
                    z[j, v] -= mean
                    sums[c, at[j], v] += z[j, v]
            for j in range(m):
                for v in range(count):
                    for w in range(v + 1):
                        cross[c, v, w] += z[j, v] * z[j, w]
                schur[c, at[j], at[j]] += 1.0
                for l in range(m):
                    schur[c, at[j], at[l]] -= 1.0 / m
    return sums.sum(0), cross.sum(0), schur.sum(0)


@njit(parallel=True, fastmath={"contract", "reassoc"}, error_model="numpy")
def scores(data, chunks, beta, delta, parts):
    n, periods, count = data.shape
    k = count - 1
    meat = np.zeros((chunks, k, k))
    for c in prange(chunks):
        e = np.empty(periods)
        at = np.empty(periods, np.int64)
        g = np.empty(k)
        for i in range(n * c // chunks, n * (c + 1) // chunks):
            m = 0
            mean = 0.0
            for t in range(periods):
                if data[i, t, 0] == data[i, t, 0]:
                    u = data[i, t, 0] - delta[t]
                    for j in range(k):
                        u -= beta[j] * data[i, t, j + 1]
                    e[m] = u
                    at[m] = t
                    mean += u
                    m += 1
            if m == 0:
                continue
            mean /= m
            for j in range(k):
                g[j] = 0.0
            for r in range(m):
                u = e[r] - mean
                for j in range(k):
                    g[j] += (data[i, at[r], j + 1] - parts[at[r], j]) * u
            for j in range(k):
                for l in range(k):
                    meat[c, j, l] += g[j] * g[l]
    return meat.sum(0)


def work():
    sums, cross, schur = moments(DATA, CHUNKS)
    cross = np.tril(cross) + np.tril(cross, -1).T
    # One eigenvalue is zero but for what the sums of millions of fractions round: well above the default tolerance.
    parts = np.linalg.pinv(schur, rcond=1e-11, hermitian=True) @ sums
    reduced = cross - sums.T @ parts
    inverse = np.linalg.inv(reduced[1:, 1:])
    beta = inverse @ reduced[1:, 0]
    delta = parts[:, 0] - parts[:, 1:] @ beta
    meat = scores(DATA, CHUNKS, beta, delta, parts[:, 1:].copy())
    rows = np.trace(schur) + N  # the diagonal holds cells less 1/m each, which sum to one a unit
    rows = round(rows)
    factor = N / (N - 1) * (rows - 1) / (rows - K - T)
    return {"coefficients": beta, "se": np.sqrt(factor * np.diag(inverse @ meat @ inverse))}


peer.report(work, f"numba {numba.__version__}")
