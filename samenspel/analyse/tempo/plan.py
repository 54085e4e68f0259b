"""The earliest day on which all are done, and the latest on which each can still begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from samenspel.analyse.tempo.engine import Ints, backward, forward
from samenspel.analyse.tempo.errors import NoMeetingError, OutsideCalendarError
from samenspel.analyse.tempo.netwerk import Kalenders, Na, Netwerk, Stap
from samenspel.analyse.tempo.termijn import HORIZON, LAST, Termijn, day_number, table_of, to_date
from samenspel.analyse.tempo.woorden import in_words


@dataclass(frozen=True)
class Plan:
    """A day for each step, what can wait, and who decides the last day.

    `earliest` plans each step as soon as it can, `latest` as late as it may. Both know how far the
    two lie apart: that is `speling`.
    """

    netwerk: Netwerk
    start: date
    """The day on which the first work begins."""
    einde: date
    """The day on which the last step is done."""
    _end: Ints
    _papers: Ints
    _slack: Ints

    @property
    def duur(self) -> int:
        """How many days there are from `start` to `einde`."""
        return (self.einde - self.start).days

    @cached_property
    def dag(self) -> dict[str, date]:
        """The day on which each step is decided or done."""
        return self._by_name(self._end)

    @cached_property
    def inleveren(self) -> dict[str, date]:
        """The last day on which the work of each step can be handed in for its day."""
        return self._by_name(self._papers)

    @cached_property
    def speling(self) -> dict[str, int]:
        """How many days each step can be done later without the last day moving.

        Of a step with meetings: until the last meeting for which that holds.
        """
        names = (one.naam for one in self.netwerk.stappen)
        return dict(zip(names, self._slack.tolist(), strict=True))

    @cached_property
    def kritiek(self) -> frozenset[str]:
        """The steps that decide the last day: whoever misses one of these moves it."""
        return frozenset(name for name, days in self.speling.items() if days == 0)

    def reden(self, naam: str) -> str:
        """Say in a sentence why a step is on its day and no earlier; `KeyError` for no step."""
        at = self.netwerk.at[naam]
        stap = self.netwerk.stappen[at]
        begin, why = self.binding(stap)
        ready = plus(begin, stap.duur)
        day, papers = self.dag[naam], self.inleveren[naam]
        work = f", en het werk duurt {_long(stap.duur)}" if stap.duur else ""
        if stap.kalender is None:
            return f"{naam}: klaar op {in_words(day)}, want {why}{work}."
        due = f" Lever in uiterlijk {in_words(papers)}." if papers < day else ""
        organ = f" van {stap.kalender}" if stap.kalender != naam else ""
        return (
            f"{naam}: op {in_words(day)}, de eerste dag{organ} die nog kan als u op "
            f"{in_words(ready)} inlevert, want {why}{work}.{due}"
        )

    def binding(self, stap: Stap) -> tuple[date, str]:
        """Return when its work can begin, and what keeps it from beginning earlier."""
        found = [(self.start, f"het begint op {in_words(self.start)}")]
        if stap.niet_voor is not None:
            found.append((stap.niet_voor, f"het kan niet vóór {in_words(stap.niet_voor)}"))
        for one in stap.na:
            na = one if isinstance(one, Na) else Na(one)
            after = f"{_long(na.termijn)} na" if na.termijn else "na"
            day = plus(self.dag[na.stap], na.termijn)
            found.append((day, f"het komt {after} {na.stap} ({in_words(self.dag[na.stap])})"))
        return max(found, key=lambda one: one[0])

    def _by_name(self, days: Ints) -> dict[str, date]:
        names = (one.naam for one in self.netwerk.stappen)
        return dict(zip(names, map(to_date, days.tolist()), strict=True))


def earliest(stappen: Iterable[Stap], kalenders: Kalenders, start: date) -> Plan:
    """Plan every step as soon as it can from `start` on.

    Raises `NoMeetingError` when an organ has no meeting left for a step, `CircleError` when steps
    wait for each other, and `AnalyseError` for what does not hold together (`Netwerk`).

    >>> from samenspel.analyse.tempo.kalender import Kalender, Reeks
    >>> raad = Kalender("raad", Reeks([date(2026, 12, 15), date(2027, 2, 9)]), aanleveren=42)
    >>> plan = earliest([Stap("stuk", duur=5), Stap("besluit", "raad", na=["stuk"])],
    ...     [raad], date(2026, 11, 27))
    >>> plan.einde, plan.inleveren["besluit"], plan.speling["stuk"]
    (datetime.date(2027, 2, 9), datetime.date(2026, 12, 29), 27)
    """
    return plan_from(Netwerk(stappen, kalenders), start)


def plan_from(netwerk: Netwerk, start: date) -> Plan:
    """Plan every step of a network as soon as it can from `start` on (`earliest`)."""
    first = day_number(start, "De eerste dag")
    _ready, end, papers = _forward(netwerk, first)
    einde = int(end.max())
    _begin, late, _late_papers = _backward(netwerk, einde)
    return Plan(netwerk, start, to_date(einde), end, papers, late - end)


def latest(stappen: Iterable[Stap], kalenders: Kalenders, klaar: date) -> Plan:
    """Plan every step as late as it may with all done on `klaar`: what must be handed in when.

    `start` of the plan is the last day on which to begin. Raises `NoMeetingError` when a step
    cannot be done by then, and else as `earliest`.
    """
    netwerk = Netwerk(stappen, kalenders)
    begin, end, papers = _backward(netwerk, day_number(klaar, "De laatste dag"))
    first = int(begin.min())
    _ready, early, _early_papers = _forward(netwerk, first)
    return Plan(netwerk, to_date(first), to_date(int(end.max())), end, papers, end - early)


def _forward(netwerk: Netwerk, first: int) -> tuple[Ints, Ints, Ints]:
    ready, end, papers = (np.empty(len(netwerk.stappen), np.int32) for _ in range(3))
    stuck = forward(netwerk.arrays, first, ready, end, papers)
    if stuck < 0:
        return ready, end, papers
    stap = netwerk.stappen[stuck]
    if stap.kalender is None or ready[stuck] >= HORIZON:
        raise OutsideCalendarError(
            f"“{stap.naam}” komt na {LAST.year}, en zo ver rekenen wij niet. Kijk de termijnen na."
        )
    raise NoMeetingError(
        f"{stap.kalender} heeft geen vergadering waarvoor “{stap.naam}” op "
        f"{in_words(to_date(ready[stuck]))} nog kan worden ingeleverd. Vul latere vergaderingen in."
    )


def _backward(netwerk: Netwerk, last: int) -> tuple[Ints, Ints, Ints]:
    begin, end, papers = (np.empty(len(netwerk.stappen), np.int32) for _ in range(3))
    stuck = backward(netwerk.arrays, last, begin, end, papers)
    if stuck < 0:
        return begin, end, papers
    stap = netwerk.stappen[stuck]
    raise NoMeetingError(
        f"“{stap.naam}” kan niet zo vroeg dat alles klaar is op {in_words(to_date(last))}. Kies "
        "een latere dag, of maak een termijn korter."
    )


def plus(day: date, term: Termijn | int) -> date:
    """Return the day on which a term ends that begins after `day`."""
    return to_date(int(table_of(term)[day_number(day, "De termijn")]))


def _long(term: Termijn | int) -> str:
    return str(term) if isinstance(term, Termijn) else "1 dag" if term == 1 else f"{term} dagen"
