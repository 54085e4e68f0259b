"""What became of knelpunten: every question, proposal and afspraak about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.rij import Knop, Rij
from samenspel.basis.templatetags.samenspel import datum
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.pages import rij_of_besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling

SHOWN = 10
"""How many of each kind a page of a lower app shows; the lists of overleg show the rest."""
Knelpunten = Iterable[UUID] | QuerySet[Any, UUID]


@dataclass(frozen=True)
class Zin:
    """One thing that happened, on a day, with where to read more."""

    op: date
    tekst: str
    url: str


@dataclass(frozen=True)
class Vervolg:
    """What became of one or more knelpunten."""

    agenderingen: list[Agendering]
    besluiten: list[Besluit]
    afspraken: list[Afspraak]

    @property
    def rijen(self) -> list[Rij]:
        """Every question, proposal and afspraak as a row."""
        today = klok.today()
        return [
            *(rij_of_agendering(row, today) for row in self.agenderingen),
            *(rij_of_besluit(row, today) for row in self.besluiten),
            *(rij_of_afspraak(row, today) for row in self.afspraken),
        ]

    @property
    def zinnen(self) -> list[Zin]:
        """What happened, in sentences, first things first."""
        found = [zin for row in self.agenderingen for zin in _of_agendering(row)]
        found += [zin for besluit in self.besluiten for zin in _of_besluit(besluit)]
        found += [zin for afspraak in self.afspraken for zin in _of_afspraak(afspraak)]
        return sorted(found, key=lambda zin: zin.op)


def vervolg_of(knelpunten: Knelpunten) -> Vervolg:
    """Return what became of these knelpunten, the newest `SHOWN` of a kind. Three queries."""
    questions = Agendering.objects.filter(knelpunt__in=knelpunten)
    decided = Besluit.objects.filter(knelpunt__in=knelpunten)
    agreed = Afspraak.objects.filter(besluit__knelpunt__in=knelpunten)
    return Vervolg(
        _newest(questions.select_related("orgaan__organisatie")),
        _newest(decided),
        _newest(agreed.select_related("organisatie", "eigenaar", "les")),
    )


def next_steps(knelpunt: Knelpunt, vervolg: Vervolg) -> list[Knop]:
    """Return what the team can do with a knelpunt now; the first may be the next step.

    Where it lies on nobody's table, placing it comes first; once an orgaan said that it will do it,
    a besluit does (`open.te_plaatsen`, `open.te_besluiten`). Otherwise others are at work.
    """
    to_place = reverse("overleg:agendeer", args=[knelpunt.pk])
    to_prepare = reverse("overleg:besluit_nieuw", args=[knelpunt.pk])
    place = Knop("Vraag het nog een orgaan", to_place, nadruk=False)
    prepare = Knop("Bereid een besluit voor", to_prepare, nadruk=False)
    living = [one for one in vervolg.besluiten if one.fase != Besluit.Fase.INGETROKKEN]
    if not vervolg.agenderingen and not living:
        return [Knop("Plaats dit knelpunt", to_place), prepare]
    said_yes = [one for one in vervolg.agenderingen if one.stand == Agendering.Stand.TOEGEPAST]
    if living or not said_yes:
        return [place, prepare]
    answer = said_yes[-1]
    if answer.knelpunt_id == knelpunt.pk:  # else it was asked before two knelpunten became one
        to_prepare = f"{to_prepare}?agendering={answer.pk}"
    return [Knop(prepare.label, to_prepare), place]


def _newest(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("-gemaakt_op")[:SHOWN])[::-1]


def _of_agendering(row: Agendering) -> list[Zin]:
    url = reverse("overleg:agendering", args=[row.pk])
    found = [Zin(_day(row.gemaakt_op), f"Gevraagd aan {row.orgaan}: {row.titel}", url)]
    if row.beantwoord_op is not None:
        said = row.get_stand_display().lower()
        found.append(Zin(_day(row.beantwoord_op), f"{row.orgaan} antwoordde: {said}.", url))
    elif row.stand in (Agendering.Stand.VERLOPEN, Agendering.Stand.DOORGEZET):
        silence = f"{row.orgaan} gaf geen antwoord binnen de termijn."
        found.append(Zin(row.uiterlijk, silence, url))
    return found


def _of_besluit(row: Besluit) -> list[Zin]:
    url = reverse("overleg:besluit", args=[row.pk])
    found = [Zin(_day(row.gemaakt_op), f"Er kwam een voorstel: {row.titel}", url)]
    if row.genomen_op is not None:
        found.append(Zin(_day(row.genomen_op), f"Het besluit is genomen: {row.titel}", url))
    if row.ingetrokken_op is not None:
        why = f"Het voorstel is ingetrokken: {row.ingetrokken_reden}"
        found.append(Zin(row.ingetrokken_op, why, url))
    return found


def _of_afspraak(row: Afspraak) -> list[Zin]:
    url = reverse("overleg:afspraak", args=[row.pk])
    promise = f"{row.organisatie} gaat aan de slag: {row.titel} (uiterlijk {datum(row.uiterlijk)})"
    found = [Zin(_day(row.gemaakt_op), promise, url)]
    if row.gedaan_op is not None:
        found.append(Zin(_day(row.gedaan_op), f"Gedaan. Het resultaat: {row.resultaat}", url))
        if row.les is not None:
            les = reverse("praktijk:les", args=[row.les_id])
            found.append(Zin(_day(row.gedaan_op), f"Wat we leerden: {row.les}", les))
    return found


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


@singledispatch
def knelpunten_of(thing: Model) -> QuerySet[Any, UUID] | list[UUID]:
    """Return the knelpunten that tie `thing` to the rest of the loop."""
    return [thing.knelpunt_id]  # type: ignore[attr-defined]


@knelpunten_of.register
def _(thing: Casus) -> QuerySet[Koppeling, UUID]:
    return Koppeling.objects.filter(casus=thing).values_list("knelpunt_id", flat=True)


@knelpunten_of.register
def _(thing: Knelpunt) -> QuerySet[Knelpunt, UUID]:
    # With what went into it: what was asked about that one, was asked about this one.
    with_others = Q(pk=thing.pk) | Q(opgegaan_in=thing)
    return Knelpunt.objects.filter(with_others).order_by().values_list("pk", flat=True)


@knelpunten_of.register
def _(thing: Afspraak) -> list[UUID]:
    return [thing.besluit.knelpunt_id]
