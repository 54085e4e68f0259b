"""What the pages of knelpunten and lessen show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, DateField, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse

from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.landkaart import Plek
from samenspel.organisaties.models import Gebruiker, Indeling
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.queries.beeld import regels_of, with_regels
from samenspel.praktijk.queries.verloop import Gebeurd, verloop
from samenspel.praktijk.totaalplaatje import Regel

PER_PAGE = 25
Row = tuple[UUID, str, str, UUID | None, str | None, int, datetime]
"""Gemeente (key, name, code), opgave (key, title), how many casussen, and the first."""


@dataclass(frozen=True)
class Spreiding:
    """How widely a knelpunt is shared, as far as the reader may see.

    `regios` counts the jeugdregio's of the gemeenten; `niveaus` are those that carry out the
    regelingen it is about.
    """

    gemeenten: int
    regios: int
    niveaus: tuple[str, ...]


@dataclass(frozen=True)
class InOpgave:
    """In which opgave, and how often; without `pk` an opgave the reader may not see."""

    pk: UUID | None
    titel: str
    aantal: int


@dataclass(frozen=True)
class Geleerd:
    """A les to link to."""

    pk: UUID
    titel: str
    op: date


@dataclass(frozen=True)
class KnelpuntPage:
    """Everything the page of one knelpunt shows; without `verloop` nobody asked for it."""

    knelpunt: Knelpunt
    plekken: list[Plek]
    opgaven: list[InOpgave]
    sinds: datetime | None
    aantal: int
    regels: list[Regel]
    casussen: Page[Casus]
    lessen: list[Geleerd]
    verloop: list[Gebeurd] | None
    may_change: bool


def spread_of(knelpunt: Knelpunt) -> Spreiding:
    """Count where `knelpunt` occurs, over the casussen the reader may see."""
    gemeenten = _brought_in(knelpunt).order_by().values("gemeente").distinct()
    regios = Indeling.objects.filter(soort=Indeling.Soort.JEUGDREGIO, gemeente__in=gemeenten)
    niveaus = knelpunt.regelingen.values_list("niveaus", flat=True)
    return Spreiding(
        gemeenten=gemeenten.count(),
        regios=regios.values("gebied").distinct().count(),
        niveaus=tuple(sorted({niveau for row in niveaus for niveau in row})),
    )


def knelpunten(*, zoek: str = "", opgave: str = "", oorzaak: str = "") -> QuerySet[Knelpunt]:
    """The knelpunten, newest or best first, with in how many `gemeenten` and `opgaven` each is."""
    found = Knelpunt.objects.select_related("opgave")
    if zoek:
        found = search(found, zoek)
    if opgave:
        found = found.filter(opgave_id=opgave)
    if oorzaak:
        found = found.filter(oorzaak=oorzaak)
    return found.annotate(gemeenten=_how_many("gemeente"), opgaven=_how_many("opgave"))


def knelpunten_with_regels() -> QuerySet[Knelpunt]:
    """The knelpunten for the page of one, with its lessen.

    A knelpunt is read with its opgave: who may not read that one, does not find it here.
    """
    les = JSONObject(pk="pk", titel="titel", op=Cast("gemaakt_op", DateField()))
    lessen = Les.objects.filter(knelpunt=OuterRef("pk")).values(json=les)[:PER_PAGE]
    links = Knelpunt.regelingen.through.objects.filter(knelpunt=OuterRef(OuterRef("pk")))
    rows = Knelpunt.objects.select_related("opgave", "organisatie")
    return with_regels(rows, links).annotate(lessen_json=ArraySubquery(lessen))


def opgaven_with_knelpunten() -> QuerySet[Opgave]:
    """The opgaven to filter on."""
    return Opgave.objects.exclude(stand=Opgave.Stand.CONCEPT)


def knelpunt_page(
    knelpunt: Knelpunt, *, viewer: Gebruiker, pagina: str | None = None, with_verloop: bool = False
) -> KnelpuntPage:
    """Compose the page of `knelpunt` (a row of `knelpunten_with_regels()`) for this viewer."""
    casussen = _brought_in(knelpunt).order_by("-ingebracht_op")
    rows = list(
        casussen.order_by()
        .values_list("gemeente", "gemeente__naam", "gemeente__code", "opgave", "opgave__titel")
        .annotate(aantal=Count("pk"), eerste=Min("ingebracht_op"))
    )
    light = casussen.select_related("gemeente").defer("tekst", "wens", "zoektekst")
    pages = Paginator(light, PER_PAGE)
    pages.count = sum(row[5] for row in rows)  # known already: saves a query
    return KnelpuntPage(
        knelpunt=knelpunt,
        plekken=_plekken(rows),
        opgaven=_in_opgaven(rows),
        sinds=min((row[6] for row in rows), default=None),
        aantal=pages.count,
        regels=regels_of(knelpunt),
        casussen=pages.get_page(pagina),
        lessen=[_learned(row) for row in knelpunt.lessen_json],  # type: ignore[attr-defined]
        verloop=verloop(knelpunt, viewer=viewer) if with_verloop else None,
        may_change=permissions.may_change_knelpunt(viewer, knelpunt),
    )


def lessen(*, zoek: str = "") -> QuerySet[Les]:
    """The lessen, newest or best first."""
    found = Les.objects.select_related("opgave", "knelpunt", "organisatie")
    return search(found, zoek) if zoek else found


def _learned(row: dict[str, str]) -> Geleerd:
    return Geleerd(UUID(row["pk"]), row["titel"], date.fromisoformat(row["op"]))


def _brought_in(knelpunt: Knelpunt) -> QuerySet[Casus]:
    return Casus.objects.filter(knelpunten=knelpunt, ingebracht_op__isnull=False)


def _how_many(what: str) -> Coalesce:
    """Count the different gemeenten or opgaven, only for the rows on the page."""
    rows = Casus.objects.filter(knelpunten=OuterRef("pk"), ingebracht_op__isnull=False)
    counted = rows.order_by().values("knelpunten").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())


def _plekken(rows: list[Row]) -> list[Plek]:
    found: dict[UUID, tuple[str, str, int]] = {}
    for pk, naam, code, _, _, aantal, _ in rows:
        found[pk] = (naam, code, aantal + found.get(pk, ("", "", 0))[2])
    return [
        Plek(code, naam, reverse("organisaties:detail", args=[pk]), aantal)
        for pk, (naam, code, aantal) in sorted(found.items(), key=lambda i: (-i[1][2], i[1][0]))
    ]


def _in_opgaven(rows: list[Row]) -> list[InOpgave]:
    found: dict[UUID | None, InOpgave] = {}
    for _, _, _, pk, titel, aantal, _ in rows:
        known = pk if titel else None
        before = found[known].aantal if known in found else 0
        found[known] = InOpgave(known, titel or "een opgave die u niet ziet", before + aantal)
    return sorted(found.values(), key=lambda one: (-one.aantal, one.titel))
