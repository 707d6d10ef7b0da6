"""The NIST StRD univariate sets: data, certified values, and what other packages make of them.

python3 NISTUnivariate.py FOLDER_OF_DAT_FILES > NISTUnivariate.json      (numpy, statsmodels; Rscript on the path)

The data and certified values are those of the Statistical Reference Datasets of the U.S. National Institute of Standards and
Technology (https://www.itl.nist.gov/div898/strd/), which are in the public domain.
"""
import json
import re
import subprocess
import sys
import numpy as np
import statsmodels
from statsmodels.tsa.stattools import acf

NAMES = ["PiDigits", "Lottery", "Lew", "Mavro", "Michelso", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"]


def read(folder, name):
    lines = open(f"{folder}/{name}.dat", encoding="latin-1").read().splitlines()
    first, last = map(int, re.search(r"Data\s+:?\s*\(?lines (\d+) to (\d+)", "\n".join(lines)).groups())
    text = "\n".join(lines[:first - 1])
    value = lambda label: float(re.search(label + r"[^:]*:\s+(\S+)", text).group(1))
    return {
        "name": name, "values": [float(v) for line in lines[first - 1:last] for v in line.split()], "mean": value("Sample Mean"),
        "standardDeviation": value("Sample Standard Deviation"), "autocorrelation": value("Sample Autocorrelation Coefficient"),
    }


def in_r(values):
    code = 'x <- scan(file("stdin"), quiet = TRUE); cat(sprintf("%.17g", c(mean(x), sd(x), acf(x, 1, plot = FALSE)$acf[2])))'
    out = subprocess.run(["Rscript", "-e", code], input="\n".join(map(repr, values)), capture_output=True, text=True, check=True).stdout
    return [float(v) for v in out.split()]


cases = []
for name in NAMES:
    case = read(sys.argv[1], name)
    x = np.array(case["values"])
    d = x - x.mean()
    case["peers"] = {
        "R": in_r(case["values"]), "numpy": [float(x.mean()), float(x.std(ddof=1)), float((d[1:] * d[:-1]).sum() / (d * d).sum())],
        "statsmodels acf": [None, None, float(acf(x, nlags=1, fft=False)[1])],
    }
    cases.append(case)
version = subprocess.run(["Rscript", "-e", "cat(as.character(getRversion()))"], capture_output=True, text=True).stdout
print(json.dumps({"source": f"NIST StRD; R {version}, numpy {np.__version__}, statsmodels {statsmodels.__version__}", "cases": cases}))
