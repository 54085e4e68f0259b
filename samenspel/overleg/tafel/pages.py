"""What is on the table: questions, proposals, bijdragen and afspraken, each list by its term."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.opgaven.models import Opgave
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.besluiten.pages import rij_of_besluit, rij_of_bijdrage
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.overleg.tafel import rows

PER_PAGE = 25


class Lijst(NamedTuple):
    """One of the lists: what it is called, its rows, and how one is written."""

    label: str
    rows: Callable[..., QuerySet[Any]]
    write: Callable[[Any, date], Rij]


DELEN = {
    "vragen": Lijst("Vragen", rows.agenderingen, rij_of_agendering),
    "besluiten": Lijst("Besluiten", rows.besluiten, rij_of_besluit),
    "bijdragen": Lijst("Bijdragen", rows.bijdragen, rij_of_bijdrage),
    "afspraken": Lijst("Afspraken", rows.afspraken, rij_of_afspraak),
}


@dataclass(frozen=True)
class TafelPage:
    """One of the lists, a page of it."""

    deel: str
    klaar: bool
    pagina: Page[Any]
    rijen: list[Rij]


def opgaven_to_choose() -> QuerySet[Opgave]:
    """The opgaven one can filter on."""
    return Opgave.objects.order_by("titel")


def tafel_page(
    deel: str, *, klaar: bool = False, opgave: Opgave | None = None, q: str = "", pagina: Any = 1
) -> TafelPage:
    """Compose a page of the list `deel`: what is open, or with `klaar` what is done."""
    found = DELEN[deel].rows(klaar=klaar, opgave=opgave, q=q)
    page = Paginator(found, PER_PAGE).get_page(pagina)
    today = klok.today()
    return TafelPage(deel, klaar, page, [DELEN[deel].write(row, today) for row in page])
