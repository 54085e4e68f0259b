"""Terms and rhythms: the law, RFC 5545, and what cannot be read."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo import Kalender, OutsideCalendarError, Reeks, Termijn
from samenspel.analyse.tempo.tests.test_plan import ends
from samenspel.analyse.werkdagen import feestdagen, paaszondag

# Algemene termijnenwet artikel 3 (with Good Friday, lid 2), workalendar 17 agrees but for 5 May in
# the years without a lustrum; the Sundays of Easter and Whitsun are days off by being Sundays.
HOLIDAYS = {
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
}
# Tables of the US Naval Observatory.
EASTER = {
    2025: "04-20", 2026: "04-05", 2027: "03-28", 2028: "04-16", 2029: "04-01", 2030: "04-21",
    2038: "04-25",
}  # fmt: skip


def test_holidays_and_easter_are_those_of_the_law():
    for year, days in HOLIDAYS.items():
        assert feestdagen(year) == {date.fromisoformat(f"{year}-{day}") for day in days.split()}
    for year, day in EASTER.items():
        assert paaszondag(year) == date.fromisoformat(f"{year}-{day}")
    assert all(date(year, 5, 5) in feestdagen(year) for year in range(2025, 2036))


@pytest.mark.parametrize(
    ("term", "begin", "end"),
    [
        (Termijn(weken=6), "2026-11-14", "2026-12-28"),  # ends on Second Christmas Day, a Saturday
        (Termijn(dagen=2), "2026-12-23", "2026-12-28"),  # ends on Christmas Day
        (Termijn(dagen=3), "2026-12-24", "2026-12-29"),  # artikel 2: two working days in it
        (Termijn(weken=12), "2026-02-09", "2026-05-04"),
        (Termijn(weken=12), "2026-02-10", "2026-05-06"),  # 5 May is a day off every year
        (Termijn(weken=13), "2026-02-03", "2026-05-05"),  # artikel 4: too long to be lengthened
        (Termijn(dagen=91), "2026-02-03", "2026-05-05"),
        (Termijn(maanden=1), "2026-01-31", "2026-03-02"),  # 28 February is a Saturday
        (Termijn(maanden=4), "2026-01-31", "2026-05-31"),  # a Sunday, and it stays so
        (Termijn(werkdagen=3), "2026-12-23", "2026-12-29"),
        (Termijn(), "2026-12-25", "2026-12-25"),
    ],
)
def test_terms_of_the_law(term, begin, end):
    assert term.na(date.fromisoformat(begin)) == date.fromisoformat(end)
    assert ends(date.fromisoformat(begin), term) == date.fromisoformat(end)


@settings(max_examples=300, deadline=None)
@given(
    st.builds(
        Termijn, st.integers(0, 95), st.integers(0, 30), st.integers(0, 14), st.integers(0, 5)
    ),
    st.integers(0, 365 * 11),
)
def test_a_term_is_what_counting_a_day_at_a_time_gives(term, after):
    day = date(2025, 1, 1) + timedelta(after)
    assert term.na(day) == ends(day, term)
    assert term.na(day) <= term.na(day + timedelta(1))


# Examples of RFC 5545, 3.8.5.3: the rule, its first day, and the days it gives.
RFC = [
    ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", "09-22 10-20 11-17"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "09-28 10-29 11-28 12-29"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "09-29 10-30 11-27 12-30"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "08-05 08-10 08-19 08-24"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "08-05 08-17 08-19 08-31"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "05-12"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=4", "1997-01-15", "01-15 01-30 02-15 03-15"),
]


@pytest.mark.parametrize(("rule", "begin", "given_days"), RFC)
def test_rhythms_of_the_rfc(rule, begin, given_days):
    found = Reeks.regel(rule, date.fromisoformat(begin), date(1997, 12, 31))
    assert [f"{day:%m-%d}" for day in found.dagen] == given_days.split()


@pytest.mark.parametrize(
    "rule",
    ["", "elke dinsdag", "FREQ=SECONDLY", "freq=hourly", "FREQ=WEEKLY;BYDAY=XX",
     "FREQ=MONTHLY;UNTIL=x", "FREQ=YEARLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=x", "\x00",
     "FREQ=WEEKLY;COUNT=-"],
)  # fmt: skip
def test_a_rhythm_that_cannot_be_read_says_so(rule):
    with pytest.raises(AnalyseError, match="Een voorbeeld: FREQ=MONTHLY;BYDAY=2TU"):
        Reeks.regel(rule, date(2026, 1, 1), date(2030, 12, 31))


def test_a_rhythm_without_an_end_ends_where_one_looks():
    assert len(Reeks.regel("FREQ=DAILY", date(2026, 1, 1), date(2026, 12, 31)).dagen) == 365
    assert Reeks.regel("FREQ=DAILY", date(2026, 1, 2), date(2026, 1, 1)).dagen == ()
    never = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"
    assert Reeks.regel(never, date(2026, 1, 1), date(2099, 12, 31)).dagen == ()
    hours = "FREQ=DAILY;BYHOUR=9,10,11;COUNT=2"
    assert len(Reeks.regel(hours, date(2026, 1, 1), date(2026, 12, 31)).dagen) == 2


def test_calendars_of_nonsense_are_refused():
    with pytest.raises(AnalyseError, match="eindigt voordat het begint"):
        Kalender("raad", None, [(date(2026, 8, 1), date(2026, 7, 1))])
    with pytest.raises(AnalyseError, match="De aanlevertermijn van raad"):
        Kalender("raad", aanleveren=-3)
    with pytest.raises(AnalyseError, match="geen datum"):
        Reeks(["2026-12-01"])
    with pytest.raises(OutsideCalendarError, match="tot en met 2099"):
        Reeks([date(2100, 1, 1)])
    for wrong in ({"weken": -1}, {"dagen": 1.5}, {"maanden": True}):
        with pytest.raises(AnalyseError, match="Een termijn telt hele"):
            Termijn(**wrong)
