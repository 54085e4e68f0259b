"""The nucleolus: make the unhappiest groups as happy as possible, then the next, and so on."""

from __future__ import annotations

import numpy as np

from samenspel.analyse.uitruil._scan import ONE, SIZE, VALUE
from samenspel.analyse.uitruil._sequence import TOLERANCE
from samenspel.analyse.uitruil._solver import Solved, solve
from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import NoSolutionError, UitruilError
from samenspel.analyse.uitruil.game import Game, names_in
from samenspel.analyse.uitruil.verdeling import NucleolusStap, Verdeling, named, two_parts


def nucleolus(
    game: Game, *, imputation: bool = True, per_capita: bool = False, proportional: bool = False
) -> Verdeling:
    r"""Divide so that the largest objections are as small as possible, in order.

    The excess :math:`e(S, x) = v(S) - x(S)` is what group S misses. The nucleolus is the one
    payoff with :math:`x(N) = v(N)` whose excesses, sorted from large to small, come first in
    the dictionary. It lies in the core when there is a core.

    Parameters
    ----------
    imputation
        Only payoffs with :math:`x_i \ge v(i)`. False gives the prenucleolus. A cost game is
        solved on -c without this bound, as is usual.
    per_capita
        Measure the excess per member: :math:`e(S, x) / |S|`.
    proportional
        Measure it per unit of value: :math:`e(S, x) / v(S)`; asks for values of 0 or more.

    Returns
    -------
    Verdeling
        `steps` is a proof that anyone can check: each step names groups that together cover
        everybody equally (apart from groups settled before), so no payoff makes all of them
        happier. With the scan of all 2**n coalitions this is Kohlberg's criterion.

    Raises
    ------
    NoSolutionError
        If the parts v(i) add up to more than v(N), so that there is no imputation.
    CalculationError
        If the outcome could not be proven with this precision.

    References
    ----------
    Schmeidler (1969), doi:10.1137/0117107; Kohlberg (1971), doi:10.1137/0120009; per member:
    Grotte (1970), *Computation of and observations on the nucleolus*, MSc thesis, Cornell.
    Row generation as in Benedek, Fliege and Nguyen (2021), doi:10.1007/s10107-020-01527-9.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 60, 0, 60, 60, 72.0]))
    >>> {name: round(part, 6) for name, part in nucleolus(game).share.items()}
    {'A': 24.0, 'B': 24.0, 'C': 24.0}
    """
    if per_capita and proportional:
        raise UitruilError(
            "Kies per_capita of proportional, niet beide.", code="contradicting_options"
        )
    kind = SIZE if per_capita else VALUE if proportional else ONE
    if proportional:
        _check_proportional(game, imputation)
    alone = game.alone()
    bounded = imputation and not game.is_cost
    if bounded and game.total - alone.sum() < -game.noise(TOLERANCE):
        raise NoSolutionError(
            "Samen bereiken de deelnemers minder dan ieder alleen; er is geen verdeling die "
            "niemand tekortdoet. Kies imputation=False voor de prenucleolus.",
            code="no_imputation",
        )
    shares: Floats = alone
    steps: tuple[NucleolusStap, ...] = ()
    if len(game.players) > 1:
        solved = solve(game.dense(), game.sign, alone, kind, bounded)
        shares, steps = solved.shares, named_steps(game, solved)
    rule = {ONE: "nucleolus", SIZE: "per_capita_nucleolus", VALUE: "proportional_nucleolus"}[kind]
    explanation = two_parts(
        game.players,
        ("op eigen kracht", alone),
        ("besparing" if game.is_cost else "deel in de winst van samenwerken", shares - alone),
    )
    return Verdeling(rule, named(game.players, shares), explanation, steps=steps)


def named_steps(game: Game, solved: Solved) -> tuple[NucleolusStap, ...]:
    """Name the coalitions of a proof; bounds on one player's payoff are left out."""
    found = []
    for step, level in enumerate(solved.levels.tolist()):
        rows = np.flatnonzero((solved.step == step) & (solved.mask >= 0)).tolist()
        weights = {
            names_in(game.players, int(solved.mask[row])): float(solved.weight[row]) for row in rows
        }
        found.append(NucleolusStap(level, weights))
    return tuple(found)


def _check_proportional(game: Game, imputation: bool) -> None:
    if game.is_cost or not imputation or game.dense().min() < 0.0:
        raise UitruilError(
            "De proportionele nucleolus vraagt waarden (geen kosten) van 0 of meer en kent geen "
            "variant zonder ondergrens.",
            code="negative_values",
        )
