"""The same rules in exact fractions: no rounding in the input, the steps or the outcome.

``from samenspel.analyse.uitruil import exact``. A game of fractions is made with
`Game.from_fractions`; of other games the floats are taken for precisely what they are. What is
found by searching (nucleolus, prekernel) is searched in floats and then proved in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from samenspel.analyse.uitruil import prekernels
from samenspel.analyse.uitruil._proof import (
    Values,
    Whole,
    excesses_of,
    members,
    prove,
    solve_steps,
    unproved,
)
from samenspel.analyse.uitruil._rational import solution
from samenspel.analyse.uitruil._scan import ONE, SIZE
from samenspel.analyse.uitruil._solver import solve
from samenspel.analyse.uitruil.errors import GameError, NoSolutionError
from samenspel.analyse.uitruil.game import Game, names_in
from samenspel.analyse.uitruil.structure import check_unions, linked

MAX_EXACT = 16
"""Players of an exact calculation: every one of 2**n fractions is an object."""

Shares = dict[str, Fraction]


def dividends(game: Game) -> dict[frozenset[str], Fraction]:
    """Return the Harsanyi dividends that are not 0; see `structure.dividends`.

    References
    ----------
    Harsanyi (1963), doi:10.2307/2525487.

    Examples
    --------
    >>> third = Game.from_fractions(["A", "B"], {frozenset("AB"): Fraction(1, 3)})
    >>> dividends(third)[frozenset("AB")]
    Fraction(1, 3)
    """
    values = _values(game)
    amounts = _dividends(values.whole, len(game.players))
    sign = int(game.sign)
    return {
        names_in(game.players, mask): Fraction(sign * amounts[mask], values.unit)
        for mask in range(len(amounts))
        if amounts[mask]
    }


def shapley(game: Game) -> Shares:
    """Return the Shapley value; see `values.shapley`.

    References
    ----------
    Shapley (1953), doi:10.1515/9781400881970-018.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 0, 0, 1.0]))
    >>> shapley(game)
    {'A': Fraction(1, 2), 'B': Fraction(1, 2), 'C': Fraction(0, 1)}
    """
    return _divided(game, dividends(game), lambda group, name: Fraction(1, len(group)))


def banzhaf(game: Game, *, normalized: bool = True) -> Shares:
    """Return the Banzhaf value; see `values.banzhaf`.

    Raises
    ------
    NoSolutionError
        If the values add up to 0 while v(N) does not.

    References
    ----------
    Banzhaf (1965), *Weighted voting doesn't work*, Rutgers Law Review 19; Dubey and Shapley
    (1979), doi:10.1287/moor.4.2.99.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> banzhaf(game)
    {'A': Fraction(2, 1), 'B': Fraction(3, 1)}
    """
    found = _divided(game, dividends(game), lambda group, name: Fraction(2, 2 ** len(group)))
    whole, total = sum(found.values(), Fraction(0)), _total(game)
    if not normalized or whole == total:
        return found
    if not whole:
        raise NoSolutionError(
            "De Banzhaf-waarden tellen op tot 0; de opbrengst is er niet naar te verdelen. "
            "Kies normalized=False of een andere regel.",
            code="banzhaf_sums_to_zero",
        )
    return {name: share * total / whole for name, share in found.items()}


def owen(game: Game, unions: Sequence[Iterable[str]]) -> Shares:
    """Return the Owen value; see `structure.owen`.

    References
    ----------
    Owen (1977), doi:10.1007/978-3-642-45494-3_7.
    """
    union = {name: k for k, group in enumerate(check_unions(game, unions)) for name in group}

    def part(group: frozenset[str], name: str) -> Fraction:
        beside = sum(union[other] == union[name] for other in group)
        return Fraction(1, len({union[other] for other in group}) * beside)

    return _divided(game, dividends(game), part)


def myerson(game: Game, links: Iterable[tuple[str, str]]) -> Shares:
    """Return the Myerson value; see `structure.myerson`.

    References
    ----------
    Myerson (1977), doi:10.1287/moor.2.3.225.
    """
    near, values = linked(game, links), _values(game)
    worth = np.zeros(len(values.whole), dtype=object)
    for mask in range(1, len(worth)):
        part, grown = 0, mask & -mask
        while grown != part:
            part = grown
            for i, others in enumerate(near.tolist()):
                if part >> i & 1:
                    grown |= others & mask
        worth[mask] = values.whole[part] + worth[mask ^ part]
    fractions = [Fraction(int(game.sign) * amount, values.unit) for amount in worth.tolist()]
    return shapley(Game.of_fractions(game.players, fractions))


def tau(game: Game) -> Shares:
    """Return the tau value; see `rules.tau`.

    Raises
    ------
    NoSolutionError
        If the game is not quasi-balanced.

    References
    ----------
    Tijs (1981), *Bounds for the core and the tau-value*; Calvo et al. (1995),
    doi:10.1007/BF02574802.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> tau(game)
    {'A': Fraction(2, 1), 'B': Fraction(3, 1)}
    """
    values, n = _values(game), len(game.players)
    whole, total = len(values.whole) - 1, values.of(-1)
    most = [total - values.of(whole ^ 1 << i) for i in range(n)]
    # What is left of v(S) when the other members get all they can hope for.
    left = excesses_of(values, most)
    least = [most[i] + max(left[m] for m in range(whole + 1) if m >> i & 1) for i in range(n)]
    low, high = sum(least, Fraction(0)), sum(most, Fraction(0))
    if any(a > b for a, b in zip(least, most, strict=True)) or not low <= total <= high:
        raise NoSolutionError(
            "De tau-waarde bestaat hier niet: wat ieder minstens mag vragen past niet bij wat er "
            "hoogstens te halen is. Kies een andere regel.",
            code="not_quasi_balanced",
        )
    step = (total - low) / (high - low) if high > low else Fraction(0)
    return _in_unit_of(game, [a + step * (b - a) for a, b in zip(least, most, strict=True)])


def excesses(game: Game, share: Mapping[str, Fraction | int]) -> dict[frozenset[str], Fraction]:
    """Return v(S) - x(S) of every group but nobody; for costs x(S) - c(S).

    Raises
    ------
    GameError
        If an amount is missing, or is no fraction or whole number.

    References
    ----------
    Schmeidler (1969), doi:10.1137/0117107.
    """
    missed = excesses_of(_values(game), _exact_share(game, share))
    return {names_in(game.players, mask): missed[mask] for mask in range(1, len(missed))}


def in_core(game: Game, share: Mapping[str, Fraction | int]) -> bool:
    """Is v(N) divided such that no group can do better by itself, not even a hair?

    References
    ----------
    Gillies (1959), doi:10.1515/9781400882168-005.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> in_core(game, {"A": 1, "B": 4}), in_core(game, {"A": Fraction(99, 100), "B": 4})
    (True, False)
    """
    found = excesses(game, share)
    return found[frozenset(game.players)] == 0 and max(found.values()) <= 0


def least_core(game: Game) -> Fraction:
    """Return the least largest excess; the core is not empty if it is at most 0.

    It is that of the prenucleolus, whose proof holds for it too. 0 for a single player.

    References
    ----------
    Maschler, Peleg and Shapley (1979), doi:10.1287/moor.4.4.303.

    Examples
    --------
    >>> voting = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> least_core(voting)
    Fraction(1, 3)
    """
    if len(game.players) == 1:
        return Fraction(0)
    found = excesses(game, nucleolus(game, imputation=False))
    del found[frozenset(game.players)]
    return max(found.values())


def nucleolus(game: Game, *, imputation: bool = True, per_capita: bool = False) -> Shares:
    """Return the nucleolus; see `nucleoli.nucleolus`.

    Floats say which groups object most in each step. The payoff at which these miss equally
    much is solved in fractions, and so are the weights with which they cover everybody. Then
    all 2**n groups are compared: Kohlberg's criterion, without any tolerance.

    Raises
    ------
    NoSolutionError
        If there is no imputation.
    CalculationError
        If the search in floats took the wrong groups, so that the proof fails.

    References
    ----------
    Schmeidler (1969), doi:10.1137/0117107; Kohlberg (1971), doi:10.1137/0120009.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> nucleolus(game)
    {'A': Fraction(1, 3), 'B': Fraction(1, 3), 'C': Fraction(1, 3)}
    """
    values, n = _values(game), len(game.players)
    alone = [values.of(1 << i) for i in range(n)]
    bounded = imputation and not game.is_cost
    if bounded and values.of(-1) < sum(alone):
        raise NoSolutionError(
            "Samen bereiken de deelnemers minder dan ieder alleen; er is geen verdeling die "
            "niemand tekortdoet. Kies imputation=False voor de prenucleolus.",
            code="no_imputation",
        )
    if n == 1:
        return {game.players[0]: _total(game)}
    kind = SIZE if per_capita else ONE
    solved = solve(game.dense(), game.sign, game.alone(), kind, bounded)
    shares = solve_steps(values, n, solved, per_capita)
    if shares is None or (bounded and any(x < v for x, v in zip(shares, alone, strict=True))):
        raise unproved()
    prove(values, shares, solved, per_capita)
    return _in_unit_of(game, shares)


def prekernel(game: Game) -> Shares:
    """Return a point of the prekernel; see `prekernels.prekernel`.

    Raises
    ------
    CalculationError
        If the point that was found in floats is not one in fractions.

    References
    ----------
    Maschler, Peleg and Shapley (1972), doi:10.1007/BF01753435; Meinhardt (2013),
    doi:10.1007/978-3-642-39549-9.

    Examples
    --------
    >>> game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> prekernel(game)
    {'A': Fraction(1, 3), 'B': Fraction(1, 3), 'C': Fraction(1, 3)}
    """
    values, n = _values(game), len(game.players)
    if n == 1:
        return {game.players[0]: _total(game)}
    payoff, best = prekernels.balanced_payoff(game)
    pairs = [(i, j) for i in range(n) for j in range(i)]
    matrix = [members(-1, n)]
    right = [values.of(-1)]
    for i, j in pairs:
        mine, yours = int(best[i, j]), int(best[j, i])
        signs = zip(members(mine, n), members(yours, n), strict=True)
        matrix.append([one - other for one, other in signs])
        right.append(values.of(mine) - values.of(yours))
    near = [Fraction(amount).limit_denominator(10**6) for amount in (game.sign * payoff).tolist()]
    shares = solution([[Fraction(entry) for entry in row] for row in matrix], right, near)
    if shares is None:
        raise unproved()
    missed = np.array(excesses_of(values, shares), dtype=object)
    masks = np.arange(len(missed))
    for i, j in pairs:
        mine = missed[(masks >> i & 1 == 1) & (masks >> j & 1 == 0)].max()
        yours = missed[(masks >> j & 1 == 1) & (masks >> i & 1 == 0)].max()
        if mine != yours:
            raise unproved()
    return _in_unit_of(game, shares)


def _values(game: Game) -> Values:
    n, sign = len(game.players), int(game.sign)
    if n > MAX_EXACT:
        raise GameError(
            f"Dit spel heeft {n} deelnemers; in breuken rekenen kan tot {MAX_EXACT}.",
            code="too_many_players",
        )
    given = game.fractions
    fractions = given if given is not None else [Fraction(x) for x in game.dense().tolist()]
    unit = lcm(*{fraction.denominator for fraction in fractions})
    whole = np.empty(len(fractions), dtype=object)
    whole[:] = [sign * f.numerator * (unit // f.denominator) for f in fractions]
    return Values(whole, unit)


def _total(game: Game) -> Fraction:
    return int(game.sign) * _values(game).of(-1)


def _dividends(whole: Whole, n: int) -> Whole:
    amounts = whole.copy()
    for player in range(n):
        pairs = amounts.reshape(-1, 2, 1 << player)
        pairs[:, 1] = pairs[:, 1] - pairs[:, 0]
    return amounts


def _divided(
    game: Game,
    amounts: Mapping[frozenset[str], Fraction],
    part: Callable[[frozenset[str], str], Fraction],
) -> Shares:
    """Give everybody in a group its part of the dividend of that group."""
    shares = dict.fromkeys(game.players, Fraction(0))
    for group, amount in amounts.items():
        for name in group:
            shares[name] += amount * part(group, name)
    return shares


def _exact_share(game: Game, share: Mapping[str, Fraction | int]) -> list[Fraction]:
    if wrong := sorted(set(game.players).symmetric_difference(share)):
        raise GameError(
            f"Geef een bedrag voor precies alle deelnemers; let op {wrong[0]}.",
            code="not_every_player",
        )
    if not all(isinstance(amount, Fraction | int) for amount in share.values()):
        raise GameError(
            "Geef elk bedrag als breuk (Fraction) of als heel getal.", code="not_a_fraction"
        )
    return [int(game.sign) * Fraction(share[name]) for name in game.players]


def _in_unit_of(game: Game, shares: Sequence[Fraction]) -> Shares:
    return {n: int(game.sign) * share for n, share in zip(game.players, shares, strict=True)}
