"""Varianten of one knelpunt compared honestly: what they yield, and whether it is the same wheel.

Bridge to the kernel. Everything is worked out of the varianten that the reader may see, at the
moment she looks; nothing of it is kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from samenspel.inzichten import taal
from samenspel.inzichten.pages.balken import (
    Maatstreep,
    Schaal,
    place,
    scale_of,
    share_scale,
    spoken,
)
from samenspel.leren.models import Uitkomst, Variant
from samenspel.leren.rows import names_of, newest
from samenspel.leren.rules import measure_key

if TYPE_CHECKING:  # the numerical libraries take a second to load; most pages need none
    from samenspel.analyse.leren import Comparison
    from samenspel.analyse.leren.vergelijken import Estimate

ALIKE, DIFFERENT = 0.35, 0.18
"""Cosine of `taal.encode` from which two descriptions are alike, and below which they differ.

In 4,000 moties one in ten random pairs reaches 0.18 and about one in two hundred 0.35; the
same approach in other words reached 0.5. A choice, not a finding."""
MOST_PAIRS = 12
"""So many pairs are named of one judgement; the sentence holds for all."""
TE_DOEN = {
    "zelfde wiel": "Bel elkaar. Samen hebt u twee keer zo veel ervaring, en één beschrijving is "
    "genoeg.",
    "zinvolle variatie": "Laat het verschil bestaan, en vraag elkaar wat bij wie werkt.",
}
SAID = {"beter dan gemiddeld": "klaar", "minder dan gemiddeld": "wacht"}
"""The verdicts that say something, each with its kind of tag."""
SMALL = 0.2
"""A part of the spreiding between households: a smaller effect nobody notices.

Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, calls it small."""


@dataclass(frozen=True)
class VariantBalk:
    """One variant in the picture (places in percents of the width) and in words."""

    pk: UUID
    naam: str
    geteld: str
    verwacht: str
    tussen: str
    laag: str
    hoog: str
    midden: str
    breedte: str
    gezien: str
    beter: str
    beste: str
    tag: tuple[str, str]


@dataclass(frozen=True)
class Gevoelig:
    """One variant under half, the used, and double the prior spread."""

    naam: str
    half: str
    nu: str
    dubbel: str
    wisselt: bool


@dataclass(frozen=True)
class Maat:
    """One measure: what may be concluded, the picture and what was assumed beforehand."""

    naam: str
    sleutel: str
    hoger_is_beter: bool
    is_aandeel: bool
    conclusie: str
    balken: list[VariantBalk]
    gemiddelde: str
    gemiddelde_plek: str
    strepen: list[Maatstreep]
    spreiding: str
    kleinste: str
    gevoelig: list[Gevoelig]


@dataclass(frozen=True)
class Oordeel:
    """Pairs of which the same can be said: what they are to each other, why, and what to do."""

    oordeel: str
    reden: str
    te_doen: str
    paren: list[tuple[Variant, Variant]]


@dataclass(frozen=True)
class Vergelijking:
    """Everything the comparison shows; `alleen` are measures that one variant counted.

    `onbekend` are the pairs of which nothing can be said.
    """

    maten: list[Maat]
    alleen: list[str]
    oordelen: list[Oordeel]
    onbekend: list[Oordeel]


def vergelijk(varianten: Sequence[Variant]) -> Vergelijking:
    """Compare these varianten, each with its `uitkomsten` fetched beforehand."""
    names = names_of(varianten)
    maten: list[Maat] = []
    alleen: list[str] = []
    known: dict[UUID, tuple[float, float]] = {}
    for rows in sorted(_by_measure(varianten), key=lambda rows: (-len(rows), rows[0].maat)):
        if len(rows) == 1:
            alleen.append(f"{names[rows[0].variant_id]}: {rows[0].maat}")
            continue
        outcome = _compare(rows, names)
        if not maten:  # what most of them counted
            by_name = {one.naam: (one.low, one.high) for one in outcome.estimates}
            known = {row.variant_id: by_name[names[row.variant_id]] for row in rows}
        maten.append(_maat(rows, names, outcome, number=len(maten) + 1))
    oordelen = _oordelen(varianten, names, known)
    return Vergelijking(
        maten=maten,
        alleen=sorted(alleen),
        oordelen=[one for one in oordelen if one.te_doen],
        onbekend=[one for one in oordelen if not one.te_doen],
    )


def _by_measure(varianten: Sequence[Variant]) -> list[list[Uitkomst]]:
    """Put together what counts the same; of each variant its newest."""
    found: dict[tuple[str, bool, bool], list[Uitkomst]] = defaultdict(list)
    for variant in varianten:
        for row in newest(variant.uitkomsten.all()):
            found[measure_key(row.maat), row.is_aandeel, row.hoger_is_beter].append(row)
    return list(found.values())


def _compare(rows: Sequence[Uitkomst], names: Mapping[UUID, str]) -> "Comparison":
    from samenspel.analyse import leren

    better = rows[0].hoger_is_beter
    if rows[0].is_aandeel:
        shares = [leren.Share(names[r.variant_id], r.geslaagd or 0, r.aantal) for r in rows]
        return leren.compare(shares, higher_is_better=better)
    scores = [
        leren.Score(names[r.variant_id], float(r.gemiddelde or 0), r.standaardfout) for r in rows
    ]
    matters = SMALL * median(row.spreiding or 0.0 for row in rows)
    return leren.compare(scores, smallest=matters, higher_is_better=better)


def _maat(
    rows: Sequence[Uitkomst], names: Mapping[UUID, str], outcome: "Comparison", *, number: int
) -> Maat:
    share = rows[0].is_aandeel
    by_name = {names[row.variant_id]: row for row in rows}
    winner = next((one.naam for one in outcome.estimates if one.is_best), "")
    ends = [end for one in outcome.estimates for end in (one.low, one.high, one.raw)]
    scale = share_scale() if share else scale_of(ends)
    spread = outcome.prior.spread or 0.0
    return Maat(
        naam=rows[0].maat,
        sleutel=f"maat-{number}",
        hoger_is_beter=rows[0].hoger_is_beter,
        is_aandeel=share,
        conclusie=outcome.explanation,
        balken=[_balk(one, by_name[one.naam], scale, winner) for one in outcome.estimates],
        gemiddelde=scale.say(outcome.mean),
        gemiddelde_plek=place(outcome.mean, scale),
        strepen=scale.strepen,
        spreiding=f"{spread:.2g}".replace(".", ","),
        kleinste=f"{100 * outcome.smallest if share else outcome.smallest:.2g}".replace(".", ","),
        gevoelig=_gevoelig(outcome, scale),
    )


def _balk(one: "Estimate", row: Uitkomst, scale: Schaal, winner: str) -> VariantBalk:
    mean = f"gemiddeld {scale.say(one.raw)} van {row.aantal} metingen"
    return VariantBalk(
        pk=row.variant_id,
        naam=one.naam,
        geteld=f"{row.geslaagd} van {row.aantal}" if row.is_aandeel else mean,
        verwacht=scale.say(one.mean),
        tussen=f"{scale.say(one.low)} en {scale.say(one.high)}",
        laag=place(one.low, scale),
        hoog=place(one.high, scale),
        midden=place(one.mean, scale),
        breedte=place(one.high - one.low + scale.laag, scale),
        gezien=place(one.raw, scale),
        beter=spoken(one.above_mean),
        beste=spoken(one.best),
        tag=_tag(one, winner),
    )


def _tag(one: "Estimate", winner: str) -> tuple[str, str]:
    """Say the most that is sure: the best of these, or more or less than the mean."""
    if one.naam == winner:
        return "waarschijnlijk de beste", "klaar"
    if winner and one.verdict not in SAID:
        return "waarschijnlijk niet de beste", "stil"
    return one.verdict, SAID.get(one.verdict, "stil")


def _gevoelig(outcome: "Comparison", scale: Schaal) -> list[Gevoelig]:
    if not outcome.sensitivity:
        return []
    half, double = (one.estimates for one in outcome.sensitivity)
    return [
        Gevoelig(
            naam=now.naam,
            half=_range(low, scale),
            nu=_range(now, scale),
            dubbel=_range(high, scale),
            wisselt=len({low.verdict, now.verdict, high.verdict}) > 1,
        )
        for low, now, high in zip(half, outcome.estimates, double, strict=True)
    ]


def _range(one: "Estimate", scale: Schaal) -> str:
    return f"{scale.say(one.mean)} ({scale.say(one.low)} tot {scale.say(one.high)})"


def _oordelen(
    varianten: Sequence[Variant],
    names: Mapping[UUID, str],
    known: Mapping[UUID, tuple[float, float]],
) -> list[Oordeel]:
    """Judge each pair of organisaties; who took both from one example invented nothing twice."""
    from samenspel.analyse.patronen import same_wheel, wielen

    if len(varianten) < 2:
        return []
    texts = [f"{one.titel}\n{one.aanpak}" for one in varianten]
    approach, context = taal.encode(texts), taal.encode([one.context for one in varianten])
    by_name = {names[one.pk]: one for one in varianten}
    rows = [
        wielen.Variant(
            naam=names[one.pk],
            eigenaar=one.organisatie.kort,
            aanpak=approach[at],
            context=context[at],
            uitkomst=known.get(one.pk),
            overgenomen_van=names.get(pk) if (pk := one.naar_voorbeeld_van_id) else None,
        )
        for at, one in enumerate(varianten)
    ]
    said: dict[tuple[str, str], list[tuple[Variant, Variant]]] = defaultdict(list)
    for pair in same_wheel(rows, alike=ALIKE, different=DIFFERENT):
        one, other = (by_name[name] for name in pair.namen)
        example = one.naar_voorbeeld_van_id
        if example is None or example != other.naar_voorbeeld_van_id:
            said[pair.oordeel, pair.reden].append((one, other))
    return [
        Oordeel(oordeel, reden, TE_DOEN.get(oordeel, ""), sorted(pairs, key=_both)[:MOST_PAIRS])
        for (oordeel, reden), pairs in said.items()
    ]


def _organisatie(variant: Variant) -> tuple[str, str]:
    return variant.organisatie.kort, variant.titel


def _both(pair: tuple[Variant, Variant]) -> tuple[tuple[str, str], ...]:
    return _organisatie(pair[0]), _organisatie(pair[1])
