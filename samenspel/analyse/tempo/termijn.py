"""Terms, and what the Algemene termijnenwet does with them.

A day is a number: days since `EPOCH`. A term is then a table, of every day the day on which the
term ends that begins after it: a look-up where arithmetic with months and holidays would be slow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo.errors import OutsideCalendarError
from samenspel.analyse.werkdagen import feestdagen

Days = NDArray[np.int32]

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)
"""Between these days we count. Holidays are those of the law as it reads today."""
EPOCH = FIRST.toordinal()
HORIZON = LAST.toordinal() - EPOCH + 1
NEVER = np.int32(2**30)
"""Later than any day: there is no meeting any more."""


def day_number(day: date, what: str) -> int:
    """Return the number of a day; `what` says whose day it is, for the error."""
    if not isinstance(day, date):
        raise AnalyseError(f"{what}: “{day}” is geen datum.")
    number = day.toordinal() - EPOCH
    if not 0 <= number < HORIZON:
        raise OutsideCalendarError(
            f"{what}: {day:%d-%m-%Y} kan niet. Wij rekenen van {FIRST.year} tot en met {LAST.year}."
        )
    return number


def to_date(number: int) -> date:
    """Return the day with this number.

    >>> to_date(day_number(date(2026, 11, 27), "start"))
    datetime.date(2026, 11, 27)
    """
    return FIRST + timedelta(int(number))


@dataclass(frozen=True)
class Termijn:
    """A term set by law: it ends on the next working day if it would end on a day off.

    Months and weeks come first, then days, then working days. The Algemene termijnenwet
    (artikel 1 to 4) lets a term that ends on a Saturday, Sunday or holiday run to the next working
    day, and one of three days or more hold at least two working days. Neither is so for more than
    90 days, twelve weeks or three months (artikel 4). A term of nothing ends on the day itself.

    Raises `AnalyseError` for a number below zero.
    """

    dagen: int = 0
    werkdagen: int = 0
    weken: int = 0
    maanden: int = 0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise AnalyseError(f"Een termijn telt hele {name}, 0 of meer; “{value}” kan niet.")

    def __str__(self) -> str:
        """Say how long it is.

        >>> str(Termijn(weken=6)), str(Termijn(maanden=1, werkdagen=2))
        ('6 weken', '1 maand en 2 werkdagen')
        """
        one = {"dagen": "dag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand"}
        order = ("maanden", "weken", "dagen", "werkdagen")
        parts = [
            f"{getattr(self, name)} {one[name] if getattr(self, name) == 1 else name}"
            for name in order
            if getattr(self, name)
        ]
        return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "0 dagen"

    @property
    def rolls(self) -> bool:
        """Is it a term that a day off makes longer (artikel 4)?"""
        within = self.dagen <= 90 and self.weken <= 12 and self.maanden <= 3
        return within and any(vars(self).values())

    def na(self, day: date) -> date:
        """Return the day on which it ends, when it begins after `day`.

        >>> Termijn(weken=6).na(date(2026, 11, 14))   # a Saturday, and both days of Christmas
        datetime.date(2026, 12, 28)
        """
        return to_date(int(table_of(self)[day_number(day, "De termijn")]))


def as_termijn(value: Termijn | int, what: str) -> Termijn | int:
    """Check what is given as a term: a `Termijn`, or a number of calendar days."""
    if isinstance(value, Termijn):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < HORIZON:
        raise AnalyseError(
            f"{what}: “{value}” is geen termijn. Geef een aantal dagen, 0 of meer, of een Termijn."
        )
    return value


@lru_cache(maxsize=1)
def _working() -> tuple[NDArray[np.bool_], Days]:
    """Return which days are working days, and of each day how many there were until and with it."""
    numbers = np.arange(HORIZON)
    is_working = (numbers + FIRST.weekday()) % 7 < 5
    for year in range(FIRST.year, LAST.year + 1):
        is_working[[day.toordinal() - EPOCH for day in feestdagen(year)]] = False
    return is_working, np.cumsum(is_working, dtype=np.int32)


def next_working(days: Days) -> Days:
    """Return each day itself if it is a working day, else the next one."""
    is_working, counted = _working()
    nth = counted[days] - is_working[days]
    return np.flatnonzero(is_working).astype(np.int32)[nth]


def _plus_working(days: Days, number: int) -> Days:
    """Return the `number`th working day after each day."""
    is_working, counted = _working()
    return _clipped(np.flatnonzero(is_working), counted[days].astype(np.int64) + number - 1)


def _clipped(values: NDArray[np.intp], at: NDArray[np.int64]) -> Days:
    """Look up; past the end of the table is past the horizon."""
    found = values[np.minimum(at, len(values) - 1)]
    return np.where(at < len(values), found, HORIZON).astype(np.int32)


def _plus_months(days: Days, months: int) -> Days:
    """Return the same day of a later month, or the last day of that month if it has no such day."""
    dates = np.datetime64(FIRST, "D") + days
    month = dates.astype("datetime64[M]")
    later = month + months
    day = (dates - month.astype("datetime64[D]")).astype(np.int64)
    begin = later.astype("datetime64[D]")
    length = ((later + 1).astype("datetime64[D]") - begin).astype(np.int64)
    found = begin + np.minimum(day, length - 1)
    numbers: Days = (found - np.datetime64(FIRST, "D")).astype(np.int32)
    return numbers


@lru_cache(maxsize=256)
def table_of(term: Termijn | int, *, by_law: bool = True) -> Days:
    """Return of each day the day on which `term` ends; without `by_law` it is only counted.

    What ends after the last day is `HORIZON` or later. The table never goes down: whoever begins
    later is not ready earlier.
    """
    days = np.arange(HORIZON, dtype=np.int32)
    if isinstance(term, int):
        return days + np.int32(term)
    found = days
    if term.maanden:
        found = _plus_months(found, term.maanden)
    found = found + np.int32(7 * term.weken + term.dagen)
    if term.werkdagen:
        found = _within(found, lambda inside: _plus_working(inside, term.werkdagen))
    if by_law and term.rolls:
        found = _within(found, next_working)
        if term.weken or term.maanden or term.dagen >= 3:
            found = np.maximum(found, _plus_working(days, 2))
    return found


def _within(days: Days, change: Callable[[Days], Days]) -> Days:
    """Change the days before the horizon; the others stay past it."""
    inside = days < HORIZON
    return np.where(inside, change(np.where(inside, days, 0)), days).astype(np.int32)


def latest_before(table: Days, end: Days) -> Days:
    """Return of each day in `end` the latest day of which `table` says no later than that.

    Below zero if there is none.

    >>> latest_before(np.array([2, 2, 5]), np.array([1, 2, 4, 9])).tolist()
    [-1, 1, 1, 2]
    """
    return (np.searchsorted(table, end, side="right") - 1).astype(np.int32)
