"""What the pages of knelpunten and lessen show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, DateField, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import teams_of
from samenspel.organisaties.landkaart import Plek
from samenspel.organisaties.models import Gebruiker, Indeling
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.queries.beeld import regels_of, with_regels
from samenspel.praktijk.tijdlijn import Tijdlijn, teken_tijdlijn
from samenspel.praktijk.totaalplaatje import Regel
from samenspel.spoor.queries import Verteld, tell, with_spoor

PER_PAGE = 25


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
    def hielp(self) -> str:
        """What the indiener said of the outcome, in words."""
        return str(Casus.Geholpen(self.geholpen).label) if self.geholpen else ""


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
    """Everything the page of one knelpunt shows."""

    knelpunt: Knelpunt
    plekken: list[Plek]
    opgaven: list[InOpgave]
    tijdlijn: Tijdlijn | None
    aantal: int
    regels: list[Regel]
    casussen: Page[Ingebracht]
    lessen: list[Geleerd]
    spoor: Verteld
    ook_genoemd: list[dict[str, str]]
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
    """The knelpunten, newest or best first, with in how many `gemeenten` and `opgaven` each is.

    One that went into another is left out: that one counts for both.
    """
    found = Knelpunt.objects.filter(opgegaan_in=None).select_related("opgave")
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
    gone = Knelpunt.objects.filter(opgegaan_in=OuterRef("pk")).order_by("titel")
    lessen = Les.objects.filter(knelpunt=OuterRef("pk")).values(json=les)[:PER_PAGE]
    links = Knelpunt.regelingen.through.objects.filter(knelpunt=OuterRef(OuterRef("pk")))
    rows = Knelpunt.objects.select_related("opgave", "organisatie", "opgegaan_in")
    return with_spoor(with_regels(rows, links)).annotate(
        lessen_json=ArraySubquery(lessen),
        ook_genoemd=ArraySubquery(gone.values(json=JSONObject(pk="pk", titel="titel"))),
    )


def knelpunten_to_change(gebruiker: Gebruiker) -> QuerySet[Knelpunt]:
    """The knelpunten that `gebruiker` may change and that stand on their own, by titel."""
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    own = Q(maker=gebruiker, organisatie__in=mine)
    of_team = Q(opgave__in=teams_of(gebruiker))
    return Knelpunt.objects.filter(own | of_team, opgegaan_in=None).order_by("titel", "pk")


def opgaven_with_knelpunten() -> QuerySet[Opgave]:
    """The opgaven to filter on."""
    return Opgave.objects.exclude(stand=Opgave.Stand.CONCEPT)


def knelpunt_page(
    knelpunt: Knelpunt, *, viewer: Gebruiker, pagina: str | None = None
) -> KnelpuntPage:
    """Compose the page of `knelpunt` (a row of `knelpunten_with_regels()`) for this viewer."""
    # All of them at once: what costs is which casussen she may see, and that is asked once.
    rows = ingebracht(_brought_in(knelpunt))
    return KnelpuntPage(
        knelpunt=knelpunt,
        plekken=plekken_of(rows),
        opgaven=opgaven_of(rows),
        tijdlijn=tijdlijn_of(rows),
        aantal=len(rows),
        regels=regels_of(knelpunt),
        casussen=Paginator(rows, PER_PAGE).get_page(pagina),
        lessen=[_learned(row) for row in knelpunt.lessen_json],  # type: ignore[attr-defined]
        spoor=tell(knelpunt, viewer=viewer),
        ook_genoemd=knelpunt.ook_genoemd,  # type: ignore[attr-defined]
        may_change=allows(permissions.check_knelpunt, knelpunt, by=viewer),
    )


def ingebracht(casussen: QuerySet[Casus]) -> list[Ingebracht]:
    """Read these casussen, newest first, without their texts. One query."""
    columns = ["pk", "titel", "ingebracht_op", "geholpen", "gemeente", "gemeente__naam"]
    columns += ["gemeente__code", "opgave", "opgave__titel"]
    found = casussen.order_by("-ingebracht_op", "pk")
    return [Ingebracht(*row) for row in found.values_list(*columns)]


def tijdlijn_of(rows: Iterable[Ingebracht]) -> Tijdlijn | None:
    """Draw when these casussen were brought in."""
    zone = timezone.get_current_timezone()
    days = (timezone.localdate(row.ingebracht_op, zone) for row in rows)
    return teken_tijdlijn(days, klok.today())


def plekken_of(rows: Iterable[Ingebracht]) -> list[Plek]:
    """Count these casussen by gemeente, most first."""
    counts = Counter((row.gemeente_id, row.gemeente, row.gemeente_code) for row in rows)
    return [
        Plek(code, naam, reverse("organisaties:detail", args=[pk]), aantal)
        for (pk, naam, code), aantal in sorted(counts.items(), key=lambda i: (-i[1], i[0][1]))
    ]


def opgaven_of(rows: Iterable[Ingebracht]) -> list[InOpgave]:
    """Count these casussen by opgave, most first."""
    # An opgave she may not see has no title here; those count together.
    counts = Counter((row.opgave_id if row.opgave else None, row.opgave) for row in rows)
    found = [
        InOpgave(pk, titel or "een opgave die u niet ziet", aantal)
        for (pk, titel), aantal in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.aantal, one.titel))


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
