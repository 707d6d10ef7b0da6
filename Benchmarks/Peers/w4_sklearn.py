"""FastMCD with scikit-learn."""
try:
    import numpy as np
    import sklearn
    from sklearn.covariance import MinCovDet
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, P = map(int, file.read().split())
DATA = np.ascontiguousarray(peer.doubles("data").reshape(P, N).T)


def work():
    # Reweighting replaces the support; the raw one is among what is left of the search.
    fit = MinCovDet(random_state=0)
    kept = {}
    fit.reweight_covariance = lambda data: (kept.update(support=fit.support_.copy()), MinCovDet.reweight_covariance(fit, data))[1]
    fit.fit(DATA)
    return {"log determinant": [np.linalg.slogdet(np.cov(DATA[kept["support"]], rowvar=False))[1]]}


peer.report(work, f"scikit-learn {sklearn.__version__}", warm_up=False)
