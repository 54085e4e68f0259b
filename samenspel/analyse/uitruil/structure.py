"""The structure of a game: its dividends and properties, and values that know of groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from samenspel.analyse.uitruil._compile import compiled
from samenspel.analyse.uitruil._stream import Floats, Ints
from samenspel.analyse.uitruil.errors import GameError
from samenspel.analyse.uitruil.game import Game, names_in
from samenspel.analyse.uitruil.projects import Projects
from samenspel.analyse.uitruil.stability import core
from samenspel.analyse.uitruil.values import shapley
from samenspel.analyse.uitruil.verdeling import Explanation, Verdeling, finite, named

TOLERANCE = 1e-9
"""What counts as equal, relative to what working together gains."""


@dataclass(frozen=True)
class Properties:
    """What holds for a game; for costs the signs turn around.

    Attributes
    ----------
    superadditive
        Two groups without a common member never lose by joining.
    convex
        What a player adds never gets less when a group grows.
    balanced
        The core is not empty.

    References
    ----------
    Shapley (1971), doi:10.1007/BF01753431.
    """

    superadditive: bool
    convex: bool
    balanced: bool


def properties(game: Game) -> Properties:
    r"""Say whether a game is superadditive, convex and balanced.

    Convex implies the other two; else superadditivity compares 3**n pairs of groups.

    References
    ----------
    Shapley (1971), doi:10.1007/BF01753431; balanced: Shapley (1967),
    doi:10.1002/nav.3800140404.

    Examples
    --------
    >>> properties(Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0])))
    Properties(superadditive=True, convex=True, balanced=True)
    """
    values, noise = game.sign * game.dense(), game.noise(TOLERANCE)
    if _least_growth(values, len(game.players)) >= -noise:
        return Properties(superadditive=True, convex=True, balanced=True)
    joins = bool(_least_joining(np.ascontiguousarray(values)) >= -noise)
    return Properties(superadditive=joins, convex=False, balanced=core(game).nonempty)


def dividends(game: Game) -> dict[frozenset[str], float]:
    r"""Return what each group adds to what is in all smaller groups, where it is not 0.

    .. math:: d(S) = \sum_{T \subseteq S} (-1)^{|S - T|} v(T)

    so that v(S) is the sum of the dividends of all groups in S.

    References
    ----------
    Harsanyi (1963), doi:10.2307/2525487.

    Examples
    --------
    >>> found = dividends(Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0])))
    >>> found[frozenset({"A", "B"})]
    2.0
    """
    amounts = np.array(game.dense())
    for player in range(len(game.players)):
        pairs = amounts.reshape(-1, 2, 1 << player)
        pairs[:, 1] -= pairs[:, 0]
    kept = np.flatnonzero(np.abs(amounts) > 1e-12 * np.abs(game.dense()).max())
    return {names_in(game.players, int(mask)): float(amounts[mask]) for mask in kept}


def owen(game: Game, unions: Sequence[Iterable[str]]) -> Verdeling:
    r"""Give the Shapley value when players come to the table in unions.

    The unions arrive one by one, in every order; within a union the members do. So it is the
    Shapley value of each union by itself, of its average addition to the unions before it.

    Raises
    ------
    GameError
        If not every player is in precisely one union.

    References
    ----------
    Owen (1977), doi:10.1007/978-3-642-45494-3_7.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 6, 0, 6, 0, 6.0]))
    >>> owen(game, [["A"], ["B", "C"]]).share
    {'A': 3.0, 'B': 1.5, 'C': 1.5}
    """
    groups = check_unions(game, unions)
    values, place = game.dense(), {name: i for i, name in enumerate(game.players)}
    blocks = [_masks([1 << place[name] for name in group]) for group in groups]
    shares = np.zeros(len(game.players))
    for k, group in enumerate(groups):
        outside = [int(block[-1]) for j, block in enumerate(blocks) if j != k]
        before, sizes = _masks(outside), _masks([1] * len(outside))
        count = len(blocks)
        chance = np.array([factorial(s) * factorial(count - s - 1) for s in range(count)])
        weight = (chance / factorial(count))[sizes]
        within = np.zeros(1 << len(group))
        for mask, part in zip(before.tolist(), weight.tolist(), strict=True):
            within += part * (values[mask | blocks[k]] - values[mask])
        own = shapley(Game.from_array(group, within)).share
        shares[[place[name] for name in group]] = [own[name] for name in group]
    return _plain("owen", game, shares, "gemiddelde bijdrage, per groep aan tafel")


def myerson(game: Game, links: Iterable[tuple[str, str]]) -> Verdeling:
    """Give the Shapley value when only players who are linked, directly or not, can join.

    A group is worth what its connected parts reach, each by itself.

    Raises
    ------
    GameError
        If a link names an unknown player.

    References
    ----------
    Myerson (1977), doi:10.1287/moor.2.3.225.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 6, 0, 6, 6, 6.0]))
    >>> myerson(game, [("A", "B"), ("B", "C")]).share
    {'A': 1.0, 'B': 4.0, 'C': 1.0}
    """
    near = linked(game, links)
    reached = Game.from_array(game.players, _connected(game.dense(), near))
    shares = np.array(list(shapley(reached).share.values()))
    return _plain("myerson", game, shares, "gemiddelde bijdrage langs de verbindingen")


def check_unions(game: Game, unions: Sequence[Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the unions that have members; refuse if not everybody is in precisely one."""
    groups = [tuple(union) for union in unions]
    if sorted(name for group in groups for name in group) != sorted(game.players):
        raise GameError("Zet elke deelnemer in precies één groep.", code="not_a_partition")
    return [group for group in groups if group]


def linked(game: Game, links: Iterable[tuple[str, str]]) -> Ints:
    """Return per player a mask of the players it has a link with."""
    place = {name: i for i, name in enumerate(game.players)}
    near = np.zeros(len(place), dtype=np.int64)
    for one, other in links:
        if unknown := sorted({one, other} - set(place)):
            raise GameError(f"Onbekende deelnemer: {unknown[0]}.", code="unknown_player")
        near[place[one]] |= 1 << place[other]
        near[place[other]] |= 1 << place[one]
    return near


def airport(costs: Mapping[str, float]) -> Game:
    r"""Make the game of who needs how much of one thing, such as the length of a runway.

    A group costs as much as its dearest member. It is returned as its dual: group S gets
    :math:`c(N) - c(N \setminus S)`, the costs that only S asks for. Core and Shapley value of
    the dual are those of the costs, and it is compact: one term per different cost, which
    nobody but everybody who needs as much has to bear.

    Raises
    ------
    GameError
        If a cost is not a number of 0 or more.

    References
    ----------
    Littlechild and Owen (1973), doi:10.1287/mnsc.20.3.370.

    Examples
    --------
    >>> shapley(airport({"klein": 6, "midden": 10, "groot": 15})).share
    {'klein': 2.0, 'midden': 4.0, 'groot': 9.0}
    """
    amounts = finite(costs.values(), "Niet elk bedrag is een")
    if not len(amounts) or (amounts < 0).any():
        raise GameError(
            "Geef van minstens één deelnemer de kosten: een getal van 0 of meer.",
            code="wrong_costs",
        )
    levels = np.unique(amounts[amounts > 0])
    asks = [np.flatnonzero(amounts >= level) for level in levels]
    member = np.concatenate([np.zeros(0, dtype=np.int64), *asks])
    sizes = np.array([len(group) for group in asks], dtype=np.int64)
    of, steps = np.repeat(np.arange(len(levels)), sizes), np.diff(levels, prepend=0.0)
    none = np.zeros(0, dtype=np.int64)
    projects = Projects(
        n=len(amounts),
        names=tuple(f"kosten tot {level:g}" for level in levels),
        base=steps,
        required=member,
        required_of=of,
        extra=none,
        extra_of=none,
        amount=np.zeros(0),
        member=member,
        member_of=of,
        dividend=steps,
        dividend_of=np.arange(len(levels)),
        dividend_size=sizes,
        convex=True,
        separate=True,
    )
    return Game(players=tuple(costs), projects=projects, scale=projects.scale)


def _plain(rule: str, game: Game, shares: Floats, text: str) -> Verdeling:
    explanation = Explanation(game.players, lambda i: [(text, float(shares[i]))])
    return Verdeling(rule, named(game.players, shares), explanation)


def _masks(bits: Sequence[int]) -> Ints:
    """Return the sum of every subset of `bits`, in the order of their masks."""
    sums = np.zeros(1, dtype=np.int64)
    for bit in bits:
        sums = np.concatenate([sums, sums + bit])
    return sums


def _least_growth(values: Floats, n: int) -> float:
    """Return the least v(S + i + j) - v(S + i) - v(S + j) + v(S)."""
    least = np.inf
    for i, j in combinations(range(n), 2):
        cube = values.reshape(-1, 2, 1 << (j - i - 1), 2, 1 << i)
        growth = cube[:, 1, :, 1] - cube[:, 0, :, 1] - cube[:, 1, :, 0] + cube[:, 0, :, 0]
        least = min(least, float(growth.min()))
    return least


@compiled
def _least_joining(values: Floats) -> float:
    """Return the least v(S + T) - v(S) - v(T) over groups without a common member."""
    least = np.inf
    for both in range(1, len(values)):
        one = (both - 1) & both
        while 2 * one >= both and one:
            least = min(least, values[both] - values[one] - values[both ^ one])
            one = (one - 1) & both
    return least


@compiled
def _connected(values: Floats, near: Ints) -> Floats:
    """Return per group the sum of the values of its connected parts."""
    worth = np.zeros(len(values))
    for mask in range(1, len(values)):
        part, grown = 0, mask & -mask
        while grown != part:
            part = grown
            for i in range(len(near)):
                if (part >> i) & 1:
                    grown |= near[i] & mask
        worth[mask] = values[part] + worth[mask ^ part]
    return worth
