"""Opgaven and who takes part in them, for any reader."""

from typing import TypeAlias, TypedDict
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import JSONObject, Lower
from django_stubs_ext import WithAnnotations

from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Belang, EerdereVersie, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of


class DoetMee(Func):
    """Is this organisatie a partner of this opgave that said so itself, by naming a belang?"""

    function = "doet_mee"
    output_field = BooleanField()


class IsGedragen(Func):
    """Is this opgave vastgesteld, and does another than whoever holds the pen take part in it?

    Anybody can begin an opgave, call it vastgesteld and call others its partners. The database
    answers (`sql/gedragen.sql`): a belang may be confidential, that somebody named one is not.
    """

    function = "is_gedragen"
    output_field = BooleanField()


def opgaven(*, text: str = "") -> QuerySet[Opgave]:
    """The visible opgaven with who holds the pen; with `text` those that match it."""
    rows = Opgave.objects.select_related("organisatie", "deel_van")
    return search(rows, text) if text else rows


class _Heel(TypedDict):
    partners_json: list[dict[str, str]]
    team_van: list[UUID]
    delen_json: list[dict[str, str]]
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
    return opgaven().annotate(
        partners_json=ArraySubquery(partners.values(json=partner)),
        team_van=ArraySubquery(team),
        delen_json=ArraySubquery(delen.values(json=deel)),
        eerder_json=ArraySubquery(eerder.values(json=said)),
    )


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


def candidates(opgave: Opgave, viewer: Gebruiker) -> QuerySet[Lidmaatschap]:
    """Who could join the team for whom: people of the partners who are not in it yet.

    Of a partner that others named, and that did not say yet that it takes part, nobody is shown.
    """
    partners = Partner.objects.filter(opgave=opgave).values("organisatie_id")
    there = Teamlid.objects.filter(opgave=opgave).values("gebruiker_id")
    own = [lid.organisatie_id for lid in lidmaatschappen_of(viewer)]
    said_so = DoetMee(Value(opgave.pk, UUIDField()), F("organisatie"))
    open_to = Q(said_so) | Q(organisatie__in=[*own, opgave.organisatie_id])
    people = Lidmaatschap.objects.filter(
        open_to, organisatie__in=partners, gebruiker__is_active=True
    )
    found = people.exclude(gebruiker__in=there).select_related("gebruiker", "organisatie")
    return found.order_by("gebruiker__naam", "organisatie__naam")


def partners_to_add(opgave: Opgave) -> QuerySet[Organisatie]:
    """Every present organisatie that is no partner yet."""
    return Organisatie.objects.filter(eindigt_op=None).exclude(
        pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id")
    )
