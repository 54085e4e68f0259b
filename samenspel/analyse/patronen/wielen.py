"""The same wheel twice, or a sensible variation? Each pair of local variants, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from samenspel.analyse.errors import AnalyseError

ALIKE, DIFFERENT = 0.6, 0.35
"""Cosine from which two descriptions are alike, and below which they differ.

What a cosine means depends on the encoder: whoever knows hers gives her own bounds.
"""

Judgement = Literal["zelfde wiel", "zinvolle variatie", "niet te zeggen"]


@dataclass(frozen=True, eq=False)
class Variant:
    """A local way of doing something.

    Attributes
    ----------
    naam, eigenaar
        What it is called and whose it is.
    aanpak, context
        Vectors of the description of the approach and of the circumstances, from one encoder.
    uitkomst
        Lower and upper end of what is known of the outcome (such as `leren.compare` gives), or
        None when nothing is known.
    overgenomen_van
        Name of the variant that it was taken from, or None when it was invented here.
    """

    naam: str
    eigenaar: str
    aanpak: npt.NDArray[np.floating]
    context: npt.NDArray[np.floating]
    uitkomst: tuple[float, float] | None = None
    overgenomen_van: str | None = None


@dataclass(frozen=True)
class Pair:
    """Two variants and what they are to each other; `aanpak` and `context` are cosines."""

    namen: tuple[str, str]
    oordeel: Judgement
    aanpak: float
    context: float
    reden: str


def same_wheel(
    variants: Sequence[Variant], *, alike: float = ALIKE, different: float = DIFFERENT
) -> list[Pair]:
    """Judge every pair of variants of different owners.

    - *zelfde wiel*: approach alike, context alike, and neither was taken from the other.
    - *zinvolle variatie*: the approach differs and so does the context, or the approach differs
      and the outcomes lie apart; or the approach is alike and the outcome differs with the context.
    - *niet te zeggen*: everything else, also when one was taken from the other (then nothing was
      invented twice).

    Parameters
    ----------
    variants
        With different names; the order does not matter.
    alike, different
        Cosine from which two descriptions are alike, and below which they differ.

    Returns
    -------
    list of Pair
        The same wheel first, most alike first.

    Raises
    ------
    AnalyseError
        If names repeat, the vectors differ in length, or `different` exceeds `alike`.
    """
    if not different <= alike:
        raise AnalyseError("Wat verschilt kan niet meer op elkaar lijken dan wat op elkaar lijkt.")
    bounds = (alike, different)
    ordered = sorted(variants, key=lambda v: v.naam)
    if len({v.naam for v in ordered}) < len(ordered):
        raise AnalyseError("Twee varianten heten hetzelfde; geef elk een eigen naam.")
    if len({v.aanpak.shape for v in ordered}) > 1 or len({v.context.shape for v in ordered}) > 1:
        raise AnalyseError("De varianten komen uit verschillende tekstmodellen; maak ze opnieuw.")
    pairs = [_judge(a, b, bounds) for a, b in combinations(ordered, 2) if a.eigenaar != b.eigenaar]
    rank = {"zelfde wiel": 0, "zinvolle variatie": 1, "niet te zeggen": 2}
    return sorted(pairs, key=lambda p: (rank[p.oordeel], -p.aanpak, p.namen))


def _judge(a: Variant, b: Variant, bounds: tuple[float, float]) -> Pair:
    approach, context = _cosine(a.aanpak, b.aanpak), _cosine(a.context, b.context)
    judgement, reason = _weigh(a, b, approach, context, bounds)
    return Pair((a.naam, b.naam), judgement, approach, context, reason)


def _weigh(
    a: Variant, b: Variant, approach: float, context: float, bounds: tuple[float, float]
) -> tuple[Judgement, str]:
    apart = _outcomes_apart(a, b)
    alike, different = bounds
    if b.naam == a.overgenomen_van or a.naam == b.overgenomen_van:
        return "niet te zeggen", "De een is van de ander overgenomen; er is niets dubbel bedacht."
    if approach >= alike and context >= alike:
        return "zelfde wiel", (
            f"{a.eigenaar} en {b.eigenaar} doen bijna hetzelfde in bijna dezelfde omstandigheden, "
            "en bedachten het los van elkaar."
        )
    if approach >= alike and context < different and apart:
        return "zinvolle variatie", (
            "De aanpak lijkt op elkaar, maar de omstandigheden en de uitkomsten verschillen."
        )
    if approach < different and context < different:
        return "zinvolle variatie", "De aanpak verschilt, en de omstandigheden verschillen ook."
    if approach < different and apart:
        return "zinvolle variatie", (
            "De aanpak verschilt en de uitkomsten ook; hier valt iets van te leren."
        )
    return "niet te zeggen", _what_is_missing(approach, context, bounds, a, b)


def _what_is_missing(
    approach: float, context: float, bounds: tuple[float, float], a: Variant, b: Variant
) -> str:
    alike, different = bounds
    if different <= approach < alike:
        return "De beschrijvingen van de aanpak lijken maar half op elkaar; beschrijf ze preciezer."
    if different <= context < alike:
        return "De omstandigheden lijken maar half op elkaar; beschrijf ze preciezer."
    if a.uitkomst is None or b.uitkomst is None:
        return "Van minstens één variant is de uitkomst niet bekend."
    return "De uitkomsten liggen te dicht bij elkaar om iets te kunnen zeggen."


def _outcomes_apart(a: Variant, b: Variant) -> bool:
    if a.uitkomst is None or b.uitkomst is None:
        return False
    return a.uitkomst[1] < b.uitkomst[0] or b.uitkomst[1] < a.uitkomst[0]


def _cosine(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> float:
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / length if length else 0.0
