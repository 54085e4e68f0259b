"""Afspraken, for any reader."""

from django.db.models import Q, QuerySet, Sum

from samenspel.opgaven.models import Partner, Teamlid
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.titels import with_titles


def afspraken() -> QuerySet[Afspraak]:
    """The visible afspraken with who does what."""
    rows = Afspraak.objects.select_related("organisatie", "eigenaar", "inzet", "les", "maker")
    return with_titles(rows)


def afgesproken(besluit: Besluit, organisatie: Organisatie) -> int:
    """Add up what was agreed with `organisatie` because of `besluit`, in euro."""
    rows = Afspraak.objects.filter(besluit=besluit, organisatie=organisatie)
    return rows.aggregate(som=Sum("inzet__bedrag"))["som"] or 0


def wie_bond(afspraak: Afspraak) -> str:
    """Name in a sentence who bound itself to it.

    The orgaan that decided or gave the mandaat, or else the organisatie that offered it.
    """
    asked = Bijdrage.objects.filter(besluit=afspraak.besluit_id, organisatie=afspraak.organisatie)
    with_organen = asked.select_related("orgaan__organisatie", "mandaat__gever__organisatie")
    itself: str = afspraak.organisatie.kort
    if (bijdrage := with_organen.first()) is None:
        return itself
    orgaan = bijdrage.mandaat.gever if bijdrage.mandaat else bijdrage.orgaan
    return orgaan.in_zin if orgaan else itself


def eigenaren(besluit: Besluit, *, by: Gebruiker) -> list[Lidmaatschap]:
    """Return who can own an afspraak that `by` makes (`actions.maak_afspraak`).

    Whoever speaks for a partner or is in the team, where the besluit binds that partner. Where it
    asks nothing, `by` offers it herself, or for whom she speaks.
    """
    partners = Partner.objects.filter(opgave=besluit.opgave_id).values("organisatie_id")
    team = Teamlid.objects.filter(opgave=besluit.opgave_id).values("gebruiker_id")
    able = Q(rol__in=SPEAKS) | Q(gebruiker__in=team)
    asked = Bijdrage.objects.filter(besluit=besluit)
    bound = asked.filter(bekrachtigd_op__isnull=False).values("organisatie_id")
    free = ~Q(organisatie__in=asked.values("organisatie_id"))
    stem = [one.organisatie_id for one in lidmaatschappen_of(by) if one.rol in SPEAKS]
    offers = free & (Q(gebruiker=by) | Q(organisatie__in=stem))
    found = Lidmaatschap.objects.filter(
        able, Q(organisatie__in=bound) | offers, organisatie__in=partners
    )
    if not is_teamlid(by, besluit.opgave_id):
        found = found.filter(organisatie__in=stem)
    return list(
        found.select_related("organisatie", "gebruiker").order_by(
            "organisatie__naam", "gebruiker__naam"
        )
    )
