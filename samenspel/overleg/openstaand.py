"""What is still open: for an organisatie, for an opgave, for a partner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from samenspel.basis import klok
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.pages import rij_of_besluit
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.overleg.rijen import SHOWN, Rij, with_titles
from samenspel.praktijk.models import Knelpunt

Writer = Callable[[Any, date], Rij]


@dataclass(frozen=True)
class Openstaand:
    """What is open, and whether there is more than is shown."""

    rijen: list[Rij]
    meer: bool


def waits_on_organisatie(organisatie: Organisatie) -> Openstaand:
    """Return what is asked of `organisatie` and still open, at most `SHOWN` of a kind."""
    return _first(
        _vragen(aan=organisatie),
        _bijdragen(organisatie=organisatie),
        _afspraken(organisatie=organisatie),
    )


def open_in_opgaven(ids: Sequence[UUID]) -> Openstaand:
    """Return what still runs in these opgaven, at most `SHOWN` of a kind."""
    voorstellen = with_titles(Besluit.objects.filter(opgave__in=ids, fase__in=rules.NEXT_FASE))
    return _first(
        (_unplaced(ids), _rij_of_knelpunt),
        _vragen(opgave__in=ids),
        (voorstellen.order_by("gemaakt_op"), rij_of_besluit),
        _bijdragen(besluit__opgave__in=ids),
        _afspraken(opgave__in=ids),
    )


def open_of_partner(opgave: Opgave, organisatie: Organisatie) -> Openstaand:
    """Return what keeps a partner in `opgave`: what it owes, and who act for it."""
    samen = reverse("opgaven:samen", args=[opgave.pk])
    mandaten = running_mandaten(opgave).filter(gever__organisatie=organisatie)
    team = Teamlid.objects.filter(opgave=opgave, organisatie=organisatie)
    return _first(
        _vragen(aan=organisatie, opgave=opgave),
        _bijdragen(organisatie=organisatie, besluit__opgave=opgave),
        _afspraken(organisatie=organisatie, opgave=opgave),
        (
            mandaten,
            lambda row, _: Rij(
                f"Mandaat “{row.onderwerp}”", samen, f"Van {row.gever}", "loopt", "wacht"
            ),
        ),
        (
            team.select_related("gebruiker"),
            lambda row, _: Rij(
                f"{row.gebruiker} zit in het team",
                samen,
                f"Namens {organisatie}",
                "in het team",
                "wacht",
            ),
        ),
    )


def _first(*kinds: tuple[QuerySet[Any], Writer]) -> Openstaand:
    today = klok.today()
    found = [[write(row, today) for row in rows[: SHOWN + 1]] for rows, write in kinds]
    rijen = [rij for kind in found for rij in kind[:SHOWN]]
    return Openstaand(rijen, any(len(kind) > SHOWN for kind in found))


def _unplaced(ids: Sequence[UUID]) -> QuerySet[Knelpunt]:
    rows = Knelpunt.objects.filter(opgave__in=ids, opgegaan_in=None)
    return rows.exclude(pk__in=Agendering.objects.values("knelpunt_id")).order_by("gemaakt_op")


def _rij_of_knelpunt(row: Knelpunt, today: date) -> Rij:
    url = reverse("praktijk:knelpunt", args=[row.pk])
    return Rij(row.titel, url, "Knelpunt", "nog niet geplaatst", "wacht")


def _vragen(**where: Any) -> tuple[QuerySet[Any], Writer]:
    rows = with_titles(Agendering.objects.filter(stand=Agendering.Stand.OPEN, **where))
    return rows.select_related("orgaan__organisatie").order_by("uiterlijk"), rij_of_agendering


def _afspraken(**where: Any) -> tuple[QuerySet[Any], Writer]:
    rows = with_titles(Afspraak.objects.filter(gedaan_op=None, **where))
    return rows.select_related("eigenaar", "organisatie").order_by("uiterlijk"), rij_of_afspraak


def _bijdragen(**where: Any) -> tuple[QuerySet[Any], Writer]:
    rows = Bijdrage.objects.filter(bekrachtigd_op=None, besluit__fase=Besluit.Fase.GENOMEN, **where)
    return rows.select_related("besluit", "orgaan").order_by("pk"), _rij_of_bijdrage


def _rij_of_bijdrage(row: Bijdrage, today: date) -> Rij:
    who = row.orgaan.naam if row.orgaan else "de organisatie"
    url = reverse("overleg:besluit", args=[row.besluit_id])
    return Rij(
        row.besluit.titel, url, f"{row.wat} · {who} moet besluiten", "besluit nodig", "wacht"
    )
