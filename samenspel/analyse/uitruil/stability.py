"""Stability: can any group do better by itself?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from samenspel.analyse.uitruil._compact_core import compact_least_core
from samenspel.analyse.uitruil._mincut import Network
from samenspel.analyse.uitruil._scan import ONE, no_ladder, worst_coalitions
from samenspel.analyse.uitruil._solver import solve
from samenspel.analyse.uitruil._stream import Floats, parts_of
from samenspel.analyse.uitruil.game import Game, names_in
from samenspel.analyse.uitruil.values import shapley
from samenspel.analyse.uitruil.verdeling import named, ordered

TOLERANCE = 1e-8
"""What counts as equal, relative to what working together gains."""


@dataclass(frozen=True)
class LeastCore:
    """The smallest amount by which the unhappiest group must be disappointed.

    Attributes
    ----------
    epsilon
        The least largest excess of any group but nobody and everybody; at most 0 if and only
        if the core is not empty. It is 0 for a single player.
    witness
        Groups that prove it: weighted, they cover every player equally often, so no payoff
        gives all of them more. Heaviest first.
    weights
        Those weights, adding up to 1.
    share
        A payoff at which no group misses more than `epsilon`: the prenucleolus, or in compact
        form one of the many.

    References
    ----------
    Maschler, Peleg and Shapley (1979), doi:10.1287/moor.4.4.303.
    """

    epsilon: float
    witness: tuple[frozenset[str], ...]
    share: Mapping[str, float]
    weights: Mapping[frozenset[str], float] = field(repr=False)


@dataclass(frozen=True)
class Bezwaar:
    """A group that is `excess` better off by itself.

    References
    ----------
    Davis and Maschler (1965), doi:10.1002/nav.3800120303.
    """

    coalition: frozenset[str]
    excess: float


@dataclass(frozen=True)
class Core:
    """All payoffs that divide v(N) such that no group can do better by itself.

    Attributes
    ----------
    nonempty
        Is there such a payoff?
    share
        One of them, or None.

    References
    ----------
    Gillies (1959), doi:10.1515/9781400882168-005.
    """

    game: Game = field(repr=False)
    nonempty: bool
    share: Mapping[str, float] | None

    def contains(self, share: Mapping[str, float], *, tolerance: float = TOLERANCE) -> bool:
        """Is this payoff in the core, up to `tolerance` times what is gained?"""
        payoff = ordered(self.game.players, share, "een bedrag")
        slack = _slack(self.game, payoff, tolerance)
        if abs(float(payoff.sum()) - self.game.total) > slack * len(payoff):
            return False
        return not _objections(self.game, payoff, 1, slack)

    def blocking(
        self, share: Mapping[str, float], *, limit: int = 10, tolerance: float = TOLERANCE
    ) -> tuple[Bezwaar, ...]:
        """Return the groups that can do better by themselves, worst first, at most `limit`.

        In compact form these are the worst of all and the worst with one player in, the next
        one out. Everybody together blocks a payoff that leaves something on the table.
        """
        payoff = ordered(self.game.players, share, "een bedrag")
        slack = _slack(self.game, payoff, tolerance)
        found = _objections(self.game, payoff, limit, slack)
        left = self.game.sign * (self.game.total - float(payoff.sum()))
        if left > slack * len(payoff):
            found.append(Bezwaar(frozenset(self.game.players), left))
        return tuple(sorted(found, key=lambda b: (-b.excess, sorted(b.coalition)))[:limit])


def core(game: Game) -> Core:
    r"""Describe the core: :math:`x(N) = v(N)` and :math:`x(S) \ge v(S)` for every group S.

    For costs the second sign turns around. In compact form the game is convex, so the core
    is not empty.

    References
    ----------
    Gillies (1959), doi:10.1515/9781400882168-005; Shapley (1971), doi:10.1007/BF01753431.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> core(game).nonempty, core(game).contains({"A": 0.5, "B": 4.5})
    (True, False)
    >>> core(game).blocking({"A": 0.5, "B": 4.5})
    (Bezwaar(coalition=frozenset({'A'}), excess=0.5),)
    """
    if game.projects is not None and game.projects.convex:
        return Core(game, True, shapley(game).share)
    least = least_core(game)
    nonempty = least.epsilon <= game.noise(TOLERANCE)
    return Core(game, nonempty, least.share if nonempty else None)


def least_core(game: Game) -> LeastCore:
    r"""Minimise the largest excess :math:`\max_S v(S) - x(S)` over payoffs of v(N).

    References
    ----------
    Maschler, Peleg and Shapley (1979), doi:10.1287/moor.4.4.303.

    Examples
    --------
    >>> voting = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> round(least_core(voting).epsilon, 6)
    0.333333
    """
    if len(game.players) == 1:
        return LeastCore(0.0, (), {game.players[0]: game.total}, {})
    if game.projects is not None and game.projects.separate:
        epsilon, payoff, groups = compact_least_core(game.projects, game.players)
        weights = {
            frozenset(name for name, is_in in zip(game.players, row, strict=True) if is_in): weight
            for row, weight in groups
        }
    else:
        solved = solve(game.dense(), game.sign, game.alone(), ONE, bounded=False)
        epsilon, payoff = float(solved.levels[0]), solved.shares
        rows = np.flatnonzero(solved.step == 0).tolist()
        weights = {
            names_in(game.players, int(solved.mask[row])): float(solved.weight[row]) for row in rows
        }
    witness = tuple(sorted(weights, key=lambda group: (-round(weights[group], 9), sorted(group))))
    return LeastCore(epsilon, witness, named(game.players, payoff), weights)


def _slack(game: Game, payoff: Floats, tolerance: float) -> float:
    """Return what counts as nothing: relative to gains, never below what rounding does."""
    gain = float(np.abs(payoff - game.alone()).max())
    return max(game.noise(tolerance), tolerance * gain) or tolerance


def _objections(game: Game, payoff: Floats, limit: int, slack: float) -> list[Bezwaar]:
    """Return the groups (not everybody) that miss more than `slack`, worst first."""
    players = game.players
    if len(players) == 1:
        return []
    if game.projects is not None and game.projects.separate:
        network = Network.of(game.projects)
        groups, excess = network.objections(payoff, forced=limit > 1, noise=1e-12 * slack)
        names = np.array(players)
        worst = {
            frozenset(names[row].tolist()): float(e) for row, e in zip(groups, excess, strict=True)
        }
        found = [Bezwaar(group, e) for group, e in worst.items() if e > slack]
        return sorted(found, key=lambda b: (-b.excess, sorted(b.coalition)))[:limit]
    keep = limit * parts_of(len(players))
    masks, excess = worst_coalitions(
        game.dense(), game.sign, game.sign * payoff, ONE, no_ladder(len(players), 0.0), keep, slack
    )
    pairs = zip(masks.tolist()[:limit], excess.tolist()[:limit], strict=True)
    return [Bezwaar(names_in(players, mask), e) for mask, e in pairs]
