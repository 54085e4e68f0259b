"""Verhalen, for any reader."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField, Value

from samenspel.opgaven.models import Opgave, Partner
from samenspel.opgaven.permissions import gedragen_teams_of
from samenspel.opgaven.rows import DoetMee, IsGedragen
from samenspel.opgaven.wachten import Lezer, Part, part, since
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import rules
from samenspel.verhalen.models import Aanwijzing, Verhaal, Verhaalpagina


@dataclass(frozen=True)
class Aangewezen:
    """A knelpunt that verhalen point at, by its title; `leesbaar` when this viewer may open it."""

    pk: UUID
    titel: str
    leesbaar: bool


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


def bij_knelpunt(knelpunt: Knelpunt, most: int) -> list[Verhaal]:
    """Return the newest verhalen I may read that point at `knelpunt`, or at what went up in it."""
    here = Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt)
    linked = Aanwijzing.objects.filter(here, verhaal=OuterRef("pk"))
    return list(verhalen().filter(Exists(linked))[:most])


def gemeenten() -> QuerySet[Organisatie]:
    """The gemeenten of today."""
    return Organisatie.objects.filter(soort="gemeente", eindigt_op=None).only("naam")


def opgaven_to_choose() -> QuerySet[Opgave]:
    """The opgaven that run and are gedragen, as far as whoever tells may read them."""
    running = Opgave.objects.filter(IsGedragen("pk"), stand=Opgave.Stand.VASTGESTELD)
    return running.order_by("titel")


def opgaven_to_read_over(verhaal: Verhaal, viewer: Gebruiker) -> QuerySet[Opgave]:
    """The opgaven of her teams to which a verhaal can be taken when it is read over."""
    mine = Opgave.objects.filter(pk__in=gedragen_teams_of(viewer)).order_by("titel")
    if verhaal.opgave_id:
        return mine.filter(pk=verhaal.opgave_id)
    here = DoetMee("pk", Value(verhaal.gemeente_id, UUIDField()))
    return mine.filter(here, stand=Opgave.Stand.VASTGESTELD)


def knelpunten_to_point_at(verhaal: Verhaal) -> QuerySet[Knelpunt]:
    """The knelpunten of its opgave, and of the parts of that, whose title the teller may hear."""
    known = Aanwijzing.objects.filter(verhaal=verhaal).values("knelpunt")
    own = Q(opgave=verhaal.opgave_id, zichtbaarheid__in=["openbaar", "partners", "team"])
    of_part = Q(opgave__deel_van=verhaal.opgave_id, zichtbaarheid="openbaar")
    living = Knelpunt.objects.filter(own | of_part, opgegaan_in=None)
    return living.exclude(pk__in=known).order_by("titel")


def aangewezen_by(verhaal: Verhaal, *, teller: bool) -> list[Aangewezen]:
    """The knelpunten that `verhaal` points at; its `teller` also reads the closed ones' titles."""
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


def readable_count(opgave: Opgave) -> int:
    """Count the verhalen at `opgave` that I may read."""
    return Verhaal.objects.filter(opgave=opgave, nagelezen_op__isnull=False).count()


def unread(opgave: Opgave) -> QuerySet[Verhaal]:
    """What this team should read over, the oldest first; without an opgave it may be hers."""
    nowhere = Q(opgave=None, gemeente__in=opgave.partners.values("organisatie"))
    unread = verhalen().filter(Q(opgave=opgave) | nowhere, nagelezen_op=None)
    return unread.order_by("verteld_op", "id")


def gepubliceerd() -> QuerySet[Verhaalpagina]:
    """The verhaalpagina's that everybody may read."""
    return Verhaalpagina.objects.select_related("opgave").order_by("opgave__titel")


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Verhalen that her teams must read over; without an opgave those of a gemeente in it.

    By their first words, which a mail leaves out (`vormen`): it cannot be taken back.
    """
    if not lezer.teams:
        return []
    here = Partner.objects.filter(opgave__in=lezer.teams).values("organisatie")
    ours = Q(opgave__in=lezer.teams) | Q(opgave=None, gemeente__in=here)
    found = Verhaal.objects.filter(ours, nagelezen_op=None).order_by("verteld_op", "pk")
    return [part(found, "verhaal", sinds=since("verteld_op"))]
