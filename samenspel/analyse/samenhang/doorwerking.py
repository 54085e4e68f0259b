"""What a scenario does when the krachten are uncertain: Monte Carlo over the bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import kwantielen
from samenspel.analyse.samenhang.engine import WIDTH, Floats, Plan, run_block
from samenspel.analyse.samenhang.errors import NoEquilibriumError
from samenspel.analyse.samenhang.fan_out import Progress, run_in_order
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.kwantielen import Grid, Tally
from samenspel.analyse.samenhang.sampling import (
    CHUNK,
    Bands,
    Distribution,
    check_draws,
    draw_chunk,
    make_bands,
)
from samenspel.analyse.samenhang.scenario import Scenario, make_plan
from samenspel.analyse.samenhang.stabiliteit import runs_away

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_REJECTED = 0.25
"""The share of draws that may run away before there is no outcome, unless the caller says so."""
EXACT = 1 << 24
"""So many numbers (128 MB) are kept to read exact quantiles from; beyond, a histogram is."""
PILOT = 256
"""The first draws, which show where the bins of a histogram must lie."""


@dataclass(frozen=True, eq=False)
class Doorwerking:
    """The spread of outcomes per factor over time, and how certain their sign is.

    The outcome of one scenario is the state itself; of a pair it is the difference, first minus
    second, with the same krachten in both (common random numbers). All of it holds for the draws
    that do not run away: on those that amplify themselves without bound it says nothing.

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
    rejected
        The share of all draws that was left out, because with a transfer without bound their
        states run away: the spectral radius of their one-step map, delays included, is above 1.
    draws, seed, distribution
        What the outcome was calculated with; the draws that were left out are counted in.
    exact
        True as long as draws * (steps + 1) * n is at most 16.8 million: the quantiles are those of
        the draws. Beyond, they are read from a histogram of 64 bins over the range of the first
        256 draws and a tenth beyond, and right to within one bin (the outermost quantiles, below
        1 in 1,000, excepted).

    References
    ----------
    Malcolm, Roseboom, Clark and Fazar (1959), doi:10.1287/opre.7.5.646.
    """

    factors: tuple[str, ...]
    levels: tuple[float, ...]
    quantiles: Floats
    mean: Floats
    positive: Floats
    negative: Floats
    moving: float
    rejected: float
    draws: int
    seed: int
    distribution: Distribution
    exact: bool

    @property
    def zero(self) -> Floats:
        """The share of kept draws without a sign, shape (steps + 1, n)."""
        return np.clip(1.0 - self.positive - self.negative, 0.0, 1.0)

    def quantile(self, level: float) -> Floats:
        """Return one of the calculated quantiles, shape (steps + 1, n)."""
        if level not in self.levels:
            raise AnalyseError(
                f"Kwantiel {level} is niet berekend. Vraag erom met levels=...",
                code="quantile_not_kept",
            )
        chosen: Floats = self.quantiles[self.levels.index(level)]
        return chosen

    def sign(self, factor: str, step: int = -1) -> dict[str, float]:
        """Return the share of draws in which a factor is positive, zero and negative at a step."""
        if factor not in self.factors:
            raise AnalyseError(
                f"Niet op de kaart: {factor}. Kies uit de factoren van de kaart.",
                code="unknown_factor",
            )
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
    most_rejected: float = MOST_REJECTED,
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
        How many maps are drawn. Memory is at most 300 MB for exact quantiles; beyond, it does not
        grow with the draws: about 5 kB * (steps + 1) * n.
    seed
        A whole number from 0; the same seed gives the same outcome with any number of workers.
    distribution
        Within the band: ``triangular``, ``uniform`` or ``beta-pert``; see `Bands.krachten`.
    levels
        Which quantiles to calculate, between 0 and 1.
    most_rejected
        The largest share of draws that may be left out because they run away.
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
        If more draws run away than `most_rejected`, or one grows beyond what a computer can hold.
    CancelledError
        If `progress` answers False.

    References
    ----------
    Malcolm, Roseboom, Clark and Fazar (1959), doi:10.1287/opre.7.5.646.

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
        raise AnalyseError(
            "Geef minstens een kwantiel; kwantielen liggen van 0 tot en met 1.",
            code="wrong_quantile",
        )
    if not 0 <= most_rejected <= 1:
        raise AnalyseError(
            "Het deel van de trekkingen dat mag afvallen ligt van 0 tot en met 1.",
            code="wrong_share",
        )
    plans = make_plans(kaart, scenario)
    first = scenario if isinstance(scenario, Scenario) else scenario[0]
    shape = (len(plans[0].impulse) + 1, len(kaart.factors))
    exact = draws * math.prod(shape) <= EXACT
    draw = partial(_draw_stable, make_bands(kaart), distribution, int(seed), plans)
    krachten = draw(0, slice(0, min(draws, PILOT)))
    if not krachten.shape[1]:
        raise _too_many_run_away(1.0)
    pilot = next(simulate_blocks(plans, krachten, width=PILOT))
    grid = None if exact else kwantielen.make_grid(pilot)
    total, kept = kwantielen.count([pilot], shape, grid, first.tolerance)
    total = total._replace(bins=total.bins.astype(np.int32))
    stable = krachten.shape[1]
    work = partial(_work, draw, plans, int(draws), grid, first.tolerance)
    for tally, outcomes, size in run_in_order(work, -(-draws // CHUNK), executor, progress):
        for into, more in zip(total, tally, strict=True):
            np.add(into, more, out=into)
        kept.extend(outcomes)
        stable += size
    if draws - stable > most_rejected * draws:
        raise _too_many_run_away(1 - stable / draws)
    if not np.isfinite(total.sums).all():
        raise NoEquilibriumError(
            "Bij sommige trekkingen versterkt de kaart zichzelf zonder grens. Verlaag krachten of "
            "kies een overdracht met een grens, zoals saturating.",
            code="no_equilibrium",
        )
    asked = np.asarray(levels, dtype=np.float64)
    return Doorwerking(
        factors=kaart.factors,
        levels=tuple(levels),
        quantiles=(
            kwantielen.sort(np.concatenate(kept, axis=2), asked)
            if grid is None
            else kwantielen.read(total.bins, grid, asked)
        ),
        mean=total.sums / stable,
        positive=total.positive / stable,
        negative=total.negative / stable,
        moving=float(total.moving[0] / stable),
        rejected=1 - stable / draws,
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
        raise AnalyseError(
            "Geef een scenario, of vergelijk er twee met evenveel stappen.", code="wrong_scenarios"
        )
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


def _draw_stable(
    bands: Bands, distribution: Distribution, seed: int, plans: list[Plan], chunk: int, part: slice
) -> Floats:
    """Return a part of the krachten of a chunk, (m, w), without those that make a plan run away."""
    krachten = draw_chunk(bands, distribution, seed, chunk)[:, part]
    away = np.any([runs_away(plan, krachten) for plan in plans], axis=0)
    return krachten[:, ~away] if away.any() else krachten


def _work(
    draw: Callable[[int, slice], Floats],
    plans: list[Plan],
    draws: int,
    grid: Grid | None,
    tolerance: float,
    chunk: int,
) -> tuple[Tally, list[Floats], int]:
    """Draw, simulate and count one chunk, minus the pilot; runs in any thread or process."""
    krachten = draw(chunk, slice(PILOT if chunk == 0 else 0, max(draws - chunk * CHUNK, 0)))
    steps, n = plans[0].impulse.shape
    blocks = simulate_blocks(plans, krachten)
    return *kwantielen.count(blocks, (steps + 1, n), grid, tolerance), krachten.shape[1]


def _too_many_run_away(share: float) -> NoEquilibriumError:
    return NoEquilibriumError(
        f"Bij {share:.0%} van de trekkingen versterkt de kaart zichzelf zonder grens. Dat is te "
        "veel voor een uitkomst. Verlaag krachten, maak banden in kringen smaller of kies een "
        "overdracht met een grens, zoals saturating."
    )
