"""What the pages of organisaties and regelingen show."""

from dataclasses import dataclass

from django.db.models import Q

from samenspel.organisaties import landkaart
from samenspel.organisaties.models import (
    Herindeling,
    Indeling,
    Leefgebied,
    Niveau,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.organisaties.rows import alphabetical, regelingen_of

INDELINGEN = Indeling.Soort.values


@dataclass(frozen=True)
class OrganisatiePage:
    """Everything the page of one organisatie shows.

    A gemeente lies in `gebieden`; a gebied holds `gemeenten`, and then `inwoners` is their sum.
    """

    organisatie: Organisatie
    inwoners: int | None
    gebieden: list[Indeling]
    gemeenten: list[Organisatie]
    peiljaar: int | None
    plekken: list[landkaart.Plek]
    ontstaan: list[Herindeling]
    opgegaan: list[Herindeling]
    organen: list[Orgaan]
    regelingen: list[Regeling]


@dataclass(frozen=True)
class RegelingPage:
    """Everything the page of one law shows."""

    regeling: Regeling
    ministeries: list[Organisatie]
    niveaus: list[str]
    leefgebieden: list[str]
    onderzocht: bool


def organisatie_page(organisatie: Organisatie) -> OrganisatiePage:
    """Compose the page of `organisatie`; asks the same four things of every kind."""
    indelingen = (
        Indeling.objects.filter(Q(gemeente=organisatie) | Q(gebied=organisatie))
        .select_related("gemeente", "gebied")
        .order_by(alphabetical("gemeente__naam"), "gebied__naam")
    )
    lies_in = [row for row in indelingen if row.gemeente_id == organisatie.pk]
    holds = [row for row in indelingen if row.gebied_id == organisatie.pk]
    gemeenten = [row.gemeente for row in holds]
    history = list(
        Herindeling.objects.filter(Q(oud=organisatie) | Q(nieuw=organisatie))
        .select_related("oud", "nieuw")
        .order_by("op", "oud__naam")
    )
    return OrganisatiePage(
        organisatie=organisatie,
        inwoners=organisatie.inwoners or sum(g.inwoners or 0 for g in gemeenten) or None,
        gebieden=sorted(lies_in, key=lambda row: INDELINGEN.index(row.soort)),
        gemeenten=gemeenten,
        peiljaar=holds[0].peiljaar if holds else None,
        plekken=landkaart.plekken([organisatie] if lies_in else gemeenten),
        ontstaan=[row for row in history if row.nieuw_id == organisatie.pk],
        opgegaan=[row for row in history if row.oud_id == organisatie.pk],
        organen=list(
            Orgaan.objects.filter(organisatie=organisatie)
            .select_related("hoger__organisatie")
            .order_by("naam")
        ),
        regelingen=list(regelingen_of(organisatie)),
    )


def regeling_page(regeling: Regeling) -> RegelingPage:
    """Compose the page of one law."""
    return RegelingPage(
        regeling=regeling,
        ministeries=list(regeling.ministeries.order_by("naam")),
        niveaus=[Niveau(niveau).label for niveau in regeling.niveaus],
        leefgebieden=[Leefgebied(leefgebied).label for leefgebied in regeling.leefgebieden],
        onderzocht=regeling.ruimte != Regeling.Ruimte.ONBEKEND,
    )
