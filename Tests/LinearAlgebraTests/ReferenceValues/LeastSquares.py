"""Least squares of ill-conditioned designs, solved in 60 digits from the doubles given; minimum-norm solutions from numpy.

python3 LeastSquares.py > LeastSquares.json    (mpmath, numpy)
"""
import json
import mpmath as mp
import numpy as np

mp.mp.dps = 60


def exact(design, response):
    x = mp.matrix([[mp.mpf(float(v)) for v in row] for row in design])
    y = mp.matrix([mp.mpf(float(v)) for v in response])
    gram = x.T * x
    inverse = gram ** -1
    b = inverse * (x.T * y)
    r = y - x * b
    return {
        "coefficients": [float(v) for v in b],
        "residualSumOfSquares": float(sum(v * v for v in r)),
        "inverseGramDiagonal": [float(inverse[i, i]) for i in range(len(b))],
    }


rng = np.random.default_rng(20240601)
cases = []
hilbert = np.array([[1.0 / (i + j + 1) for j in range(8)] for i in range(12)])
cases.append(("hilbert 12 x 8", hilbert, rng.standard_normal(12)))
years = np.arange(2008.0, 2025.0)
cases.append(("cubic in calendar years", np.stack([years ** k for k in range(4)], 1), rng.poisson(50, 17).astype(float)))
base = rng.standard_normal((40, 3))
near = np.column_stack([np.ones(40), base, base[:, 0] + 1e-7 * rng.standard_normal(40)])
cases.append(("two columns that differ by 1e-7", near, rng.standard_normal(40)))
well = np.column_stack([np.ones(30), rng.standard_normal((30, 2)) * [1e-8, 1e8]])
cases.append(("columns sixteen orders apart", well, rng.standard_normal(30)))
out = []
for name, x, y in cases:
    out.append({"name": name, "rows": x.shape[0], "columns": x.shape[1], "design": x.T.ravel().tolist(), "response": y.tolist(), **exact(x, y)})
short = np.column_stack([np.ones(6), np.arange(6.0), np.arange(6.0) + 1.0])
y = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 7.0])
b, _, rank, _ = np.linalg.lstsq(short, y, rcond=None)
wide = rng.standard_normal((3, 5))
yw = rng.standard_normal(3)
bw, _, rw, _ = np.linalg.lstsq(wide, yw, rcond=None)
deficient = [
    {"name": "a column that is the sum of two", "rows": 6, "columns": 3, "design": short.T.ravel().tolist(), "response": y.tolist(), "coefficients": b.tolist(), "rank": int(rank)},
    {"name": "fewer rows than columns", "rows": 3, "columns": 5, "design": wide.T.ravel().tolist(), "response": yw.tolist(), "coefficients": bw.tolist(), "rank": int(rw)},
]
print(json.dumps({"source": f"mpmath {mp.__version__} at 60 digits, numpy {np.__version__}", "fullRank": out, "deficient": deficient}, indent=1))
