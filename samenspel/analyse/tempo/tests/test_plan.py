"""The plan against a search that knows nothing of tables: it tries every day."""

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo import (
    CircleError,
    Kalender,
    Na,
    NoMeetingError,
    OutsideCalendarError,
    Reeks,
    Stap,
    Termijn,
    earliest,
    latest,
    sensitivity,
)
from samenspel.analyse.werkdagen import is_werkdag

START = date(2026, 12, 1)
FAR = START + timedelta(400)
DAY = timedelta(1)


def ends(day, term):
    """The day on which a term ends, a day at a time."""
    if isinstance(term, int):
        return day + term * DAY
    year, month = divmod(day.year * 12 + day.month - 1 + term.maanden, 12)
    end = min(day.day, ((date(year, month + 1, 28) + 4 * DAY).replace(day=1) - DAY).day)
    end = date(year, month + 1, end) + (7 * term.weken + term.dagen) * DAY
    for _ in range(term.werkdagen):
        end += DAY
        while not is_werkdag(end):
            end += DAY
    if not any(vars(term).values()) or term.dagen > 90 or term.weken > 12 or term.maanden > 3:
        return end
    while not is_werkdag(end):
        end += DAY
    if term.weken or term.maanden or term.dagen >= 3:
        while sum(is_werkdag(day + n * DAY) for n in range(1, (end - day).days + 1)) < 2:
            end += DAY
    return end


def counted(day, term):
    """The same without the law."""
    if isinstance(term, int):
        return ends(day, term)
    none = Termijn(term.dagen, 0, term.weken, term.maanden)
    end = ends(day, Termijn(maanden=0, dagen=0)) if not any(vars(none).values()) else day
    if any(vars(none).values()):
        year, month = divmod(day.year * 12 + day.month - 1 + term.maanden, 12)
        last = ((date(year, month + 1, 28) + 4 * DAY).replace(day=1) - DAY).day
        end = date(year, month + 1, min(day.day, last)) + (7 * term.weken + term.dagen) * DAY
    for _ in range(term.werkdagen):
        end += DAY
        while not is_werkdag(end):
            end += DAY
    return end


def meets(kalender, day):
    given = kalender.vergaderingen is None or day in kalender.vergaderingen.dagen
    return given and not any(first <= day <= last for first, last in kalender.reces)


def na_of(stap):
    return [one if isinstance(one, Na) else Na(one) for one in stap.na]


def first_day(stap, done, kalenders, start):
    """Try every day: the first on which this step can be done."""
    ready = max([start, *filter(None, [stap.niet_voor])])
    ready = max([ready, *(ends(done[na.stap], na.termijn) for na in na_of(stap))])
    ready = ends(ready, stap.duur)
    if stap.kalender is None:
        return ready
    day = ready
    while day < FAR:
        kal = kalenders[stap.kalender]
        if meets(kal, day) and counted(ready, kal.aanleveren) <= day:
            return day
        day += DAY
    return None


def search(stappen, kalenders, start, delayed=None, by=0):
    """Every step on its first day, in an order that works; None when one has none."""
    done, left = {}, list(stappen)
    while left:
        stap = next(one for one in left if all(na.stap in done for na in na_of(one)))
        day = first_day(stap, done, kalenders, start)
        if stap.naam == delayed and day is not None:
            day += by * DAY
            while stap.kalender is not None and not meets(kalenders[stap.kalender], day):
                day += DAY
                if day > FAR:
                    return None
        if day is None:
            return None
        done[stap.naam] = day
        left.remove(stap)
    return done


terms = st.one_of(
    st.integers(0, 20),
    st.builds(Termijn, st.integers(0, 9), st.integers(0, 9), st.integers(0, 13), st.integers(0, 2)),
)
days = st.integers(0, 200).map(lambda n: START + n * DAY)


@st.composite
def networks(draw):
    kalenders = {}
    for name in ("raad", "bestuur"):
        met = draw(st.one_of(st.none(), st.lists(days, min_size=3, max_size=8)))
        first = draw(days)
        reces = [(first, first + draw(st.integers(0, 20)) * DAY)]
        kalenders[name] = Kalender(
            name,
            None if met is None else Reeks(met),
            draw(st.sampled_from([(), reces])),
            draw(terms),
        )
    stappen = []
    for number in range(draw(st.integers(1, 6))):
        before = (
            draw(st.lists(st.integers(0, number - 1), unique=True, max_size=3)) if number else []
        )
        stappen.append(
            Stap(
                f"s{number}",
                draw(st.sampled_from([None, "raad", "bestuur"])),
                draw(st.one_of(st.just(0), terms)),
                [Na(f"s{one}", draw(st.one_of(st.just(0), terms))) for one in before],
                draw(st.one_of(st.none(), days)),
            )
        )
    return draw(st.permutations(stappen)), kalenders


@settings(max_examples=250, deadline=None)
@given(networks())
def test_every_day_slack_and_win_is_what_trying_every_day_finds(network):
    stappen, kalenders = network
    found = search(stappen, kalenders, START)
    if found is None or max(found.values()) >= FAR:
        return
    plan = earliest(stappen, kalenders, START)
    assert plan.dag == found
    assert plan.einde == max(found.values())
    for stap in stappen:
        kal = kalenders.get(stap.kalender)
        if kal is not None:
            assert counted(plan.inleveren[stap.naam], kal.aanleveren) <= plan.dag[stap.naam]
            assert counted(plan.inleveren[stap.naam] + DAY, kal.aanleveren) > plan.dag[stap.naam]
        _slack_is_right(plan, stap, stappen, kalenders)
    for won in sensitivity(plan):
        if won.soort == "overslaan" and len(stappen) > 1:
            without = _without(stappen, won.naam)
            assert max(search(without, kalenders, START).values()) == won.einde, won
        elif won.soort == "vergadering" and won.dag is not None:
            more = {**kalenders, won.naam: kalenders[won.naam].with_meeting(won.dag)}
            assert max(search(stappen, more, START).values()) == won.einde, won


def _slack_is_right(plan, stap, stappen, kalenders):
    slack = plan.speling[stap.naam]
    later = search(stappen, kalenders, START, stap.naam, slack)
    assert later is not None
    assert later[stap.naam] - plan.dag[stap.naam] == slack * DAY
    assert max(later.values()) == plan.einde
    beyond = search(stappen, kalenders, START, stap.naam, slack + 1)
    assert beyond is None or max(beyond.values()) > plan.einde


def _without(stappen, name):
    own = next(na_of(one) for one in stappen if one.naam == name)
    return [
        Stap(
            one.naam,
            one.kalender,
            one.duur,
            [new for na in na_of(one) for new in (own if na.stap == name else [na])],
            one.niet_voor,
        )
        for one in stappen
        if one.naam != name
    ]


@settings(max_examples=100, deadline=None)
@given(networks(), st.integers(100, 390))
def test_the_latest_plan_holds_and_a_day_later_for_any_step_does_not(network, after):
    stappen, kalenders = network
    klaar = START + after * DAY
    try:
        plan = latest(stappen, kalenders, klaar)
    except NoMeetingError:
        return
    found = search(stappen, kalenders, plan.start)
    assert max(found.values()) <= klaar
    assert all(found[name] <= plan.dag[name] for name in found)
    assert plan.speling == {name: (plan.dag[name] - found[name]).days for name in found}
    later = search(stappen, kalenders, plan.start + DAY)
    floors = [one.niet_voor for one in stappen if one.niet_voor is not None]
    assert later is None or max(later.values()) > klaar or plan.start in floors


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.randoms(use_true_random=False))
def test_without_calendars_slack_is_the_total_float_of_networkx(n, chance):
    graph = nx.gnp_random_graph(n, 0.2, seed=chance.randint(0, 10**6), directed=True)
    edges = [(a, b, chance.randint(0, 9)) for a, b in graph.edges if a < b]
    long = {one: chance.randint(0, 9) for one in range(n)}
    stappen = [
        Stap(str(one), duur=long[one], na=[Na(str(a), lag) for a, b, lag in edges if b == one])
        for one in range(n)
    ]
    plan = earliest(stappen, [], START)
    dag = nx.DiGraph()
    for one in range(n):
        dag.add_edge(("begin", one), ("end", one), weight=long[one])
        dag.add_edge("start", ("begin", one), weight=0)
        dag.add_edge(("end", one), "finish", weight=0)
    dag.add_weighted_edges_from((("end", a), ("begin", b), lag) for a, b, lag in edges)
    assert plan.duur == nx.dag_longest_path_length(dag)
    for one in range(n):
        through = _longest(dag, "start", ("end", one)) + _longest(dag, ("end", one), "finish")
        assert plan.speling[str(one)] == plan.duur - through


def _longest(dag, source, to):
    best = {source: 0}
    for node in nx.topological_sort(dag):
        if node in best:
            for follower, data in dag[node].items():
                there = best[node] + data["weight"]
                best[follower] = max(best.get(follower, there), there)
    return best[to]


# github cran/criticalpath d7363b1 (MIT), test-cpt-early_start_finish_by_relation_type.R: durations,
# the lag between the second and the third of four activities in a row, when each is done at the
# earliest and at the latest.
PUBLISHED = [
    ([1, 3, 3, 1], 0, [1, 4, 7, 8]),
    ([1, 3, 3, 1], 2, [1, 4, 9, 10]),
    ([1, 3, 5, 1], 0, [1, 4, 9, 10]),
    ([1, 3, 5, 1], 2, [1, 4, 11, 12]),
    ([1, 5, 3, 1], 0, [1, 6, 9, 10]),
    ([1, 5, 3, 1], 2, [1, 6, 11, 12]),
]


@pytest.mark.parametrize(("durations", "lag", "done"), PUBLISHED)
def test_published_networks(durations, lag, done):
    stappen = [Stap("0", duur=durations[0])]
    for at in (1, 2, 3):
        stappen.append(Stap(str(at), duur=durations[at], na=[Na(str(at - 1), lag * (at == 2))]))
    plan = earliest(stappen, [], START)
    assert [(plan.dag[str(at)] - START).days for at in range(4)] == done
    assert plan.kritiek == {"0", "1", "2", "3"}


def test_what_cannot_be_planned_says_in_words_what_to_do():
    raad = Kalender("raad van Zwolle", Reeks([date(2026, 12, 14)]), aanleveren=Termijn(weken=2))
    with pytest.raises(
        NoMeetingError, match=r"raad van Zwolle heeft geen vergadering.* Vul latere"
    ):
        earliest([Stap("besluit", raad.naam)], [raad], START)
    with pytest.raises(NoMeetingError, match="kan niet zo vroeg"):
        latest([Stap("besluit", raad.naam)], [raad], date(2026, 12, 13))
    circle = [Stap("Zwolle", na=["regio"]), Stap("regio", na=["Zwolle"]), Stap("los", na=["regio"])]
    said = "“Zwolle” wacht op “regio” en “regio” wacht op “Zwolle”. Kies wie eerst gaat."
    with pytest.raises(CircleError, match=said):
        earliest(circle, [], START)
    with pytest.raises(CircleError, match="wacht op zichzelf"):
        earliest([Stap("a", na=["a"])], [], START)
    with pytest.raises(AnalyseError, match="en die stap is er niet"):
        earliest([Stap("a", na=["b"])], [], START)
    with pytest.raises(AnalyseError, match="en die is er niet"):
        earliest([Stap("a", "raad")], [], START)
    with pytest.raises(AnalyseError, match="twee stappen met de naam “a”"):
        earliest([Stap("a"), Stap("a")], [], START)
    with pytest.raises(AnalyseError, match="Noem minstens één stap"):
        earliest([], [], START)
    with pytest.raises(AnalyseError, match="twee kalenders"):
        earliest([Stap("a")], [raad, raad], START)
    with pytest.raises(OutsideCalendarError, match="komt na 2099"):
        earliest([Stap("a", duur=40_000)], [], START)
    with pytest.raises(OutsideCalendarError, match="Wij rekenen van 1990"):
        earliest([Stap("a")], [], date(1400, 1, 1))
    for wrong in (-1, 1.5, "week", True, None, float("nan")):
        with pytest.raises(AnalyseError, match="is geen termijn"):
            earliest([Stap("a", duur=wrong)], [], START)


def test_a_reason_names_what_holds_a_step_up():
    met = [date(2026, 12, 15), date(2027, 2, 9), date(2027, 2, 16)]
    raad = Kalender("raad", Reeks(met), aanleveren=42)
    plan = earliest(
        [
            Stap("stuk", duur=Termijn(werkdagen=2)),
            Stap("besluit", "raad", na=["stuk"]),
            Stap("brief", na=[Na("besluit", 1)], niet_voor=date(2027, 3, 1)),
        ],
        [raad],
        date(2026, 11, 27),
    )
    assert plan.reden("stuk") == (
        "stuk: klaar op 1 december 2026, want het begint op 27 november 2026, en het werk duurt "
        "2 werkdagen."
    )
    assert plan.reden("besluit") == (
        "besluit: op 9 februari 2027, de eerste dag van raad die nog kan als u op 1 december 2026 "
        "inlevert, want het komt na stuk (1 december 2026). Lever in uiterlijk 29 december 2026."
    )
    assert plan.reden("brief") == (
        "brief: klaar op 1 maart 2027, want het kan niet vóór 1 maart 2027."
    )
    assert plan.kritiek == {"brief"}
    said = [str(one) for one in sensitivity(plan)]
    assert said[0] == "“brief” overslaan scheelt 20 dagen: klaar op 9 februari 2027."
    assert sorted(said[1:]) == [
        "Een extra vergadering van raad scheelt niets.",
        "Stukken voor raad een week later aanleveren scheelt niets.",
        "“besluit” overslaan scheelt niets.",
        "“stuk” overslaan scheelt niets.",
    ]
