"""The NIST StRD linear regression sets: data, certified values, and what other packages make of them.

python3 NISTLinear.py FOLDER_OF_DAT_FILES > NISTLinear.json      (numpy, statsmodels, pandas; Rscript on the path)

The data and certified values are those of the Statistical Reference Datasets of the U.S. National Institute of Standards and
Technology (https://www.itl.nist.gov/div898/strd/), which are in the public domain.
"""
import json
import re
import subprocess
import sys
import tempfile
import numpy as np
import statsmodels
import statsmodels.api as sm

POLYNOMIAL = {"Norris": 1, "Pontius": 2, "Filip": 10, "Wampler1": 5, "Wampler2": 5, "Wampler3": 5, "Wampler4": 5, "Wampler5": 5}
NAMES = ["Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley", "Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5"]


def read(folder, name):
    lines = open(f"{folder}/{name}.dat", encoding="latin-1").read().splitlines()
    first, last = map(int, re.search(r"Data\s+\(lines (\d+) to (\d+)\)", "\n".join(lines)).groups())
    rows = [[float(v) for v in line.split()] for line in lines[first - 1:last]]
    text = "\n".join(lines[:first - 1])
    parameters = re.findall(r"^\s+B\d+\s+(\S+)\s+(\S+)\s*$", text, re.M)
    sd = float(re.search(r"Residual\s*\n\s*Standard Deviation\s+(\S+)", text).group(1))
    r2 = float(re.search(r"R-Squared\s+(\S+)", text).group(1))
    # The certified F of an exact fit is "Infinity".
    f = re.search(r"^Regression\s+\d+\s+\S+\s+\S+\s+(\S+)", text, re.M).group(1)
    data = np.array(rows)
    return {
        "name": name, "y": data[:, 0].tolist(), "x": [c.tolist() for c in data[:, 1:].T], "degree": POLYNOMIAL.get(name),
        "intercept": not name.startswith("NoInt"), "estimates": [float(p[0]) for p in parameters],
        "standardErrors": [float(p[1]) for p in parameters], "residualStandardDeviation": sd, "rSquared": r2,
        "fStatistic": None if f.lower().startswith("inf") else float(f),
    }


def design(case):
    x = np.array(case["x"]).T
    if case["degree"]:
        return np.column_stack([x[:, 0] ** k for k in range(case["degree"] + 1)])
    return np.column_stack([np.ones(len(x)), x]) if case["intercept"] else x


def fit_r(case, tolerance):
    """R's lm on the powers as R computes them; coefficients that lm drops are null."""
    code = """
    d <- read.csv(file("stdin"), header = FALSE); y <- d[[1]]; x <- as.matrix(d[-1])
    a <- commandArgs(TRUE); degree <- as.integer(a[1]); intercept <- a[2] == "1"; tol <- as.numeric(a[3])
    if (degree > 0) { x <- sapply(1:degree, function(k) x[, 1]^k) }
    fit <- if (intercept) lm(y ~ x, tol = tol) else lm(y ~ x - 1, tol = tol)
    s <- suppressWarnings(summary(fit)); b <- coef(fit); e <- b; e[!is.na(b)] <- s$coefficients[, 2]
    cat(sprintf("%.17g", c(b, e, s$sigma, s$r.squared)))
    """
    table = "\n".join(",".join(repr(v) for v in row) for row in zip(case["y"], *case["x"]))
    with tempfile.NamedTemporaryFile("w", suffix=".R") as script:
        script.write(code)
        script.flush()
        out = subprocess.run(
            ["Rscript", script.name, str(case["degree"] or 0), str(int(case["intercept"])), str(tolerance)], input=table,
            capture_output=True, text=True, check=True).stdout.split()
    values = [None if v in ("NA", "NaN") else float(v) for v in out]
    p = len(case["estimates"])
    return {"estimates": values[:p], "standardErrors": values[p:2 * p], "residualStandardDeviation": values[2 * p], "rSquared": values[2 * p + 1]}


def fit_numpy(case):
    x, y = design(case), np.array(case["y"])
    b, _, _, _ = np.linalg.lstsq(x, y, rcond=None)
    return {"estimates": b.tolist()}


def fit_statsmodels(case):
    fit = sm.OLS(np.array(case["y"]), design(case)).fit()
    r2 = fit.rsquared
    return {"estimates": fit.params.tolist(), "standardErrors": fit.bse.tolist(), "residualStandardDeviation": float(np.sqrt(fit.scale)), "rSquared": float(r2)}


cases = []
for name in NAMES:
    case = read(sys.argv[1], name)
    case["peers"] = {
        "R lm": fit_r(case, 1e-7), "R lm, tol = 1e-16": fit_r(case, 1e-16), "numpy lstsq": fit_numpy(case), "statsmodels OLS": fit_statsmodels(case),
    }
    cases.append(case)
version = subprocess.run(["Rscript", "-e", "cat(as.character(getRversion()))"], capture_output=True, text=True).stdout
print(json.dumps({"source": f"NIST StRD; R {version}, numpy {np.__version__}, statsmodels {statsmodels.__version__}", "cases": cases}))
