"""The compact form of a game: measures that a group carries out as soon as it can gain.

A measure needs its `required` players; `extra` players only profit. Group S gets

    max(0, base + sum of the extras in S)   if all required players are in S, else 0.

Written as a sum of *dividends* (Harsanyi): d(T) for every group T that contains T, so that
the Shapley and Banzhaf values have a closed form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from samenspel.analyse.uitruil._stream import Floats, Ints, subset_sums
from samenspel.analyse.uitruil.errors import GameError
from samenspel.analyse.uitruil.measures import Maatregel, by_name

MAX_EXTRA = 16
"""Players who only profit from one measure that does not pay without them."""

Parts = Callable[[int], Sequence[tuple[str, float]]]


@dataclass(frozen=True, eq=False)
class Projects:
    """Measures as arrays; `*_of` holds the measure (or dividend) that an entry belongs to.

    Attributes
    ----------
    n, names
        The number of players and the names of the measures, sorted.
    base
        Per measure what it brings its required players together, shape (m,).
    required, required_of
        Player and measure of every need.
    extra, extra_of, amount
        Player, measure and (positive) benefit of everybody who only profits.
    member, member_of
        Player and dividend of every membership.
    dividend, dividend_of, dividend_size
        Amount, measure and number of members of every dividend.
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

    @property
    def scale(self) -> float:
        """Return the value of all players together, or 1 when they reach nothing."""
        return self.value(np.ones(self.n, dtype=bool)) or 1.0

    def value(self, inside: np.ndarray) -> float:
        """Return v(S) for the players that are `inside`, shape (n,) of bool."""
        m = len(self.base)
        lacking = np.bincount(self.required_of, ~inside[self.required], m)
        gain = self.base + np.bincount(self.extra_of, self.amount * inside[self.extra], m)
        return float(np.maximum(gain[lacking == 0], 0.0).sum())


def projects_of(
    measures: Sequence[Maatregel], players: Sequence[str], discount: float = 0.0
) -> Projects:
    """Make the arrays; a measure that does not pay for everybody together is left out."""
    index = {name: i for i, name in enumerate(players)}
    names, base = [], []
    required: list[tuple[int, int]] = []
    extra: list[tuple[int, int, float]] = []
    dividends: list[tuple[int, list[int], float]] = []
    for measure in by_name(measures):
        net = {name: measure.net(name, discount) for name in measure.partners}
        if sum(net.values()) <= 0:
            continue
        m = len(names)
        needed = [index[x] for x in net if net[x] < 0 or x in measure.deelnemers]
        gain = sum(net[x] for x in net if net[x] < 0 or x in measure.deelnemers)
        others = [(index[x], net[x]) for x in net if net[x] > 0 and x not in measure.deelnemers]
        names.append(measure.naam)
        base.append(gain)
        required += [(player, m) for player in needed]
        extra += [(player, m, amount) for player, amount in others]
        dividends += [(m, t, d) for t, d in _dividends(measure.naam, needed, gain, others)]
    return _as_arrays(len(players), names, base, required, extra, dividends)


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
    shares = np.bincount(projects.member, given, projects.n)

    def parts(i: int) -> list[tuple[str, float]]:
        mine = np.flatnonzero(projects.member == i)
        measures = projects.dividend_of[projects.member_of[mine]]
        amounts = np.bincount(measures, given[mine], len(projects.names))
        return [(f"deel in {projects.names[m]}", amounts[m]) for m in np.unique(measures)]

    return shares, parts


def _dividends(
    name: str, needed: list[int], gain: float, others: list[tuple[int, float]]
) -> list[tuple[list[int], float]]:
    r"""Write one measure as dividends: :math:`d(R \cup T) = \sum_{U \subseteq T} (-1)^{|T-U|} f(U)`.

    Here R are the needed players and f(U) = max(0, gain + what the others in U get).
    """
    if gain >= 0:
        shared = [(needed, gain)] if gain > 0 else []
        return shared + [([*needed, player], amount) for player, amount in others]
    if len(others) > MAX_EXTRA:
        raise GameError(
            f"Van {name} profiteren {len(others)} partners die niet meebetalen; meer dan "
            f"{MAX_EXTRA} kan niet. Noem de belangrijkste als deelnemer."
        )
    values = np.maximum(gain + subset_sums(np.array([amount for _, amount in others])), 0.0)
    for bit in range(len(others)):
        pairs = values.reshape(-1, 2, 1 << bit)
        pairs[:, 1] -= pairs[:, 0]
    noise = 1e-13 * np.abs(values).max()
    return [
        (needed + [player for bit, (player, _) in enumerate(others) if mask >> bit & 1], value)
        for mask, value in enumerate(values.tolist())
        if abs(value) > noise
    ]


def _as_arrays(
    n: int,
    names: list[str],
    base: list[float],
    required: list[tuple[int, int]],
    extra: list[tuple[int, int, float]],
    dividends: list[tuple[int, list[int], float]],
) -> Projects:
    def ints(numbers: list[int]) -> Ints:
        return np.array(numbers, dtype=np.int64)

    return Projects(
        n=n,
        names=tuple(names),
        base=np.array(base, dtype=np.float64),
        required=ints([player for player, _ in required]),
        required_of=ints([m for _, m in required]),
        extra=ints([player for player, _, _ in extra]),
        extra_of=ints([m for _, m, _ in extra]),
        amount=np.array([amount for *_, amount in extra], dtype=np.float64),
        member=ints([player for _, members, _ in dividends for player in members]),
        member_of=ints([d for d, (_, members, _) in enumerate(dividends) for _ in members]),
        dividend=np.array([amount for *_, amount in dividends], dtype=np.float64),
        dividend_of=ints([m for m, *_ in dividends]),
        dividend_size=ints([len(members) for _, members, _ in dividends]),
    )
