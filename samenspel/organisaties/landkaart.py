"""The map of the country: which gemeenten something is about, and how much of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any
from uuid import UUID

from django.urls import reverse

from samenspel.organisaties.data import DATA
from samenspel.organisaties.models import Organisatie

SMALLEST, LARGEST = 8, 40
"""Radius of the circles, in the units of the map: 1,000 across the country."""

SHADED = 40
"""So many gemeenten with a circle are shaded as well."""


@dataclass(frozen=True)
class Plek:
    """A gemeente on a map; with `aantal` it also gets a circle that tells how much."""

    code: str
    naam: str
    url: str
    aantal: int | None = None


@dataclass(frozen=True)
class Omtrek:
    """A gemeente as it is drawn: its borders, and a circle of radius `straal` (0 for none)."""

    plek: Plek
    vorm: str
    x: int
    y: int
    straal: int = 0


@dataclass(frozen=True)
class Landkaart:
    """What the template draws; `buiten` are plekken without borders, such as Weesp after 2022."""

    breedte: int
    hoogte: int
    vormen: list[Omtrek]
    buiten: list[Plek]

    @property
    def land(self) -> str:
        """The borders of every gemeente with a circle, as one path: that draws quickest.

        Empty when there are many: all weigh 24 kB compressed, and the map beneath has borders too.
        """
        circled = [vorm.vorm for vorm in self.vormen if vorm.straal]
        return "".join(circled) if len(circled) <= SHADED else ""


def plekken(
    gemeenten: Iterable[Organisatie], aantallen: Mapping[UUID, int] | None = None
) -> list[Plek]:
    """Turn gemeenten into plekken that link to their own page, with how many of each."""
    return [
        Plek(
            code=gemeente.code,
            naam=gemeente.naam,
            url=reverse("organisaties:detail", args=[gemeente.pk]),
            aantal=None if aantallen is None else aantallen.get(gemeente.pk, 0),
        )
        for gemeente in gemeenten
    ]


def teken(plekken: Sequence[Plek]) -> Landkaart:
    """Look up the borders, and give circles an area in proportion to their `aantal`."""
    kaart = _kaart()
    most = max((plek.aantal or 0 for plek in plekken), default=0)
    vormen = [
        Omtrek(plek, straal=_radius(plek.aantal, most), **kaart["gemeenten"][plek.code])
        for plek in plekken
        if plek.code in kaart["gemeenten"]
    ]
    # Large circles first, so that a small one is never hidden behind its neighbour.
    vormen.sort(key=lambda vorm: (-vorm.straal, vorm.plek.naam))
    buiten = [plek for plek in plekken if plek.code not in kaart["gemeenten"]]
    return Landkaart(kaart["breedte"], kaart["hoogte"], vormen, buiten)


def _radius(aantal: int | None, most: int) -> int:
    """Return the radius of a circle whose area grows with `aantal`.

    >>> _radius(4, 16), _radius(16, 16), _radius(1, 10_000), _radius(0, 9), _radius(None, 0)
    (20, 40, 8, 0, 0)
    """
    if not aantal:
        return 0
    return max(SMALLEST, round(LARGEST * sqrt(aantal / most)))


@cache
def _kaart() -> dict[str, Any]:
    kaart: dict[str, Any] = json.loads((DATA / "kaart.json").read_text(encoding="utf-8"))
    return kaart
