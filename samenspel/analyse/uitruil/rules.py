"""Comparison rules: what people use at the table, next to the values and the nucleolus."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from samenspel.analyse.uitruil._stream import Floats, smallest_gap
from samenspel.analyse.uitruil.errors import GameError, NoSolutionError
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.verdeling import Verdeling, named, ordered, two_parts

NOISE = 1e-9
"""Relative to what working together gains."""


def tau(game: Game) -> Verdeling:
    r"""Compromise between the least a player can claim and the most it can hope for.

    With the utopia payoff :math:`M_i = v(N) - v(N \setminus i)` and the minimal right
    :math:`m_i = \max_{S \ni i} v(S) - \sum_{j \in S \setminus i} M_j`, the tau value is the
    efficient point on the line between them: :math:`\tau = m + \alpha (M - m)`.

    Raises
    ------
    NoSolutionError
        If the game is not quasi-balanced: :math:`m \le M` and
        :math:`\sum m_i \le v(N) \le \sum M_i` must hold.

    References
    ----------
    Tijs (1981), *Bounds for the core and the tau-value*, in Game Theory and Mathematical
    Economics, 123-132; axioms: Calvo et al. (1995), doi:10.1007/BF02574802.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> tau(game).share
    {'A': 2.0, 'B': 3.0}
    """
    least, most = (game.sign * part for part in _claims(game))
    noise = game.noise(NOISE) + NOISE * float(np.abs(most - game.sign * game.alone()).max())
    total = game.sign * game.total
    if (least > most + noise).any() or not least.sum() - noise <= total <= most.sum() + noise:
        raise NoSolutionError(
            "De tau-waarde bestaat hier niet: wat ieder minstens mag vragen past niet bij wat er "
            "hoogstens te halen is. Kies een andere regel.",
            code="not_quasi_balanced",
        )
    room = most - least
    whole = float(room.sum())
    step = (total - float(least.sum())) / whole if whole > noise else 0.0
    return _sum_of(
        "tau",
        game,
        ("minimaal recht", game.sign * least),
        ("deel van de ruimte tot het hoogst haalbare", game.sign * step * room),
    )


def scrb(costs: Game) -> Verdeling:
    r"""Pay your separable cost, and share the rest by your remaining benefit.

    With separable cost :math:`m_i = c(N) - c(N \setminus i)` and remaining benefit
    :math:`r_i = c(i) - m_i`:

    .. math:: x_i = m_i + \frac{r_i}{\sum_j r_j} \left(c(N) - \sum_j m_j\right)

    Raises
    ------
    GameError
        If the game is not a cost game.
    NoSolutionError
        If the remaining benefits add up to 0 or less while a rest is to be shared.

    References
    ----------
    Ransmeier (1942), *The Tennessee Valley Authority*; Straffin and Heaney (1981), *Game
    theory and the Tennessee Valley Authority*, International Journal of Game Theory 10, 35-43.

    Examples
    --------
    >>> scrb(Game.from_cost_array(["A", "B"], np.array([0.0, 8.0, 12.0, 16.0]))).share
    {'A': 6.0, 'B': 10.0}
    """
    if not costs.is_cost:
        raise GameError(
            "Deze regel verdeelt kosten; maak het spel met Game.from_cost_array.",
            code="not_a_cost_game",
        )
    separable = _utopia(costs)
    benefit = costs.alone() - separable
    rest = costs.total - float(separable.sum())
    whole = float(benefit.sum())
    noise = costs.noise(NOISE)
    if abs(rest) <= noise:
        factor = 0.0
    elif whole <= noise:
        raise NoSolutionError(
            "Niemand bespaart iets boven de eigen scheidbare kosten; de rest is daar niet naar te "
            "verdelen. Kies een andere regel.",
            code="no_remaining_benefit",
        )
    else:
        factor = rest / whole
    return _sum_of(
        "scrb",
        costs,
        ("scheidbare kosten", separable),
        ("deel in de rest, naar wat u bespaart", factor * benefit),
    )


def proportional(game: Game, weights: Mapping[str, float]) -> Verdeling:
    r"""Divide in proportion to weights: :math:`x_i = v(N)\, w_i / \sum_j w_j`.

    Raises
    ------
    GameError
        If a weight is missing or negative, or all are 0.

    References
    ----------
    Moulin (1988), *Axioms of Cooperative Decision Making*, doi:10.1017/CCOL0521360552.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 6.0]))
    >>> proportional(game, {"A": 1, "B": 2}).share
    {'A': 2.0, 'B': 4.0}
    """
    factors = _factors(game, weights, "een gewicht")
    nothing = np.zeros(len(factors))
    return _sum_of(
        "proportional",
        game,
        ("naar verhouding van het gewicht", game.total * factors),
        ("op eigen kracht", nothing),
    )


def nash(
    game: Game,
    disagreement: Mapping[str, float] | None = None,
    powers: Mapping[str, float] | None = None,
) -> Verdeling:
    r"""Divide what agreement adds by bargaining power: the (weighted) Nash solution.

    It maximises :math:`\prod_i (x_i - d_i)^{p_i}` over payoffs of v(N). As money can be
    passed on freely, :math:`x_i = d_i + p_i / \sum_j p_j \cdot (v(N) - \sum_j d_j)`. With
    equal powers this is the equal surplus division.

    Parameters
    ----------
    disagreement
        What each gets when there is no agreement; by default v(i).
    powers
        By default equal.

    Raises
    ------
    NoSolutionError
        If agreement brings less than no agreement.

    References
    ----------
    Nash (1950), *The bargaining problem*, doi:10.2307/1907266; weighted: Kalai (1977),
    doi:10.1007/BF01774658.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> nash(game, powers={"A": 3, "B": 1}).share
    {'A': 2.5, 'B': 2.5}
    """
    players = game.players
    base = alone = game.alone()
    if disagreement is not None:
        base = ordered(players, disagreement, "de uitkomst zonder akkoord")
    equal = dict.fromkeys(players, 1.0)
    factors = _factors(game, equal if powers is None else powers, "een onderhandelingsmacht")
    surplus = game.total - float(base.sum())
    if game.sign * surplus < -game.noise(NOISE) - NOISE * float(np.abs(base - alone).max()):
        raise NoSolutionError(
            "Zonder akkoord is er samen meer dan met akkoord; er valt niets te verdelen.",
            code="no_gain",
        )
    return _sum_of(
        "nash",
        game,
        ("zonder akkoord", base),
        ("deel in de winst van het akkoord", surplus * factors),
    )


def _sum_of(
    rule: str, game: Game, first: tuple[str, Floats], second: tuple[str, Floats]
) -> Verdeling:
    shares = first[1] + second[1]
    return Verdeling(rule, named(game.players, shares), two_parts(game.players, first, second))


def _factors(game: Game, weights: Mapping[str, float], what: str) -> Floats:
    """Return weights that add up to 1."""
    array = ordered(game.players, weights, what)
    largest = float(array.max())
    if (array < 0).any() or largest <= 0.0:
        raise GameError(
            f"Geef voor {what} geen getal onder 0 en minstens één getal boven 0.",
            code="wrong_weights",
        )
    factors: Floats = array / largest / (array / largest).sum()
    return factors


def _utopia(game: Game) -> Floats:
    """Return what everybody together loses without each player: v(N) - v(N without i)."""
    if game.values is not None:
        whole = len(game.values) - 1
        without: Floats = game.values[whole - (1 << np.arange(len(game.players)))]
    else:
        everybody = frozenset(game.players)
        without = np.array([game.value(everybody - {name}) for name in game.players])
    lost: Floats = game.total - without
    return lost


def _claims(game: Game) -> tuple[Floats, Floats]:
    """Return minimal rights and utopia payoffs, in the unit of the game."""
    most = _utopia(game)
    if game.projects is not None and game.projects.convex:
        return game.alone(), most  # In a convex game nobody can claim more than v(i).
    gaps = smallest_gap(game.dense(), game.sign, game.sign * most)
    return most - game.sign * gaps, most
