"""Dividing too little: rules for an estate that is smaller than the claims on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from samenspel.analyse.uitruil._stream import Floats, subset_sums
from samenspel.analyse.uitruil.errors import GameError, UitruilError
from samenspel.analyse.uitruil.game import MAX_EXPANDED, Game
from samenspel.analyse.uitruil.values import shapley
from samenspel.analyse.uitruil.verdeling import Verdeling, named, two_parts


def bankruptcy(
    estate: float, claims: Mapping[str, float] | Sequence[float], rule: str
) -> Verdeling:
    r"""Divide an estate E over claims c that add up to at least E.

    Parameters
    ----------
    estate
        What there is, 0 or more.
    claims
        What each claims, 0 or more; a plain list gets the names '1', '2', ...
    rule
        Capitals, spaces, hyphens and underscores do not matter.

        - 'proportional': :math:`x_i = E c_i / \sum_j c_j`
        - 'CEA', constrained equal awards: :math:`x_i = \min(c_i, \lambda)`
        - 'CEL', constrained equal losses: :math:`x_i = \max(c_i - \lambda, 0)`
        - 'Talmud' (Aumann-Maschler): CEA over half the claims up to half of their sum, beyond
          it the other way round; the nucleolus of the game
          :math:`v(S) = \max(0, E - c(N \setminus S))`
        - 'minimal overlap': every unit of the estate is shared by those who claim it, with
          the claims laid over one another as little as possible
        - 'random arrival': served in random order; the Shapley value of that game

    Raises
    ------
    GameError
        If an amount is negative or the estate is larger than all claims together.
    UitruilError
        If the rule is not known.

    References
    ----------
    Thomson (2003), doi:10.1016/S0165-4896(02)00070-7; Aumann and Maschler (1985),
    doi:10.1016/0022-0531(85)90102-4; O'Neill (1982), doi:10.1016/0165-4896(82)90029-4.

    Examples
    --------
    >>> bankruptcy(200, {"A": 100, "B": 200, "C": 300}, "Talmud").share
    {'A': 50.0, 'B': 75.0, 'C': 75.0}
    """
    names, claimed = _checked_claims(claims)
    if not isinstance(estate, int | float | np.number) or not 0 <= float(estate) < np.inf:
        raise GameError(
            "Wat er te verdelen is moet een getal van 0 of meer zijn.", code="negative_estate"
        )
    available, whole = float(estate), float(claimed.sum())
    if available > whole * (1 + 1e-12):
        raise GameError(
            "Er is meer dan alle claims samen; dan krijgt ieder de eigen claim.",
            code="estate_above_claims",
        )
    key = "".join(letter for letter in rule.lower() if letter.isalnum())
    if key not in RULES:
        raise UitruilError(
            f"De regel {rule} is niet bekend; kies uit: {', '.join(RULES.values())}.",
            code="unknown_rule",
        )
    shares = _BY_KEY[key](min(available, whole), claimed)
    explanation = two_parts(names, ("claim", claimed), ("niet toegekend", shares - claimed))
    return Verdeling(f"bankruptcy {RULES[key]}", named(names, shares), explanation)


RULES = {
    "proportional": "proportional",
    "cea": "CEA",
    "cel": "CEL",
    "talmud": "Talmud",
    "aumannmaschler": "Talmud",
    "minimaloverlap": "minimal overlap",
    "randomarrival": "random arrival",
}
"""The rules, by their name in small letters only."""


def _proportional(estate: float, claims: Floats) -> Floats:
    whole = float(claims.sum())
    return claims * (estate / whole) if whole > 0 else np.zeros(len(claims))


def _equal_awards(estate: float, claims: Floats) -> Floats:
    """Give everybody the same, but nobody more than its claim: serve small claims first."""
    awards = np.zeros(len(claims))
    left = estate
    order = np.argsort(claims, kind="stable")
    for place, player in enumerate(order):
        awards[player] = min(claims[player], left / (len(claims) - place))
        left -= awards[player]
    return awards


def _equal_losses(estate: float, claims: Floats) -> Floats:
    return claims - _equal_awards(float(claims.sum()) - estate, claims)


def _talmud(estate: float, claims: Floats) -> Floats:
    half = claims / 2
    if estate <= half.sum():
        return _equal_awards(estate, half)
    return claims - _equal_awards(float(claims.sum()) - estate, half)


def _minimal_overlap(estate: float, claims: Floats) -> Floats:
    """Share what lies under the level t among its claimants; above t everybody its own part.

    Below the largest claim there is room for all claims above t next to one another when
    their parts above t fill exactly estate - t; no such level is needed when one claim
    covers the whole estate (Chun and Thomson 2005, Games and Economic Behavior 50, 129-142).
    """
    order = np.argsort(claims, kind="stable")
    ascending = np.minimum(claims[order], estate)
    n = len(claims)
    level = estate
    if ascending[-1] < estate:
        level = _overlap_level(estate, ascending)
    below = np.minimum(ascending, level)
    steps = np.diff(below, prepend=0.0) / np.arange(n, 0, -1)
    awards = np.empty(n)
    awards[order] = np.cumsum(steps) + np.maximum(ascending - level, 0.0)
    return awards


def _overlap_level(estate: float, ascending: Floats) -> float:
    """Solve sum of max(c - t, 0) = estate - t; the left side falls faster."""
    above = float(ascending.sum())
    n = len(ascending)
    for place, claim in enumerate(ascending.tolist()):
        more = n - place
        if more > 1:
            level = (above - estate) / (more - 1)
            if level <= claim:
                return max(level, 0.0)
        above -= claim
    return float(ascending[-1])


def _random_arrival(estate: float, claims: Floats) -> Floats:
    if len(claims) > MAX_EXPANDED:
        raise GameError(
            f"Aankomst in willekeurige volgorde kan tot {MAX_EXPANDED} claims; neem er samen.",
            code="too_many_claims",
        )
    values = np.maximum(estate - subset_sums(claims)[::-1], 0.0)
    values[0] = 0.0
    names = [str(i) for i in range(len(claims))]
    return np.array(list(shapley(Game.from_array(names, values)).share.values()))


_BY_KEY: dict[str, Callable[[float, Floats], Floats]] = {
    "proportional": _proportional,
    "cea": _equal_awards,
    "cel": _equal_losses,
    "talmud": _talmud,
    "aumannmaschler": _talmud,
    "minimaloverlap": _minimal_overlap,
    "randomarrival": _random_arrival,
}


def _checked_claims(
    claims: Mapping[str, float] | Sequence[float],
) -> tuple[tuple[str, ...], Floats]:
    if isinstance(claims, Mapping):
        names, amounts = tuple(claims), list(claims.values())
    else:
        names, amounts = tuple(str(i + 1) for i in range(len(claims))), list(claims)
    try:
        array = np.array([float(amount) for amount in amounts])
    except (TypeError, ValueError) as error:
        raise GameError("Niet elke claim is een getal.", code="not_a_number") from error
    if not len(array):
        raise GameError("Er is geen enkele claim; noem er minstens één.", code="no_claims")
    if not np.isfinite(array).all() or (array < 0).any():
        raise GameError("Elke claim moet een getal van 0 of meer zijn.", code="negative_claim")
    return names, array
