"""What overleg tells on the pages of lower apps: what is open, and what became of a knelpunt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from samenspel.basis import klok
from samenspel.basis.rij import Knop, Rij
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import Part, fetch
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.pages import rij_of_besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.overleg.vervolg import SHOWN, Vervolg
from samenspel.overleg.vormen import VORMEN
from samenspel.praktijk.models import Knelpunt


@dataclass(frozen=True)
class Zin:
    """One thing that happened, on a day, with where to read more."""

    op: date
    tekst: str
    url: str


@dataclass(frozen=True)
class Openstaand:
    """What is open, and whether there is more than is shown."""

    rijen: list[Rij]
    meer: bool


def openstaand(parts: Iterable[Part]) -> Openstaand:
    """Tell what is open, at most `SHOWN` of a kind. One query."""
    today, rows = klok.today(), fetch(parts, most=SHOWN + 1)
    seen: dict[str, int] = {}
    rijen = []
    for row in rows:
        seen[row.soort] = seen.get(row.soort, 0) + 1
        if seen[row.soort] <= SHOWN:
            rijen.append(tell(row, VORMEN[row.soort], today))
    return Openstaand(rijen, len(rijen) < len(rows))


def rijen_of(vervolg: Vervolg) -> list[Rij]:
    """Tell every question, proposal and afspraak as a row."""
    today = klok.today()
    return [
        *(rij_of_agendering(row, today) for row in vervolg.agenderingen),
        *(rij_of_besluit(row, today) for row in vervolg.besluiten),
        *(rij_of_afspraak(row, today) for row in vervolg.afspraken),
    ]


def zinnen_of(vervolg: Vervolg) -> list[Zin]:
    """Tell what happened, in sentences, first things first."""
    found = [zin for row in vervolg.agenderingen for zin in _of_agendering(row)]
    found += [zin for besluit in vervolg.besluiten for zin in _of_besluit(besluit)]
    found += [zin for afspraak in vervolg.afspraken for zin in _of_afspraak(afspraak)]
    return sorted(found, key=lambda zin: zin.op)


def next_steps(knelpunt: Knelpunt, vervolg: Vervolg) -> list[Knop]:
    """Return what the team can do with a knelpunt now; the first may be the next step.

    Where it lies on nobody's table, placing it comes first; once an orgaan said that it will do it,
    a besluit does (`open.te_plaatsen`, `open.te_besluiten`). Otherwise others are at work.
    """
    to_place = reverse("overleg:agendeer", args=[knelpunt.pk])
    to_prepare = reverse("overleg:besluit_nieuw", args=[knelpunt.pk])
    place = Knop("Vraag het nog een orgaan", to_place, nadruk=False)
    prepare = Knop("Bereid een besluit voor", to_prepare, nadruk=False)
    living = [one for one in vervolg.besluiten if one.stand != Besluit.Stand.INGETROKKEN]
    if not vervolg.agenderingen and not living:
        return [Knop("Plaats dit knelpunt", to_place), prepare]
    said_yes = [one for one in vervolg.agenderingen if one.stand == Agendering.Stand.TOEGEPAST]
    if living or not said_yes:
        return [place, prepare]
    answer = said_yes[-1]
    if answer.knelpunt_id == knelpunt.pk:  # else it was asked before two knelpunten became one
        to_prepare = f"{to_prepare}?agendering={answer.pk}"
    return [Knop(prepare.label, to_prepare), place]


def _of_agendering(row: Agendering) -> list[Zin]:
    url, who = row.get_absolute_url(), capfirst(row.orgaan.in_zin)
    found = [Zin(_day(row.gemaakt_op), f"Gevraagd aan {row.orgaan.in_zin}: {row.titel}", url)]
    if row.beantwoord_op is not None:
        said = row.get_stand_display().lower()
        found.append(Zin(_day(row.beantwoord_op), f"{who} antwoordde: {said}.", url))
    elif row.stand in (Agendering.Stand.VERLOPEN, Agendering.Stand.DOORGEZET):
        silence = f"{who} gaf geen antwoord binnen de termijn."
        found.append(Zin(row.uiterlijk, silence, url))
    return found


def _of_besluit(row: Besluit) -> list[Zin]:
    url = row.get_absolute_url()
    found = [Zin(_day(row.gemaakt_op), f"Er kwam een voorstel: {row.titel}", url)]
    if row.genomen_op is not None:
        found.append(Zin(_day(row.genomen_op), f"Het besluit is genomen: {row.titel}", url))
    if row.ingetrokken_op is not None:
        why = f"Het voorstel is ingetrokken: {row.ingetrokken_reden}"
        found.append(Zin(row.ingetrokken_op, why, url))
    return found


def _of_afspraak(row: Afspraak) -> list[Zin]:
    url = row.get_absolute_url()
    promise = f"{row.organisatie} gaat aan de slag: {row.titel} (uiterlijk {datum(row.uiterlijk)})"
    found = [Zin(_day(row.gemaakt_op), promise, url)]
    if row.gedaan_op is not None:
        found.append(Zin(_day(row.gedaan_op), f"Gedaan. Het resultaat: {row.resultaat}", url))
        if row.les is not None:
            learned = f"Wat we leerden: {row.les}"
            found.append(Zin(_day(row.gedaan_op), learned, row.les.get_absolute_url()))
    return found


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
