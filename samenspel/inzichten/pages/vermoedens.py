"""What the pages of vermoedens show: worked out now, of what this reader may read now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.inzichten import vermoedens
from samenspel.inzichten.models import Vermoeden
from samenspel.inzichten.rows.vermoedens import (
    Gelezen,
    MetCasussen,
    background,
    brought_in,
    held,
    linked,
    read,
)
from samenspel.inzichten.rules import MINIMUM, spread
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.landkaart import Plek
from samenspel.organisaties.models import Leefgebied
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.pages.knelpunt import InOpgave, opgaven_of, plekken_of, tijdlijn_of
from samenspel.praktijk.rows.knelpunten import Ingebracht
from samenspel.praktijk.rows.regelingen import regelingen_with_count
from samenspel.praktijk.tijdlijn import Tijdlijn
from samenspel.praktijk.totaalplaatje import InBeeld

PER_PAGE = 10
ASKED = 10
LEEFGEBIEDEN = dict(Leefgebied.choices)
STANDEN = ("open", "afgewezen")


@dataclass(frozen=True)
class AlGenoemd:
    """A knelpunt that was named in some of the casussen already."""

    knelpunt: Knelpunt
    aantal: int


@dataclass(frozen=True)
class VermoedenRij:
    """One vermoeden as a row."""

    vermoeden: Vermoeden
    aantal: int
    gemeenten: int
    opgaven: int
    woorden: tuple[str, ...]
    tijdlijn: Tijdlijn | None
    groei: str
    centraal: list[Gelezen]
    genoemd: AlGenoemd | None


@dataclass(frozen=True)
class LijstPage:
    """The vermoedens of this reader, most widely shared first; `opgave` narrows them."""

    opgave: Opgave | None
    pagina: Page[Any]
    rijen: list[VermoedenRij]
    afgewezen: list[VermoedenRij]
    casussen: int


@dataclass(frozen=True)
class VermoedenPage:
    """Everything the page of one vermoeden shows."""

    vermoeden: Vermoeden
    casussen: list[Ingebracht]
    woorden: tuple[str, ...]
    centraal: set[UUID]
    plekken: list[Plek]
    opgaven: list[InOpgave]
    tijdlijn: Tijdlijn | None
    groei: str
    regelingen: list[tuple[InBeeld, int]]
    leefgebieden: list[tuple[str, int]]
    genoemd: list[AlGenoemd]
    gevraagd: list[Rij]
    is_open: bool

    @property
    def keuzes(self) -> list[tuple[Ingebracht, bool]]:
        """The casussen as boxes, all ticked."""
        return [(row, True) for row in self.casussen]

    @property
    def may_halve(self) -> bool:
        """Are there enough for two groups?"""
        return len(self.casussen) >= 2 * MINIMUM

    @property
    def may_set_apart(self) -> bool:
        """Does a group remain when one leaves it?"""
        return len(self.casussen) > MINIMUM


def lijst_page(*, opgave: Opgave | None = None, pagina: str | None = None) -> LijstPage:
    """Compose the page with her vermoedens, as far as she may read enough of their casussen."""
    groups = held(Vermoeden.objects.filter(stand__in=STANDEN).select_related("knelpunt"))
    if opgave is not None:
        inside = {opgave.pk, *Opgave.objects.filter(deel_van=opgave).values_list("pk", flat=True)}
        groups = [one for one in groups if any(row.opgave_id in inside for row in one[1])]
    is_open = [one for one in groups if one[0].stand == Vermoeden.Stand.OPEN]
    page = Paginator(is_open, PER_PAGE).get_page(pagina)
    rejected = [one for one in groups if one[0].stand == Vermoeden.Stand.AFGEWEZEN][:PER_PAGE]
    rows = _rows([*page.object_list, *rejected])
    return LijstPage(
        opgave=opgave,
        pagina=page,
        rijen=rows[: len(page.object_list)],
        afgewezen=rows[len(page.object_list) :],
        casussen=brought_in(opgave).order_by().values("pk")[: 2 * MINIMUM].count(),
    )


def others_page(vermoeden: Vermoeden) -> list[VermoedenRij]:
    """Return her other open vermoedens, to merge with."""
    open_ones = Vermoeden.objects.filter(stand=Vermoeden.Stand.OPEN).exclude(pk=vermoeden.pk)
    return _rows(held(open_ones)[: 2 * PER_PAGE])


def vermoeden_page(vermoeden: Vermoeden, casussen: list[Ingebracht]) -> VermoedenPage:
    """Compose the page of one vermoeden with these casussen. Seven queries."""
    pks = [row.pk for row in casussen]
    texts = read(Casus.objects.filter(pk__in=pks))
    areas = Counter(area for row in texts for area in row.leefgebieden)
    named = _named(pks)
    return VermoedenPage(
        vermoeden=vermoeden,
        casussen=casussen,
        woorden=vermoedens.label(texts),
        centraal={row.pk for row in vermoedens.central(texts)},
        plekken=plekken_of(casussen),
        opgaven=opgaven_of(casussen),
        tijdlijn=tijdlijn_of(casussen),
        groei=_growth(casussen, background()),
        regelingen=regelingen_with_count(pks),
        leefgebieden=[
            (LEEFGEBIEDEN[area], aantal)
            for area, aantal in sorted(areas.items(), key=lambda one: (-one[1], one[0]))
        ],
        genoemd=named,
        gevraagd=_asked([one.knelpunt.pk for one in named]),
        is_open=vermoeden.stand == Vermoeden.Stand.OPEN,
    )


def first_answers(casussen: Sequence[Ingebracht]) -> dict[str, Any]:
    """Return what is most likely of a new knelpunt: its opgave, and that others may read it too."""
    opgaven = opgaven_of(casussen)
    shared = len(opgaven) > 1
    return {
        "opgave": opgaven[0].pk,
        "zichtbaarheid": Zichtbaarheid.OPENBAAR if shared else Zichtbaarheid.PARTNERS,
    }


def _rows(groups: Sequence[MetCasussen]) -> list[VermoedenRij]:
    pks = {row.pk for _, rows in groups for row in rows}
    if not pks:
        return []
    texts = {row.pk: row for row in read(Casus.objects.filter(pk__in=pks))}
    links = linked(pks)
    knelpunten = {one.pk: one for one in Knelpunt.objects.filter(pk__in=links)}
    every = background()
    found = []
    for vermoeden, rows in groups:
        inhoud = sorted((texts[row.pk] for row in rows), key=lambda row: row.pk)
        gemeenten, opgaven, aantal = spread(rows)
        inside = {row.pk for row in rows}
        named = {pk: len(casussen & inside) for pk, casussen in links.items() if casussen & inside}
        most = max(named, key=lambda pk: (named[pk], str(pk)), default=None)
        found.append(
            VermoedenRij(
                vermoeden=vermoeden,
                aantal=aantal,
                gemeenten=gemeenten,
                opgaven=opgaven,
                woorden=vermoedens.label(inhoud),
                tijdlijn=tijdlijn_of(rows),
                groei=_growth(rows, every),
                centraal=vermoedens.central(inhoud),
                genoemd=AlGenoemd(knelpunten[most], named[most])
                if most and 2 * named[most] >= aantal
                else None,
            )
        )
    return found


def _growth(casussen: Sequence[Ingebracht], every: Sequence[float]) -> str:
    """Say whether it happens more often than first, beside all casussen; "" without enough."""
    found = vermoedens.growth((row.ingebracht_op for row in casussen), every)
    if found is None:
        return ""
    if not found.certain:
        return "Of het vaker voorkomt dan eerst, is nog niet te zeggen."
    low, high = (f"{value:.1f}".replace(".", ",") for value in (found.low, found.high))
    how = "vaker" if found.low > 1 else "minder vaak"
    return (
        f"Het komt {how} voor dan eerst: {low} tot {high} keer zo vaak, "
        "vergeleken met alle casussen die u mag lezen."
    )


def _named(pks: Sequence[UUID]) -> list[AlGenoemd]:
    links = linked(pks)
    found = Knelpunt.objects.filter(pk__in=links).order_by("titel", "pk")
    named = [AlGenoemd(one, len(links[one.pk])) for one in found]
    return sorted(named, key=lambda one: -one.aantal)


def _asked(knelpunten: Sequence[UUID]) -> list[Rij]:
    today = klok.today()
    rows = Agendering.objects.filter(knelpunt__in=knelpunten).order_by("-gemaakt_op")
    return [
        rij_of_agendering(row, today) for row in rows.select_related("orgaan__organisatie")[:ASKED]
    ]
