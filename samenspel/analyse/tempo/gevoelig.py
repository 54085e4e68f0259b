"""What would bring the last day forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from samenspel.analyse.tempo.kalender import Kalender
from samenspel.analyse.tempo.netwerk import Na, Netwerk, Stap
from samenspel.analyse.tempo.plan import Plan, plan_from, plus
from samenspel.analyse.tempo.termijn import Termijn
from samenspel.analyse.tempo.woorden import in_words

WEEK = 7


@dataclass(frozen=True)
class Winst:
    """What one change does to the last day.

    `soort` is "vergadering" (one more, on `dag`), "aanleveren" (papers a week later) or
    "overslaan" (a step taken out); `naam` is the organ or step; `dagen` is how many days earlier
    all are done.
    """

    soort: str
    naam: str
    dagen: int
    einde: date
    dag: date | None = None

    def __str__(self) -> str:
        """Say it in a sentence; what brings nothing says so."""
        if self.soort == "vergadering":
            when = f" op {in_words(self.dag)}" if self.dag is not None else ""
            what = f"Een extra vergadering van {self.naam}{when}"
        elif self.soort == "aanleveren":
            what = f"Stukken voor {self.naam} een week later aanleveren"
        else:
            what = f"“{self.naam}” overslaan"
        if self.dagen <= 0:
            return f"{what} scheelt niets."
        days = "1 dag" if self.dagen == 1 else f"{self.dagen} dagen"
        return f"{what} scheelt {days}: klaar op {in_words(self.einde)}."


def sensitivity(plan: Plan) -> list[Winst]:
    """Return what each change alone brings, the most first.

    Tried are an extra meeting of an organ (on the first working day on which a step that decides
    the last day can be handed in), papers a week later, and a step taken out, so that what came
    after it comes after what it waited for. Only what holds up the last day is calculated again.
    `plan` is one of `earliest`.
    """
    found = [*_meetings(plan), *_papers(plan), *_without(plan)]
    return sorted(found, key=lambda one: (-one.dagen, one.soort, one.naam))


def _meetings(plan: Plan) -> Iterator[Winst]:
    for organ in plan.netwerk.organs:
        if organ.vergaderingen is None:
            continue
        tries = {
            day
            for stap in _deciding(plan)
            if stap.kalender == organ.naam
            if (day := _extra_day(plan, stap, organ)) < plan.dag[stap.naam]
        }
        won = [(_einde(plan, organ=organ.with_meeting(day)), day) for day in tries]
        if won:
            yield _winst(plan, "vergadering", organ.naam, *min(won))
        else:
            yield _winst(plan, "vergadering", organ.naam, plan.einde)


def _extra_day(plan: Plan, stap: Stap, organ: Kalender) -> date:
    """Return the first day of an extra meeting for which the step can be handed in."""
    begin, _why = plan.binding(stap)
    return organ.first_extra(plus(begin, stap.duur))


def _papers(plan: Plan) -> Iterator[Winst]:
    deciding = {stap.kalender for stap in _deciding(plan)}
    for organ in plan.netwerk.organs:
        shorter = _week_less(organ.aanleveren)
        if shorter is None:
            continue
        einde = plan.einde
        if organ.naam in deciding:
            einde = _einde(plan, organ=replace(organ, aanleveren=shorter))
        yield _winst(plan, "aanleveren", organ.naam, einde)


def _week_less(term: Termijn | int) -> Termijn | int | None:
    """Return a term a week shorter; None if there is no term to shorten."""
    if isinstance(term, int):
        return max(0, term - WEEK) if term else None
    if term.weken:
        return replace(term, weken=term.weken - 1)
    if term.dagen:
        return replace(term, dagen=max(0, term.dagen - WEEK))
    if term.werkdagen:
        return replace(term, werkdagen=max(0, term.werkdagen - 5))
    return None


def _without(plan: Plan) -> Iterator[Winst]:
    deciding = {stap.naam for stap in _deciding(plan)}
    for stap in plan.netwerk.stappen:
        einde = plan.einde
        if stap.naam in deciding and len(plan.netwerk.stappen) > 1:
            einde = _einde(plan, stappen=_left_out(plan.netwerk.stappen, stap))
        yield _winst(plan, "overslaan", stap.naam, einde)


def _left_out(stappen: Iterable[Stap], out: Stap) -> list[Stap]:
    """Return the steps without one: what came after it comes after what it waited for."""
    own = [one if isinstance(one, Na) else Na(one) for one in out.na]
    return [
        replace(
            stap,
            na=[na for one in stap.na for na in (own if _name(one) == out.naam else [one])],
        )
        for stap in stappen
        if stap.naam != out.naam
    ]


def _name(na: str | Na) -> str:
    return na.stap if isinstance(na, Na) else na


def _deciding(plan: Plan) -> list[Stap]:
    """Return the steps without which the last day could be earlier, if one thing alone changes.

    From the last day back: of what a step waits for, that which comes too late for its meeting
    before. A step with slack can be one of them: taken out, it wins more than its slack.
    """
    net = plan.netwerk
    todo = [one for one in net.stappen if plan.dag[one.naam] == plan.einde]
    found: dict[str, Stap] = {}
    while todo:
        stap = todo.pop()
        if stap.naam not in found:
            found[stap.naam] = stap
            todo += [net.stappen[net.at[name]] for name in _holding(plan, stap)]
    return [one for one in net.stappen if one.naam in found]


def _holding(plan: Plan, stap: Stap) -> Iterator[str]:
    """Name what a step waits for and that comes too late for an earlier day."""
    day = plan.dag[stap.naam]
    organ = plan.netwerk.kalenders[stap.kalender] if stap.kalender is not None else None
    for one in stap.na:
        na = one if isinstance(one, Na) else Na(one)
        ready = plus(plus(plan.dag[na.stap], na.termijn), stap.duur)
        if ready >= day if organ is None else not organ.can_before(day, ready):
            yield na.stap


def _einde(plan: Plan, *, organ: Kalender | None = None, stappen: list[Stap] | None = None) -> date:
    """Return the last day with one organ, or the steps, changed."""
    kalenders: Mapping[str, Kalender] = plan.netwerk.kalenders
    if organ is not None:
        kalenders = {**kalenders, organ.naam: organ}
    changed = Netwerk(plan.netwerk.stappen if stappen is None else stappen, kalenders)
    return plan_from(changed, plan.start).einde


def _winst(plan: Plan, soort: str, naam: str, einde: date, dag: date | None = None) -> Winst:
    return Winst(soort, naam, max(0, (plan.einde - einde).days), min(einde, plan.einde), dag)
