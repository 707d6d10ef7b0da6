#!/usr/bin/env python3
"""Random systems of linear rules, and what HiGHS says of them: whether they can hold, and the largest value of each variable.

Writes consistency.tsv: one system a line, its rules joined by " ; ", then feasible (1 or 0), then the largest x, y and z (inf where there is none; nan
where the system cannot hold). Made with SciPy 1.17.1 (scipy.optimize.linprog, method "highs").
"""
import random

import numpy as np
from scipy.optimize import linprog

random.seed(20)
names = ["x", "y", "z"]
lines = []
for _ in range(300):
    rows, texts = [], []
    for _ in range(random.randint(2, 7)):
        coefficients = [random.choice([-3, -2, -1, 0, 0, 1, 2, 3]) for _ in names]
        if not any(coefficients):
            coefficients[random.randrange(3)] = 1
        relation = random.choice(["=", "<=", "<=", ">=", ">="])
        constant = random.randint(-9, 9)
        terms = " + ".join(f"{abs(c)} * {n}" for c, n in zip(coefficients, names) if c > 0)
        others = " + ".join(f"{abs(c)} * {n}" for c, n in zip(coefficients, names) if c < 0)
        left = terms or "0"
        right = (others + (f" + {constant}" if constant >= 0 else f" - {-constant}")) if others else str(constant)
        texts.append(f"{left} {relation} {right}")
        rows.append((coefficients, relation, constant))
    a_ub = [[c * (1 if r == "<=" else -1) for c in cs] for cs, r, _ in rows if r != "="]
    b_ub = [k * (1 if r == "<=" else -1) for _, r, k in rows if r != "="]
    a_eq = [cs for cs, r, _ in rows if r == "="]
    b_eq = [k for _, r, k in rows if r == "="]

    def solve(costs):
        return linprog(costs, A_ub=a_ub or None, b_ub=b_ub or None, A_eq=a_eq or None, b_eq=b_eq or None, bounds=[(None, None)] * 3, method="highs")

    feasible = solve([0, 0, 0]).status == 0
    largest = []
    for index in range(3):
        if not feasible:
            largest.append("nan")
            continue
        costs = [0, 0, 0]
        costs[index] = -1
        found = solve(costs)
        # HiGHS may only say "infeasible or unbounded"; a system that can hold is unbounded then.
        largest.append(f"{-found.fun:.9g}" if found.status == 0 else "inf")
    lines.append("\t".join([" ; ".join(texts), str(int(feasible))] + largest))
open(__file__.replace(".py", ".tsv"), "w").write("\n".join(lines) + "\n")
