"""When an organ meets, when it does not, and how long before a meeting its papers are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np
from dateutil.rrule import rrulestr

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo.termijn import (
    HORIZON,
    Days,
    Termijn,
    as_termijn,
    day_number,
    latest_before,
    table_of,
    to_date,
)
from samenspel.analyse.werkdagen import is_werkdag

EXAMPLE = "Een voorbeeld: FREQ=MONTHLY;BYDAY=2TU (elke tweede dinsdag van de maand)."
MOST = 50_000
"""More days than there are between the first and the last with which we count."""


@dataclass(frozen=True)
class Reeks:
    """The days on which an organ meets, in order, each once.

    Raises `AnalyseError` for what is no day, and `OutsideCalendarError` for one outside the years
    that are counted with.
    """

    dagen: Sequence[date]

    def __post_init__(self) -> None:
        numbers = sorted({day_number(day, "Een vergadering") for day in self.dagen})
        object.__setattr__(self, "dagen", tuple(map(to_date, numbers)))

    @classmethod
    def regel(cls, rrule: str, vanaf: date, tot: date) -> Reeks:
        """Return the days of a recurrence rule (RFC 5545, 3.3.10), counted from `vanaf` on.

        Days after `tot` are left out, so that a rule without an end has one. An hour in the rule
        does not matter, but the rhythm itself is of days, weeks, months or years. Raises
        `AnalyseError` for a rule that cannot be read.

        >>> Reeks.regel("FREQ=MONTHLY;BYDAY=2TU", date(2026, 11, 1), date(2027, 1, 31)).dagen[1:]
        (datetime.date(2026, 12, 8), datetime.date(2027, 1, 12))
        """
        day_number(vanaf, "Het begin van het ritme")
        day_number(tot, "Het einde van het ritme")
        parts = dict(part.partition("=")[::2] for part in rrule.strip().upper().split(";"))
        count = parts.pop("COUNT", str(MOST))
        if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
            raise AnalyseError(
                "Een vergaderritme gaat per dag, week, maand of jaar: het begint met FREQ=DAILY, "
                f"WEEKLY, MONTHLY of YEARLY. {EXAMPLE}"
            )
        begin, end = (datetime.combine(day, time()) for day in (vanaf, tot))
        try:
            if int(parts.get("INTERVAL", "1")) < 1 or int(count) < 1:
                raise ValueError
            # Without COUNT and with an end, so that a rule of which no day exists ends as well.
            rule = rrulestr(";".join(map("=".join, parts.items())), dtstart=begin)
            moments = rule.replace(until=min(end, rule._until or end))
            found = dict.fromkeys(moment.date() for moment in moments)
        except (ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
            said = f"“{rrule}” is geen vergaderritme dat wij kunnen lezen. {EXAMPLE}"
            raise AnalyseError(said) from error
        return cls(list(found)[: int(count)])


@dataclass(frozen=True)
class Kalender:
    """The rhythm of one organ.

    Without `vergaderingen` it can decide on any day outside its `reces` (pairs of the first and the
    last day). Papers are handed in `aanleveren` before a meeting. That term is counted back from
    the meeting, and the Algemene termijnenwet does not make it longer.
    """

    naam: str
    vergaderingen: Reeks | None = None
    reces: Sequence[tuple[date, date]] = ()
    aanleveren: Termijn | int = 0

    def __post_init__(self) -> None:
        as_termijn(self.aanleveren, f"De aanlevertermijn van {self.naam}")
        for first, last in self.reces:
            if day_number(first, f"Het reces van {self.naam}") > day_number(
                last, f"Het reces van {self.naam}"
            ):
                raise AnalyseError(f"Het reces van {self.naam} eindigt voordat het begint.")

    @cached_property
    def meetings(self) -> Days:
        """The numbers of the days on which it decides, in order, without those in its recess."""
        if self.vergaderingen is None:
            found = np.arange(HORIZON, dtype=np.int32)
        else:
            days = [day_number(day, self.naam) for day in self.vergaderingen.dagen]
            found = np.array(days, dtype=np.int32)
        kept = np.ones(len(found), dtype=bool)
        for first, last in self.reces:
            low, high = day_number(first, self.naam), day_number(last, self.naam)
            kept &= (found < low) | (found > high)
        return found[kept]

    @cached_property
    def due(self) -> Days:
        """Of each meeting the last day on which its papers can be handed in; below zero is none."""
        return latest_before(table_of(self.aanleveren, by_law=False), self.meetings)

    def with_meeting(self, day: date) -> Kalender:
        """Return it with one more meeting."""
        days = () if self.vergaderingen is None else self.vergaderingen.dagen
        return Kalender(self.naam, Reeks([*days, day]), self.reces, self.aanleveren)

    def can_before(self, day: date, ready: date) -> bool:
        """Is there a meeting before `day` for which papers of `ready` are in time?"""
        at = np.searchsorted(self.meetings, day_number(day, self.naam)) - 1
        return bool(at >= 0 and self.due[at] >= day_number(ready, self.naam))

    def first_extra(self, ready: date) -> date:
        """Return the first working day outside its recess for which `ready` is early enough."""
        term = table_of(self.aanleveren, by_law=False)
        day = to_date(int(term[day_number(ready, self.naam)]))
        while not is_werkdag(day) or any(first <= day <= last for first, last in self.reces):
            day += timedelta(1)
        return day


def by_name(kalenders: Iterable[Kalender]) -> dict[str, Kalender]:
    """Return the calendars by name; two of one name are refused."""
    found: dict[str, Kalender] = {}
    for one in kalenders:
        if one.naam in found:
            raise AnalyseError(f"Er zijn twee kalenders met de naam “{one.naam}”.")
        found[one.naam] = one
    return found
