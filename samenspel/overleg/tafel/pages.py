"""What is on the table: questions, proposals and afspraken, each list by its term."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from samenspel.basis import klok
from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.pages import rij_of_besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.overleg.rijen import Rij, with_titles

PER_PAGE = 25
DELEN = {"vragen": "Vragen", "besluiten": "Besluiten", "afspraken": "Afspraken"}
WRITE: dict[str, Callable[[Any, date], Rij]] = {
    "vragen": rij_of_agendering,
    "besluiten": rij_of_besluit,
    "afspraken": rij_of_afspraak,
}


@dataclass(frozen=True)
class TafelPage:
    """One of the three lists, a page of it."""

    deel: str
    klaar: bool
    pagina: Page[Any]
    rijen: list[Rij]


def opgaven_to_choose() -> QuerySet[Opgave]:
    """The opgaven one can filter on."""
    return Opgave.objects.order_by("titel")


def tafel_page(
    deel: str, *, klaar: bool = False, opgave: UUID | None = None, q: str = "", pagina: Any = 1
) -> TafelPage:
    """Compose a page of the list `deel`: what is open, or with `klaar` what is done."""
    rows = _rows(deel, klaar)
    if opgave is not None:
        rows = rows.filter(opgave=opgave)
    if q:
        rows = search(rows, q)
    page = Paginator(with_titles(rows), PER_PAGE).get_page(pagina)
    today = klok.today()
    return TafelPage(deel, klaar, page, [WRITE[deel](row, today) for row in page])


def _rows(deel: str, klaar: bool) -> QuerySet[Any]:
    """Return the open rows with the nearest term first, or the done ones with the newest first."""
    if deel == "vragen":
        questions = Agendering.objects.select_related("orgaan__organisatie")
        if klaar:
            done = questions.exclude(stand=Agendering.Stand.OPEN)
            return done.order_by(F("beantwoord_op").desc(nulls_last=True), "-uiterlijk", "pk")
        return questions.filter(stand=Agendering.Stand.OPEN).order_by("uiterlijk", "pk")
    if deel == "besluiten":
        if klaar:
            finished = Besluit.objects.exclude(fase__in=rules.NEXT_FASE)
            return finished.order_by(F("genomen_op").desc(nulls_last=True), "pk")
        busy = Besluit.objects.filter(fase__in=rules.NEXT_FASE)
        return busy.order_by(F("sluit_op").asc(nulls_last=True), "pk")
    agreed = Afspraak.objects.select_related("organisatie", "eigenaar")
    if klaar:
        return agreed.filter(gedaan_op__isnull=False).order_by("-gedaan_op", "pk")
    return agreed.filter(gedaan_op=None).order_by("uiterlijk", "pk")
