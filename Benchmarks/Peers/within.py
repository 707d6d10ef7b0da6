"""What the peers of the panel share behind their own group means: least squares on columns less their unit means, periods as dummies."""
import numpy as np


def solve(columns, unit, sums_by_unit, k, units, periods):
    """Coefficients of the first `k` regressors and errors clustered by unit.

    columns: rows × (1 + k + periods − 1), response first, each less its unit means; sums_by_unit: rows × k → units × k.
    """
    y, x = columns[:, 0], columns[:, 1:]
    cross = x.T @ x
    inverse = np.linalg.inv(cross)
    beta = inverse @ (x.T @ y)
    scores = sums_by_unit(x * (y - x @ beta)[:, None])
    rows = len(y)
    factor = units / (units - 1) * (rows - 1) / (rows - k - periods)
    variance = factor * inverse @ (scores.T @ scores) @ inverse
    return {"coefficients": beta[:k], "se": np.sqrt(np.diag(variance)[:k])}
