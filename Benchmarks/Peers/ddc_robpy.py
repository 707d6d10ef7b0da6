"""Deviating cells with RobPy, whose scales and cuts are other ones than the paper's: its time is compared, its residuals are not."""
try:
    import numpy as np
    import pandas as pd
    from importlib.metadata import version
    from robpy.outliers.ddc import DDC
except ImportError:
    import sys
    sys.exit(77)
import os
import peer

with open(os.path.join(peer.FOLDER, "shape.txt")) as file:
    N, P = map(int, file.read().split())
FRAME = pd.DataFrame(peer.doubles("data").reshape(P, N).T)


def work():
    return {"flags": DDC().fit(FRAME).cellwise_outliers_}


peer.report(work, f"RobPy {version('robpy')}", warm_up=False)
