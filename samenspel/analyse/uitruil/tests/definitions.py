"""Slow definitions, followed step by step, to compare the kernel with."""

import json
from itertools import permutations, product
from math import factorial
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

GOLD = Path(__file__).parent / "gold"


def cases(name):
    """The published cases of one file, by their id."""
    return {case["id"]: case for case in json.loads((GOLD / name).read_text())["cases"]}


def players(n):
    return [f"p{i:02d}" for i in range(n)]


def masks(n):
    return np.arange(1 << n)


def inside(n):
    """One row of zeros and ones per coalition."""
    return (masks(n)[:, None] >> np.arange(n)) & 1


def array(verdeling):
    return np.array(list(verdeling.share.values()))


def shapley_by_orders(values, n):
    shares = np.zeros(n)
    for order in permutations(range(n)):
        mask = 0
        for player in order:
            shares[player] += values[mask | 1 << player] - values[mask]
            mask |= 1 << player
    return shares / factorial(n)


def banzhaf_by_groups(values, n):
    return np.array(
        [
            sum(values[m | 1 << i] - values[m] for m in range(1 << n) if not m >> i & 1)
            / 2 ** (n - 1)
            for i in range(n)
        ]
    )


def tau_by_definition(values, n):
    whole = (1 << n) - 1
    most = np.array([values[whole] - values[whole ^ 1 << i] for i in range(n)])
    least = np.array(
        [
            max(
                values[m] - sum(most[j] for j in range(n) if m >> j & 1 and j != i)
                for m in range(1 << n)
                if m >> i & 1
            )
            for i in range(n)
        ]
    )
    room = (most - least).sum()
    step = 0.0 if abs(room) < 1e-12 else (values[whole] - least.sum()) / room
    return least + step * (most - least), least, most


def nucleolus_by_programs(values, n, *, imputation=True, size=None):
    """A linear program over all coalitions per step; what has a multiplier is settled."""
    unit = np.abs(values).max() or 1.0
    v, rows, whole = values / unit, inside(n), (1 << n) - 1
    weight = np.ones(1 << n) if size is None else size
    fixed, free = [(rows[whole], v[whole])], set(range(1, whole))
    bounds = [(v[1 << i] if imputation else None, None) for i in range(n)] + [(None, None)]
    while True:
        ordered = sorted(free)
        program = linprog(
            [0.0] * n + [1.0],
            A_ub=np.array([[*-rows[m], -weight[m]] for m in ordered]),
            b_ub=[-v[m] for m in ordered],
            A_eq=np.array([[*row, 0.0] for row, _ in fixed]),
            b_eq=[amount for _, amount in fixed],
            bounds=bounds,
            method="highs",
        )
        level = program.x[-1]
        for m, multiplier in zip(ordered, -program.ineqlin.marginals, strict=True):
            if multiplier > 1e-7:
                fixed.append((rows[m], v[m] - weight[m] * level))
        for i in range(n):
            if program.lower.marginals[i] > 1e-7:
                fixed.append((rows[1 << i], v[1 << i]))
        known = np.array([row for row, _ in fixed], dtype=float)
        rank = np.linalg.matrix_rank(known, tol=1e-8)
        if rank == n:
            return unit * np.linalg.lstsq(known, [a for _, a in fixed], rcond=None)[0]
        free = {
            m for m in free if np.linalg.matrix_rank(np.vstack([known, rows[m]]), tol=1e-8) > rank
        }


def least_core_by_definition(values, n):
    """The least e with x(S) + e >= v(S) for all groups but nobody and everybody."""
    rows = inside(n)
    program = linprog(
        [0.0] * n + [1.0],
        A_ub=np.hstack([-rows[1:-1], -np.ones((len(rows) - 2, 1))]),
        b_ub=-values[1:-1],
        A_eq=[[1.0] * n + [0.0]],
        b_eq=[values[-1]],
        bounds=[(None, None)] * (n + 1),
        method="highs",
    )
    return program.fun


def sorted_excesses(values, n, payoff):
    excess = values - inside(n) @ payoff
    return np.sort(excess[1:-1])[::-1]


def is_balanced(rows, n):
    """Are there positive weights for all rows that add up to everybody once?"""
    count = len(rows)
    program = linprog(
        [0.0] * count + [-1.0],
        A_ub=np.hstack([-np.eye(count), np.ones((count, 1))]),
        b_ub=np.zeros(count),
        A_eq=np.hstack([rows.T, np.zeros((n, 1))]),
        b_eq=np.ones(n),
        bounds=[(0, None)] * count + [(None, 1.0)],
        method="highs",
    )
    return program.status == 0 and program.x[-1] > 1e-9


def kohlberg(values, n, payoff):
    """The original criterion: for every level, who is at least that unhappy is balanced."""
    excess = (values - inside(n) @ payoff)[1:-1]
    unit = np.abs(values).max() or 1.0
    rows = inside(n)[1:-1]
    levels = sorted(set(np.round(excess / unit, 7)), reverse=True)
    return all(is_balanced(rows[excess / unit >= level - 1e-6], n) for level in levels)


def random_game(rng, n):
    """One of several kinds: real, with ties, voting, bankruptcy, with a large sure part."""
    rows, kind = inside(n), rng.integers(0, 6)
    weights = rng.integers(1, 9, n)
    if kind == 0:
        values = rng.normal(size=1 << n) * 100
    elif kind == 1:
        values = rng.integers(-3, 4, 1 << n)
    elif kind == 2:
        values = rows @ weights >= rng.integers(1, weights.sum() + 1)
    elif kind == 3:
        values = rng.integers(0, 2, 1 << n)
    elif kind == 4:
        values = np.maximum(0, rng.integers(0, weights.sum() + 1) - (1 - rows) @ weights)
    else:
        values = rng.integers(0, 1000, 1 << n) + 1e5 * rows.sum(axis=1)
    values = values.astype(float) * 10.0 ** rng.integers(-6, 10)
    values[0] = 0.0
    return values


def convex_game(rng, n):
    """A positive sum of unanimity games."""
    values = np.zeros(1 << n)
    for _ in range(2 * n):
        group = int(rng.integers(1, 1 << n))
        values += (masks(n) & group == group) * float(rng.integers(0, 20))
    return values


def best_by_trying(measures, holds):
    """The most that any combination of measures brings, or None when none is allowed."""
    best = None
    for taken in product((False, True), repeat=len(measures)):
        chosen = [m for m, take in zip(measures, taken, strict=True) if take]
        if holds(chosen):
            value = sum(m.net(p) for m in chosen for p in m.partners)
            best = value if best is None else max(best, value)
    return best
