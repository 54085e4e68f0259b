"""Afspraken, for any reader."""

from django.db.models import Q, QuerySet, Sum

from samenspel.opgaven.models import Partner, Teamlid
from samenspel.organisaties.models import Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.titels import with_titles


def afspraken() -> QuerySet[Afspraak]:
    """The visible afspraken with who does what."""
    rows = Afspraak.objects.select_related("organisatie", "eigenaar", "inzet", "les", "maker")
    return with_titles(rows)


def afgesproken(besluit: Besluit, organisatie: Organisatie) -> int:
    """Add up what was agreed with `organisatie` because of `besluit`, in euro."""
    rows = Afspraak.objects.filter(besluit=besluit, organisatie=organisatie)
    return rows.aggregate(som=Sum("inzet__bedrag"))["som"] or 0


def eigenaren(besluit: Besluit) -> list[Lidmaatschap]:
    """Return who can own an afspraak: whoever speaks for a partner or is in the team."""
    partners = Partner.objects.filter(opgave=besluit.opgave_id).values("organisatie_id")
    team = Teamlid.objects.filter(opgave=besluit.opgave_id).values("gebruiker_id")
    able = Q(rol__in=SPEAKS) | Q(gebruiker__in=team)
    found = Lidmaatschap.objects.filter(able, organisatie__in=partners)
    return list(
        found.select_related("organisatie", "gebruiker").order_by(
            "organisatie__naam", "gebruiker__naam"
        )
    )
