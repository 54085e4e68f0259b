"""Find things of every kind."""

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

SHOWN = 10
COUNTED = 50
BEGINNING = 180
MAX_QUERY = 200
"""A longer text is no search; the rest is left out."""
SOORTEN = {
    soort.code: soort for soort in [*OPGAVEN, *PRAKTIJK, *LEREN, *VERHALEN, *OVERLEG, *ORGANISATIES]
}
"""Everything that can be found, in the order of the page."""


@dataclass(frozen=True)
class Groep:
    """What was found of one kind: the best, and how many there are."""

    soort: str
    meervoud: str
    aantal: str
    meer: bool
    rijen: list[Rij]


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


def as_rij(row: tuple[str, UUID, str, str]) -> Rij:
    """Make a link of a row of `found`."""
    code, pk, titel, begin = row
    tekst = begin if len(begin) < BEGINNING else f"{begin.rpartition(' ')[0]} …"
    return Rij(titel, url_of(SOORTEN[code].model, pk), tekst)


def search_all(text: str) -> list[Groep]:
    """Search every kind in one query; of each at most `COUNTED` are counted."""
    first, *others = (found(code, text)[: COUNTED + 1] for code in SOORTEN)
    rows: dict[str, list[Any]] = {code: [] for code in SOORTEN}
    for row in first.union(*others, all=True):
        rows[row[0]].append(row)
    return [
        Groep(
            soort=code,
            meervoud=SOORTEN[code].meervoud,
            aantal=str(len(of_soort)) if len(of_soort) <= COUNTED else f"{COUNTED}+",
            meer=len(of_soort) > SHOWN,
            rijen=[as_rij(row) for row in of_soort[:SHOWN]],
        )
        for code, of_soort in rows.items()
        if of_soort
    ]
