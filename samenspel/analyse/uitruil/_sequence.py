"""The sequence of linear programs behind the nucleolus, over a pool of coalitions.

Step k finds the smallest e such that every coalition S of the pool that is not settled yet
has excess ``b(S) - y(S) <= q(S) e``. Coalitions with a positive multiplier can never do
better; they are settled: their payoff y(S) is fixed. The steps end when the settled
coalitions determine y. Payoff bounds are rows with q = 0.

Every step is a dual simplex: the basis holds n + 1 rows; the multipliers are one row of its
inverse; the most violated coalition enters. Ties in the ratio test, which are everywhere in
these programs, are broken by a second, random multiplier: lexicographic, so no cycling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from samenspel.analyse.uitruil._compile import compiled
from samenspel.analyse.uitruil._stream import Floats, Ints

TOLERANCE = 1e-9
"""Slack of a coalition, relative to the scale of the game."""
POSITIVE = 1e-8
"""From here a multiplier counts as positive."""
REFRESH = 40
"""Pivots after which the inverse is calculated afresh."""

DONE, UNBOUNDED, STUCK, IMPOSSIBLE = 0, 1, 2, 3


class Steps(NamedTuple):
    """The outcome; row t of a settled coalition, in the order in which they were settled."""

    status: int
    payoff: Floats
    levels: Floats
    """The excess per step, decreasing."""
    settled: Ints
    """Positions in the pool."""
    step: Ints
    """The step in which it was settled."""
    weight: Floats
    """Its multiplier."""
    nulls: Floats
    """Per step two random directions that change no settled payoff, shape (steps, 2, n)."""


@compiled
def solve_sequence(
    n: int, mask: Ints, b: Floats, q: Floats, start: Ints, total: float, far: float
) -> Steps:
    """Solve all steps over the pool (mask, b, q).

    Parameters
    ----------
    start
        n - 1 pool positions whose coalitions, with that of all players, determine a payoff.
    total
        What all players divide.
    far
        A level below every excess that can occur; a step that ends there is unbounded.
    """
    size = n + 1
    levels, nulls = np.zeros(n), np.zeros((n, 2, n))
    settled, step = np.zeros(2 * n + 2, np.int64), np.zeros(2 * n + 2, np.int64)
    weight = np.zeros(2 * n + 2)
    rows, rhs, origin = np.zeros((size, size)), np.zeros(size), np.full(size, -1, np.int64)
    for i in range(n):
        rows[0, i] = 1.0
    rhs[0] = total
    for r in range(n - 1):
        _put_row(rows, rhs, origin, r + 1, start[r], mask, b, q)
    fixed, steps, count, status = 1, 0, 0, DONE
    active = np.arange(len(mask))
    payoff = np.zeros(n)
    while True:
        for i in range(n):
            rows[n, i] = 0.0
        rows[n, n], rhs[n], origin[n] = 1.0, far, -2
        inverse = _invert(rows)
        _copy(_directions(inverse, n, fixed, steps), nulls[steps])
        active = _unsettled(active, mask, nulls[steps], n)
        status = _optimise(rows, rhs, origin, inverse, fixed, mask, b, q, active, n)
        if status != DONE:
            break
        solution = _solution(inverse, rhs)
        for i in range(n):
            payoff[i] = solution[i]
        levels[steps] = solution[n]
        steps += 1
        fixed, added = _settle(rows, rhs, origin, inverse, fixed, levels[steps - 1], n)
        for position, multiplier in added:
            settled[count], step[count] = position, steps - 1
            weight[count] = multiplier
            count += 1
        if fixed == n:
            break
    return Steps(
        status, payoff, levels[:steps], settled[:count], step[:count], weight[:count], nulls[:steps]
    )


@compiled
def _copy(source: Floats, target: Floats) -> None:
    for i in range(source.shape[0]):
        for j in range(source.shape[1]):
            target[i, j] = source[i, j]


@compiled
def _put_row(
    rows: Floats, rhs: Floats, origin: Ints, r: int, p: int, mask: Ints, b: Floats, q: Floats
) -> None:
    n = rows.shape[0] - 1
    for i in range(n):
        rows[r, i] = (mask[p] >> i) & 1
    rows[r, n], rhs[r], origin[r] = q[p], b[p], p


@compiled
def _invert(matrix: Floats) -> Floats:
    """Invert by Gauss-Jordan with row pivoting; zeros mark a singular matrix."""
    size = matrix.shape[0]
    work, inverse = matrix.copy(), np.zeros((size, size))
    for r in range(size):
        inverse[r, r] = 1.0
    for column in range(size):
        best = column
        for r in range(column + 1, size):
            if abs(work[r, column]) > abs(work[best, column]):
                best = r
        if abs(work[best, column]) < 1e-11:
            return np.zeros((size, size))
        for k in range(size):
            work[best, k], work[column, k] = work[column, k], work[best, k]
            inverse[best, k], inverse[column, k] = inverse[column, k], inverse[best, k]
        _clear_column(work, inverse, column)
    return inverse


@compiled
def _clear_column(work: Floats, inverse: Floats, column: int) -> None:
    """Scale the pivot row to 1 and subtract it from every other row."""
    size = work.shape[0]
    factor = 1.0 / work[column, column]
    for k in range(size):
        work[column, k] *= factor
        inverse[column, k] *= factor
    for r in range(size):
        factor = work[r, column]
        if r != column and factor != 0.0:
            for k in range(size):
                work[r, k] -= factor * work[column, k]
                inverse[r, k] -= factor * inverse[column, k]


@compiled
def _solution(inverse: Floats, rhs: Floats) -> Floats:
    """Return the inverse times the right-hand sides: payoffs and level."""
    size = len(rhs)
    product = np.zeros(size)
    for i in range(size):
        for j in range(size):
            product[i] += inverse[i, j] * rhs[j]
    return product


@compiled
def _direction(coalition: int, weight: float, inverse: Floats) -> Floats:
    """Return the row of a coalition times the inverse."""
    size = inverse.shape[0]
    product = np.zeros(size)
    for i in range(size):
        entry = weight if i == size - 1 else float((coalition >> i) & 1)
        if entry != 0.0:
            for j in range(size):
                product[j] += entry * inverse[i, j]
    return product


@compiled
def _directions(inverse: Floats, n: int, fixed: int, salt: int) -> Floats:
    """Mix the free columns of the inverse into two random directions of size 1."""
    found = np.zeros((2, n))
    state = 1 + salt
    for which in range(2):
        for column in range(fixed, n):
            state = _next(state)
            for i in range(n):
                found[which, i] += (0.1 + state / 2147483647.0) * inverse[i, column]
        largest = 0.0
        for i in range(n):
            largest = max(largest, abs(found[which, i]))
        for i in range(n):
            found[which, i] /= max(largest, 1e-300)
    return found


@compiled
def _next(state: int) -> int:
    """Return the next of a fixed row of random numbers (Park and Miller).

    A row with more structure, such as multiples of the golden ratio, will not do: sums and
    differences of a few of its terms are exactly 0.
    """
    return (48271 * state) % 2147483647


@compiled
def _unsettled(active: Ints, mask: Ints, nulls: Floats, n: int) -> Ints:
    """Keep the coalitions whose payoff can still change."""
    kept, count = np.zeros(len(active), np.int64), 0
    one, other = chunk_tables(nulls[0]), chunk_tables(nulls[1])
    for k in range(len(active)):
        coalition = mask[active[k]]
        a, c = chunk_sum(one, coalition), chunk_sum(other, coalition)
        if abs(a) > POSITIVE or abs(c) > POSITIVE:
            kept[count] = active[k]
            count += 1
    return kept[:count]


@compiled
def chunk_tables(parts: Floats) -> Floats:
    """Tabulate sums of `parts` for three pieces of a mask of n <= 30 bits, (3, 2**bits)."""
    n = len(parts)
    bits = (n + 2) // 3
    tables = np.zeros((3, 1 << bits))
    for piece in range(3):
        length = 1
        for i in range(piece * bits, min(n, (piece + 1) * bits)):
            for k in range(length):
                tables[piece, length + k] = tables[piece, k] + parts[i]
            length *= 2
    return tables


@compiled
def chunk_sum(tables: Floats, coalition: int) -> float:
    """Look up the sum over a coalition."""
    last = tables.shape[1] - 1
    bits = 0
    while (last >> bits) > 0:
        bits += 1
    low, mid = coalition & last, (coalition >> bits) & last
    total: float = tables[0, low] + tables[1, mid] + tables[2, coalition >> (2 * bits)]
    return total


@compiled
def _optimise(
    rows: Floats,
    rhs: Floats,
    origin: Ints,
    inverse: Floats,
    fixed: int,
    mask: Ints,
    b: Floats,
    q: Floats,
    active: Ints,
    n: int,
) -> int:
    """Pivot until no active coalition is violated; `inverse` is updated in place."""
    size = n + 1
    second = np.zeros(size)
    state = 1 + fixed
    for j in range(fixed, size):
        state = _next(state)
        second[j] = 1.0 + state / 2147483647.0
    for pivot in range(200 * size + 2000):
        if pivot % REFRESH == REFRESH - 1:
            _copy(_invert(rows), inverse)
        solution = _solution(inverse, rhs)
        enter = _most_violated(solution, mask, b, q, active)
        if enter < 0:
            for j in range(fixed, size):
                if origin[j] == -2:
                    return UNBOUNDED
            return DONE
        direction = _direction(mask[enter], q[enter], inverse)
        leave = _ratio_test(inverse[n], second, direction, fixed)
        if leave < 0:
            return IMPOSSIBLE
        _pivot(inverse, second, direction, leave)
        _put_row(rows, rhs, origin, leave, enter, mask, b, q)
    return STUCK


@compiled
def _most_violated(solution: Floats, mask: Ints, b: Floats, q: Floats, active: Ints) -> int:
    """Return the pool position that is violated most, or -1."""
    n = len(solution) - 1
    tables = chunk_tables(solution[:n])
    bits = (n + 2) // 3
    last = (1 << bits) - 1
    worst, enter = TOLERANCE, -1
    for k in range(len(active)):
        p = active[k]
        c = mask[p]
        paid = tables[0, c & last] + tables[1, (c >> bits) & last] + tables[2, c >> (2 * bits)]
        violation = b[p] - paid - q[p] * solution[n]
        if violation > worst:
            worst, enter = violation, p
    return enter


@compiled
def _ratio_test(multipliers: Floats, second: Floats, direction: Floats, fixed: int) -> int:
    """Choose the row that leaves: the smallest ratio, ties by the second multiplier."""
    leave, ratio, ratio2 = -1, np.inf, np.inf
    for j in range(fixed, len(direction)):
        if direction[j] > 1e-7:
            r = max(multipliers[j], 0.0) / direction[j]
            r2 = second[j] / direction[j]
            if r < ratio - 1e-11 or (r <= ratio + 1e-11 and r2 < ratio2):
                leave, ratio, ratio2 = j, min(r, ratio), r2
    return leave


@compiled
def _pivot(inverse: Floats, second: Floats, direction: Floats, leave: int) -> None:
    """Replace the leaving row in the inverse and move the second multiplier along."""
    size = len(direction)
    theta = second[leave] / direction[leave]
    for j in range(size):
        second[j] -= theta * direction[j]
    second[leave] = theta
    for i in range(size):
        scaled = inverse[i, leave] / direction[leave]
        for j in range(size):
            inverse[i, j] -= direction[j] * scaled
        inverse[i, leave] = scaled


@compiled
def _settle(
    rows: Floats, rhs: Floats, origin: Ints, inverse: Floats, fixed: int, level: float, n: int
) -> tuple[int, list[tuple[int, float]]]:
    """Fix the payoff of every coalition with a positive multiplier.

    One of them follows from the others and is dropped; the rows that are not fixed move up
    behind the fixed ones, which leaves the last row free for the next step.
    """
    size = n + 1
    multipliers = inverse[n].copy()
    positive = [j for j in range(fixed, size) if multipliers[j] > POSITIVE]
    added = [(int(origin[j]), float(multipliers[j])) for j in positive]
    drop = fixed
    for j in range(fixed, size):
        if multipliers[j] > multipliers[drop]:
            drop = j
    old_rows, old_rhs, old_origin = rows.copy(), rhs.copy(), origin.copy()
    place = fixed
    for j in range(fixed, size):
        if multipliers[j] > POSITIVE and j != drop:
            for i in range(n):
                rows[place, i] = old_rows[j, i]
            rows[place, n] = 0.0
            rhs[place] = old_rhs[j] - old_rows[j, n] * level
            origin[place] = old_origin[j]
            place += 1
    now_fixed = place
    for j in range(fixed, size):
        if multipliers[j] <= POSITIVE:
            for i in range(size):
                rows[place, i] = old_rows[j, i]
            rhs[place], origin[place] = old_rhs[j], old_origin[j]
            place += 1
    return now_fixed, added
