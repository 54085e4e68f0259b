"""What a scenario does when the krachten are uncertain: Monte Carlo over the bands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import WIDTH, Floats, Plan, run_block
from samenspel.analyse.samenhang.errors import NoEquilibriumError
from samenspel.analyse.samenhang.fan_out import Progress, run_in_order
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.sampling import (
    CHUNK,
    Distribution,
    check_draws,
    draw_chunk,
    make_bands,
)
from samenspel.analyse.samenhang.scenario import Scenario, make_plan

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
PILOT = 256
"""The first draws: enough for exact quantiles, or to see where the bins must lie."""
BINS = 64
"""Per factor and step."""
MARGIN = 0.1
"""How far the bins go on beyond the pilot, as a share of its range."""
ZERO = 1e-9
"""An outcome this near to zero has no sign."""


@dataclass(frozen=True, eq=False)
class Doorwerking:
    """The spread of outcomes per factor over time, and how certain their sign is.

    The outcome of one scenario is the state itself; of a pair it is the difference, first minus
    second, with the same krachten in both (common random numbers).

    Attributes
    ----------
    factors
        The names, in the order of the last axis of every array.
    levels
        Which quantiles were asked for, such as 0.05 and 0.95.
    quantiles
        Shape (len(levels), steps + 1, n).
    mean
        Shape (steps + 1, n).
    positive, negative
        Shape (steps + 1, n): the share of draws above 1e-9 and below -1e-9; the rest is zero.
    moving
        The share of draws that still change more than the tolerance in the last step, so whose
        end is not a state of rest.
    draws, seed, distribution
        What the outcome was calculated with.
    exact
        True up to 256 draws: the quantiles are those of the draws. Beyond, they are read from a
        histogram of 64 bins over the range of the first 256 draws and a tenth beyond, and right
        to within one bin (the outermost quantiles, below 1 in 1,000, excepted).
    """

    factors: tuple[str, ...]
    levels: tuple[float, ...]
    quantiles: Floats
    mean: Floats
    positive: Floats
    negative: Floats
    moving: float
    draws: int
    seed: int
    distribution: Distribution
    exact: bool

    @property
    def zero(self) -> Floats:
        """The share of draws without a sign, shape (steps + 1, n)."""
        return np.clip(1.0 - self.positive - self.negative, 0.0, 1.0)

    def quantile(self, level: float) -> Floats:
        """Return one of the calculated quantiles, shape (steps + 1, n)."""
        if level not in self.levels:
            raise AnalyseError(f"Kwantiel {level} is niet berekend. Vraag erom met levels=...")
        chosen: Floats = self.quantiles[self.levels.index(level)]
        return chosen

    def sign(self, factor: str, step: int = -1) -> dict[str, float]:
        """Return the share of draws in which a factor is positive, zero and negative at a step."""
        if factor not in self.factors:
            raise AnalyseError(f"Niet op de kaart: {factor}. Kies uit de factoren van de kaart.")
        at = (step, self.factors.index(factor))
        shares = {"positive": self.positive, "zero": self.zero, "negative": self.negative}
        return {name: float(share[at]) for name, share in shares.items()}


def monte_carlo(
    kaart: Kaart,
    scenario: Scenario | tuple[Scenario, Scenario],
    *,
    draws: int,
    seed: int,
    distribution: Distribution = "triangular",
    levels: Sequence[float] = LEVELS,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Doorwerking:
    """Simulate a scenario, or the difference of two, for krachten drawn from their bands.

    Parameters
    ----------
    kaart
        The map; arrows without a band keep their kracht.
    scenario
        One scenario, or a pair (with, without) of equally many steps.
    draws
        How many maps are drawn. Memory does not grow with it: it is about
        5 kB * (steps + 1) * n.
    seed
        A whole number from 0; the same seed gives the same outcome with any number of workers.
    distribution
        Within the band: ``triangular``, ``uniform`` or ``beta-pert``; see `Bands.krachten`.
    levels
        Which quantiles to calculate, between 0 and 1.
    executor
        Any `concurrent.futures.Executor`; left out: a thread per core.
    progress
        Called as ``progress(done, total)`` after every 512 draws; answering False cancels.

    Returns
    -------
    Doorwerking
        Quantiles, mean and share of each sign, per factor and step.

    Raises
    ------
    AnalyseError
        If an argument is outside its range or names an unknown factor.
    NoEquilibriumError
        If a draw grows beyond what a computer can hold.
    CancelledError
        If `progress` answers False.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, Scenario, monte_carlo
    >>> kaart = Kaart([Invloed("werk", "stress", 0.2, laag=-0.2, hoog=0.6)])
    >>> scenario = Scenario(impulse={"werk": 1.0}, inference="linear", steps=5)
    >>> outcome = monte_carlo(kaart, scenario, draws=1024, seed=7)
    >>> round(outcome.sign("stress")["positive"], 2)
    0.88
    """
    check_draws(draws, seed, distribution)
    if not levels or not all(0 <= level <= 1 for level in levels):
        raise AnalyseError("Geef minstens een kwantiel; kwantielen liggen van 0 tot en met 1.")
    plans = make_plans(kaart, scenario)
    first = scenario if isinstance(scenario, Scenario) else scenario[0]
    draw = partial(draw_chunk, make_bands(kaart), distribution, int(seed))
    pilot = next(simulate_blocks(plans, draw(0)[:, : min(draws, PILOT)], width=PILOT))
    grid = _make_grid(pilot)
    work = partial(_work, draw, plans, int(draws), grid, first.tolerance)
    total = _count([pilot], grid, first.tolerance)
    total = total._replace(bins=total.bins.astype(np.int32))
    for part in run_in_order(work, -(-draws // CHUNK), executor, progress):
        for into, more in zip(total, part, strict=True):
            np.add(into, more, out=into)
    if not np.isfinite(total.sums).all():
        raise NoEquilibriumError(
            "Bij sommige trekkingen versterkt de kaart zichzelf zonder grens. Verlaag krachten of "
            "kies een overdracht met een grens, zoals saturating."
        )
    exact = draws <= PILOT
    asked = np.asarray(levels, dtype=np.float64)
    return Doorwerking(
        factors=kaart.factors,
        levels=tuple(levels),
        quantiles=_sort(pilot, asked) if exact else _read(total.bins, grid, asked),
        mean=total.sums / draws,
        positive=total.positive / draws,
        negative=total.negative / draws,
        moving=float(total.moving[0] / draws),
        draws=int(draws),
        seed=int(seed),
        distribution=distribution,
        exact=exact,
    )


def make_plans(kaart: Kaart, scenario: Scenario | tuple[Scenario, Scenario]) -> list[Plan]:
    """Translate a scenario, or a pair to be compared, into one or two plans."""
    pair = (scenario,) if isinstance(scenario, Scenario) else tuple(scenario)
    plans = [make_plan(kaart, each) for each in pair]
    if not 1 <= len(plans) <= 2 or len({len(plan.impulse) for plan in plans}) != 1:
        raise AnalyseError("Geef een scenario, of vergelijk er twee met evenveel stappen.")
    return plans


def simulate_blocks(plans: list[Plan], krachten: Floats, *, width: int = WIDTH) -> Iterator[Floats]:
    """Yield outcomes (T + 1, n, width) for the columns of `krachten`, a block at a time.

    The outcome of two plans is their difference. The array is used again for the next block.
    """
    steps, n = plans[0].impulse.shape
    buffers = [np.empty((steps + 1) * n * min(width, krachten.shape[1])) for _ in plans]
    for begin in range(0, krachten.shape[1], width):
        block = np.ascontiguousarray(krachten[:, begin : begin + width])
        size = (steps + 1) * n * block.shape[1]
        outcomes = [b[:size].reshape(steps + 1, n, block.shape[1]) for b in buffers]
        for plan, outcome in zip(plans, outcomes, strict=True):
            run_block(plan, block, outcome)
        if len(plans) == 2:
            outcomes[0] -= outcomes[1]
        yield outcomes[0]


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


def _work(
    draw: Callable[[int], Floats],
    plans: list[Plan],
    draws: int,
    grid: Grid,
    tolerance: float,
    chunk: int,
) -> Tally:
    """Draw, simulate and count one chunk, minus the pilot; runs in any thread or process."""
    begin = PILOT if chunk == 0 else 0
    blocks = simulate_blocks(plans, draw(chunk)[:, begin : draws - chunk * CHUNK])
    return _count(blocks, grid, tolerance)


def _make_grid(pilot: Floats) -> Grid:
    """Lay the bins over the pilot and `MARGIN` beyond; what still falls outside joins the edge."""
    low, high = pilot.min(axis=2), pilot.max(axis=2)
    width = (1 + 2 * MARGIN) * (high - low)
    scale = np.divide(BINS, width, out=np.zeros_like(width), where=width > 0)
    return Grid(low - MARGIN * (high - low), scale)


def _count(blocks: Iterable[Floats], grid: Grid, tolerance: float) -> Tally:
    shape = grid.low.shape
    tally = Tally(
        np.zeros(shape),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros((*shape, BINS), dtype=np.uint16),  # a chunk fits
    )
    for block in blocks:
        _count_block(block, grid, tolerance, tally)
    return tally


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


def _sort(outcomes: Floats, levels: Floats) -> Floats:
    """Return quantiles over the last axis by linear interpolation between order statistics."""
    ordered = np.sort(outcomes, axis=-1)
    rank = levels * (ordered.shape[-1] - 1)
    below = np.floor(rank).astype(int)
    above = np.ceil(rank).astype(int)
    steps = ordered[..., above] - ordered[..., below]
    return np.moveaxis(ordered[..., below] + steps * (rank - below), -1, 0)


@njit(cache=True, error_model="numpy")
def _read(bins: NDArray[np.int32], grid: Grid, levels: Floats) -> Floats:
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
