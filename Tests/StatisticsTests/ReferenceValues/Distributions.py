"""Tails, densities and quantiles of the distributions in 60 digits (mpmath), and counts' quantiles from SciPy.

python3 Distributions.py > Distributions.json      # mpmath 1.3, SciPy 1.17.1
"""
import json
import mpmath as mp
import scipy
from scipy import stats

mp.mp.dps = 60
I = lambda a, b, x, c=False: mp.betainc(a, b, x, 1, regularized=True) if c else mp.betainc(a, b, 0, x, regularized=True)


def normal(x):
    return mp.npdf(x), mp.erfc(-x / mp.sqrt(2)) / 2, mp.erfc(x / mp.sqrt(2)) / 2


def student(v, x):
    density = mp.gamma((v + 1) / 2) / (mp.sqrt(v * mp.pi) * mp.gamma(v / 2)) * (1 + x * x / v) ** (-(v + 1) / 2)
    tail = I(v / 2, mp.mpf(1) / 2, v / (v + x * x)) / 2
    return (density, 1 - tail, tail) if x > 0 else (density, tail, 1 - tail)


def chi(k, x):
    return (x ** (k / 2 - 1) * mp.exp(-x / 2) / (2 ** (k / 2) * mp.gamma(k / 2)),
            mp.gammainc(k / 2, 0, x / 2, regularized=True), mp.gammainc(k / 2, x / 2, mp.inf, regularized=True))


def fisher(a, b, x):
    y = a * x / (a * x + b)
    return (mp.sqrt((a * x) ** a * b ** b / (a * x + b) ** (a + b)) / (x * mp.beta(a / 2, b / 2)),
            I(a / 2, b / 2, y), I(b / 2, a / 2, b / (a * x + b)))


def beta(a, b, x):
    return x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b), I(a, b, x), I(b, a, 1 - x)


def gamma(k, s, x):
    return (x ** (k - 1) * mp.exp(-x / s) / (mp.gamma(k) * s ** k),
            mp.gammainc(k, 0, x / s, regularized=True), mp.gammainc(k, x / s, mp.inf, regularized=True))


def binomial(n, p, k):
    return (mp.binomial(n, k) * p ** k * (1 - p) ** (n - k), I(n - k, k + 1, 1 - p), I(k + 1, n - k, p))


def poisson(m, k):
    return (mp.exp(-m) * m ** k / mp.factorial(k), mp.gammainc(k + 1, m, mp.inf, regularized=True),
            mp.gammainc(k + 1, 0, m, regularized=True))


def negative_binomial(r, p, k):
    return (mp.gamma(k + r) / (mp.factorial(k) * mp.gamma(r)) * p ** r * (1 - p) ** k, I(r, k + 1, p), I(k + 1, r, 1 - p))


cases = {
    "normal": (normal, [(x,) for x in (-37.0, -8.0, -1.0, -1e-8, 0.5, 1.96, 9.0, 20.0, 38.0)]),
    "studentT": (student, [(v, x) for v in (1.0, 2.5, 3.0, 15.0, 250.0) for x in (-30.0, -2.0, 0.25, 2.5, 40.0, 1e6)]),
    "chiSquared": (chi, [(k, x) for k in (1.0, 3.5, 30.0) for x in (1e-6, 0.5, 4.0, 100.0, 900.0)]),
    "fDistribution": (fisher, [(a, b, x) for a, b in ((1.0, 3.0), (1.0, 15.5), (5.0, 40.0)) for x in (1e-4, 0.5, 3.0, 80.0, 4000.0)]),
    "beta": (beta, [(a, b, x) for a, b in ((0.5, 0.5), (2.0, 30.0), (120.0, 7.5)) for x in (1e-5, 0.125, 0.5, 0.9375)]),
    "gamma": (gamma, [(k, s, x) for k, s in ((0.5, 2.0), (3.0, 0.25), (200.0, 1.5)) for x in (0.015625, 1.0, 30.0, 500.0)]),
    "binomial": (binomial, [(n, p, k) for n, p in ((10.0, 0.25), (500.0, 0.01), (2000.0, 0.5)) for k in (0.0, 3.0, 9.0)]),
    "poisson": (poisson, [(m, k) for m in (0.125, 4.0, 1000.0) for k in (0.0, 2.0, 40.0, 1100.0)]),
    "negativeBinomial": (negative_binomial, [(r, p, k) for r, p in ((0.5, 0.125), (4.0, 0.5), (60.0, 0.25)) for k in (0.0, 5.0, 300.0)]),
}
out = {"source": f"mpmath {mp.__version__}, SciPy {scipy.__version__}", "tails": [], "quantiles": []}
for name, (function, arguments) in cases.items():
    for args in arguments:
        density, lower, upper = function(*map(mp.mpf, args))
        out["tails"].append({"distribution": name, "arguments": list(args), "density": float(density), "lower": float(lower), "upper": float(upper)})
laws = {
    "binomial": [((20, 0.3), stats.binom(20, 0.3)), ((1000, 0.01), stats.binom(1000, 0.01))],
    "poisson": [((0.5,), stats.poisson(0.5)), ((850.0,), stats.poisson(850.0))],
    "negativeBinomial": [((2.5, 0.1), stats.nbinom(2.5, 0.1)), ((40.0, 0.5), stats.nbinom(40.0, 0.5))],
}
for name, entries in laws.items():
    for args, law in entries:
        for p in (1e-9, 0.025, 0.55, 0.9, 0.975):
            out["quantiles"].append({"distribution": name, "arguments": list(args), "p": p, "lower": float(law.ppf(p)), "upper": float(law.isf(p))})
print(json.dumps(out, indent=0))
