"""Steps that wait for each other, made into numbers once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo.engine import Arrays, in_order
from samenspel.analyse.tempo.errors import CircleError
from samenspel.analyse.tempo.kalender import Kalender, by_name
from samenspel.analyse.tempo.termijn import (
    HORIZON,
    Days,
    Termijn,
    as_termijn,
    day_number,
    latest_before,
    table_of,
)

Kalenders = Mapping[str, Kalender] | Iterable[Kalender]


@dataclass(frozen=True)
class Na:
    """A step comes at least `termijn` after the end of another, `stap`."""

    stap: str
    termijn: Termijn | int = 0


@dataclass(frozen=True)
class Stap:
    """Something that must be done or decided, after other steps (`na`).

    Its work takes `duur`, and is then decided on the first day of `kalender` for which it can still
    be handed in; without a calendar it is done when the work is. `niet_voor` is the first day on
    which its work can begin.
    """

    naam: str
    kalender: str | None = None
    duur: Termijn | int = 0
    na: Sequence[str | Na] = ()
    niet_voor: date | None = None


class Netwerk:
    """Steps and calendars as arrays, to be planned from many days.

    Raises `AnalyseError` for two steps of one name, a step or calendar that is not there, or a term
    that is none, and `CircleError` when steps wait for each other.
    """

    def __init__(self, stappen: Iterable[Stap], kalenders: Kalenders) -> None:
        given = kalenders.values() if isinstance(kalenders, Mapping) else kalenders
        self.kalenders = by_name(given)
        listed = list(stappen)
        at = {one.naam: index for index, one in enumerate(listed)}
        if len(at) < len(listed):
            raise AnalyseError(f"Er zijn twee stappen met de naam “{_twice(listed)}”.")
        if not listed:
            raise AnalyseError("Er is nog geen stap. Noem minstens één stap.")
        waits = [[_na(one, number, at) for number in one.na] for one in listed]
        ptr = np.zeros(len(listed) + 1, np.int32)
        np.cumsum([len(each) for each in waits], out=ptr[1:])
        pred = np.array([at[na.stap] for each in waits for na in each], np.int32)
        order, found = in_order(len(listed), ptr, pred)
        if found < len(listed):
            raise CircleError(_circle(listed, waits, set(order[:found].tolist())))
        self.stappen = [listed[index] for index in order]
        self._waits = [waits[index] for index in order]

    @cached_property
    def at(self) -> dict[str, int]:
        """Where each step stands."""
        return {one.naam: index for index, one in enumerate(self.stappen)}

    @cached_property
    def organs(self) -> list[Kalender]:
        """The calendars that a step follows."""
        used = {one.kalender for one in self.stappen}
        return [one for name, one in self.kalenders.items() if name in used]

    @cached_property
    def arrays(self) -> Arrays:
        """All of it as numbers."""
        edges = [na for each in self._waits for na in each]
        ptr = np.zeros(len(self.stappen) + 1, np.int32)
        np.cumsum([len(each) for each in self._waits], out=ptr[1:])
        terms = [as_termijn(one.termijn, f"De termijn na {one.stap}") for one in edges]
        durations = [as_termijn(one.duur, f"De duur van {one.naam}") for one in self.stappen]
        tables = {one: at for at, one in enumerate(_terms(terms, durations))}
        lookup, inverse = _tables(tuple(tables))
        kal_ptr = np.zeros(len(self.organs) + 1, np.int32)
        np.cumsum([len(one.meetings) for one in self.organs], out=kal_ptr[1:])
        return Arrays(
            ptr,
            np.array([self.at[one.stap] for one in edges], np.int32),
            *_columns(terms, tables),
            *_columns(durations, tables),
            np.array([_floor(one) for one in self.stappen], np.int32),
            self._organ_of_each(),
            kal_ptr,
            _concatenated([one.meetings for one in self.organs]),
            _concatenated([one.due for one in self.organs]),
            lookup,
            inverse,
        )

    def _organ_of_each(self) -> NDArray[np.int32]:
        at = {one.naam: index for index, one in enumerate(self.organs)}
        for one in self.stappen:
            if one.kalender is not None and one.kalender not in at:
                raise AnalyseError(
                    f"Stap “{one.naam}” volgt de kalender “{one.kalender}”, en die is er niet."
                )
        return np.array(
            [-1 if one.kalender is None else at[one.kalender] for one in self.stappen], np.int32
        )


def _na(stap: Stap, given: str | Na, at: Mapping[str, int]) -> Na:
    found = given if isinstance(given, Na) else Na(given)
    if found.stap not in at:
        raise AnalyseError(f"Stap “{stap.naam}” komt na “{found.stap}”, en die stap is er niet.")
    return found


def _twice(stappen: Iterable[Stap]) -> str:
    return Counter(one.naam for one in stappen).most_common(1)[0][0]


def _circle(stappen: Sequence[Stap], waits: Sequence[Sequence[Na]], done: set[int]) -> str:
    """Name one circle: of a step that is never ready, follow what it waits for."""
    at = {one.naam: index for index, one in enumerate(stappen)}
    here = next(index for index in range(len(stappen)) if index not in done)
    path: list[int] = []
    while here not in path:
        path.append(here)
        here = next(at[na.stap] for na in waits[here] if at[na.stap] not in done)
    names = [stappen[index].naam for index in path[path.index(here) :]]
    if len(names) == 1:
        return f"“{names[0]}” wacht op zichzelf. Haal dat weg."
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    said = " en ".join(f"“{one}” wacht op “{other}”" for one, other in pairs)
    return f"{said}. Kies wie eerst gaat."


def _terms(*found: Iterable[Termijn | int]) -> list[Termijn]:
    return list(dict.fromkeys(one for each in found for one in each if isinstance(one, Termijn)))


def _columns(
    terms: Sequence[Termijn | int], tables: Mapping[Termijn, int]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where the table of each stands, -1 for none, and its number of days without."""
    where = [HORIZON * tables[one] if isinstance(one, Termijn) else -1 for one in terms]
    days = [0 if isinstance(one, Termijn) else one for one in terms]
    return np.array(where, np.int64), np.array(days, np.int32)


@lru_cache(maxsize=8)
def _tables(terms: tuple[Termijn, ...]) -> tuple[Days, Days]:
    """Lay the tables of these terms, and their inverses, one behind the other."""
    tables = [table_of(one) for one in terms]
    every = np.arange(HORIZON, dtype=np.int32)
    return (
        _concatenated([np.minimum(one, HORIZON).astype(np.int32) for one in tables]),
        _concatenated([latest_before(one, every) for one in tables]),
    )


def _concatenated(parts: Sequence[Days]) -> Days:
    return np.concatenate([np.zeros(0, np.int32), *parts])


def _floor(stap: Stap) -> int:
    if stap.niet_voor is None:
        return 0
    return day_number(stap.niet_voor, f"Stap “{stap.naam}”, niet vóór")
