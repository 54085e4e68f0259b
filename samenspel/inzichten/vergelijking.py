"""Varianten of one knelpunt compared honestly: what they yield, and whether it is the same wheel.

Bridge to the kernel. Everything is worked out of the varianten that the reader may see, at the
moment she looks; nothing of it is kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from samenspel.inzichten import taal
from samenspel.inzichten.balken import Schaal, Streep, place, scale_of, share_scale, spoken
from samenspel.leren.models import Uitkomst, Variant
from samenspel.leren.queries import names_of, newest
from samenspel.leren.rules import measure_key

if TYPE_CHECKING:  # the numerical libraries take a second to load; most pages need none
    from samenspel.analyse.leren import Comparison
    from samenspel.analyse.leren.vergelijken import Estimate
    from samenspel.analyse.patronen.wielen import Pair

ALIKE, DIFFERENT = 0.35, 0.18
"""Cosine of `taal.encode` from which two descriptions are alike, and below which they differ.

In 4,000 moties one in ten random pairs reaches 0.18 and fewer than one in two hundred 0.35; the
same approach in other words reached 0.5. A choice, not a finding."""
MOST_PAIRS = 12
TE_DOEN = {
    "zelfde wiel": "Bel elkaar. Samen hebt u twee keer zo veel ervaring, en één beschrijving is "
    "genoeg.",
    "zinvolle variatie": "Laat het verschil bestaan, en vraag elkaar wat bij wie werkt.",
}
TAGS = {
    "beter dan gemiddeld": ("beter dan gemiddeld", "klaar"),
    "minder dan gemiddeld": ("minder dan gemiddeld", "wacht"),
    "te weinig gegevens": ("te weinig gegevens", "stil"),
}


@dataclass(frozen=True)
class Balk:
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
    balken: list[Balk]
    gemiddelde: str
    gemiddelde_plek: str
    strepen: list[Streep]
    spreiding: str
    gevoelig: list[Gevoelig]


@dataclass(frozen=True)
class Paar:
    """Two varianten, what they are to each other, why, and what to do with it."""

    een: Variant
    ander: Variant
    oordeel: str
    reden: str
    te_doen: str


@dataclass(frozen=True)
class Vergelijking:
    """Everything the comparison shows; `alleen` are measures that one variant counted."""

    maten: list[Maat]
    alleen: list[str]
    paren: list[Paar]
    onbekend: list[Paar]
    aantal: int


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
    pairs = _pairs(varianten, known)
    clear = [pair for pair in pairs if pair.te_doen]
    return Vergelijking(
        maten=maten,
        alleen=sorted(alleen),
        paren=clear[:MOST_PAIRS],
        onbekend=[pair for pair in pairs if not pair.te_doen][:MOST_PAIRS],
        aantal=len(pairs),
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
    return leren.compare(scores, higher_is_better=better)


def _maat(
    rows: Sequence[Uitkomst], names: Mapping[UUID, str], outcome: "Comparison", *, number: int
) -> Maat:
    share = rows[0].is_aandeel
    by_name = {names[row.variant_id]: row for row in rows}
    ends = [end for one in outcome.estimates for end in (one.low, one.high, one.raw)]
    scale = share_scale() if share else scale_of(ends)
    spread = outcome.prior.spread or 0.0
    return Maat(
        naam=rows[0].maat,
        sleutel=f"maat-{number}",
        hoger_is_beter=rows[0].hoger_is_beter,
        is_aandeel=share,
        conclusie=outcome.explanation,
        balken=[_balk(one, by_name[one.naam], scale) for one in outcome.estimates],
        gemiddelde=scale.say(outcome.mean),
        gemiddelde_plek=place(outcome.mean, scale),
        strepen=scale.strepen,
        spreiding=f"{spread:.2g}".replace(".", ","),
        gevoelig=_gevoelig(outcome, scale),
    )


def _balk(one: "Estimate", row: Uitkomst, scale: Schaal) -> Balk:
    mean = f"gemiddeld {scale.say(one.raw)} van {row.aantal} metingen"
    return Balk(
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
        tag=TAGS[one.verdict],
    )


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


def _pairs(varianten: Sequence[Variant], known: Mapping[UUID, tuple[float, float]]) -> list[Paar]:
    """Judge each pair of organisaties; who took both from one example invented nothing twice."""
    from samenspel.analyse.patronen import same_wheel, wielen

    if len(varianten) < 2:
        return []
    texts = [f"{one.titel}\n{one.aanpak}" for one in varianten]
    approach, context = taal.encode(texts), taal.encode([one.context for one in varianten])
    by_key = {str(one.pk): one for one in varianten}
    rows = [
        wielen.Variant(
            naam=str(one.pk),
            eigenaar=one.organisatie.kort,
            aanpak=approach[at],
            context=context[at],
            uitkomst=known.get(one.pk),
            overgenomen_van=str(one.naar_voorbeeld_van_id),
        )
        for at, one in enumerate(varianten)
    ]
    found = same_wheel(rows, alike=ALIKE, different=DIFFERENT)
    return [_paar(pair, by_key) for pair in found if not _same_example(pair, by_key)]


def _same_example(pair: "Pair", by_key: Mapping[str, Variant]) -> bool:
    one, other = (by_key[key].naar_voorbeeld_van_id for key in pair.namen)
    return one is not None and one == other


def _paar(pair: "Pair", by_key: Mapping[str, Variant]) -> Paar:
    one, other = sorted((by_key[key] for key in pair.namen), key=lambda v: v.organisatie.kort)
    return Paar(one, other, pair.oordeel, pair.reden, TE_DOEN.get(pair.oordeel, ""))
