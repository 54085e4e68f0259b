"""Opgaven and who takes part in them, for any reader."""

from collections.abc import Collection
from typing import NamedTuple, TypeAlias, TypedDict
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import JSONObject, Lower
from django_stubs_ext import WithAnnotations

from samenspel.basis.remembered import remembered
from samenspel.basis.zoeken import search
from samenspel.opgaven.models import (
    Belang,
    EerdereVersie,
    Opgave,
    Partner,
    Teamlid,
    Uitnodiging,
    Wijziging,
)
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of

TEAMLID = Uitnodiging.Rol.TEAMLID


class DoetMee(Func):
    """Is this organisatie a partner of this opgave that said so itself?"""

    function = "doet_mee"
    output_field = BooleanField()


class IsGedragen(Func):
    """Is this opgave vastgesteld, and does another than whoever holds the pen take part in it?

    Anybody can begin an opgave, and its organisatie can establish it alone. The database answers
    (`sql/gedragen.sql`): a belang may be confidential, that somebody named one is not.
    """

    function = "is_gedragen"
    output_field = BooleanField()


class Zwijgt(Func):
    """Did one of these organisaties say nothing yet of this wijziging, while its word counts?"""

    function = "zwijgt"
    output_field = BooleanField()


class TitelVanUitnodiging(Func):
    """The title of the opgave to which somebody is invited, for whoever may answer."""

    template = "(select titel from uitnodiging_inhoud(%(expressions)s))"
    output_field = TextField()


def opgaven(*, text: str = "") -> QuerySet[Opgave]:
    """The visible opgaven with who holds the pen; with `text` those that match it."""
    rows = Opgave.objects.select_related("organisatie", "deel_van")
    return search(rows, text) if text else rows


class _Heel(TypedDict):
    partners_json: list[dict[str, str]]
    team_van: list[UUID]
    delen_json: list[dict[str, str]]
    wacht_json: list[dict[str, str]]
    is_afgesproken: bool
    eerder_json: list[dict[str, str]]


HeleOpgave: TypeAlias = "WithAnnotations[Opgave, _Heel]"


def hele_opgaven() -> QuerySet[HeleOpgave]:
    """As `opgaven`, for the page of one: its partners by name, its team, parts and past texts."""
    of_this = {"opgave": OuterRef("pk")}
    partner = JSONObject(rol="rol", organisatie="organisatie_id", kort="organisatie__kort")
    partners = Partner.objects.filter(**of_this).order_by(Lower("organisatie__kort"))
    team = Teamlid.objects.filter(**of_this).values("organisatie_id")
    delen = Opgave.objects.filter(deel_van=OuterRef("pk")).order_by("titel")
    deel = JSONObject(pk="pk", titel="titel", bedoeling="bedoeling")
    eerder = EerdereVersie.objects.filter(**of_this).order_by("-versie")
    said = JSONObject(
        titel="titel",
        bedoeling="bedoeling",
        reden="reden",
        wie="gewijzigd_door__naam",
        tot="gewijzigd_op",
    )
    agreed = (
        Wijziging.objects.filter(**of_this)
        .filter(stand=Wijziging.Stand.AANGENOMEN)
        .exclude(organisatie__isnull=False)
    )
    return met_wacht().annotate(
        is_afgesproken=Exists(agreed),
        partners_json=ArraySubquery(partners.values(json=partner)),
        team_van=ArraySubquery(team),
        delen_json=ArraySubquery(delen.values(json=deel)),
        eerder_json=ArraySubquery(eerder.values(json=said)),
    )


class _Wacht(TypedDict):
    wacht_json: list[dict[str, str]]


OpgaveMetWacht: TypeAlias = "WithAnnotations[Opgave, _Wacht]"


def met_wacht() -> QuerySet[OpgaveMetWacht]:
    """As `opgaven`, with what the partners of each must still agree on."""
    waits = Wijziging.objects.filter(opgave=OuterRef("pk"), stand=Wijziging.Stand.OPEN)
    change = JSONObject(
        pk="pk",
        soort="soort",
        wie="organisatie__kort",
        namens="namens__kort",
        uiterlijk="uiterlijk",
    )
    told = waits.order_by("uiterlijk").values(json=change)
    return opgaven().annotate(wacht_json=ArraySubquery(told))


def hoofdopgaven() -> QuerySet[Opgave]:
    """The opgaven that are no part of another, with how many partners each has."""
    return (
        opgaven()
        .filter(deel_van=None)
        .annotate(aantal_partners=Count("partners", distinct=True))
        .order_by("titel")
    )


def deelopgaven(of: list[Opgave]) -> QuerySet[Opgave]:
    """The parts of these opgaven."""
    return Opgave.objects.filter(deel_van__in=of).order_by("titel")


def belangen(opgave: Opgave) -> QuerySet[Belang]:
    """The belangen of the partners that I may see, kernbelangen first."""
    partners = Partner.objects.filter(opgave=opgave).values("organisatie_id")
    return (
        Belang.objects.filter(opgave=opgave, organisatie__in=partners)
        .select_related("organisatie")
        .order_by("-kern", "organisatie__naam", "titel")
    )


def spoken_for(viewer: Gebruiker, opgave: Opgave) -> QuerySet[Organisatie]:
    """The partners of `opgave` for whom `viewer` may speak."""
    own = [lid.organisatie_id for lid in lidmaatschappen_of(viewer) if lid.rol in SPEAKS]
    partner = Q(pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id"))
    return Organisatie.objects.filter(partner, pk__in=own)


def collegas(opgave: Opgave, viewer: Gebruiker) -> QuerySet[Lidmaatschap]:
    """Whom `viewer` can name for the team: people of the partners for whom she speaks.

    Not who is in the team, or was asked.
    """
    there = Teamlid.objects.filter(opgave=opgave).values("gebruiker_id")
    asked = open_uitnodigingen(opgave).filter(gebruiker__isnull=False).values("gebruiker_id")
    people = Lidmaatschap.objects.filter(
        organisatie__in=spoken_for(viewer, opgave), gebruiker__is_active=True
    )
    found = people.exclude(gebruiker__in=there).exclude(gebruiker__in=asked)
    return found.select_related("gebruiker", "organisatie").order_by(
        "gebruiker__naam", "organisatie__naam"
    )


def has_stem(organisatie: Organisatie) -> bool:
    """Is there anybody who can answer for `organisatie`?"""
    speakers = Lidmaatschap.objects.filter(organisatie=organisatie, rol__in=SPEAKS)
    return speakers.filter(gebruiker__is_active=True).exists()


def partners_to_add(opgave: Opgave) -> QuerySet[Organisatie]:
    """Every present organisatie that is no partner, and is not asked to be, yet."""
    partners = Partner.objects.filter(opgave=opgave).values("organisatie_id")
    asked = open_uitnodigingen(opgave).filter(gebruiker=None).exclude(rol=TEAMLID)
    present = Organisatie.objects.filter(eindigt_op=None)
    return present.exclude(pk__in=partners).exclude(pk__in=asked.values("organisatie_id"))


def partners_to_ask(opgave: Opgave, viewer: Gebruiker) -> QuerySet[Organisatie]:
    """The partners that can be asked to name somebody for the team."""
    asked = open_uitnodigingen(opgave).filter(rol=TEAMLID, gebruiker=None)
    partners = Organisatie.objects.filter(
        pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id")
    )
    own = spoken_for(viewer, opgave).values("pk")
    return partners.exclude(pk__in=asked.values("organisatie_id")).exclude(pk__in=own)


def uitnodigingen(opgave: Opgave) -> QuerySet[Uitnodiging]:
    """Who was asked, as far as I may know; what waits first."""
    found = alle_uitnodigingen().filter(opgave=opgave)
    return found.order_by(
        Case(When(stand=Uitnodiging.Stand.OPEN, then=0), default=1), "-gemaakt_op"
    )


def alle_uitnodigingen() -> QuerySet[Uitnodiging]:
    """The visible invitations; their opgave is not joined, for the invited may not read it."""
    return Uitnodiging.objects.select_related("organisatie", "gebruiker", "namens", "door")


def open_uitnodigingen(opgave: Opgave) -> QuerySet[Uitnodiging]:
    """Invitations that wait for an answer."""
    return Uitnodiging.objects.filter(opgave=opgave, stand=Uitnodiging.Stand.OPEN).order_by()


def wijzigingen() -> QuerySet[Wijziging]:
    """The visible wijzigingen; their opgave is not joined, for who had to go may not read it."""
    return Wijziging.objects.select_related("organisatie", "namens", "maker")


def open_wijzigingen(opgave: Opgave) -> QuerySet[Wijziging]:
    """What waits for the partners to say yes or no."""
    return wijzigingen().filter(opgave=opgave, stand=Wijziging.Stand.OPEN)


def uitnodigingen_aan(gebruiker: Gebruiker, stem: Collection[UUID]) -> QuerySet[Uitnodiging]:
    """The open invitations to her, and to the organisaties `stem` for which she speaks."""
    hers = Q(gebruiker=gebruiker) | Q(gebruiker=None, organisatie__in=stem)
    return Uitnodiging.objects.filter(hers, stand=Uitnodiging.Stand.OPEN)


def wijzigingen_voor(stem: Collection[UUID]) -> QuerySet[Wijziging]:
    """The open wijzigingen of which one of these partners said nothing yet."""
    silent = Zwijgt("pk", Value(list(stem), ArrayField(UUIDField())))
    return Wijziging.objects.filter(silent, stand=Wijziging.Stand.OPEN)


def afscheid_van(stem: Collection[UUID]) -> QuerySet[Wijziging]:
    """Where the others went on without one of these, and she did not say that she read it."""
    return Wijziging.objects.filter(
        soort=Wijziging.Soort.PARTNER_WEG,
        stand=Wijziging.Stand.AANGENOMEN,
        organisatie__in=stem,
        gelezen_op=None,
    )


class Inhoud(NamedTuple):
    """What an invitation shows of an opgave that one may not read yet."""

    titel: str
    bedoeling: str
    ronde_werkdagen: int
    verval_na_rondes: int
    quorum: int
    versie: int
    stand: str
    partners: list[str]


def inhoud_of(uitnodiging: Uitnodiging) -> Inhoud | None:
    """Return what whoever may answer reads before she does; None for everybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from uitnodiging_inhoud(%s)", [uitnodiging.pk])
        found = cursor.fetchone()
    return Inhoud(*found) if found else None


class Uitspraak(NamedTuple):
    """What one partner says of a wijziging; `ja` is None as long as it is silent."""

    organisatie: str
    organisatie_id: UUID
    ja: bool | None
    reden: str


@remembered
def stemmen_over(wijziging: Wijziging) -> list[Uitspraak]:
    """Return whose word counts, in alphabetical order, and what each said."""
    with connection.cursor() as cursor:
        cursor.execute(STEMMEN, [wijziging.pk])
        return [Uitspraak(*row) for row in cursor.fetchall()]


STEMMEN = """
    select at.kort, at.id, s.ja, s.reden from stemmen_over(%s) s
    join organisaties_organisatie at on at.id = s.organisatie_id order by lower(at.kort)
"""
