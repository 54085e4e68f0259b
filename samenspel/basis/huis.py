"""The house: in which room each page lives, and the menus and ways that follow from it.

The words above are rooms for all opgaven together; every opgave has the same rooms, in the same
order. The table that `settings.HUIS` names (`project/huis.py`) is the only list: the menu, the
rooms of an opgave, the way to a page and *Waar staat wat?* are made of it. See
docs/decisions/0040.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

OPGAVE = "opgaven.opgave"
CONCEPT = "concept"


@dataclass(frozen=True)
class Vindplaats:
    """Something to find in a room, and the name of its address."""

    woorden: str
    adres: str

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.adres)


@dataclass(frozen=True)
class Kamer:
    """A room, for all opgaven together (`boven`, at `ingang`) and in one (`binnen`, at `adres`).

    `adres` takes the key of an opgave; without it no opgave has this room. `woont` are the names of
    the addresses that live here, with stars; the longest that fits decides. Who is not signed in
    has no room that is `eigen`, and a concept none that comes `na_concept`.
    """

    code: str
    boven: str
    ingang: str
    woont: tuple[str, ...]
    plekken: tuple[Vindplaats, ...] = ()
    binnen: str = ""
    adres: str = ""
    te_vinden: tuple[str, ...] = ()
    """What one finds in it in an opgave, in words."""
    na_concept: bool = False
    eigen: bool = False

    @property
    def url(self) -> str:
        """Its address for all opgaven together."""
        return reverse(self.ingang)

    def url_in(self, opgave: Any) -> str:
        """Its address in an opgave, given by its key."""
        return reverse(self.adres, args=[opgave])


@dataclass(frozen=True)
class Huis:
    """All rooms in their order, and what stands under every page (`diensten`).

    `buiten` are the addresses that live in no room: services, and what is nobody's page.
    """

    kamers: tuple[Kamer, ...]
    diensten: tuple[Vindplaats, ...]
    buiten: tuple[str, ...]

    def kamer_of(self, address: str) -> Kamer | None:
        """Return the room in which an address lives; None outside the rooms.

        Raises `LookupError` for an address that has no home at all.
        """
        homes = [(one, kamer) for kamer in self.kamers for one in kamer.woont]
        fitting = [
            (len(one), kamer)
            for one, kamer in [*homes, *((one, None) for one in self.buiten)]
            if fnmatchcase(address, one)
        ]
        if not fitting:
            raise LookupError(f"{address} has no home in {settings.HUIS}")
        return max(fitting, key=lambda one: one[0])[1]


class Wegwijzer(NamedTuple):
    """A link in a menu; `hier` says whether the reader is there."""

    naam: str
    url: str
    hier: bool


@cache
def huis() -> Huis:
    """Return the house."""
    found: Huis = import_string(settings.HUIS)
    return found


def kamer_here(request: HttpRequest) -> Kamer | None:
    """Return the room in which the page of this request lives."""
    match = getattr(request, "resolver_match", None)
    try:
        return huis().kamer_of(match.view_name) if match else None
    except LookupError:
        return None


def room_name(request: HttpRequest) -> str:
    """Return the name of the room of this page: in an opgave, or above; empty outside the rooms."""
    kamer = kamer_here(request)
    if kamer is None or request.resolver_match is None:
        return ""
    return kamer.binnen if request.resolver_match.view_name == kamer.adres else kamer.boven


def hoofdmenu(request: HttpRequest) -> list[Wegwijzer]:
    """Return the words above, for this reader."""
    here = kamer_here(request)
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return [
        Wegwijzer(kamer.boven, kamer.url, kamer is here)
        for kamer in huis().kamers
        if signed_in or not kamer.eigen
    ]


def kamers_of(opgave: Any, request: HttpRequest) -> list[Wegwijzer]:
    """Return the rooms of an opgave."""
    here = kamer_here(request)
    return [
        Wegwijzer(kamer.binnen, kamer.url_in(opgave.pk), kamer is here)
        for kamer in huis().kamers
        if kamer.adres and not (kamer.na_concept and opgave.stand == CONCEPT)
    ]


def way_to(thing: Any, request: HttpRequest, *steps: str) -> list[tuple[str, str]]:
    """Return the way to a page about `thing`: opgave, room, thing, and the steps from there.

    `steps` are label, url, ..., and the label of this page; without them it is the page of the
    thing. What has no opgave, or one of which this reader may not know, stands in the room for all
    opgaven. Nothing is fetched: who wants the opgave in the way, reads the thing with it.
    """
    kamer = kamer_here(request)
    rest = list(zip_longest(steps[::2], steps[1::2], fillvalue=""))
    found: list[tuple[str, str]] = []
    if isinstance(thing, Model) and thing._meta.label_lower == OPGAVE:
        found = _to_opgave(thing, kamer)
    else:
        opgave = _opgave_of(thing)
        if kamer is not None and opgave is not None and kamer.adres:
            found = [(opgave[1], opgave_url(opgave[0])), (kamer.binnen, kamer.url_in(opgave[0]))]
        elif kamer is not None:
            found = [(kamer.boven, kamer.url)]
        if thing is not None and thing != "":
            found.append((str(thing), thing.get_absolute_url()))
    way = found + rest
    return [*way[:-1], (way[-1][0], "")]


def opgave_url(pk: Any) -> str:
    """Return the page of an opgave."""
    return next(kamer.url_in(pk) for kamer in huis().kamers if kamer.adres)


def _to_opgave(opgave: Any, kamer: Kamer | None) -> list[tuple[str, str]]:
    first = next(one for one in huis().kamers if one.adres)
    found = [(first.boven, first.url)]
    whole = _cached(opgave, "deel_van")
    if whole is not None:
        found.append((str(whole), opgave_url(whole.pk)))
    found.append((str(opgave), opgave_url(opgave.pk)))
    if kamer is not None and kamer.adres and kamer is not first:
        found.append((kamer.binnen, kamer.url_in(opgave.pk)))
    return found


def _opgave_of(thing: Any) -> tuple[Any, str] | None:
    """Return key and title of the opgave of a thing, as far as they were read with it."""
    if titel := getattr(thing, "opgave_titel", None):
        return thing.opgave_id, titel
    for holder in (thing, _cached(thing, "knelpunt"), _cached(thing, "besluit")):
        opgave = _cached(holder, "opgave")
        if opgave is not None:
            return opgave.pk, str(opgave)
    return None


def _cached(thing: Any, name: str) -> Any:
    """Return what a foreign key points at, if it was read already."""
    state = getattr(thing, "_state", None)
    return state.fields_cache.get(name) if state is not None else None
