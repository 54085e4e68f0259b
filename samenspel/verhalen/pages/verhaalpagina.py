"""The verhaalpagina: what a council reads. The database counts and quotes (migration 0007).

Everybody reads the same page: nothing in it depends on who asks.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Leefgebied, Organisatie
from samenspel.praktijk.models import Casus
from samenspel.verhalen.models import Verhaalpagina
from samenspel.verhalen.rows import Aangewezen


@dataclass(frozen=True)
class GetoondCitaat:
    """A quote; `plek` only where at least five verhalen of its thema come from there."""

    tekst: str
    plek: str


@dataclass(frozen=True)
class Hoofdstuk:
    """A thema with how many verhalen at least go about it, from where, and its quotes.

    `breedte` is that of its bar, in hundredths of the longest; `plekken` are gemeenten by name
    with how many of these verhalen at least come from there.
    """

    code: str
    naam: str
    aantal: int
    breedte: int
    plekken: list[tuple[str, int]]
    citaten: list[GetoondCitaat]


@dataclass(frozen=True)
class Pagina:
    """Everything the verhaalpagina of one opgave shows, or of one gemeente in it."""

    opgave: Opgave
    gepubliceerd: Verhaalpagina | None
    gemeente: Organisatie | None
    gemeenten: list[Organisatie]
    hoofdstukken: list[Hoofdstuk]
    knelpunten: list[Aangewezen]
    casussen: int

    @property
    def aantal(self) -> int:
        """The sum of what is shown; a total of everything would give away what is not."""
        return sum(one.aantal for one in self.hoofdstukken)


def verhaalpagina(opgave: Opgave, *, gemeente: str = "") -> Pagina:
    """Compose the verhaalpagina of `opgave`; with `gemeente` (an id) only what it says there."""
    cells = _ask("select thema, gemeente_id, aantal from verhaalpagina_cellen(%s)", opgave)
    quotes = _ask(
        "select thema, tekst, gemeente_id from verhaalpagina_citaten(%s) order by id", opgave
    )
    places = {pk for _, pk, _ in cells if pk is not None}
    named = {row.pk: row for row in Organisatie.objects.filter(pk__in=places)} if places else {}
    here = next((row for pk, row in named.items() if str(pk) == gemeente), None)
    wanted = here.pk if here else None
    counts = {thema: aantal for thema, pk, aantal in cells if pk == wanted}
    most = max(counts.values(), default=0)
    chapters = [
        Hoofdstuk(
            code=thema,
            naam=Leefgebied(thema).label,
            aantal=aantal,
            breedte=round(100 * aantal / most),
            plekken=_plekken(thema, cells, named) if here is None else [],
            citaten=[
                GetoondCitaat(tekst, named[pk].naam if pk else "")
                for about, tekst, pk in quotes
                if about == thema and (here is None or pk == here.pk)
            ],
        )
        for thema, aantal in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    public = Casus.objects.filter(
        opgave=opgave, zichtbaarheid="openbaar", ingebracht_op__isnull=False
    )
    return Pagina(
        opgave=opgave,
        gepubliceerd=Verhaalpagina.objects.filter(opgave=opgave).first(),
        gemeente=here,
        gemeenten=sorted(named.values(), key=lambda row: row.naam),
        hoofdstukken=chapters,
        knelpunten=[] if here else _knelpunten(opgave),
        casussen=0 if here else public.count(),
    )


def _plekken(thema: str, cells: list[Any], named: dict[UUID, Organisatie]) -> list[tuple[str, int]]:
    """Name the gemeenten of one thema, the most verhalen first."""
    found = [(named[pk].naam, aantal) for about, pk, aantal in cells if about == thema and pk]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _knelpunten(opgave: Opgave) -> list[Aangewezen]:
    # Only whether there is a link depends on who reads.
    question = """
        select named.id, named.titel, own.id is not null
        from verhaalpagina_knelpunten(%s) named
        left join praktijk_knelpunt own on own.id = named.id
        order by named.titel
    """
    return [Aangewezen(*row) for row in _ask(question, opgave)]


def _ask(question: str, opgave: Opgave) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, [opgave.pk])
        rows: list[Any] = cursor.fetchall()
    return rows
