"""The earliest day on which everybody decided, beside networkx (no calendars) and workalendar.

    PYTHONPATH=. python benchmarks/tempo.py

networkx comes with requirements/dev.txt; without workalendar the table has no row of it.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.util import find_spec

import networkx as nx
import numpy as np

from benchmarks.tabel import write_table
from samenspel.analyse.tempo import Kalender, Na, Reeks, Stap, Termijn, earliest, probability
from samenspel.analyse.tempo.engine import forward
from samenspel.analyse.tempo.netwerk import Netwerk
from samenspel.analyse.tempo.termijn import day_number

START = date(2026, 12, 1)
FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
COUNCILS, REGIONS = 342, 41
Row = list[str]


def least(work: Callable[[], object], times: int = 7) -> float:
    """Return the least seconds of a few runs: others on the machine only make it slower."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def national() -> list[Kalender]:
    """Return 342 councils, 41 regions, a ministry and the Tweede Kamer, ten years of meetings."""
    summer = [(date(year, 7, 10), date(year, 8, 25)) for year in range(2026, 2037)]
    monthly = [f"FREQ=MONTHLY;BYDAY={week}{day}" for week in (1, 2, 3, 4) for day in ("MO", "TU")]
    rhythms: list[tuple[str, str, Termijn | int]] = [
        *((f"raad {n}", monthly[n % 8], Termijn(weken=5)) for n in range(COUNCILS)),
        *((f"regio {n}", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE", 42) for n in range(REGIONS)),
        ("ministerie", "FREQ=WEEKLY;BYDAY=FR", 10),
        ("Tweede Kamer", "FREQ=WEEKLY;BYDAY=TU,WE,TH", 14),
    ]
    return [
        Kalender(name, Reeks.regel(rule, FIRST, LAST), summer, term) for name, rule, term in rhythms
    ]


def story(kalenders: list[Kalender], steps: int) -> list[Stap]:
    """Return councils after a text, regions after their councils, then the State; repeated."""
    found = [Stap("stuk 0", duur=Termijn(werkdagen=10))]
    for n in range(1, steps):
        turn = n % 500
        text, before = f"stap {n - turn}" if n >= 500 else "stuk 0", found[-1].naam
        if turn == 0:
            found.append(Stap(f"stap {n}", duur=Termijn(dagen=2), na=[before]))
        elif turn <= COUNCILS:
            found.append(Stap(f"stap {n}", kalenders[turn - 1].naam, na=[text]))
        elif turn <= COUNCILS + REGIONS:
            own = range(n - turn + 1 + turn % REGIONS, n - turn + COUNCILS, REGIONS)
            na = [Na(f"stap {one}", Termijn(weken=8)) for one in own]
            found.append(Stap(f"stap {n}", kalenders[turn - 1].naam, na=na))
        else:
            na = [Na(f"stap {n - REGIONS - 1}", 7)]
            found.append(Stap(f"stap {n}", kalenders[-1 - turn % 2].naam, na=na))
    return found


def random_network(steps: int) -> tuple[list[Stap], list[Kalender], list[tuple[int, int]]]:
    """Return steps that wait for two before them; one in ten is decided in a meeting."""
    rng, kalenders = np.random.default_rng(1), national()[:40]
    kalenders = [Kalender(one.naam, None, one.reces) for one in kalenders]
    stappen, edges = [Stap("0")], []
    for n in range(1, steps):
        before = sorted({max(0, n - int(back)) for back in rng.integers(1, 5000, 2)})
        organ = kalenders[n % 40].naam if n % 10 == 0 else None
        stappen.append(Stap(str(n), organ, na=[Na(str(one), n % 2) for one in before]))
        edges += [(one, n) for one in before]
    return stappen, kalenders, edges


def _national() -> list[Row]:
    kalenders = national()
    stappen = story(kalenders, 1000)
    chance = dict.fromkeys((one.naam for one in kalenders), 0.1)

    def plan() -> object:
        made = earliest(stappen, kalenders, START)
        return made.dag, made.inleveren, made.speling, made.kritiek

    def draws(number: int = 10_000) -> object:
        return probability(stappen, kalenders, START, uitstel=chance, draws=number, seed=1)

    plan(), draws(500)
    waits = sum(len(one.na) for one in stappen)
    what = f"1,000 steps, {waits:,} waits, {len(kalenders)} calendars of ten years"
    return [
        [f"{what}: every day and slack", _ms(least(plan)), "5 ms", ""],
        ["10,000 draws of it", _ms(least(draws, 3)), "2,000 ms", ""],
    ]


def _large() -> list[Row]:
    stappen, kalenders, edges = random_network(200_000)
    arrays = Netwerk(stappen, kalenders).arrays
    days = [np.empty(len(stappen), np.int32) for _ in range(3)]
    start = day_number(START, "start")
    forward(arrays, start, *days)  # compile
    ours = least(lambda: forward(arrays, start, *days))
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((one, other, other % 2) for one, other in edges)
    theirs = least(lambda: nx.dag_longest_path_length(graph), 3)
    ratio = f"networkx {_ms(theirs)} without calendars: {theirs / ours:,.0f} times as long"
    what = f"200,000 steps, {len(edges):,} waits, 20,000 meetings: every earliest day"
    return [[what, _ms(ours), "50 ms, 300 x networkx", ratio]]


def _working_days() -> list[Row]:
    if not find_spec("workalendar"):
        return []
    from workalendar.europe import Netherlands

    theirs, term = Netherlands(), Termijn(werkdagen=30)
    days = [START + timedelta(one) for one in range(200)]
    ours = least(lambda: [term.na(day) for day in days]) / len(days)
    other = least(lambda: [theirs.add_working_days(day, 30) for day in days], 3) / len(days)
    ratio = f"workalendar {_ms(other)}: {other / ours:,.0f} times as long"
    return [["30 working days after a day", _ms(ours), "", ratio]]


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.4g} ms"


def main() -> None:
    """Measure, print, and keep the table."""
    rows = [*_national(), *_large(), *_working_days()]
    write_table("tempo", ["work", "time", "goal", "peer"], rows)


if __name__ == "__main__":
    main()
