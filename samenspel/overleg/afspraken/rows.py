"""Afspraken, for any reader."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

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


def orgaan_dat_bond(organisatie: UUID) -> Subquery:
    """The name of the orgaan that bound `organisatie` to a besluit, the outer query.

    It decided or gave the mandaat; there is none where the organisatie offers something itself.
    """
    asked = Bijdrage.objects.filter(besluit=OuterRef("pk"), organisatie=organisatie)
    return Subquery(asked.values(naam=Coalesce("mandaat__gever__naam", "orgaan__naam"))[:1])


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
