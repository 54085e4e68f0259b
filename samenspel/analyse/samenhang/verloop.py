"""One simulation over time, and where it ends: at rest, in a cycle, or neither."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import linalg

from samenspel.analyse.samenhang import engine
from samenspel.analyse.samenhang.engine import Floats, Plan
from samenspel.analyse.samenhang.errors import NoEquilibriumError
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.scenario import (
    Delay,
    Impulse,
    Inference,
    Scenario,
    State,
    Transfer,
    krachten,
    make_plan,
)
from samenspel.analyse.samenhang.stabiliteit import spectral_radii

Status = Literal["converged", "cycle", "not converged"]

NEWTON_STEPS = 50


@dataclass(frozen=True, eq=False)
class Verloop:
    """The states over time and, beside them, what they are made of.

    Attributes
    ----------
    factors
        The names, in the order of the columns of `states`.
    states
        Shape (steps + 1, n), row 0 is the start.
    status
        ``converged``: the last state lies within the tolerance of a fixed point. ``cycle``: it
        repeats itself every `cycle_length` steps. ``not converged``: neither is shown.
    cycle_length
        1 when converged, k in a cycle of length k, None otherwise.
    converged_at
        The first step from which the distance to the fixed point stays within the tolerance.
    fixed_point
        Shape (n,), the fixed point nearest to the last state according to Newton's method; None
        when that finds none.
    distance
        Largest difference between the last state and the fixed point; infinite without one. It is
        not the size of the last step: that can be small while the end is still far away.
    parts
        Per factor what its last step was made of: a push per arrow (named by its source), and
        ``impuls``. Sums to the impulse plus the weighted signals, before inference and transfer.

    References
    ----------
    Kosko (1986), doi:10.1016/S0020-7373(86)80040-2.
    """

    factors: tuple[str, ...]
    states: Floats
    status: Status
    cycle_length: int | None
    converged_at: int | None
    fixed_point: Floats | None
    distance: float
    parts: Mapping[str, Mapping[str, float]]

    @property
    def converged(self) -> bool:
        """Is the last state within the tolerance of a fixed point?"""
        return self.status == "converged"

    @property
    def final(self) -> dict[str, float]:
        """The last state by name."""
        return dict(zip(self.factors, self.states[-1].tolist(), strict=True))

    def __str__(self) -> str:
        steps = len(self.states) - 1
        if self.status == "converged":
            since = self.converged_at
            return f"De kaart komt tot rust: vanaf stap {since} verandert er vrijwel niets meer."
        if self.status == "cycle":
            return (
                f"De kaart komt niet tot rust, maar herhaalt zich elke {self.cycle_length} stappen."
            )
        if self.fixed_point is None:
            return f"De kaart komt in {steps} stappen niet tot rust."
        return (
            f"De kaart is na {steps} stappen nog {self.distance:.2g} van een rustpunt verwijderd."
        )


def simulate(
    kaart: Kaart,
    start: State,
    *,
    impulse: Impulse | None = None,
    clamp: Mapping[str, float] | None = None,
    inference: Inference = "kosko",
    transfer: Transfer | None = None,
    steepness: float = 1.0,
    damping: float = 0.0,
    steps: int = 100,
    tolerance: float = 1e-6,
    delay: Delay = "fixed",
    before: State = None,
) -> Verloop:
    """Simulate a map step by step; `Scenario` gives the formulas and the meaning of each argument.

    All steps are made, also after the end is reached: `states` always has ``steps + 1`` rows.

    Returns
    -------
    Verloop
        The states, and whether they come to rest. Rest is measured as distance to the fixed point.

    Raises
    ------
    AnalyseError
        If the map is empty, a name is unknown or a number is outside its range.
    NoEquilibriumError
        If the states grow beyond what a computer can hold.

    References
    ----------
    Kosko (1986), doi:10.1016/S0020-7373(86)80040-2.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, simulate
    >>> kaart = Kaart([Invloed("schulden", "stress", 0.8), Invloed("stress", "verzuim", 0.5)])
    >>> outcome = simulate(kaart, None, impulse={"schulden": -10}, inference="linear")
    >>> outcome.final
    {'schulden': -10.0, 'stress': -8.0, 'verzuim': -4.0}
    >>> print(outcome)
    De kaart komt tot rust: vanaf stap 3 verandert er vrijwel niets meer.
    """
    scenario = Scenario(
        start=start,
        impulse=impulse,
        clamp=clamp,
        inference=inference,
        transfer=transfer,
        steepness=steepness,
        damping=damping,
        steps=steps,
        tolerance=tolerance,
        delay=delay,
        before=before,
    )
    plan = make_plan(kaart, scenario)
    weights = krachten(kaart)
    states = engine.run(plan, weights[:, None])[:, :, 0]
    if not np.isfinite(states).all():
        raise NoEquilibriumError(
            "De kaart versterkt zichzelf zonder grens. Verlaag krachten of kies een overdracht "
            "met een grens, zoals saturating.",
            code="no_equilibrium",
        )
    fixed_point = _find_fixed_point(plan, kaart, states[-1])
    distances = (
        np.full(len(states), np.inf)
        if fixed_point is None
        else np.abs(states - fixed_point).max(axis=1)
    )
    reach = 1 + int(plan.delay.max(initial=0))
    status, cycle_length, converged_at = _judge(states, distances, reach, tolerance)
    return Verloop(
        factors=kaart.factors,
        states=states,
        status=status,
        cycle_length=cycle_length,
        converged_at=converged_at,
        fixed_point=fixed_point,
        distance=float(distances[-1]),
        parts=_explain(kaart, plan, weights, states),
    )


def equilibrium(
    kaart: Kaart,
    impulse: Mapping[str, float],
    *,
    clamp: Mapping[str, float] | None = None,
    damping: float = 0.0,
) -> dict[str, float]:
    r"""Calculate in closed form where the linear model comes to rest.

    .. math:: x = u + W^\top x \quad\Longrightarrow\quad x = (I - W^\top)^{-1} u

    with W of shape (n, n), u and x of shape (n,). Rest is reached from every start if and only if
    the spectral radius of the one-step map of the states *and what is still under way* is below
    1; for a map without delays and damping that is :math:`\rho(W) < 1`.

    Parameters
    ----------
    kaart
        The map; a fixed vertraging changes the road to the equilibrium, and whether it is reached,
        not where it lies.
    impulse
        The lasting push per factor, in the unit of the states.
    clamp
        Factors that are held at a value.
    damping
        As in `Scenario`; it can only help stability.

    Returns
    -------
    dict
        The state of rest by name, in the order of the map.

    Raises
    ------
    NoEquilibriumError
        If the spectral radius is 1 or more: the network amplifies or keeps what goes round.

    References
    ----------
    Roberts and Brown (1975), *Signed digraphs and the energy crisis*, American Mathematical
    Monthly 82, 577-594, doi:10.1080/00029890.1975.11993897.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, equilibrium
    >>> ring = Kaart([Invloed("a", "b", 0.5), Invloed("b", "a", 0.5)])
    >>> {name: round(value, 3) for name, value in equilibrium(ring, {"a": 3.0}).items()}
    {'a': 4.0, 'b': 2.0}
    """
    plan = make_plan(
        kaart,
        Scenario(impulse=impulse, clamp=clamp, inference="linear", damping=damping, steps=1),
    )
    radius = spectral_radius(kaart, damping=damping, clamp=tuple(clamp or ()))
    if radius >= 1 - 1e-12:
        raise NoEquilibriumError(
            f"De kaart versterkt zichzelf (spectrale straal {radius:.3g}; onder 1 komt zij tot "
            "rust). Verlaag krachten in een kring of reken met een overdracht met een grens.",
            code="no_equilibrium",
        )
    free = np.isnan(plan.clamp)
    held = np.where(free, 0.0, plan.clamp)
    matrix = kaart.matrix().T
    push = (plan.impulse[0] + matrix @ held)[free]
    states = held
    states[free] = np.linalg.solve(np.eye(len(push)) - matrix[np.ix_(free, free)], push)
    return dict(zip(kaart.factors, states.tolist(), strict=True))


def spectral_radius(kaart: Kaart, *, damping: float = 0.0, clamp: tuple[str, ...] = ()) -> float:
    """Return the growth per step of the slowest-fading disturbance in the linear model.

    Delays count: the radius is that of the one-step map over the states of all steps that are
    still under way.

    References
    ----------
    Horn and Johnson (2012), *Matrix Analysis*, doi:10.1017/CBO9781139020411.
    """
    if not kaart.factors:
        return 0.0
    held = dict.fromkeys(clamp, 0.0)
    plan = make_plan(kaart, Scenario(inference="linear", damping=damping, clamp=held, steps=1))
    return float(spectral_radii(plan, krachten(kaart)[:, None])[0])


def _find_fixed_point(plan: Plan, kaart: Kaart, state: Floats) -> Floats | None:
    """Solve F(x) = x by Newton's method from the last state; delays do not move fixed points."""
    rest = plan._replace(impulse=plan.impulse[-1:])
    free = np.isnan(plan.clamp)
    matrix = engine.GAIN[plan.inference] * kaart.matrix().T
    matrix += engine.OWN[plan.inference] * np.eye(len(state))
    weights = krachten(kaart)[:, None]
    point, before, stuck = state, np.inf, 0
    for _ in range(NEWTON_STEPS):
        after = engine.run(rest._replace(start=point, before=point), weights)[1, :, 0]
        residual = after - point
        size = np.abs(residual).max() / max(1.0, np.abs(point).max())
        if size <= 1e-13:
            return point
        stuck = stuck + 1 if size > before / 2 else 0
        if stuck == 3 or not np.isfinite(size):
            break
        before = size
        pure = (after - plan.damping * point) / (1 - plan.damping)
        slope = plan.steepness * _slope(pure, plan.transfer) * free
        jacobian = plan.damping * np.diag(free) + (1 - plan.damping) * slope[:, None] * matrix
        point = point + _solve_nearest(np.eye(len(point)) - jacobian, residual)
    return point if before <= 1e-11 else None


def _solve_nearest(matrix: Floats, right: Floats) -> Floats:
    """Solve a linear system; where solutions form a line, take the shortest."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", linalg.LinAlgWarning)
        try:
            step = linalg.solve(matrix, right)
        except (linalg.LinAlgError, linalg.LinAlgWarning):
            step = linalg.lstsq(matrix, right, lapack_driver="gelsy", cond=1e-12)[0]
    return np.asarray(step, dtype=np.float64)


def _slope(y: Floats, transfer: int) -> Floats:
    """Return the derivative of a transfer, written in its own value y."""
    if transfer == engine.SIGMOID:
        return y * (1 - y)
    if transfer == engine.TANH:
        return 1 - y * y
    if transfer == engine.SATURATING:
        return np.where(np.abs(y) < 1, 1.0, 0.0)
    return np.full(len(y), 1.0 if transfer == engine.IDENTITY else 0.0)


def _judge(
    states: Floats, distances: Floats, reach: int, tolerance: float
) -> tuple[Status, int | None, int | None]:
    """Say how the run ends; `reach` is how many states the next one depends on."""
    near = distances <= tolerance
    if near[-reach:].all():
        away = np.flatnonzero(~near)
        return "converged", 1, int(away[-1]) + 1 if len(away) else 0
    for length in range(2, (len(states) - reach) // 2 + 1):
        if np.abs(states[-1] - states[-1 - length]).max() > tolerance:
            continue
        window = max(length, reach)
        if len(states) < window + 2 * length:
            continue
        last, previous = states[-window:], states[-window - length : -length]
        change = np.abs(last - previous).max()
        earlier = np.abs(previous - states[-window - 2 * length : -2 * length]).max()
        # A change that shrinks by a factor r per round still has change * r / (1 - r) to go.
        to_go = 0.0 if change < 1e-13 else change * change / max(earlier - change, 1e-300)
        if change <= tolerance and to_go <= tolerance:
            return "cycle", length, None
    return "not converged", None, None


def _explain(
    kaart: Kaart, plan: Plan, weights: Floats, states: Floats
) -> dict[str, dict[str, float]]:
    """Split the last net input into what each arrow and the impulse brought."""
    parts: dict[str, dict[str, float]] = {name: {} for name in kaart.factors}
    if plan.stocks.any():
        return parts
    at = np.maximum(len(states) - 2 - plan.delay, -1)
    signals = np.where(at >= 0, states[at, plan.source], plan.before[plan.source])
    for arrow, push in zip(kaart.invloeden, (weights * signals).tolist(), strict=True):
        parts[arrow.op][arrow.van] = parts[arrow.op].get(arrow.van, 0.0) + push
    for name, push in zip(kaart.factors, plan.impulse[-1].tolist(), strict=True):
        if push:
            parts[name]["impuls"] = push
    return parts
