"""Ranks under drawn weights: products by numpy in blocks, sorting and histograms by numba on all processors."""
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
    P, M = map(int, file.read().split())
SCORES = np.ascontiguousarray(peer.doubles("scores").reshape(M, P))  # indicators × bodies
WEIGHTS = peer.doubles("weights").reshape(-1, M)  # draws × indicators
DRAWS = WEIGHTS.shape[0]
BLOCK = 500


@njit(parallel=True)
def rank_block(values, ranks):
    for d in prange(values.shape[0]):
        order = np.argsort(-values[d])
        rank = 1
        for j in range(order.size):
            if j == 0 or values[d, order[j]] != values[d, order[j - 1]]:
                rank = j + 1
            ranks[d, order[j]] = rank


@njit(parallel=True)
def bands(ranks, mean, lower, upper):
    draws, bodies = ranks.shape
    tail = int(0.05 * draws)
    group = 32
    for g in prange((bodies + group - 1) // group):
        first = g * group
        width = min(group, bodies - first)
        counts = np.zeros((width, bodies), np.uint32)
        for d in range(draws):
            for k in range(width):
                counts[k, ranks[d, first + k] - 1] += 1
        for k in range(width):
            seen = 0
            total = 0
            low = 0
            high = 0
            for r in range(bodies):
                here = counts[k, r]
                seen += here
                total += here * (r + 1)
                if low == 0 and seen > tail:
                    low = r + 1
                if high == 0 and seen >= draws - tail:
                    high = r + 1
            mean[first + k] = total / draws
            lower[first + k] = low
            upper[first + k] = high


RANKS = np.empty((DRAWS, P), np.uint16)
MEAN, LOWER, UPPER = np.empty(P), np.empty(P), np.empty(P)


def work():
    for start in range(0, DRAWS, BLOCK):
        rank_block(WEIGHTS[start:start + BLOCK] @ SCORES, RANKS[start:start + BLOCK])
    bands(RANKS, MEAN, LOWER, UPPER)
    return {"mean": MEAN, "lower": LOWER, "upper": UPPER}


peer.report(work, f"numba {numba.__version__}, numpy {np.__version__}")
