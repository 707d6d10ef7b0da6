"""Both tails and the density of the distributions far out and at extreme parameters, to 30 digits.

python3 DistributionTails.py > DistributionTails.json      # mpmath 1.3 or later; gmpy2 makes it quick

Abscissae are the doubles (or counts) nearest to where a tail is 1e-300, 1e-100, 1e-20, 1e-3 and 0.4. The smaller tail comes from its continued fraction (DLMF 8.9.2, 8.17.22)
or series (8.7.1), the larger one as what is left.
"""
import json
import math
import mpmath as mp
import scipy
from scipy import stats

mp.mp.dps = 50
LIMIT = 10 ** 7


def fraction(terms):
    """The continued fraction a1/(b1 + a2/(b2 + …)) by Lentz's algorithm."""
    tiny = mp.mpf(10) ** -400
    f = c = tiny
    d = mp.mpf(0)
    for _ in range(LIMIT):
        a, b = next(terms)
        d = b + a * d
        d = 1 / (d if d else tiny)
        c = b + a / c
        c = c if c else tiny
        f *= c * d
        if abs(c * d - 1) < mp.mpf(10) ** -40:
            return f
    raise ArithmeticError("no convergence")


def beta_tails(a, b, x, y):
    """I_x(a, b) and its complement; y = 1 - x."""
    if x > (a + 1) / (a + b + 2):
        upper, lower = beta_tails(b, a, y, x)
        return lower, upper

    def terms():
        yield mp.mpf(1), mp.mpf(1)
        m = 0
        while True:
            yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), mp.mpf(1)
            m += 1
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), mp.mpf(1)

    log_front = a * mp.log(x) + b * mp.log(y) - mp.log(a) - (mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))
    lower = mp.exp(log_front) * fraction(terms())
    return lower, 1 - lower


def gamma_tails(a, x):
    """P(a, x) and Q(a, x)."""
    front = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
    if x < a + 1:
        term = total = 1 / a
        for k in range(1, LIMIT):
            term *= x / (a + k)
            total += term
            if term < total * mp.mpf(10) ** -40:
                break
        return front * total, 1 - front * total

    def terms():
        yield mp.mpf(1), x + 1 - a
        k = 1
        while True:
            yield -k * (k - a), x + 2 * k + 1 - a
            k += 1

    upper = front * fraction(terms())
    return 1 - upper, upper


def normal(x):
    upper = mp.erfc(abs(x) / mp.sqrt(2)) / 2
    return (mp.npdf(x), 1 - upper, upper) if x > 0 else (mp.npdf(x), upper, 1 - upper)


def student(v, x):
    log_density = mp.loggamma((v + 1) / 2) - mp.loggamma(v / 2) - mp.log(v * mp.pi) / 2 - (v + 1) / 2 * mp.log1p(x * x / v)
    tail = beta_tails(v / 2, mp.mpf(1) / 2, v / (v + x * x), x * x / (v + x * x))[0] / 2
    return (mp.exp(log_density), 1 - tail, tail) if x > 0 else (mp.exp(log_density), tail, 1 - tail)


def gamma(k, s, x):
    return (mp.exp((k - 1) * mp.log(x / s) - x / s - mp.loggamma(k)) / s, *gamma_tails(k, x / s))


def chi(k, x):
    return gamma(k / 2, mp.mpf(2), x)


def fisher(a, b, x):
    y = a * x / (a * x + b)
    log_beta = mp.loggamma(a / 2) + mp.loggamma(b / 2) - mp.loggamma((a + b) / 2)
    return (mp.exp(a / 2 * mp.log(y) + b / 2 * mp.log(b / (a * x + b)) - log_beta) / x, *beta_tails(a / 2, b / 2, y, b / (a * x + b)))


def beta(a, b, x):
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return (mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log1p(-x) - log_beta), *beta_tails(a, b, x, 1 - x))


def binomial(n, p, k):
    log_choose = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
    return (mp.exp(log_choose + k * mp.log(p) + (n - k) * mp.log1p(-p)), *beta_tails(n - k, k + 1, 1 - p, p))


def poisson(m, k):
    upper, lower = gamma_tails(k + 1, m)
    return mp.exp(k * mp.log(m) - m - mp.loggamma(k + 1)), lower, upper


def negative_binomial(r, p, k):
    log_choose = mp.loggamma(k + r) - mp.loggamma(k + 1) - mp.loggamma(r)
    return (mp.exp(log_choose + r * mp.log(p) + k * mp.log1p(-p)), *beta_tails(r, k + 1, p, 1 - p))


families = {
    "normal": (normal, [()], "line"),
    "studentT": (student, [(0.1,), (0.5,), (1.0,), (2.5,), (15.0,), (250.0,), (1e4,), (1e6,)], "line"),
    "chiSquared": (chi, [(0.1,), (1.0,), (30.0,), (1e4,), (1e6,)], "positive"),
    "fDistribution": (fisher, [(0.1, 0.5), (1.0, 5.0), (3.0, 1e6), (1e4, 7.0), (1e6, 1e6)], "positive"),
    "beta": (beta, [(0.1, 0.1), (0.5, 1e6), (1e6, 0.5), (3.0, 8.0), (1e6, 1e6)], "unit"),
    "gamma": (gamma, [(0.05, 1.0), (3.0, 0.25), (1e4, 2.0), (1e6, 1.0), (1e9, 1e-3)], "positive"),
    "binomial": (binomial, [(10.0, 0.25), (1e6, 0.5), (1e9, 1e-9), (1e9, 1e-3), (1e9, 0.5)], "counts"),
    "poisson": (poisson, [(1e-3,), (4.0,), (1e4,), (1e6,), (1e9,)], "counts"),
    "negativeBinomial": (negative_binomial, [(0.05, 1e-6), (20.0, 0.02), (1e4, 1e-3), (1e6, 1e-3)], "counts"),
}
TARGETS = (1e-300, 1e-100, 1e-20, 1e-3, 0.4)
approximations = {
    "normal": stats.norm, "studentT": stats.t, "chiSquared": stats.chi2, "fDistribution": stats.f, "beta": stats.beta,
    "gamma": lambda k, s: stats.gamma(k, scale=s), "binomial": stats.binom, "poisson": stats.poisson, "negativeBinomial": stats.nbinom,
}


def place(name, case, support, target, side):
    """The abscissa, as a double, near which SciPy has a tail of `target`; None where the support ends before."""
    law = approximations[name](*case)
    tail = law.cdf if side == 1 else law.sf
    def at(u): return {"line": math.sinh(u), "positive": math.exp(u), "unit": 1 / (1 + math.exp(-u)), "counts": math.floor(math.exp(u))}[support]
    low, high = (0.0, 42.0) if support == "counts" else (-690.0, 690.0)
    for _ in range(80):
        middle = (low + high) / 2
        beyond = tail(at(middle)) > target
        if beyond == (side == 1): high = middle
        else: low = middle
    x = float(at((low + high) / 2))
    inside = 1e-290 < abs(x) < 1e290 and not (support == "unit" and x == 1) and not (name == "binomial" and x >= case[0])
    # Where the support ends before the tail is so small, bisection runs into its end.
    return x if inside and target / 1e3 < tail(x) < target * 1e3 else None


rows = []
for name, (function, cases, support) in families.items():
    for case in cases:
        parameters = [mp.mpf(v) for v in case]
        seen = set()
        for side in (1, 2):
            for target in TARGETS:
                x = place(name, case, support, target, side)
                if x is None or x in seen:
                    continue
                seen.add(x)
                density, lower, upper = function(*parameters, mp.mpf(x))
                rows.append({"distribution": name, "arguments": [*case, x], "density": mp.nstr(density, 20), "lower": mp.nstr(lower, 20), "upper": mp.nstr(upper, 20)})
print(json.dumps({"source": f"mpmath {mp.__version__}, SciPy {scipy.__version__} for the places", "tails": rows}, indent=0))
