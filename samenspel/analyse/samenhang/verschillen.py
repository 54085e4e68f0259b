"""Maps of several people side by side, and several estimates of one arrow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean, median

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.kaart import Invloed, Kaart

Estimate = float | tuple[float, float, float]
"""A best guess, or (laag, kracht, hoog)."""


@dataclass(frozen=True)
class Verschil:
    """One relation as the partners drew it.

    Attributes
    ----------
    van, op
        The two factors.
    krachten
        Per partner who drew it, the kracht; several arrows between the same two are added up.
    absent
        Partners who know both factors but did not draw the relation.
    unknown
        Partners who do not have one of the factors on their map, and so said nothing about it.
    apart
        Largest minus smallest kracht among those who drew it.
    bands_touch
        True if some kracht lies in the bands of all who drew it: they can agree without anybody
        leaving his own band.

    References
    ----------
    Vennix (1996), *Group Model Building*.
    """

    van: str
    op: str
    krachten: Mapping[str, float]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    apart: float
    bands_touch: bool

    @property
    def opposite(self) -> bool:
        """Does one partner see a positive and another a negative influence?"""
        return min(self.krachten.values()) < 0 < max(self.krachten.values())

    def __str__(self) -> str:
        said = ", ".join(f"{name} {kracht:+.2g}" for name, kracht in self.krachten.items())
        return f"{self.van} → {self.op}: {said}"


@dataclass(frozen=True)
class Verschillen:
    """Where maps agree and where they do not; every relation of any map is in `relations`.

    Attributes
    ----------
    partners
        The names of the maps, sorted.
    relations
        By name of source and target.
    missing_factors
        Per factor that is not on every map: the partners who miss it.

    References
    ----------
    Vennix (1996), *Group Model Building*.
    """

    partners: tuple[str, ...]
    relations: tuple[Verschil, ...]
    missing_factors: Mapping[str, tuple[str, ...]]

    @property
    def shared(self) -> tuple[Verschil, ...]:
        """Relations on every map, whatever their sign."""
        return tuple(r for r in self.relations if len(r.krachten) == len(self.partners))

    @property
    def missing(self) -> tuple[Verschil, ...]:
        """Relations that are not on every map."""
        return tuple(r for r in self.relations if len(r.krachten) < len(self.partners))

    @property
    def opposite(self) -> tuple[Verschil, ...]:
        """Relations about whose sign partners disagree."""
        return tuple(r for r in self.relations if r.opposite)

    @property
    def apart(self) -> tuple[Verschil, ...]:
        """Relations drawn by several partners with unequal krachten, the furthest apart first."""
        unequal = [r for r in self.relations if r.apart > 0]
        return tuple(sorted(unequal, key=lambda r: (-r.apart, r.van, r.op)))

    def __str__(self) -> str:
        return (
            f"{len(self.relations)} relaties op {len(self.partners)} kaarten: {len(self.shared)} "
            f"gedeeld, {len(self.missing)} niet bij iedereen, {len(self.opposite)} met een "
            "tegengesteld teken"
        )


def compare(kaarten: Mapping[str, Kaart] | Sequence[Kaart]) -> Verschillen:
    """Lay maps side by side; nothing is averaged.

    Parameters
    ----------
    kaarten
        At least two maps by name of their owner; a sequence gets the names "kaart 1", "kaart 2".

    Raises
    ------
    AnalyseError
        If there are fewer than two maps.

    References
    ----------
    Vennix (1996), *Group Model Building*.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, compare
    >>> anne = Kaart([Invloed("werk", "stress", 0.4), Invloed("geld", "stress", -0.5)])
    >>> bob = Kaart([Invloed("werk", "stress", -0.2)])
    >>> outcome = compare({"Anne": anne, "Bob": bob})
    >>> [str(relation) for relation in outcome.opposite]
    ['werk → stress: Anne +0.4, Bob -0.2']
    >>> outcome.missing_factors
    {'geld': ('Bob',)}
    """
    if not isinstance(kaarten, Mapping):
        kaarten = {f"kaart {i}": kaart for i, kaart in enumerate(kaarten, start=1)}
    if len(kaarten) < 2:
        raise AnalyseError("Vergelijken kan vanaf twee kaarten.", code="too_few_maps")
    maps = {name: kaarten[name] for name in sorted(kaarten)}
    factors = {name: set(kaart.factors) for name, kaart in maps.items()}
    arrows: dict[tuple[str, str], dict[str, list[Invloed]]] = {}
    for name, kaart in maps.items():
        for arrow in kaart.invloeden:
            arrows.setdefault((arrow.van, arrow.op), {}).setdefault(name, []).append(arrow)
    return Verschillen(
        partners=tuple(maps),
        relations=tuple(_lay_out(pair, arrows[pair], factors) for pair in sorted(arrows)),
        missing_factors={
            factor: tuple(name for name in maps if factor not in factors[name])
            for factor in sorted(set().union(*factors.values()))
            if any(factor not in known for known in factors.values())
        },
    )


@dataclass(frozen=True)
class Band:
    """One band from several estimates, and how far these lie apart.

    Attributes
    ----------
    laag, kracht, hoog
        The lowest bound, the median of the best guesses, and the highest bound.
    disagreement
        Mean difference between the best guesses of two different people, in units of kracht; 0 is
        full agreement.
    opposite
        True if best guesses differ in sign: then talk first, the median hides two stories.
    people
        How many estimates there were.

    References
    ----------
    Clemen and Winkler (1999), doi:10.1111/j.1539-6924.1999.tb00399.x.
    """

    laag: float
    kracht: float
    hoog: float
    disagreement: float
    opposite: bool
    people: int


def fit_band(estimates: Sequence[Estimate] | Mapping[str, Estimate]) -> Band:
    """Turn what several people estimate into one laag, kracht and hoog.

    The band holds every estimate: with a handful of people, cutting off the extremes would silence
    somebody. The kracht is the median, which one extreme guess cannot pull away. The disagreement
    is the mean absolute difference of Gini (1912).

    Parameters
    ----------
    estimates
        Per person a best guess, or (laag, kracht, hoog); names are allowed, but play no role.

    Raises
    ------
    AnalyseError
        If there is no estimate, or one of them is no number or not in order.

    References
    ----------
    Clemen and Winkler (1999), doi:10.1111/j.1539-6924.1999.tb00399.x.

    Examples
    --------
    >>> fit_band([0.2, 0.5, (0.1, 0.4, 0.9)])
    Band(laag=0.1, kracht=0.4, hoog=0.9, disagreement=0.2, opposite=False, people=3)
    """
    given = list(estimates.values()) if isinstance(estimates, Mapping) else list(estimates)
    if not given:
        raise AnalyseError(
            "Er is geen schatting. Vraag minstens een persoon om een schatting.",
            code="no_estimates",
        )
    bands = [_as_band(estimate) for estimate in given]
    guesses = sorted(guess for _, guess, _ in bands)
    differences = [b - a for a, b in combinations(guesses, 2)]
    return Band(
        laag=min(low for low, _, _ in bands),
        kracht=median(guesses),
        hoog=max(high for _, _, high in bands),
        disagreement=round(mean(differences), 12) if differences else 0.0,
        opposite=guesses[0] < 0 < guesses[-1],
        people=len(bands),
    )


def _lay_out(
    pair: tuple[str, str], drawn: Mapping[str, list[Invloed]], factors: Mapping[str, set[str]]
) -> Verschil:
    krachten = {name: math.fsum(a.kracht for a in arrows) for name, arrows in drawn.items()}
    lows = [math.fsum(a.band[0] for a in arrows) for arrows in drawn.values()]
    highs = [math.fsum(a.band[1] for a in arrows) for arrows in drawn.values()]
    others = [name for name in factors if name not in drawn]
    return Verschil(
        van=pair[0],
        op=pair[1],
        krachten=krachten,
        absent=tuple(name for name in others if factors[name].issuperset(pair)),
        unknown=tuple(name for name in others if not factors[name].issuperset(pair)),
        apart=max(krachten.values()) - min(krachten.values()),
        bands_touch=max(lows) <= min(highs),
    )


def _as_band(estimate: Estimate) -> tuple[float, float, float]:
    try:
        low, guess, high = (
            map(float, estimate) if isinstance(estimate, Sequence) else [float(estimate)] * 3
        )
    except (TypeError, ValueError) as error:
        raise AnalyseError(
            "Een schatting is een getal, of laag, kracht en hoog samen.", code="not_an_amount"
        ) from error
    if not (math.isfinite(low) and math.isfinite(high) and low <= guess <= high):
        raise AnalyseError(
            f"Een schatting loopt van laag naar hoog: {estimate} doet dat niet.",
            code="band_out_of_order",
        )
    return low, guess, high
