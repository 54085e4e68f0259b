"""Counting outcomes as they come, and reading quantiles from all of them or from a histogram."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samenspel.analyse.samenhang.engine import Floats

BINS = 64
"""Per factor and step."""
MARGIN = 0.1
"""How far the bins go on beyond the pilot, as a share of its range."""
ZERO = 1e-9
"""An outcome this near to zero has no sign."""


class Grid(NamedTuple):
    """Where the bins lie, shape (T + 1, n): value x falls in bin ``(x - low) * scale``."""

    low: Floats
    scale: Floats


class Tally(NamedTuple):
    """What is counted over draws, per factor and step; added up in the order of the chunks."""

    sums: Floats
    positive: NDArray[np.int64]
    negative: NDArray[np.int64]
    moving: NDArray[np.int64]
    bins: NDArray[Any]


def make_grid(pilot: Floats) -> Grid:
    """Lay the bins over the pilot and `MARGIN` beyond; what still falls outside joins the edge."""
    low, high = pilot.min(axis=2), pilot.max(axis=2)
    width = (1 + 2 * MARGIN) * (high - low)
    scale = np.divide(BINS, width, out=np.zeros_like(width), where=width > 0)
    return Grid(low - MARGIN * (high - low), scale)


def count(
    blocks: Iterable[Floats], shape: tuple[int, int], grid: Grid | None, tolerance: float
) -> tuple[Tally, list[Floats]]:
    """Count blocks of outcomes; without a grid their bins stay empty and a copy is returned too."""
    tally = Tally(
        np.zeros(shape),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros((*shape, BINS if grid else 0), dtype=np.uint16),  # a chunk fits
    )
    lines = grid or Grid(np.zeros(shape), np.zeros(shape))
    kept = []
    for block in blocks:
        _count_block(block, lines, tolerance, tally)
        if grid is None:
            kept.append(block.copy())
    return tally, kept


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc"})
def _count_block(block: Floats, grid: Grid, tolerance: float, tally: Tally) -> None:
    """Add the draws of one block (T + 1, n, width) to the tally."""
    steps, n, width = block.shape
    bins = np.empty(width, dtype=np.uint32)
    for t in range(steps):
        for j in range(n):
            total, up, down = 0.0, 0, 0
            for b in range(width):
                x = block[t, j, b]
                total += x
                up += x > ZERO
                down += x < -ZERO
            if tally.bins.shape[2]:
                low, scale = grid.low[t, j], grid.scale[t, j]
                for b in range(width):
                    at = (block[t, j, b] - low) * scale
                    bins[b] = np.uint32(min(max(at, 0.0), BINS - 1.0))
                for b in range(width):
                    # The mask changes nothing, but keeps "not a number" from leaving the table.
                    tally.bins[t, j, bins[b] & np.uint32(BINS - 1)] += 1
            tally.sums[t, j] += total
            tally.positive[t, j] += up
            tally.negative[t, j] += down
    for b in range(width):
        change = 0.0
        for j in range(n):
            change = max(change, abs(block[steps - 1, j, b] - block[steps - 2, j, b]))
        tally.moving[0] += change > tolerance


def sort(outcomes: Floats, levels: Floats) -> Floats:
    """Return quantiles over the last axis by linear interpolation between order statistics.

    The outcomes are put in another order, in place: they may fill half the memory.
    """
    rank = levels * (outcomes.shape[-1] - 1)
    below = np.floor(rank).astype(int)
    above = np.ceil(rank).astype(int)
    outcomes.partition(np.unique(np.concatenate([below, above])), axis=-1)
    steps = outcomes[..., above] - outcomes[..., below]
    return np.moveaxis(outcomes[..., below] + steps * (rank - below), -1, 0)


@njit(cache=True, error_model="numpy")
def read(bins: NDArray[np.int32], grid: Grid, levels: Floats) -> Floats:
    """Read quantiles (len(levels), T + 1, n) from the histogram, evenly spread within a bin."""
    steps, n, _ = bins.shape
    quantiles = np.empty((len(levels), steps, n))
    draws = bins[0, 0].sum()
    rising = np.argsort(levels)
    for t in range(steps):
        for j in range(n):
            at, below = 0, 0
            width = 1.0 / grid.scale[t, j] if grid.scale[t, j] > 0.0 else 0.0
            for q in rising:
                rank = levels[q] * draws
                while at < BINS - 1 and below + bins[t, j, at] < rank:
                    below += bins[t, j, at]
                    at += 1
                inside = min((rank - below) / max(bins[t, j, at], 1), 1.0)
                quantiles[q, t, j] = grid.low[t, j] + (at + inside) * width
    return quantiles
