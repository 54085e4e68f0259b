"""The proof of a nucleolus in fractions, and what it is made of: values, excesses, equations."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.uitruil._rational import Span, solution
from samenspel.analyse.uitruil._solver import Solved
from samenspel.analyse.uitruil.errors import CalculationError

Whole = NDArray[np.object_]
"""Python integers, of any size."""


class Values(NamedTuple):
    """v(S) per mask as ``whole / unit``; for costs with the sign turned around."""

    whole: Whole
    unit: int

    def of(self, mask: int) -> Fraction:
        return Fraction(self.whole[mask], self.unit)


def excesses_of(values: Values, shares: Sequence[Fraction]) -> list[Fraction]:
    """Return v(S) - x(S) per mask."""
    unit = lcm(values.unit, *(share.denominator for share in shares))
    sums = np.zeros(1, dtype=object)
    for share in shares:
        sums = np.concatenate([sums, sums + share.numerator * (unit // share.denominator)])
    missed = values.whole * (unit // values.unit) - sums
    return [Fraction(amount, unit) for amount in missed.tolist()]


def members(mask: int, n: int) -> list[int]:
    return [mask >> i & 1 for i in range(n)]


def _rows(solved: Solved) -> list[tuple[int, int]]:
    """Return (step, mask) per row of the proof; a mask below 0 is a bound on one payoff."""
    return list(zip(solved.step.tolist(), solved.mask.tolist(), strict=True))


def solve_steps(values: Values, n: int, solved: Solved, per_capita: bool) -> list[Fraction] | None:
    """Solve the payoff and levels at which the groups of each step miss equally much."""
    steps = len(solved.levels)
    matrix, right = [[*members(-1, n), *[0] * steps]], [values.of(-1)]
    for step, mask in _rows(solved):
        group = abs(mask)
        level = [0] * steps
        if mask >= 0:
            level[step] = group.bit_count() if per_capita else 1
        matrix.append([*members(group, n), *level])
        right.append(values.of(group))
    found = solution([[Fraction(entry) for entry in row] for row in matrix], right)
    return None if found is None else found[:n]


def prove(values: Values, shares: list[Fraction], solved: Solved, per_capita: bool) -> None:
    """Check in fractions that no payoff has smaller objections, in order.

    Per step: its groups, weighted, cover everybody equally apart from what was settled before;
    and every group that misses more was settled before.
    """
    n = len(shares)
    missed = excesses_of(values, shares)
    if per_capita:
        missed = [e / max(mask.bit_count(), 1) for mask, e in enumerate(missed)]
    order = sorted(range(1, len(missed) - 1), key=lambda mask: -missed[mask])
    settled, at = Span(n), 0
    settled.add([members(-1, n)])
    for step in range(len(solved.levels)):
        masks = [mask for k, mask in _rows(solved) if k == step]
        groups = [abs(mask) for mask in masks]
        level = next(missed[mask] for mask in masks if mask >= 0)
        while at < len(order) and missed[order[at]] > level:
            if any(settled.rest(members(order[at], n))):
                raise unproved()
            at += 1
        rests = [settled.rest(members(group, n)) for group in groups]
        matrix = [[*column] for column in zip(*rests, strict=True)]
        weights = solution(
            [*matrix, [Fraction(1)] * len(groups)], [*[Fraction(0)] * n, Fraction(1)]
        )
        if weights is None or min(weights) <= 0:
            raise unproved()
        settled.add([members(group, n) for group in groups])
    if any(any(settled.rest(members(1 << i, n))) for i in range(n)):
        raise unproved()


def unproved() -> CalculationError:
    return CalculationError("Dit spel is te gevoelig om in breuken te bewijzen.", code="unproved")
