"""What the page of one verhaal shows, and the lists of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from samenspel.basis.checks import allows
from samenspel.opgaven.models import Opgave, Partner
from samenspel.opgaven.permissions import teams_of
from samenspel.organisaties.models import Gebruiker, Leefgebied, Organisatie
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import permissions, rules, toestemming
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina


@dataclass(frozen=True)
class Aangewezen:
    """A knelpunt that verhalen point at, by its title; `leesbaar` when this viewer may open it."""

    pk: UUID
    titel: str
    leesbaar: bool


@dataclass(frozen=True)
class VerhaalPage:
    """Everything the page of one verhaal shows; `may_...` says what this viewer can do here."""

    verhaal: Verhaal
    themas: list[str]
    aangewezen: list[Aangewezen]
    citaten: list[Citaat]
    gepubliceerd: bool
    toestemming: toestemming.Versie | None
    is_teller: bool
    may_read_over: bool
    may_use: bool
    may_cite: bool


def verhalen(*, thema: str = "") -> QuerySet[Verhaal]:
    """The verhalen I may read, newest first; with `thema` those that go about it."""
    found = Verhaal.objects.select_related("gemeente", "opgave")
    return found.filter(Q(thema=thema) | Q(ook__contains=[thema])) if thema else found


def mijn_verhalen(viewer: Gebruiker) -> QuerySet[Verhaal]:
    """The verhalen that she told, or wrote down with somebody."""
    return verhalen().filter(maker=viewer)


def found_by_code(code: str) -> Verhaal | None:
    """Return the verhaal of this code; the door must stand open (`deur.open_with`)."""
    return verhalen().filter(sleutel=rules.seal(code)).first() if rules.normal(code) else None


def verhaal_page(verhaal: Verhaal, *, viewer: Gebruiker, code: str) -> VerhaalPage:
    """Compose the page of `verhaal` for this viewer, who may hold its code."""
    teller = permissions.is_teller(viewer, verhaal, code)
    may_use = allows(permissions.check_gebruiken, verhaal, by=viewer)
    page = Verhaalpagina.objects.filter(opgave=verhaal.opgave_id)
    return VerhaalPage(
        verhaal=verhaal,
        themas=[Leefgebied(code).label for code in (verhaal.thema, *verhaal.ook)],
        aangewezen=_aangewezen(verhaal, teller=teller),
        citaten=list(Citaat.objects.filter(verhaal=verhaal)) if teller or may_use else [],
        gepubliceerd=(teller or may_use) and page.exists(),
        toestemming=toestemming.versie(verhaal.toestemming) if teller else None,
        is_teller=teller,
        may_read_over=allows(permissions.check_nalezen, verhaal, by=viewer),
        may_use=may_use,
        may_cite=allows(permissions.check_citeren, verhaal, by=viewer),
    )


def bij_knelpunt(knelpunt: Knelpunt, most: int) -> list[Verhaal]:
    """Return the newest verhalen I may read that point at `knelpunt`, or at what went up in it."""
    here = Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt)
    linked = Aanwijzing.objects.filter(here, verhaal=OuterRef("pk"))
    return list(verhalen().filter(Exists(linked))[:most])


def gemeenten() -> QuerySet[Organisatie]:
    """The gemeenten of today."""
    return Organisatie.objects.filter(soort="gemeente", eindigt_op=None).only("naam")


def opgaven_to_choose() -> QuerySet[Opgave]:
    """The opgaven that run, as far as whoever tells may read them."""
    return Opgave.objects.filter(stand=Opgave.Stand.VASTGESTELD).order_by("titel")


def opgaven_to_read_over(verhaal: Verhaal, viewer: Gebruiker) -> QuerySet[Opgave]:
    """The opgaven of her teams to which a verhaal can be taken when it is read over."""
    mine = Opgave.objects.filter(pk__in=teams_of(viewer)).order_by("titel")
    if verhaal.opgave_id:
        return mine.filter(pk=verhaal.opgave_id)
    here = Partner.objects.filter(organisatie=verhaal.gemeente_id).values("opgave")
    return mine.filter(pk__in=here)


def knelpunten_to_point_at(verhaal: Verhaal) -> QuerySet[Knelpunt]:
    """The knelpunten of its opgave, and of the parts of that, whose title the teller may hear."""
    known = Aanwijzing.objects.filter(verhaal=verhaal).values("knelpunt")
    own = Q(opgave=verhaal.opgave_id, zichtbaarheid__in=["openbaar", "partners", "team"])
    of_part = Q(opgave__deel_van=verhaal.opgave_id, zichtbaarheid="openbaar")
    living = Knelpunt.objects.filter(own | of_part, opgegaan_in=None)
    return living.exclude(pk__in=known).order_by("titel")


def _aangewezen(verhaal: Verhaal, *, teller: bool) -> list[Aangewezen]:
    linked = Aanwijzing.objects.filter(verhaal=verhaal).values("knelpunt")
    readable = dict(Knelpunt.objects.filter(pk__in=linked).values_list("pk", "titel"))
    titles = readable | (_told(verhaal) if teller else {})
    found = [Aangewezen(pk, titel, pk in readable) for pk, titel in titles.items()]
    return sorted(found, key=lambda one: one.titel)


def _told(verhaal: Verhaal) -> dict[UUID, str]:
    """Return what the teller hears, whoever else may read those knelpunten."""
    with connection.cursor() as cursor:
        cursor.execute("select id, titel from mijn_aanwijzingen(%s)", [verhaal.pk])
        return dict(cursor.fetchall())
