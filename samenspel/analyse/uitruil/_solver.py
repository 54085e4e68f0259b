"""Row generation for the nucleolus: solve over a pool, scan everything, add what objects."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samenspel.analyse.uitruil._scan import ONE, SIZE, VALUE, Ladder, worst_coalitions
from samenspel.analyse.uitruil._sequence import (
    DONE,
    POSITIVE,
    TOLERANCE,
    UNBOUNDED,
    Steps,
    solve_sequence,
)
from samenspel.analyse.uitruil._stream import Floats, Ints
from samenspel.analyse.uitruil.errors import CalculationError, NoSolutionError

WHOLE_POOL = 11
"""Players up to which the pool simply holds every coalition."""
CUTS = 200
"""Coalitions added to the pool per scan."""
MAX_SCANS = 100
RELATIVE_FLOOR = 1e-6
"""What players add together counts as noise below this part of the values, times 1e-9."""


@dataclass(frozen=True)
class Solved:
    """A payoff per player with its proof, in the unit of the game."""

    shares: Floats
    levels: Floats
    """Excess per step, in the unit of the game (per member or per unit of value)."""
    step: Ints
    """Per row of the proof the step it belongs to."""
    mask: Ints
    """Per row of the proof its coalition; below 0 a bound on the payoff of that player."""
    weight: Floats
    """Per row of the proof its positive weight."""


@dataclass
class Pool:
    """Rows ``y(mask) + q * level >= b`` of the linear programs; the first rows are bounds."""

    n: int
    kind: int
    mask: Ints
    b: Floats = field(default_factory=lambda: np.zeros(0))
    q: Floats = field(default_factory=lambda: np.zeros(0))
    bounds: int = 0

    @property
    def start(self) -> Ints:
        """Return the first n - 1 rows of one player each; bounds come first."""
        return np.flatnonzero(self.mask & (self.mask - 1) == 0)[: self.n - 1]


def solve(values: Floats, sign: float, alone: Floats, kind: int, bounded: bool) -> Solved:
    """Return the nucleolus (`bounded`) or prenucleolus of ``sign * values``, with proof.

    Calculates with what groups add to their members alone, divided by its size, so that
    the outcome does not depend on the unit or on what players have by themselves.

    Raises
    ------
    NoSolutionError
        If the payoff is not unique, which can only happen per unit of value.
    CalculationError
        If the scans do not come to an end within the tolerance.
    """
    n = len(alone)
    everything = n <= WHOLE_POOL
    masks, scale = _first_pool(values, sign, alone, everything)
    factor, start = sign / scale, sign * alone / scale
    total = factor * float(values[-1]) - float(start.sum())
    pool = _extend(_bounds(n, kind, total, bounded), masks, values, factor, start)
    for _ in range(MAX_SCANS):
        outcome = _solve_pool(pool, total)
        if everything:
            break
        ladder = Ladder(outcome.levels, outcome.nulls)
        found, by = worst_coalitions(
            values, factor, start + outcome.payoff, kind, ladder, CUTS, 2 * TOLERANCE
        )
        fresh = np.setdiff1d(found, pool.mask[pool.bounds :])
        if not len(fresh):
            if len(found) and by[0] > 1e-7:
                raise CalculationError(
                    "Dit spel is te gevoelig om zeker uit te rekenen.", code="not_provable"
                )
            break
        pool = _extend(pool, fresh, values, factor, start)
    else:
        raise CalculationError(
            f"Na {MAX_SCANS} rondes stond de verdeling nog niet vast.", code="no_convergence"
        )
    _check_proof(pool, outcome)
    unit = scale if kind != VALUE else 1.0
    rows = outcome.settled
    return Solved(
        shares=alone + sign * scale * outcome.payoff,
        levels=outcome.levels * unit,
        step=outcome.step,
        mask=np.where(rows < pool.bounds, -pool.mask[rows], pool.mask[rows]),
        weight=outcome.weight,
    )


def _first_pool(values: Floats, sign: float, alone: Floats, everything: bool) -> tuple[Ints, float]:
    """Return the first coalitions, and the size of what groups add to their members alone.

    Everything, or: everybody alone, everybody but one, and whoever objects most when the whole
    gain is divided equally. The size is never 0.
    """
    n = len(alone)
    whole = (1 << n) - 1
    gain = float(values[-1] - alone.sum())
    if everything:
        masks = np.arange(1, whole)
    else:
        ladder = Ladder(np.zeros(1), np.ones((1, 2, n)))
        payoff = sign * (alone + gain / n)
        found, _ = worst_coalitions(values, sign, payoff, ONE, ladder, CUTS, 0.0)
        ones = 1 << np.arange(n, dtype=np.int64)
        masks = np.unique(np.concatenate([ones, whole - ones, found]))
    gains = values[masks] - _bits(masks, n) @ alone
    largest = max(abs(gain), float(np.abs(gains).max()))
    size = float(np.abs(alone).sum()) + abs(float(values[-1]))
    return masks, max(largest, RELATIVE_FLOOR * size) or 1.0


def _bounds(n: int, kind: int, total: float, bounded: bool) -> Pool:
    """Start a pool with the bounds y_i >= 0, if any (a hair lower if rounding asks for it)."""
    if not bounded:
        return Pool(n, kind, np.zeros(0, np.int64))
    low = np.full(n, min(0.0, total / n))
    return Pool(n, kind, 1 << np.arange(n, dtype=np.int64), low, np.zeros(n), bounds=n)


def _extend(pool: Pool, masks: Ints, values: Floats, factor: float, start: Floats) -> Pool:
    """Add coalitions to the pool."""
    inside = _bits(masks, pool.n)
    worth = factor * values[masks]
    q = np.ones(len(masks))
    if pool.kind == SIZE:
        q = inside.sum(axis=1)
    elif pool.kind == VALUE:
        q = worth
    return Pool(
        pool.n,
        pool.kind,
        np.concatenate([pool.mask, masks]),
        np.concatenate([pool.b, worth - inside @ start]),
        np.concatenate([pool.q, q]),
        pool.bounds,
    )


def _solve_pool(pool: Pool, total: float) -> Steps:
    """Solve the steps over the pool; look further down when a step has no end."""
    rows = pool.start
    far = 8.0 * pool.n
    for _ in range(4):
        outcome = solve_sequence(pool.n, pool.mask, pool.b, pool.q, rows, total, -far)
        if outcome.status == DONE:
            return outcome
        if outcome.status != UNBOUNDED:
            break
        far *= 1e3
    if outcome.status == UNBOUNDED and pool.kind == VALUE:
        raise NoSolutionError(
            "Per euro waarde ligt de verdeling hier niet vast: te veel groepen hebben waarde 0.",
            code="not_unique",
        )
    raise CalculationError("Dit spel is te gevoelig om zeker uit te rekenen.", code="not_provable")


def _check_proof(pool: Pool, outcome: Steps) -> None:
    """Check that the weights of each step cancel, up to what was settled before."""
    inside = _bits(pool.mask[outcome.settled], pool.n)
    steps = len(outcome.levels)
    cover = np.zeros((steps, pool.n))
    np.add.at(cover, outcome.step, inside * outcome.weight[:, None])
    left = np.abs(np.einsum("kn,kdn->kd", cover, outcome.nulls)).max()
    sums = np.bincount(outcome.step, outcome.weight * pool.q[outcome.settled], steps)
    if left > 10 * POSITIVE or np.abs(sums - 1.0).max() > 10 * POSITIVE:
        raise CalculationError(
            "De verdeling is niet te bewijzen met deze nauwkeurigheid.", code="not_provable"
        )


def _bits(masks: Ints, n: int) -> Floats:
    """Return per mask a row of zeros and ones."""
    return ((masks[:, None] >> np.arange(n)) & 1).astype(np.float64)
