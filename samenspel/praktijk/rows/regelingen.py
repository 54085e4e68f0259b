"""The regelingen that a household or a knelpunt meets, for any reader."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias, TypedDict
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject
from django_stubs_ext import WithAnnotations

from samenspel.analyse.patronen import regelingen as herkenning
from samenspel.basis.templatetags.samenspel import datum_voluit
from samenspel.organisaties.models import Niveau, Regeling
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.totaalplaatje import InBeeld

NIVEAUS = dict(Niveau.choices)
COLUMNS = (
    "id", "naam", "afkorting", "van", "uitvoerder", "niveaus", "leefgebieden",
    "ruimte", "ruimte_toelichting", "peildatum",
)  # fmt: skip


class MetRegelingen(TypedDict):
    """What `with_regelingen` brings along."""

    regelingen_json: list[dict[str, Any]]


RijMetRegelingen: TypeAlias = (
    "WithAnnotations[Casus, MetRegelingen] | WithAnnotations[Knelpunt, MetRegelingen]"
)


def alle_regelingen() -> list[InBeeld]:
    """All regelingen by name."""
    return [_in_beeld(row) for row in _columns(Regeling.objects.all()).values(*COLUMNS)]


def regelingen_with_count(casussen: Iterable[UUID]) -> list[tuple[InBeeld, int]]:
    """Return the regelingen of these casussen, and in how many each plays, most first."""
    links = Casus.regelingen.through.objects.filter(casus__in=casussen).order_by()
    counts = dict(links.values_list("regeling").annotate(aantal=Count("pk")))
    rows = _columns(Regeling.objects.filter(pk__in=counts)).values(*COLUMNS)
    return sorted(((_in_beeld(row), counts[row["id"]]) for row in rows), key=lambda one: -one[1])


def with_regelingen(rows: QuerySet[Any], links: QuerySet[Any]) -> QuerySet[Any]:
    """Let casussen or knelpunten bring their regelingen along, at no query of their own.

    `links` are the rows that link `OuterRef(OuterRef("pk"))` to its regelingen.
    """
    columns = JSONObject(**{name: name for name in COLUMNS})
    linked = Regeling.objects.filter(pk__in=links.values("regeling"))
    bring = ArraySubquery(_columns(linked).values(json=columns))
    found: QuerySet[Any] = rows.annotate(regelingen_json=bring)
    return found


def regelingen_of(thing: RijMetRegelingen) -> list[InBeeld]:
    """Return the regelingen that `with_regelingen` brought along."""
    return [_in_beeld(row) for row in thing.regelingen_json]


def leefgebieden_in(tekst: str) -> list[str]:
    """Return the codes of the leefgebieden that `tekst` touches, the surest first."""
    hits = recognise_in(tekst, alle_regelingen())
    return [hit.leefgebied for hit in hits if hit.leefgebied]


def recognise_in(tekst: str, regelingen: Iterable[InBeeld]) -> list[herkenning.Hit]:
    """Find which of `regelingen` and leefgebieden `tekst` is about, the surest first."""
    known = [
        herkenning.Regeling(one.pk, one.naam, one.afkorting, one.leefgebieden) for one in regelingen
    ]
    # What stands for a number that was taken out says nothing about the household.
    return herkenning.recognise(
        re.sub(r"\[[^\[\]]*\]|\bbsn\b", " ", tekst, flags=re.IGNORECASE), known
    )


def _columns(rows: QuerySet[Regeling]) -> QuerySet[Regeling]:
    """Add the names of the ministeries as `van`."""
    short, some = "ministeries__kort", Q(ministeries__isnull=False)
    names = ArrayAgg(short, filter=some, order_by=short, default=[])
    return rows.annotate(van=names).order_by("naam")


def _in_beeld(row: dict[str, Any]) -> InBeeld:
    return InBeeld(
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
    return f"{Regeling.Ruimte(row['ruimte']).label} (stand {datum_voluit(day)})"
