"""Find things of every kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left

from samenspel.basis.rij import Rij
from samenspel.basis.soorten import url_of
from samenspel.leren.soorten import SOORTEN as LEREN
from samenspel.opgaven.soorten import SOORTEN as OPGAVEN
from samenspel.organisaties.soorten import SOORTEN as ORGANISATIES
from samenspel.overleg.soorten import SOORTEN as OVERLEG
from samenspel.praktijk.soorten import SOORTEN as PRAKTIJK
from samenspel.verhalen.soorten import SOORTEN as VERHALEN

SHOWN = 25
COUNTED = 50
BEGINNING = 180
MAX_QUERY = 200
"""A longer text is no search; the rest is left out."""
SOORTEN = {
    soort.code: soort for soort in [*OPGAVEN, *PRAKTIJK, *LEREN, *VERHALEN, *OVERLEG, *ORGANISATIES]
}
"""Everything that can be found, in the order in which one narrows down."""

Row = tuple[str, UUID, str, str]
"""The code of a kind, the key, the title and the beginning of the text."""


@dataclass(frozen=True)
class Treffers:
    """A kind of which something was found, and how much, to narrow down to."""

    soort: str
    meervoud: str
    aantal: str


@dataclass(frozen=True)
class Gevonden:
    """What was found of every kind: what fits best first, and the kinds to narrow down to."""

    rijen: list[Rij]
    keuzes: list[Treffers]
    meer: bool
    """Is there more than is shown here?"""


def found(code: str, text: str) -> QuerySet[Any]:
    """Return (kind, key, title, beginning of the text) of everything of one kind, best first."""
    soort = SOORTEN[code]
    no_text = Value("", output_field=TextField())
    begin = Left(soort.tekst, BEGINNING) if soort.tekst else no_text
    return soort.find(text[:MAX_QUERY]).values_list(
        Value(code, output_field=CharField()),
        "pk",
        Cast(soort.titel, CharField()),
        Cast(begin, CharField()),
    )


def as_rij(row: Row) -> Rij:
    """Make a link of a row of `found`."""
    code, pk, titel, begin = row
    tekst = begin if len(begin) < BEGINNING else f"{begin.rpartition(' ')[0]} …"
    return Rij(titel, url_of(SOORTEN[code].model, pk), tekst, SOORTEN[code].enkelvoud)


def search_all(text: str) -> Gevonden:
    """Search every kind in one query; of each at most `COUNTED` are counted.

    Kinds have no rank in common. So what has most words of the question in its title comes first,
    then what fits best within its kind.
    """
    first, *others = (found(code, text)[: COUNTED + 1] for code in SOORTEN)
    rows: dict[str, list[Row]] = {code: [] for code in SOORTEN}
    for row in first.union(*others, all=True):
        rows[row[0]].append(row)
    words = text.casefold().split()
    ranked = sorted(
        ((-_in_title(words, row[2]), at), row)
        for of_soort in rows.values()
        for at, row in enumerate(of_soort[:COUNTED])
    )
    keuzes = [
        Treffers(code, SOORTEN[code].meervoud, _counted(of_soort))
        for code, of_soort in rows.items()
        if of_soort
    ]
    shown = [as_rij(row) for _, row in ranked[:SHOWN]]
    return Gevonden(shown, keuzes, sum(map(len, rows.values())) > len(shown))


def _in_title(words: Sequence[str], titel: str) -> int:
    """Count the words that a word of the title begins with.

    >>> _in_title(["adres", "schuld"], "Schulden zonder een adres"), _in_title(["adres"], "Huur")
    (2, 0)
    """
    beginnings = titel.casefold().split()
    return sum(any(one.startswith(word) for one in beginnings) for word in words)


def _counted(rows: Sequence[Row]) -> str:
    return str(len(rows)) if len(rows) <= COUNTED else f"{COUNTED}+"
