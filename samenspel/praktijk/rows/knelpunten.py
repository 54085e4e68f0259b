"""Knelpunten, where each occurs, and lessen; for any reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django_stubs_ext import WithAnnotations

from samenspel.basis.rij import Tag
from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import teams_of
from samenspel.organisaties.models import Gebruiker, Indeling, Organisatie
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.rows.regelingen import MetRegelingen, with_regelingen
from samenspel.praktijk.terugkoppeling.rows import how_many_open
from samenspel.spoor.rows import with_spoor

PER_PAGE = 25
HIELP: dict[str, Tag] = {
    Casus.Geholpen.JA: ("geholpen", "klaar"),
    Casus.Geholpen.DEELS: ("deels geholpen", "wacht"),
    Casus.Geholpen.NEE: ("niet geholpen", "stil"),
}


@dataclass(frozen=True)
class Ingebracht:
    """One casus of a knelpunt, with where it plays; read in one go, without its texts."""

    pk: UUID
    titel: str
    ingebracht_op: datetime
    geholpen: str
    gemeente_id: UUID
    gemeente: str
    gemeente_code: str
    opgave_id: UUID | None
    opgave: str | None

    @property
    def hielp(self) -> Tag | None:
        """What the indiener said of the outcome, as a tag."""
        return HIELP[self.geholpen] if self.geholpen else None


@dataclass(frozen=True)
class Spreiding:
    """How widely a knelpunt is shared, as far as the reader may see.

    `regios` counts the jeugdregio's of the gemeenten; `niveaus` are those that carry out the
    regelingen it is about.
    """

    gemeenten: int
    regios: int
    niveaus: tuple[str, ...]


def spread_of(knelpunt: Knelpunt) -> Spreiding:
    """Count where `knelpunt` occurs, over the casussen the reader may see."""
    gemeenten = brought_in(knelpunt).order_by().values("gemeente").distinct()
    regios = Indeling.objects.filter(soort=Indeling.Soort.JEUGDREGIO, gemeente__in=gemeenten)
    niveaus = knelpunt.regelingen.values_list("niveaus", flat=True)
    return Spreiding(
        gemeenten=gemeenten.count(),
        regios=regios.values("gebied").distinct().count(),
        niveaus=tuple(sorted({niveau for row in niveaus for niveau in row})),
    )


def knelpunten(
    *, zoek: str = "", opgave: Opgave | None = None, oorzaak: str = ""
) -> QuerySet[Knelpunt]:
    """The knelpunten, newest or best first, with in how many `gemeenten` and `opgaven` each is.

    One that went into another is left out: that one counts for both.
    """
    found = Knelpunt.objects.filter(opgegaan_in=None).select_related("opgave")
    if zoek:
        found = search(found, zoek)
    if opgave:
        found = found.filter(opgave=opgave)
    if oorzaak:
        found = found.filter(oorzaak=oorzaak)
    return found.annotate(gemeenten=_how_many("gemeente"), opgaven=_how_many("opgave"))


def knelpunten_in(gemeente: Organisatie) -> QuerySet[Knelpunt]:
    """The knelpunten of casussen brought in from `gemeente`, as far as the reader may see them."""
    here = Casus.objects.filter(gemeente=gemeente, ingebracht_op__isnull=False)
    found = Knelpunt.objects.filter(opgegaan_in=None, pk__in=here.order_by().values("knelpunten"))
    return found.select_related("opgave").order_by("titel", "pk")[:PER_PAGE]


class _Knelpunt(MetRegelingen):
    lessen_json: list[dict[str, str]]
    ook_genoemd: list[dict[str, str]]
    heropend: int


KnelpuntRij: TypeAlias = "WithAnnotations[Knelpunt, _Knelpunt]"


def knelpunten_with_regelingen() -> QuerySet[KnelpuntRij]:
    """The knelpunten for the page of one, with its lessen.

    A knelpunt is read with its opgave: who may not read that one, does not find it here.
    """
    les = JSONObject(pk="pk", titel="titel", op="gemaakt_op")
    gone = Knelpunt.objects.filter(opgegaan_in=OuterRef("pk")).order_by("titel")
    lessen = Les.objects.filter(knelpunt=OuterRef("pk")).values(json=les)[:PER_PAGE]
    links = Knelpunt.regelingen.through.objects.filter(knelpunt=OuterRef(OuterRef("pk")))
    rows = Knelpunt.objects.select_related("opgave", "organisatie", "opgegaan_in")
    found: QuerySet[Any] = with_spoor(with_regelingen(rows, links)).annotate(
        lessen_json=ArraySubquery(lessen),
        heropend=how_many_open(),
        ook_genoemd=ArraySubquery(gone.values(json=JSONObject(pk="pk", titel="titel"))),
    )
    return found


def knelpunten_to_change(gebruiker: Gebruiker) -> QuerySet[Knelpunt]:
    """The knelpunten that `gebruiker` may change and that stand on their own, by titel."""
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    own = Q(maker=gebruiker, organisatie__in=mine)
    of_team = Q(opgave__in=teams_of(gebruiker))
    return Knelpunt.objects.filter(own | of_team, opgegaan_in=None).order_by("titel", "pk")


def opgaven_with_knelpunten() -> QuerySet[Opgave]:
    """The opgaven to filter on."""
    return Opgave.objects.exclude(stand=Opgave.Stand.CONCEPT)


def ingebracht(casussen: QuerySet[Casus]) -> list[Ingebracht]:
    """Read these casussen, newest first, without their texts. One query."""
    columns = ["pk", "titel", "ingebracht_op", "geholpen", "gemeente", "gemeente__naam"]
    columns += ["gemeente__code", "opgave", "opgave__titel"]
    found = casussen.order_by("-ingebracht_op", "pk")
    return [Ingebracht(*row) for row in found.values_list(*columns)]


def lessen(*, zoek: str = "", opgave: Opgave | None = None) -> QuerySet[Les]:
    """The lessen, newest or best first."""
    found = Les.objects.select_related("opgave", "knelpunt", "organisatie")
    if opgave:
        found = found.filter(opgave=opgave)
    return search(found, zoek) if zoek else found


def brought_in(knelpunt: Knelpunt) -> QuerySet[Casus]:
    """The casussen with `knelpunt` that were brought in."""
    return Casus.objects.filter(knelpunten=knelpunt, ingebracht_op__isnull=False)


def _how_many(what: str) -> Coalesce:
    """Count the different gemeenten or opgaven, only for the rows on the page."""
    rows = Casus.objects.filter(knelpunten=OuterRef("pk"), ingebracht_op__isnull=False)
    counted = rows.order_by().values("knelpunten").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())
