"""Isolation forest with scikit-learn on all processors."""
try:
    import numpy as np
    import sklearn
    from sklearn.ensemble import IsolationForest
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, P = map(int, file.read().split())
DATA = np.ascontiguousarray(peer.doubles("data").reshape(P, N).T)


def work():
    forest = IsolationForest(n_estimators=100, max_samples=min(256, N), random_state=1, n_jobs=-1).fit(DATA)
    return {"scores of other trees": -forest.score_samples(DATA)}


peer.report(work, f"scikit-learn {sklearn.__version__}")
