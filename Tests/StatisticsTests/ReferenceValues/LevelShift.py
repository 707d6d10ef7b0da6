"""What a step explains of a series with autoregressive errors, by generalized least squares with the covariance matrix written out.

python3 LevelShift.py > LevelShift.json      # numpy 2.4.6
"""
import json
import numpy as np

rng = np.random.default_rng(22)
cases = []
for n, rho, gaps in ((8, 0.0, False), (12, 0.6, False), (12, -0.2, True), (15, 0.93, True), (10, 1.0, False), (11, 1.0, True)):
    positions = np.arange(n + (3 if gaps else 0))
    if gaps:
        positions = np.delete(positions, [2, 5, 6])
    y = rng.normal(size=n).cumsum() * 0.5 + rng.normal(size=n) + np.where(np.arange(n) >= n // 2, 1.5, 0)
    if rho < 1:
        cov = rho ** np.abs(np.subtract.outer(positions, positions)).astype(float) / (1 - rho * rho)
        precision = np.linalg.inv(cov)
        transform = np.linalg.cholesky(precision).T
        base = [np.ones(n)]
    else:
        # Differences, each divided by the root of the years between.
        transform = (np.eye(n)[1:] - np.eye(n)[:-1]) / np.sqrt(np.diff(positions))[:, None]
        base = []

    def square(columns):
        if not columns:
            return float(((transform @ y) ** 2).sum())
        design = transform @ np.column_stack(columns)
        beta, *_ = np.linalg.lstsq(design, transform @ y, rcond=None)
        return float(((transform @ y - design @ beta) ** 2).sum())

    null = square(base)
    steps = []
    for place in range(3, n - 2):
        step = (np.arange(n) >= place).astype(float)
        steps.append(null - square(base + [step]))
    best = int(np.argmax(steps))
    cases.append(dict(
        rho=rho, positions=positions.tolist(), values=y.tolist(), residualSquare=null, place=best + 3,
        statistic=steps[best] / ((null - steps[best]) / (n - 2)), line=null - square(base + [positions.astype(float)]), explained=steps[best]))
print(json.dumps(dict(source=f"numpy {np.__version__}", cases=cases)))
