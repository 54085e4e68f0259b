"""Which regelingen and leefgebieden a casus touches, as suggested and as confirmed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from samenspel.analyse.patronen import regelingen as herkenning
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.models import Leefgebied, Niveau, Regeling
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.totaalplaatje import Regel, Tekening, home, teken
from samenspel.praktijk.totaalplaatje_smal import teken_smal

LABELS = dict(Leefgebied.choices)
NIVEAUS = dict(Niveau.choices)
COLUMNS = (
    "id", "naam", "afkorting", "van", "uitvoerder", "niveaus", "leefgebieden",
    "ruimte", "ruimte_toelichting", "peildatum",
)  # fmt: skip
Row = TypeVar("Row", Casus, Knelpunt)
SURE = 0.85
"""From here a word says it nearly alone: ticked beforehand. Below, the professional decides."""


@dataclass(frozen=True)
class Keuze:
    """A regeling or leefgebied to tick; `woorden` are those in the text that suggest it."""

    waarde: str
    label: str
    gekozen: bool
    woorden: tuple[str, ...] = ()
    zeker: bool = False
    regel: Regel | None = None


@dataclass(frozen=True)
class Plaatje:
    """The drawing for a wide screen, and the one for a phone."""

    breed: Tekening
    smal: Tekening


@dataclass(frozen=True)
class Beeld:
    """The totaalplaatje of one casus, and what can be ticked to change it."""

    casus: Casus
    regels: list[Regel]
    ministeries: int
    plaatje: Plaatje
    voorstellen: list[Keuze]
    overige: list[Keuze]
    leefgebieden: list[Keuze]


def regelingen() -> list[Regel]:
    """All regelingen by name."""
    return [_as_regel(row) for row in _columns(Regeling.objects.all()).values(*COLUMNS)]


def regels_with_count(casussen: Iterable[UUID]) -> list[tuple[Regel, int]]:
    """Return the regelingen of these casussen, and in how many each plays, most first."""
    links = Casus.regelingen.through.objects.filter(casus__in=casussen).order_by()
    counts = dict(links.values_list("regeling").annotate(aantal=Count("pk")))
    rows = _columns(Regeling.objects.filter(pk__in=counts)).values(*COLUMNS)
    return sorted(((_as_regel(row), counts[row["id"]]) for row in rows), key=lambda one: -one[1])


def with_regels(rows: QuerySet[Row], links: QuerySet[Any]) -> QuerySet[Row]:
    """Let casussen or knelpunten bring their regelingen along, at no query of their own.

    `links` are the rows that link `OuterRef(OuterRef("pk"))` to its regelingen.
    """
    columns = JSONObject(**{name: name for name in COLUMNS})
    linked = Regeling.objects.filter(pk__in=links.values("regeling"))
    return rows.annotate(regelingen_json=ArraySubquery(_columns(linked).values(json=columns)))


def regels_of(thing: Casus | Knelpunt) -> list[Regel]:
    """Return the regelingen that `with_regels` brought along."""
    return [_as_regel(row) for row in thing.regelingen_json]  # type: ignore[union-attr]


def teken_beeld(leefgebieden: Iterable[str], regels: list[Regel]) -> Plaatje:
    """Draw the picture with the names of the leefgebieden as we write them."""
    areas = set(leefgebieden)
    return Plaatje(teken(areas, regels, LABELS), teken_smal(areas, regels, LABELS))


def beeld_page(
    casus: Casus, *, leefgebieden: Iterable[str] | None, gekozen: Iterable[str] | None
) -> Beeld:
    """Compose the page where a professional confirms or corrects the picture.

    `leefgebieden` (codes) and `gekozen` (ids of regelingen) are what she ticked; None when she
    did not choose yet: then what she confirmed before is ticked, or else what the text says.
    """
    every = {one.pk: one for one in regelingen()}
    hits = _recognised(casus, every.values())
    if leefgebieden is not None and gekozen is not None:
        areas, ticked = set(leefgebieden), set(gekozen)
    else:
        areas, ticked = _before(casus, hits)
    regels = [one for one in every.values() if one.pk in ticked]
    choices = {
        code: Keuze(code, one.naam, code in ticked, regel=one) for code, one in every.items()
    }
    suggested = [_with_words(choices.pop(hit.code), hit) for hit in hits if hit.code]
    rest = choices.values()
    areas |= {home(one, areas) for one in regels}
    return Beeld(
        casus=casus,
        regels=regels,
        ministeries=len({naam for one in regels for naam in one.ministeries}),
        plaatje=teken_beeld(areas & LABELS.keys(), regels),
        voorstellen=[*suggested, *(one for one in rest if one.gekozen)],
        overige=[one for one in rest if not one.gekozen],
        leefgebieden=[Keuze(code, label, code in areas) for code, label in LABELS.items()],
    )


def leefgebieden_in(tekst: str) -> list[str]:
    """Return the codes of the leefgebieden that `tekst` touches, the surest first."""
    hits = _recognise(tekst, regelingen())
    return [hit.leefgebied for hit in hits if hit.leefgebied]


def _recognised(casus: Casus, regels: Iterable[Regel]) -> list[herkenning.Hit]:
    return _recognise(f"{casus.titel}.\n{casus.tekst}", regels)


def _recognise(tekst: str, regels: Iterable[Regel]) -> list[herkenning.Hit]:
    known = [
        herkenning.Regeling(one.pk, one.naam, one.afkorting, one.leefgebieden) for one in regels
    ]
    # What stands for a number that was taken out says nothing about the household.
    return herkenning.recognise(
        re.sub(r"\[[^\[\]]*\]|\bbsn\b", " ", tekst, flags=re.IGNORECASE), known
    )


def _before(casus: Casus, hits: list[herkenning.Hit]) -> tuple[set[str], set[str]]:
    """What she confirmed earlier, or else what the text says nearly for sure."""
    known = {str(pk) for pk in casus.regelingen.values_list("pk", flat=True)}
    if known or casus.leefgebieden:
        return set(casus.leefgebieden), known
    sure = [hit for hit in hits if hit.certainty >= SURE]
    areas = {hit.leefgebied for hit in sure if hit.leefgebied}
    return areas, {hit.code for hit in sure if hit.code}


def _with_words(choice: Keuze, hit: herkenning.Hit) -> Keuze:
    words = tuple(dict.fromkeys(word.text for word in hit.words))
    return replace(choice, woorden=words[:3], zeker=hit.certainty >= SURE)


def _columns(rows: QuerySet[Regeling]) -> QuerySet[Regeling]:
    """Add the names of the ministeries as `van`."""
    short, some = "ministeries__kort", Q(ministeries__isnull=False)
    names = ArrayAgg(short, filter=some, order_by=short, default=[])
    return rows.annotate(van=names).order_by("naam")


def _as_regel(row: dict[str, Any]) -> Regel:
    return Regel(
        naam=row["naam"],
        afkorting=row["afkorting"],
        ministeries=tuple(row["van"]),
        uitvoerder=row["uitvoerder"],
        niveaus=tuple(NIVEAUS[niveau] for niveau in row["niveaus"]),
        leefgebieden=tuple(row["leefgebieden"]),
        ruimte=_room(row),
        toelichting=row["ruimte_toelichting"],
        pk=str(row["id"]),
    )


def _room(row: dict[str, Any]) -> str:
    """Say in words which room the law gives, and as of when."""
    if row["ruimte"] == Regeling.Ruimte.ONBEKEND:
        return "niet onderzocht"
    # As JSON the date is text.
    day = date.fromisoformat(str(row["peildatum"]))
    return f"{Regeling.Ruimte(row['ruimte']).label} (stand {datum(day)})"
