"""Which relation matters most for a goal, and what knowing it better is worth."""

from __future__ import annotations

import math
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.doorwerking import make_plans, simulate_blocks
from samenspel.analyse.samenhang.engine import WIDTH, Floats, Plan
from samenspel.analyse.samenhang.fan_out import Progress, run_in_order
from samenspel.analyse.samenhang.kaart import Invloed, Kaart
from samenspel.analyse.samenhang.sampling import (
    Distribution,
    check_draws,
    make_bands,
    sobol_points,
)
from samenspel.analyse.samenhang.scenario import Scenario
from samenspel.analyse.samenhang.sobol import estimate_indices, round_up


@dataclass(frozen=True)
class Aandeel:
    r"""What one uncertain relation contributes to the uncertainty about the goal.

    Attributes
    ----------
    invloed
        The relation.
    first, first_interval
        Share of the variance that disappears on average once this kracht is known (without unit),
        and its 95% interval.
    total, total_interval
        Share of the variance in which it plays a part, alone or together with others.
    value
        Value of knowing it: by how much the standard deviation of the goal shrinks on average,
        in the unit of the goal, :math:`\sigma (1 - \sqrt{1 - S})` with S the first order share
        kept between 0 and 1.

    References
    ----------
    Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4.
    """

    invloed: Invloed
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]
    value: float


@dataclass(frozen=True)
class Gevoeligheid:
    """The outcome of `sensitivity`.

    Attributes
    ----------
    goal
        The factor, at the last step of the scenario.
    shares
        Per uncertain relation, the largest total share first.
    mean, variance
        Of the goal over the bands, in its unit and its unit squared.
    samples, runs
        N, and the number of simulations.

    References
    ----------
    Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4.
    """

    goal: str
    shares: tuple[Aandeel, ...]
    mean: float
    variance: float
    samples: int
    runs: int

    @property
    def sum_first(self) -> float:
        """What the relations explain one by one; the rest is interplay (and noise)."""
        return sum(share.first for share in self.shares)


def sensitivity(
    kaart: Kaart,
    scenario: Scenario | tuple[Scenario, Scenario],
    goal: str,
    *,
    samples: int,
    seed: int,
    distribution: Distribution = "triangular",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Gevoeligheid:
    """Divide the uncertainty about a goal over the uncertain relations (Sobol indices).

    The outcome is the state of `goal` at the last step, or for a pair of scenarios its difference.
    The krachten are taken as independent; if people who draw one arrow too strong also draw
    another too strong, these shares do not hold. Formulas and sources: `estimate_indices`.

    Parameters
    ----------
    kaart
        The map, with at least one band.
    scenario
        One scenario, or a pair (with, without).
    goal
        A factor.
    samples
        N, rounded up to a power of two; N (k + 2) simulations for k relations that reach the goal.
    seed
        A whole number from 0; the outcome is the same with any number of workers.
    distribution, executor, progress
        As in `monte_carlo`; progress is counted in blocks of 64 samples.

    Raises
    ------
    AnalyseError
        If no relation is uncertain, none of them reaches the goal, or an argument is wrong.

    References
    ----------
    Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, Scenario, sensitivity
    >>> kaart = Kaart([
    ...     Invloed("werk", "stress", 0.5, laag=0.1, hoog=0.9),
    ...     Invloed("geld", "stress", 0.5, laag=0.4, hoog=0.6),
    ... ])
    >>> scenario = Scenario(impulse={"werk": 1, "geld": 1}, inference="linear", steps=3)
    >>> outcome = sensitivity(kaart, scenario, "stress", samples=256, seed=1)
    >>> [(str(share.invloed), round(share.total, 2)) for share in outcome.shares]
    [('werk → stress', 0.94), ('geld → stress', 0.06)]
    """
    check_draws(samples, seed, distribution)
    (column,) = kaart.positions([goal])
    bands = make_bands(kaart)
    if not len(bands.uncertain):
        raise AnalyseError(
            "Geen enkele invloed heeft een band. Vul bij een invloed laag en hoog in.",
            code="nothing_uncertain",
        )
    plans = make_plans(kaart, scenario)
    rows = round_up(samples, seed)
    points = sobol_points(2 * len(bands.uncertain), rows, seed).T
    a, b = (bands.krachten(half, distribution) for half in np.split(points, 2))
    upstream = _upstream(kaart, goal)
    active = np.array([i for i in bands.uncertain if kaart.invloeden[i].op in upstream], dtype=int)
    work = partial(_work, plans, a, b, active, column)
    blocks = run_in_order(work, -(-rows // WIDTH), executor, progress)
    outcomes = np.concatenate(list(blocks), axis=1)
    indices = estimate_indices(outcomes[0], outcomes[1], outcomes[2:], seed)
    sigma = math.sqrt(indices.variance)
    shares = [_without_share(kaart.invloeden[i]) for i in bands.uncertain if i not in set(active)]
    for row, i in enumerate(active):
        first = float(indices.first[row])
        shares.append(
            Aandeel(
                kaart.invloeden[i],
                first,
                _pair(indices.first_interval[row]),
                float(indices.total[row]),
                _pair(indices.total_interval[row]),
                sigma * (1 - math.sqrt(1 - min(max(first, 0.0), 1.0))),
            )
        )
    return Gevoeligheid(
        goal=goal,
        shares=tuple(sorted(shares, key=lambda share: (-share.total, str(share.invloed)))),
        mean=indices.mean,
        variance=indices.variance,
        samples=rows,
        runs=indices.runs,
    )


def _work(
    plans: list[Plan],
    a: Floats,
    b: Floats,
    active: NDArray[np.intp],
    column: int,
    block: int,
) -> Floats:
    """Simulate one block of rows of A, of B, and of A with one relation after another from B."""
    columns = slice(block * WIDTH, (block + 1) * WIDTH)
    mixed, other = a[:, columns].copy(), b[:, columns]
    outcome = np.empty((len(active) + 2, mixed.shape[1]))
    outcome[0] = _goal(plans, mixed, column)
    outcome[1] = _goal(plans, other, column)
    for row, i in enumerate(active, start=2):
        own = mixed[i].copy()
        mixed[i] = other[i]
        outcome[row] = _goal(plans, mixed, column)
        mixed[i] = own
    return outcome


def _goal(plans: list[Plan], krachten: Floats, column: int) -> Floats:
    (states,) = simulate_blocks(plans, krachten)
    return np.array(states[-1, column], dtype=np.float64)


def _upstream(kaart: Kaart, goal: str) -> set[str]:
    """Return the goal and every factor from which it can be reached."""
    sources: dict[str, list[str]] = {}
    for arrow in kaart.invloeden:
        sources.setdefault(arrow.op, []).append(arrow.van)
    found, todo = {goal}, [goal]
    while todo:
        new = set(sources.get(todo.pop(), ())) - found
        found |= new
        todo.extend(new)
    return found


def _without_share(invloed: Invloed) -> Aandeel:
    return Aandeel(invloed, 0.0, (0.0, 0.0), 0.0, (0.0, 0.0), 0.0)


def _pair(ends: Floats) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])
