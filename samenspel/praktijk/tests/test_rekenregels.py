"""The sum and its pictures, for any sum."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.praktijk import rules
from samenspel.praktijk.plantekening import (
    BALK,
    BREED,
    SMAL,
    nice_step,
    teken_driehoek,
    teken_paden,
    teken_saldi,
)
from samenspel.praktijk.rules import Post, Raming

amounts = st.integers(0, 200_000)
bands = st.tuples(amounts, amounts, amounts).map(lambda row: Raming(*sorted(row)))
years = st.tuples(st.integers(1, 5), st.integers(1, 5)).map(sorted)
posten = st.lists(
    st.builds(
        lambda pad, betaler, jaren, bedrag: Post(pad, betaler, *jaren, bedrag),
        st.sampled_from(rules.PADEN), st.sampled_from(["a", "b", "c"]), years, bands,
    ),
    max_size=8,
)  # fmt: skip


def spent(rows, pad, edge, until):
    """What `pad` costs up to `until`, post by post and year by year."""
    return sum(
        row.bedrag[edge]
        for row in rows
        if row.pad == pad
        for jaar in range(1, until + 1)
        if row.van <= jaar <= row.tot
    )


@given(posten)
def test_the_sum_is_what_adding_up_by_hand_gives(rows):
    for pad in rules.PADEN:
        for until, band in enumerate(rules.cumulatief(rows, pad), 1):
            assert tuple(band) == tuple(spent(rows, pad, edge, until) for edge in range(3))
        by_payer = rules.per_betaler(rows, pad).values()
        whole = rules.total(band for bands in by_payer for band in bands)
        assert whole == rules.total(rules.per_jaar(rows, pad))


@given(posten)
def test_what_the_payers_gain_is_what_all_gain(rows):
    together = rules.total(one.bedrag for one in rules.saldo(rows))
    assert together == rules.verschil(rows)[-1]


@given(posten, st.lists(st.fractions(0, 1), min_size=8, max_size=8))
def test_no_outcome_within_the_bands_falls_outside_the_band_or_the_keerpunt(rows, draws):
    """Draw every amount anywhere between its edges: the outer band holds it."""
    drawn = [
        Post(p.pad, p.betaler, p.van, p.tot, Raming(*[_between(p.bedrag, draw)] * 3))
        for p, draw in zip(rows, draws, strict=False)
    ]
    for band, real in zip(rules.verschil(rows), rules.verschil(drawn), strict=True):
        assert band.laag <= real.waarschijnlijk <= band.hoog
    turn, real = rules.keerpunt(rows), rules.keerpunt(drawn).waarschijnlijk
    never = 6
    assert (turn.vroegst or never) <= (real or never) <= (turn.laatst or never)
    assert (turn.vroegst or never) <= (turn.waarschijnlijk or never) <= (turn.laatst or never)


def _between(band: Raming, draw: Fraction) -> int:
    return band.laag + int((band.hoog - band.laag) * draw)


def test_a_year_that_is_lost_again_is_no_keerpunt():
    rows = [
        Post("doormodderen", "a", 1, 1, Raming(10, 10, 10)),
        Post("doorbreken", "a", 2, 2, Raming(15, 15, 15)),
    ]
    assert rules.keerpunt(rows).waarschijnlijk is None
    assert "Later wordt doorbreken duurder." in rules.uitleg(rows)


def say(*rows):
    return rules.uitleg([Post(pad, who, 1, tot, Raming(*band)) for pad, who, tot, band in rows])


def test_the_words_follow_the_sum():
    same = say(("doormodderen", "a", 5, (7, 7, 7)), ("doorbreken", "a", 5, (7, 7, 7)))
    assert same == "Beide paden kosten evenveel."
    cheap = say(("doormodderen", "a", 5, (9, 9, 9)), ("doorbreken", "a", 5, (7, 7, 7)))
    assert cheap.replace("\xa0", " ") == (
        "Doorbreken kost in jaar 1 al € 2 minder. Na vijf jaar scheelt het € 10. "
        "A profiteert. Niemand betaalt meer dan nu."
    )
    unsure = say(("doormodderen", "a", 5, (1, 3, 9)), ("doorbreken", "b", 1, (9, 12, 30)))
    assert "In jaar 4 is dat terugverdiend (op zijn vroegst in jaar 1; " in unsure
    assert "valt alles tegen, dan niet binnen vijf jaar)" in unsure
    dear = say(("doormodderen", "a", 5, (1, 1, 9)), ("doorbreken", "b", 1, (9, 12, 12)))
    assert "Waarschijnlijk is dat niet binnen vijf jaar terugverdiend" in dear
    assert "None" not in dear
    assert say(("doorbreken", "a", 5, (1, 1, 1))) == ""


@given(posten)
def test_every_sum_is_said_without_gaps(rows):
    words = rules.uitleg(rows)
    assert "None" not in words
    assert bool(words) == rules.is_te_vergelijken(rows)


@pytest.mark.parametrize("vel", [BREED, SMAL])
@given(rows=posten)
def test_every_sum_is_drawn_inside_its_frame(vel, rows):
    paths = [rules.cumulatief(rows, pad) for pad in rules.PADEN]
    drawn = teken_paden(*paths, rules.keerpunt(rows), vel)
    points = " ".join(line.band for line in (drawn.doormodderen, drawn.doorbreken)).split()
    for x, y in (map(int, point.split(",")) for point in points):
        assert vel.links <= x <= vel.rechts
        assert vel.boven <= y <= vel.onder
    assert abs(drawn.doormodderen.label_y - drawn.doorbreken.label_y) >= 20
    assert 2 <= len(drawn.bedragen) <= 6


@given(posten)
def test_who_gains_is_drawn_to_the_right_of_nothing_with_the_end_in_its_band(rows):
    for balk in teken_saldi(rules.saldo(rows)):
        left, width = balk.vak
        gains = balk.saldo.bedrag.waarschijnlijk >= 0
        begin, end = (left, left + width) if gains else (left + width, left)
        assert begin == balk.nul
        assert 0 <= balk.band[0] <= end <= sum(balk.band) <= BALK


@given(st.integers(1, 10**9))
def test_a_step_is_round_and_at_most_five_reach(highest):
    step = nice_step(highest)
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert 5 * step >= highest
    smaller = step * 2 // 5 if str(step)[0] == "5" else step // 2
    assert step == 1 or 5 * smaller < highest


def test_the_triangle_grows_with_its_scores():
    full = teken_driehoek({"legitimiteit": 3, "betrokkenheid": 3, "rendement": 3})
    assert full.vorm == full.ringen[2]
    flat = teken_driehoek({"legitimiteit": 0, "betrokkenheid": None, "rendement": 2})
    assert [hoek.nul for hoek in flat.hoeken] == [True, False, False]
    assert [hoek.stand for hoek in flat.hoeken] == ["0 van 3", "nog niet beoordeeld", "2 van 3"]
