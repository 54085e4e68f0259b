"""The full scan: which of the 2**n coalitions object most to a payoff?

Used for core checks (who can do better alone?) and as the proof of a nucleolus: no coalition
outside the pool is unhappier than the step in which it was settled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from samenspel.analyse.uitruil._compile import compiled, compiled_fast, in_threads
from samenspel.analyse.uitruil._sequence import POSITIVE, chunk_sum, chunk_tables
from samenspel.analyse.uitruil._stream import (
    Floats,
    Ints,
    low_bits,
    parts_of,
    popcount,
    subset_sums,
)

ONE, SIZE, VALUE = 0, 1, 2
"""What an excess is measured per: coalition, member or unit of its value."""


class Ladder(NamedTuple):
    """Steps that a coalition must respect until it is settled; see `_sequence`."""

    levels: Floats
    nulls: Floats


def worst_coalitions(
    values: Floats,
    factor: float,
    payoff: Floats,
    kind: int,
    ladder: Ladder,
    keep: int,
    slack: float,
) -> tuple[Ints, Floats]:
    r"""Return the coalitions that violate the ladder most, worst first, at most `keep`.

    The worst is always among them; a scan in parts keeps the worst 2 keep / parts of each.

    With excess :math:`e(S) = f v(S) - x(S)` and the first step k whose level
    :math:`q(S) l_k` lies below it, S violates the ladder unless it was settled before step
    k. The violation is :math:`e(S) - q(S) l_k`. The empty and the whole coalition are
    skipped. Equal violations are ordered by mask, so the outcome is always the same.
    """
    n = len(payoff)
    low = low_bits(n)
    level = float(ladder.levels[-1])
    shifted = payoff + (level if kind == SIZE else 0.0)
    low_sums, high_sums = subset_sums(shifted[:low]), subset_sums(shifted[low:])
    if kind == ONE:
        high_sums = high_sums + level
    scaled = factor * (1.0 - level) if kind == VALUE else factor
    tables = _tables_of(ladder.nulls)

    parts = parts_of(n)
    per_part = -(-2 * keep // parts) if parts > 1 else keep

    def work(start: int, stop: int) -> tuple[Ints, Floats]:
        found, by = np.zeros(per_part, np.int64), np.full(per_part, slack)
        count = _scan_blocks(
            values, scaled, low_sums, high_sums, start, stop, slack,
            factor, kind, ladder.levels, tables, found, by,
        )  # fmt: skip
        return found[:count], by[:count]

    results = in_threads(work, 1 << (n - low), parts)
    found = np.concatenate([result[0] for result in results])
    by = np.concatenate([result[1] for result in results])
    order = np.lexsort((found, -by))[:keep]
    return found[order], by[order]


def no_ladder(n: int, level: float) -> Ladder:
    """Return one level for every coalition, none of them settled."""
    nulls = np.zeros((1, 2, n))
    nulls[:, :, :] = 0.5 + np.random.default_rng(1).random((1, 2, n))
    return Ladder(np.array([level]), nulls)


@compiled
def _tables_of(nulls: Floats) -> Floats:
    """Tabulate the sums of every direction, shape (steps, 2, 3, 2**bits)."""
    steps, _, n = nulls.shape
    tables = np.zeros((steps, 2, 3, 1 << (n + 2) // 3))
    for step in range(steps):
        for which in range(2):
            table = chunk_tables(nulls[step, which])
            for piece in range(3):
                for k in range(table.shape[1]):
                    tables[step, which, piece, k] = table[piece, k]
    return tables


@compiled_fast
def _largest(source: Floats, factor: float, sums: Floats) -> float:
    """Return max over k of factor * source[k] - sums[k], in eight lanes."""
    width = len(source)
    largest = -np.inf
    for k in range(width):
        excess = factor * source[k] - sums[k]
        if excess > largest:
            largest = excess
    return largest


@compiled
def _scan_blocks(
    values: Floats,
    scaled: float,
    low_sums: Floats,
    high_sums: Floats,
    start: int,
    stop: int,
    slack: float,
    factor: float,
    kind: int,
    levels: Floats,
    tables: Floats,
    found: Ints,
    by: Floats,
) -> int:
    """Collect violations in a heap with the smallest on top; return how many."""
    width = len(low_sums)
    whole = width * len(high_sums) - 1
    count, keep = 0, len(found)
    for block in range(start, stop):
        offset = block * width
        source = values[offset : offset + width]
        base = high_sums[block]
        bar = max(slack, by[0]) if count == keep else slack
        if _largest(source, scaled, low_sums) <= base + bar:
            continue
        for k in range(width):
            over = scaled * source[k] - low_sums[k] - base
            mask = offset + k
            if over <= bar or mask == 0 or mask == whole:
                continue
            over = _violation(mask, over, factor * source[k], kind, levels, tables, slack)
            if over > bar:
                count = _push(found, by, count, mask, over)
                bar = max(slack, by[0]) if count == keep else slack
    return count


@compiled
def _violation(
    mask: int, over: float, value: float, kind: int, levels: Floats, tables: Floats, slack: float
) -> float:
    """Return how far a coalition, `over` the last level, is over the first that it breaks.

    Returns 0 if it was settled before that step: settled coalitions may be unhappier.
    """
    weight = 1.0
    if kind == SIZE:
        weight = float(popcount(mask))
    elif kind == VALUE:
        weight = value
    for step in range(len(levels)):
        broken = over - weight * (levels[step] - levels[-1])
        if broken > slack:
            a, c = chunk_sum(tables[step, 0], mask), chunk_sum(tables[step, 1], mask)
            if abs(a) <= POSITIVE and abs(c) <= POSITIVE:
                return 0.0
            return float(broken)
    return 0.0


@compiled
def _push(found: Ints, by: Floats, count: int, mask: int, violation: float) -> int:
    """Put a violation in the heap; a full heap loses its smallest."""
    keep = len(found)
    if count < keep:
        child = count
        count += 1
        while child > 0 and by[(child - 1) // 2] > violation:
            by[child], found[child] = by[(child - 1) // 2], found[(child - 1) // 2]
            child = (child - 1) // 2
        by[child], found[child] = violation, mask
        return count
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= keep:
            break
        if child + 1 < keep and by[child + 1] < by[child]:
            child += 1
        if by[child] >= violation:
            break
        by[parent], found[parent] = by[child], found[child]
        parent = child
    by[parent], found[parent] = violation, mask
    return count
