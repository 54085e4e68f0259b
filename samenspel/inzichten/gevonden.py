"""What the pages of vermoedens show: worked out now, of what this reader may read now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.inzichten import vermoedens
from samenspel.inzichten.models import Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.vermoedens import MINIMUM, Gelezen
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.landkaart import Plek
from samenspel.organisaties.models import Gebruiker, Leefgebied
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import rij_of_agendering
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling
from samenspel.praktijk.pages.knelpunt import InOpgave, opgaven_of, plekken_of, tijdlijn_of
from samenspel.praktijk.rows.knelpunten import Ingebracht, ingebracht
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


@dataclass(frozen=True)
class Antwoorden:
    """How many of the navragen for a knelpunt were answered."""

    beantwoord: int
    ja: int
    alle: int


def lijst_page(*, opgave: Opgave | None = None, pagina: str | None = None) -> LijstPage:
    """Compose the page with her vermoedens, as far as she may read enough of their casussen."""
    held = _held(Vermoeden.objects.filter(stand__in=STANDEN).select_related("knelpunt"))
    if opgave is not None:
        inside = {opgave.pk, *Opgave.objects.filter(deel_van=opgave).values_list("pk", flat=True)}
        held = [one for one in held if any(row.opgave_id in inside for row in one[1])]
    is_open = [one for one in held if one[0].stand == Vermoeden.Stand.OPEN]
    page = Paginator(is_open, PER_PAGE).get_page(pagina)
    rejected = [one for one in held if one[0].stand == Vermoeden.Stand.AFGEWEZEN][:PER_PAGE]
    rows = _rows([*page.object_list, *rejected])
    return LijstPage(
        opgave=opgave,
        pagina=page,
        rijen=rows[: len(page.object_list)],
        afgewezen=rows[len(page.object_list) :],
        casussen=vermoedens.brought_in(opgave).order_by().values("pk")[: 2 * MINIMUM].count(),
    )


def others_page(vermoeden: Vermoeden) -> list[VermoedenRij]:
    """Return her other open vermoedens, to merge with."""
    open_ones = Vermoeden.objects.filter(stand=Vermoeden.Stand.OPEN).exclude(pk=vermoeden.pk)
    return _rows(_held(open_ones)[: 2 * PER_PAGE])


def casussen_of(vermoeden: Vermoeden) -> list[Ingebracht]:
    """Return the casussen that she may read, newest first; none when there are too few."""
    rows = ingebracht(Casus.objects.filter(pk__in=_links([vermoeden]).values("casus")))
    return rows if len(rows) >= MINIMUM else []


def vermoeden_page(vermoeden: Vermoeden, casussen: list[Ingebracht]) -> VermoedenPage:
    """Compose the page of one vermoeden with these casussen. Seven queries."""
    pks = [row.pk for row in casussen]
    read = vermoedens.read(Casus.objects.filter(pk__in=pks))
    areas = Counter(area for row in read for area in row.leefgebieden)
    named = _named(pks)
    return VermoedenPage(
        vermoeden=vermoeden,
        casussen=casussen,
        woorden=vermoedens.label(read),
        centraal={row.pk for row in vermoedens.central(read)},
        plekken=plekken_of(casussen),
        opgaven=opgaven_of(casussen),
        tijdlijn=tijdlijn_of(casussen),
        groei=vermoedens.growth((row.ingebracht_op for row in casussen), vermoedens.background()),
        regelingen=regelingen_with_count(pks),
        leefgebieden=[
            (LEEFGEBIEDEN[area], aantal)
            for area, aantal in sorted(areas.items(), key=lambda one: (-one[1], one[0]))
        ],
        genoemd=named,
        gevraagd=_asked([one.knelpunt.pk for one in named]),
        is_open=vermoeden.stand == Vermoeden.Stand.OPEN,
    )


def knelpunten_to_choose(casussen: Sequence[Ingebracht]) -> QuerySet[Knelpunt]:
    """The knelpunten that stand on their own in the opgaven of these casussen, or in them."""
    inside = {row.opgave_id for row in casussen if row.opgave_id}
    links = Koppeling.objects.filter(casus__in=[row.pk for row in casussen])
    found = Q(opgave__in=inside) | Q(pk__in=links.values("knelpunt"))
    return Knelpunt.objects.filter(found, opgegaan_in=None).order_by("titel", "pk")


def most_named(casussen: Sequence[Ingebracht]) -> UUID | None:
    """Return the knelpunt that plays in most of these casussen already. One query."""
    links = vermoedens.linked([row.pk for row in casussen])
    return max(links, key=lambda pk: (len(links[pk]), str(pk)), default=None)


def first_answers(casussen: Sequence[Ingebracht]) -> dict[str, Any]:
    """Return what is most likely of a new knelpunt: its opgave, and that others may read it too."""
    opgaven = opgaven_of(casussen)
    shared = len(opgaven) > 1
    return {
        "opgave": opgaven[0].pk,
        "zichtbaarheid": Zichtbaarheid.OPENBAAR if shared else Zichtbaarheid.PARTNERS,
    }


def regelingen_to_choose(casussen: Sequence[Ingebracht]) -> list[tuple[str, str]]:
    """Return the regelingen of these casussen, those of most casussen first."""
    return [(one.pk, one.naam) for one, _ in regelingen_with_count([row.pk for row in casussen])]


def simpel_of(casussen: Sequence[Ingebracht]) -> list[Knelpunt]:
    """Return the knelpunten of these casussen whose namer said what would simply help."""
    links = Koppeling.objects.filter(casus__in=[row.pk for row in casussen])
    found = Knelpunt.objects.filter(pk__in=links.values("knelpunt")).exclude(simpel="")
    return list(found.select_related("organisatie").order_by("titel", "pk"))


def navragen_to(casus: Casus, viewer: Gebruiker) -> list[Navraag]:
    """Return what others think of her casus, and what she has not said no or yes to."""
    if casus.maker_id != viewer.pk:
        return []
    found = Navraag.objects.filter(casus=casus, stand=Navraag.Stand.OPEN)
    return list(found.select_related("knelpunt__opgegaan_in", "maker").order_by("gemaakt_op", "pk"))


def antwoorden_on(knelpunt: Knelpunt) -> Antwoorden:
    """Count the navragen for `knelpunt`, and what went into it, that she may read. One query."""
    about = Navraag.objects.filter(Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt))
    standen = Counter(about.order_by().values_list("stand", flat=True))
    ja = standen[Navraag.Stand.JA]
    return Antwoorden(ja + standen[Navraag.Stand.NEE], ja, standen.total())


def _links(found: Iterable[Vermoeden]) -> QuerySet[VermoedenCasus]:
    return VermoedenCasus.objects.filter(vermoeden__in=found)


def _held(found: QuerySet[Vermoeden]) -> list[tuple[Vermoeden, list[Ingebracht]]]:
    """Return vermoedens with the casussen she may read, most widely shared first. Three queries."""
    every = list(found)
    members = vermoedens.members(every)
    wanted = {pk for group in members.values() for pk in group}
    rows = {row.pk: row for row in ingebracht(Casus.objects.filter(pk__in=wanted))}
    held = [
        (one, [rows[pk] for pk in members[one.pk]])
        for one in every
        if len(members[one.pk]) >= MINIMUM
    ]
    return sorted(held, key=lambda one: (*_spread(one[1]), min(row.pk for row in one[1])))


def _rows(held: Sequence[tuple[Vermoeden, list[Ingebracht]]]) -> list[VermoedenRij]:
    pks = {row.pk for _, rows in held for row in rows}
    if not pks:
        return []
    texts = {row.pk: row for row in vermoedens.read(Casus.objects.filter(pk__in=pks))}
    links = vermoedens.linked(pks)
    knelpunten = {one.pk: one for one in Knelpunt.objects.filter(pk__in=links)}
    every = vermoedens.background()
    found = []
    for vermoeden, rows in held:
        read = sorted((texts[row.pk] for row in rows), key=lambda row: row.pk)
        gemeenten, opgaven, aantal = (-number for number in _spread(rows))
        inside = {row.pk for row in rows}
        named = {pk: len(casussen & inside) for pk, casussen in links.items() if casussen & inside}
        most = max(named, key=lambda pk: (named[pk], str(pk)), default=None)
        found.append(
            VermoedenRij(
                vermoeden=vermoeden,
                aantal=aantal,
                gemeenten=gemeenten,
                opgaven=opgaven,
                woorden=vermoedens.label(read),
                tijdlijn=tijdlijn_of(rows),
                groei=vermoedens.growth((row.ingebracht_op for row in rows), every),
                centraal=vermoedens.central(read),
                genoemd=AlGenoemd(knelpunten[most], named[most])
                if most and 2 * named[most] >= aantal
                else None,
            )
        )
    return found


def _spread(rows: Sequence[Ingebracht]) -> tuple[int, int, int]:
    gemeenten = len({row.gemeente_id for row in rows})
    return -gemeenten, -len({row.opgave_id for row in rows if row.opgave_id}), -len(rows)


def _named(pks: Sequence[UUID]) -> list[AlGenoemd]:
    links = vermoedens.linked(pks)
    found = Knelpunt.objects.filter(pk__in=links).order_by("titel", "pk")
    named = [AlGenoemd(one, len(links[one.pk])) for one in found]
    return sorted(named, key=lambda one: -one.aantal)


def _asked(knelpunten: Sequence[UUID]) -> list[Rij]:
    today = klok.today()
    rows = Agendering.objects.filter(knelpunt__in=knelpunten).order_by("-gemaakt_op")
    return [
        rij_of_agendering(row, today) for row in rows.select_related("orgaan__organisatie")[:ASKED]
    ]
