"""Ranks under drawn weights with pymcdm's weighted sum, draw by draw."""
try:
    import numpy as np
    from importlib.metadata import version
    from pymcdm.helpers import rankdata
    from pymcdm.methods import WSM
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    P, M = map(int, file.read().split())
SCORES = np.ascontiguousarray(peer.doubles("scores").reshape(M, P).T)
WEIGHTS = peer.doubles("weights").reshape(-1, M)
WEIGHTS = WEIGHTS[: max(1, round(len(WEIGHTS) * peer.SHARE))]
TYPES = np.ones(M)
# The scores are normalized already.
METHOD = WSM(normalization_function=lambda x, cost=False: x)


def work():
    return {"ranks": np.concatenate([rankdata(METHOD(SCORES, w, TYPES), reverse=True) for w in WEIGHTS])}


peer.report(work, f"pymcdm {version('pymcdm')}", warm_up=False)
