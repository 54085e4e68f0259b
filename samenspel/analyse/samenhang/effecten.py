"""What pulls hardest at a goal, and what a package does outside its own domain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import Floats, run
from samenspel.analyse.samenhang.errors import NoEquilibriumError
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.scenario import Scenario, krachten, make_plan
from samenspel.analyse.samenhang.verloop import equilibrium, spectral_radius


@dataclass(frozen=True)
class Hefboom:
    """What a lasting push of one unit on a factor does to the goal.

    Attributes
    ----------
    factor
        Where is pushed.
    total
        The change of the goal, in units of the goal per unit of push.
    direct
        The part that goes along one arrow straight to the goal.
    indirect
        The rest: along detours and through loops.

    References
    ----------
    Levins (1974), doi:10.1111/j.1749-6632.1974.tb20562.x.
    """

    factor: str
    total: float
    direct: float
    indirect: float


@dataclass(frozen=True)
class Neveneffect:
    """What a package does to a factor outside its own domain.

    Attributes
    ----------
    factor
        A factor that does not belong to the own domain.
    effect
        The change, in the unit of the states.
    parts
        The same change divided over the measures of the package; adds up to `effect`.

    References
    ----------
    Levins (1974), doi:10.1111/j.1749-6632.1974.tb20562.x.
    """

    factor: str
    effect: float
    parts: Mapping[str, float]


def leverage(
    kaart: Kaart, goal: str, *, steps: int | None = None, damping: float = 0.0
) -> list[Hefboom]:
    r"""Rank the other factors by what a lasting push on them does to the goal (linear model).

    The total effects on the goal are column g of :math:`(I - W)^{-1}`: the sum over all walks to
    the goal of the product of their krachten. With `steps`, only walks that arrive within that
    many steps after the first push count, each arrow taking one step and its vertraging.

    Parameters
    ----------
    kaart
        The map.
    goal
        A factor.
    steps
        Left out: once everything has come to rest. Given: so many steps of `simulate`, which has
        an answer on a map that never comes to rest too.
    damping
        As in `Scenario`. At rest it changes no effect, but a map may come to rest by it.

    Returns
    -------
    list of Hefboom
        Strongest total effect first, then by name; factors without effect are left out.

    Raises
    ------
    NoEquilibriumError
        If `steps` is left out and the spectral radius is 1 or more.

    References
    ----------
    Levins (1974), doi:10.1111/j.1749-6632.1974.tb20562.x.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, leverage
    >>> kaart = Kaart([Invloed("a", "b", 0.5), Invloed("b", "c", -0.5), Invloed("a", "c", 0.5)])
    >>> [(lever.factor, lever.total, lever.direct) for lever in leverage(kaart, "c")]
    [('b', -0.5, -0.5), ('a', 0.25, 0.5)]
    """
    (at,) = kaart.positions([goal])
    Scenario(damping=damping)  # refuses what is no damping
    total = _at_rest(kaart, at, damping) if steps is None else _after(kaart, at, steps, damping)
    direct = dict.fromkeys(kaart.factors, 0.0)
    for arrow in kaart.invloeden:
        if arrow.op == goal:
            part = 1.0 if steps is None else _arrived(steps - 1 - arrow.vertraging, damping)
            direct[arrow.van] += arrow.kracht * part
    levers = [
        Hefboom(name, effect, direct[name], effect - direct[name])
        for name, effect in zip(kaart.factors, total.tolist(), strict=True)
        if name != goal and (effect or direct[name])
    ]
    return sorted(levers, key=lambda lever: (-abs(lever.total), lever.factor))


def side_effects(
    kaart: Kaart,
    package: Mapping[str, float],
    own_domain: Collection[str],
    *,
    steps: int | None = None,
    damping: float = 0.0,
) -> list[Neveneffect]:
    """List what a package of measures does to factors outside the own domain (linear model).

    Parameters
    ----------
    kaart
        The map.
    package
        Lasting push per factor, in the unit of the states.
    own_domain
        The factors one looks at anyway.
    steps, damping
        As in `leverage`.

    Returns
    -------
    list of Neveneffect
        Largest effect first, then by name; factors that feel nothing are left out.

    Raises
    ------
    AnalyseError
        If a name is not on the map or the package is empty.
    NoEquilibriumError
        If `steps` is left out and the spectral radius is 1 or more.

    References
    ----------
    Levins (1974), doi:10.1111/j.1749-6632.1974.tb20562.x.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, side_effects
    >>> kaart = Kaart([Invloed("huur", "schulden", 0.5), Invloed("schulden", "zorg", 0.4)])
    >>> [(e.factor, e.effect) for e in side_effects(kaart, {"huur": -10}, ["huur", "schulden"])]
    [('zorg', -2.0)]
    """
    if not package:
        raise AnalyseError(
            "Het pakket is leeg. Kies minstens een factor waarop u iets doet.", code="empty_package"
        )
    kaart.positions([*package, *own_domain])
    outside = [name for name in kaart.factors if name not in set(own_domain)]
    effects = {
        measure: _effects_of(kaart, measure, push, steps, damping)
        for measure, push in package.items()
    }
    outcomes = []
    for factor in outside:
        parts = {measure: effects[measure][factor] for measure in sorted(package)}
        if any(parts.values()):
            outcomes.append(Neveneffect(factor, sum(parts.values()), parts))
    return sorted(outcomes, key=lambda effect: (-abs(effect.effect), effect.factor))


def _at_rest(kaart: Kaart, goal: int, damping: float) -> Floats:
    """Return the total effects on the goal, shape (n,), of lasting pushes of one unit."""
    if (radius := spectral_radius(kaart, damping=damping)) >= 1 - 1e-12:
        raise NoEquilibriumError(
            f"De kaart versterkt zichzelf (spectrale straal {radius:.3g}) en komt niet tot rust. "
            "Vraag het effect na een aantal stappen (steps), of geef demping als factoren traag "
            "zijn.",
            code="no_equilibrium",
        )
    ones = np.eye(len(kaart.factors))
    return np.asarray(np.linalg.solve(ones - kaart.matrix(), ones[:, goal]), dtype=np.float64)


def _after(kaart: Kaart, goal: int, steps: int, damping: float) -> Floats:
    """Return the same after a number of steps, working back from the goal: O(steps x arrows)."""
    if steps < 1:
        raise AnalyseError("Reken minstens 1 stap.", code="wrong_steps")
    source = np.array(kaart.positions(arrow.van for arrow in kaart.invloeden), dtype=np.intp)
    target = np.array(kaart.positions(arrow.op for arrow in kaart.invloeden), dtype=np.intp)
    wait = 1 + np.array([arrow.vertraging for arrow in kaart.invloeden], dtype=np.intp)
    effect = np.zeros((steps + 1, len(kaart.factors)))
    for t in range(1, steps + 1):
        effect[t, goal] = 1.0
        pushed = krachten(kaart) * effect[np.maximum(t - wait, 0), target]
        np.add.at(effect[t], source, pushed)
        effect[t] = damping * effect[t - 1] + (1 - damping) * effect[t]
    outcome: Floats = effect[steps]
    return outcome


def _arrived(steps: int, damping: float) -> float:
    """Return which share of a push has come along one arrow after `steps` steps beyond its wait.

    The source has come to 1 - damping**k of its end after k steps, and the target follows it with
    the same inertia.
    """
    if steps < 0:
        return 0.0
    return 1 - damping ** (steps + 1) - (1 - damping) * (steps + 1) * damping**steps


def _effects_of(
    kaart: Kaart, measure: str, push: float, steps: int | None, damping: float
) -> dict[str, float]:
    if steps is None:
        return equilibrium(kaart, {measure: push}, damping=damping)
    scenario = Scenario(impulse={measure: push}, inference="linear", steps=steps, damping=damping)
    states = run(make_plan(kaart, scenario), krachten(kaart)[:, None])
    return dict(zip(kaart.factors, states[-1, :, 0].tolist(), strict=True))
