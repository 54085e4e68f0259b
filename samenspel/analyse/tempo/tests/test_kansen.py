"""How sure a day is: against chances that follow from a formula, and the same for any workers."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo import Kalender, NoMeetingError, Reeks, Stap, earliest, probability
from samenspel.analyse.tempo.tests.test_plan import START, networks

MONTHS = [date(2027 + n // 12, n % 12 + 1, 9) for n in range(60)]
RAAD = Kalender("raad", Reeks(MONTHS))


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.5, 0.9])
def test_one_organ_puts_off_as_often_as_its_chance_says(chance):
    draws = 20_000
    found = probability(
        [Stap("besluit", "raad")], [RAAD], START, uitstel={"raad": chance}, draws=draws, seed=3
    )
    for times in range(6):
        exact = 1 - chance ** (times + 1)
        error = 4 * sqrt(exact * (1 - exact) / draws)
        assert abs(found.kans(MONTHS[times]) - exact) <= error + 1e-12, times
    assert found.kans(MONTHS[0] - timedelta(1)) == 0


def test_what_has_no_meetings_goes_to_a_week_later():
    any_day = Kalender("college")
    found = probability(
        [Stap("besluit", "college")], [any_day], START, uitstel={"besluit": 0.4}, draws=4000, seed=1
    )
    late = {(day - 1) % 7 for day in found.einddagen.tolist()}
    assert len(late) == 1
    assert found.dag[50] == START


def test_workers_do_not_change_a_draw():
    given_ = ([Stap("a", "raad"), Stap("b", "raad", na=["a"])], [RAAD], START)
    alone = probability(*given_, uitstel={"raad": 0.3}, draws=2100, seed=5)
    for pool in (ThreadPoolExecutor(3), ProcessPoolExecutor(2)):
        with pool:
            other = probability(*given_, uitstel={"raad": 0.3}, draws=2100, seed=5, executor=pool)
        assert np.array_equal(alone.einddagen, other.einddagen)
    assert not np.array_equal(
        alone.einddagen,
        probability(*given_, uitstel={"raad": 0.3}, draws=2100, seed=6).einddagen,
    )


@settings(max_examples=60, deadline=None)
@given(networks(), st.floats(0, 0.9))
def test_no_day_is_promised_that_the_draws_do_not_hold(network, chance):
    stappen, kalenders = network
    try:
        plan = earliest(stappen, kalenders, START)
    except NoMeetingError:
        return
    found = probability(
        stappen, kalenders, START, uitstel=dict.fromkeys(kalenders, chance), draws=300, seed=1
    )
    for share, day in found.dag.items():
        if day is not None:
            assert found.kans(day) >= share / 100
            assert found.kans(day - timedelta(1)) < share / 100
            assert day >= plan.einde
    assert all(
        ("weten wij niet" in said) == (day is None)
        for said, day in zip(found.zinnen(), found.dag.values(), strict=True)
    )
    none = probability(stappen, kalenders, START, uitstel={}, draws=2, seed=1)
    assert set(none.dag.values()) == {plan.einde}


@pytest.mark.parametrize(
    ("uitstel", "draws", "said"),
    [
        ({"raad": 1.0}, 10, "van 0 tot 1"),
        ({"raad": float("nan")}, 10, "van 0 tot 1"),
        ({"raad": -0.1}, 10, "van 0 tot 1"),
        ({"college": 0.1}, 10, "Er is geen stap of kalender “college”"),
        ({}, 0, "Kies 1 tot"),
    ],
)
def test_chances_of_nonsense_are_refused(uitstel, draws, said):
    with pytest.raises(AnalyseError, match=said):
        probability([Stap("a", "raad")], [RAAD], START, uitstel=uitstel, draws=draws, seed=1)
