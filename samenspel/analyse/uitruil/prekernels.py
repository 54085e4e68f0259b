"""The prekernel: no player can ask more of another than the other of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from samenspel.analyse.uitruil._compile import compiled
from samenspel.analyse.uitruil._stream import Floats, Ints, low_bits, popcount, subset_sums
from samenspel.analyse.uitruil.errors import CalculationError
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.verdeling import Verdeling, named, ordered, two_parts

TOLERANCE = 1e-9
"""What counts as equal, relative to what working together gains."""
MAX_ROUNDS = 1000


def prekernel(game: Game, start: Mapping[str, float] | None = None) -> Verdeling:
    r"""Give a division at which every two players have as much to ask of each other.

    What i can ask of j is the largest excess of a group with i and without j,
    :math:`s_{ij}(x) = \max_{S \ni i, S \not\ni j} v(S) - x(S)`. The prekernel holds the
    divisions of v(N) with :math:`s_{ij} = s_{ji}` for all pairs. It holds the prenucleolus,
    often many more points; which one comes out depends on `start`. In a convex game it holds
    the nucleolus only. Where no group gains by sending a member away (zero-monotonic), it is
    the kernel too.

    Each round takes the groups that ask most as they are and finds the nearest division at
    which these would be equal; when that is no step ahead, whoever can ask most of another is
    paid half of the difference.

    Parameters
    ----------
    start
        The division to start from; by default everybody's v(i) and an equal part of the rest.

    Raises
    ------
    CalculationError
        If no such division was found within 1,000 rounds.

    References
    ----------
    Davis and Maschler (1965), doi:10.1002/nav.3800120303; Maschler, Peleg and Shapley (1972),
    doi:10.1007/BF01753435; transfers: Stearns (1968), doi:10.1090/S0002-9947-1968-0230550-9;
    steps: Meinhardt (2013), doi:10.1007/978-3-642-39549-9.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> {name: round(part, 6) for name, part in prekernel(game).share.items()}
    {'A': 0.333333, 'B': 0.333333, 'C': 0.333333}
    """
    shares, _ = balanced_payoff(game, start)
    alone = game.alone()
    explanation = two_parts(
        game.players,
        ("op eigen kracht", alone),
        ("besparing" if game.is_cost else "deel in de winst van samenwerken", shares - alone),
    )
    return Verdeling("prekernel", named(game.players, shares), explanation)


def surpluses(game: Game, share: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """Return per pair (i, j) the largest excess of a group with i and without j.

    References
    ----------
    Davis and Maschler (1965), doi:10.1002/nav.3800120303.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> surpluses(game, {"A": 3, "B": 2})
    {('A', 'B'): -2.0, ('B', 'A'): 0.0}
    """
    payoff = ordered(game.players, share, "een bedrag")
    most, _ = _most_asked(game.dense(), game.sign, game.sign * payoff, 0.0)
    return {
        (one, other): float(most[i, j])
        for i, one in enumerate(game.players)
        for j, other in enumerate(game.players)
        if i != j
    }


def balanced_payoff(game: Game, start: Mapping[str, float] | None = None) -> tuple[Floats, Ints]:
    """Return a point of the prekernel, and per pair (i, j) the group that asks most."""
    values, sign, alone = game.dense(), game.sign, game.alone()
    n = len(game.players)
    payoff = alone if start is None else ordered(game.players, start, "een begin")
    payoff = sign * (payoff + (game.total - float(payoff.sum())) / n)
    noise = game.noise(TOLERANCE) or TOLERANCE
    slack = 1e-3 * noise
    most, group = _most_asked(values, sign, payoff, slack)
    for _ in range(MAX_ROUNDS):
        uneven = most - most.T
        if float(np.abs(uneven).max(initial=0.0)) <= noise:
            return sign * payoff, group
        ahead = payoff + _towards_even(group, uneven, n)
        next_most, next_group = _most_asked(values, sign, ahead, slack, group)
        if np.square(next_most - next_most.T).sum() >= np.square(uneven).sum() * (1 - 1e-9):
            ahead = payoff.copy()
            i, j = np.unravel_index(int(np.argmax(uneven)), uneven.shape)
            ahead[i] += uneven[i, j] / 2
            ahead[j] -= uneven[i, j] / 2
            next_most, next_group = _most_asked(values, sign, ahead, slack, group)
        payoff, most, group = ahead, next_most, next_group
    raise CalculationError(
        f"Na {MAX_ROUNDS} rondes kunnen twee deelnemers elkaar nog niet evenveel vragen.",
        code="no_convergence",
    )


def _towards_even(group: Ints, uneven: Floats, n: int) -> Floats:
    """Return the smallest step, with sum 0, to where these groups would ask equally much."""
    bits = np.arange(n)
    i, j = np.triu_indices(n, 1)
    mine, yours = (group[i, j][:, None] >> bits) & 1, (group[j, i][:, None] >> bits) & 1
    matrix = np.vstack([(mine - yours).astype(np.float64), np.ones(n)])
    step: Floats = np.linalg.lstsq(matrix, np.append(uneven[i, j], 0.0), rcond=None)[0]
    return step - float(step.mean())


def _most_asked(
    values: Floats, sign: float, payoff: Floats, slack: float, hint: Ints | None = None
) -> tuple[Floats, Ints]:
    """Return s_ij and its group; of equal groups the smallest, and then the first.

    `hint` holds per pair a group that may ask much: the better it is, the fewer others matter.
    """
    n, low = len(payoff), low_bits(len(payoff))
    if hint is None:
        hint = np.repeat(1 << np.arange(n, dtype=np.int64)[:, None], n, axis=1)
    sums = subset_sums(payoff[:low]), subset_sums(payoff[low:])
    return _scan(values, sign, *sums, slack, hint.copy())


@compiled
def _scan(
    values: Floats, sign: float, low_sums: Floats, high_sums: Floats, slack: float, group: Ints
) -> tuple[Floats, Ints]:
    n, width = len(group), len(low_sums)
    most, size = np.zeros((n, n)), np.zeros((n, n), np.int64)
    for i in range(n):
        for j in range(n):
            mask = group[i, j]
            size[i, j] = popcount(mask)
            most[i, j] = sign * values[mask] - low_sums[mask % width] - high_sums[mask // width]
    bar = _least(most) - slack
    for block in range(len(high_sums)):
        for k in range(width):
            mask = block * width + k
            excess = sign * values[mask] - low_sums[k] - high_sums[block]
            if excess >= bar and 0 < mask < len(values) - 1:
                _ask(mask, excess, slack, most, group, size)
                bar = _least(most) - slack
    for i in range(n):
        most[i, i] = 0.0
    return most, group


@compiled
def _least(most: Floats) -> float:
    least = np.inf
    for i in range(len(most)):
        for j in range(len(most)):
            if i != j:
                least = min(least, most[i, j])
    return least


@compiled
def _ask(mask: int, excess: float, slack: float, most: Floats, group: Ints, size: Ints) -> None:
    """Let a group stand for its members, against everybody outside, where it asks most."""
    members = popcount(mask)
    for i in range(len(most)):
        if not (mask >> i) & 1:
            continue
        for j in range(len(most)):
            if (mask >> j) & 1:
                continue
            more = excess - most[i, j]
            if more > slack or (more >= -slack and members < size[i, j]):
                most[i, j] = max(excess, most[i, j])
                group[i, j], size[i, j] = mask, members
