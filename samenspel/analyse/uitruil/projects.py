"""The compact form of a game: stakes that a group takes up as soon as it can gain.

A stake (one measure, or some that need each other) needs some players; others only profit.
Of one measure group S gets

    max(0, gain + what the others in S get)   if all needed players are in S, else 0.

Written as a sum of *dividends* (Harsanyi): d(T) for every group S that contains T, so that
the Shapley and Banzhaf values have a closed form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from samenspel.analyse.uitruil._stream import Floats, Ints
from samenspel.analyse.uitruil.stakes import Stake

Parts = Callable[[int], Sequence[tuple[str, float]]]


@dataclass(frozen=True, eq=False)
class Projects:
    """Stakes as arrays; `*_of` holds the stake (or dividend) that an entry belongs to.

    Attributes
    ----------
    n, names
        The number of players and the names of the stakes, sorted.
    base
        Per stake what it brings its required players together, shape (m,).
    required, required_of
        Player and stake of every need.
    extra, extra_of, amount
        Player, stake and (positive) benefit of everybody who only profits.
    member, member_of
        Player and dividend of every membership.
    dividend, dividend_of, dividend_size
        Amount, stake and number of members of every dividend.
    convex
        Nothing is done by everybody together at a loss, so that the game is convex.
    separate
        Convex, and every stake is one measure: who objects most is a minimum cut.
    """

    n: int
    names: tuple[str, ...]
    base: Floats
    required: Ints
    required_of: Ints
    extra: Ints
    extra_of: Ints
    amount: Floats
    member: Ints
    member_of: Ints
    dividend: Floats
    dividend_of: Ints
    dividend_size: Ints
    convex: bool
    separate: bool

    @property
    def scale(self) -> float:
        """Return the value of all players together, or 1 when they reach nothing."""
        return self.value(np.ones(self.n, dtype=bool)) or 1.0

    def value(self, inside: np.ndarray) -> float:
        """Return v(S) for the players that are `inside`, shape (n,) of bool."""
        present = np.bincount(self.member_of, inside[self.member], len(self.dividend))
        return float(self.dividend[present == self.dividend_size].sum())


def projects_of(stakes: Sequence[Stake], players: Sequence[str]) -> Projects:
    """Make the arrays of a game, out of stakes with one draw each."""
    index = {name: i for i, name in enumerate(players)}
    required: list[tuple[int, int]] = []
    extra: list[tuple[int, int, float]] = []
    for m, stake in enumerate(stakes):
        required += [(index[name], m) for name in sorted(stake.needed)]
        net = stake.net
        extra += [(index[x], m, float(net[x][0])) for x in stake.others if x in net]
    convex = all(stake.best_whole for stake in stakes)
    terms, amounts = dividends_of(stakes, players)
    used = np.flatnonzero(amounts[0])
    terms = [terms[d] for d in used]
    return Projects(
        n=len(players),
        names=tuple(stake.naam for stake in stakes),
        base=np.array([stake.gain[0] for stake in stakes], dtype=np.float64),
        required=_ints(player for player, _ in required),
        required_of=_ints(m for _, m in required),
        extra=_ints(player for player, _, _ in extra),
        extra_of=_ints(m for _, m, _ in extra),
        amount=np.array([amount for *_, amount in extra], dtype=np.float64),
        member=_ints(player for _, members in terms for player in members),
        member_of=_ints(d for d, (_, members) in enumerate(terms) for _ in members),
        dividend=amounts[0, used],
        dividend_of=_ints(m for m, _ in terms),
        dividend_size=_ints(len(members) for _, members in terms),
        convex=convex,
        separate=convex and all(len(stake.parts) == 1 for stake in stakes),
    )


def dividends_of(
    stakes: Sequence[Stake], players: Sequence[str]
) -> tuple[list[tuple[int, list[int]]], Floats]:
    r"""Write stakes as dividends, for all draws at once.

    .. math:: d(R \cup T) = \sum_{U \subseteq T} (-1)^{|T - U|} f(U)

    with R the needed players and f(U) what these gain together with U, see `Stake.worth`.
    Everybody together gets the real amount, a loss too: who is involved shares it equally.

    Returns
    -------
    terms
        Per dividend the stake and the members.
    amounts, shape (draws, len(terms))
    """
    index = {name: i for i, name in enumerate(players)}
    terms: list[tuple[int, list[int]]] = []
    columns: list[Floats] = []
    for m, stake in enumerate(stakes):
        needed = sorted(index[name] for name in stake.needed)
        others = [index[name] for name in stake.others]
        if stake.simple:
            found = [needed, *([*needed, player] for player in others)]
            given = [stake.gain, *(stake.net[name] for name in stake.others)]
        else:
            found = [needed + chosen for chosen in _subsets(others)]
            given = list(_moebius(stake))
        pairs = [pair for pair in zip(found, given, strict=True) if pair[0]]
        terms += [(m, members) for members, _ in pairs]
        columns += [amounts for _, amounts in pairs]
    draws = stakes[0].draws if stakes else 1
    return terms, np.stack(columns, axis=1) if columns else np.zeros((draws, 0))


def shapley_parts(projects: Projects) -> tuple[Floats, Parts]:
    """Split every dividend equally over its members."""
    return _linear(projects, projects.dividend / projects.dividend_size)


def banzhaf_parts(projects: Projects) -> tuple[Floats, Parts]:
    """Give every member of a dividend 2**(1 - size) of it."""
    return _linear(projects, projects.dividend * 2.0 ** (1.0 - projects.dividend_size))


def dense_values(projects: Projects) -> Floats:
    """Write out v(S) for all 2**n groups: add the dividends over all subsets."""
    values = np.zeros(1 << projects.n)
    count = len(projects.dividend)
    masks = np.bincount(projects.member_of, 2.0**projects.member, count).astype(np.int64)
    np.add.at(values, masks, projects.dividend)
    for player in range(projects.n):
        pairs = values.reshape(-1, 2, 1 << player)
        pairs[:, 1] += pairs[:, 0]
    return values


def _linear(projects: Projects, per_member: Floats) -> tuple[Floats, Parts]:
    """Add what each dividend gives each of its members; also per measure, when asked."""
    given = per_member[projects.member_of]
    shares: Floats = np.bincount(projects.member, given, projects.n).astype(np.float64)

    def parts(i: int) -> list[tuple[str, float]]:
        mine = np.flatnonzero(projects.member == i)
        measures = projects.dividend_of[projects.member_of[mine]]
        amounts = np.bincount(measures, given[mine], len(projects.names))
        return [(f"deel in {projects.names[m]}", amounts[m]) for m in np.unique(measures)]

    return shares, parts


def _moebius(stake: Stake) -> Floats:
    """Return the dividends per subset of the others, shape (2**k, draws)."""
    values = stake.worth()
    values[-1] = stake.total
    noise = 1e-13 * np.abs(values).max()
    for bit in range(len(stake.others)):
        pairs = values.reshape(-1, 2, 1 << bit, values.shape[1])
        pairs[:, 1] -= pairs[:, 0]
    values[np.abs(values) <= noise] = 0.0
    return values


def _subsets(items: Sequence[int]) -> list[list[int]]:
    """Return all subsets in the order of their bit masks."""
    return [
        [item for bit, item in enumerate(items) if mask >> bit & 1]
        for mask in range(1 << len(items))
    ]


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)
