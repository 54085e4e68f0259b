"""The picture of who waits on whom: where its rings, arrows and words stand."""

import re
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from samenspel.basis.bogen import AXIS, LINE, MOST_ARROWS, MOST_NAMES, PER_LETTER, WIDE, Pijl, teken

TEN = ["Almere", "BZK", "Samen Sterk", "De Brug", "Het Dak", "Flevoland", "SZW", "VNG", "Zeker"]


def ends(boog):
    """Where an arrow leaves and where it arrives."""
    numbers = [float(n) for n in re.findall(r"[0-9.]+", boog.pad)]
    return numbers[0], numbers[-2]


def test_everybody_stands_on_one_line_at_equal_distances():
    drawn = teken(TEN, [])
    steps = {round(b.x - a.x) for a, b in zip(drawn.namen, drawn.namen[1:], strict=False)}
    assert len(steps) <= 2, "but for rounding"
    assert [naam.regels[0][1] for naam in drawn.namen][2] == "Samen Sterk"


def test_an_arrow_goes_from_whoever_waits_to_whoever_must_act():
    [boog] = teken(TEN, [Pijl("Almere", "SZW", "14 dagen te laat", laat=True)]).bogen
    van, op = ends(boog)
    rings = teken(TEN, []).namen
    assert (van, op) == (rings[0].x, rings[6].x)
    assert boog.laat
    assert van < boog.x < op
    assert boog.y < AXIS


def test_there_is_no_picture_of_one_or_of_too_many():
    assert teken(["Almere"], []) is None
    assert teken([f"Gemeente {n}" for n in range(MOST_NAMES + 1)], []) is None


def test_arrows_of_one_ring_do_not_stand_on_each_other_and_do_not_cross():
    pijlen = [Pijl("De Brug", op, "tot 7 december") for op in ("Almere", "BZK", "SZW", "Zeker")]
    bogen = teken(TEN, pijlen).bogen
    begin = [ends(boog)[0] for boog in bogen]
    assert begin[1] < begin[0] < begin[3] < begin[2], "what goes far leaves inside what stays near"


@st.composite
def waits(draw):
    pairs = st.tuples(st.sampled_from(TEN), st.sampled_from(TEN)).filter(lambda p: p[0] != p[1])
    drawn = draw(st.lists(pairs, min_size=1, max_size=MOST_ARROWS, unique=True))
    return [Pijl(van, op, "tot 7 december") for van, op in drawn]


@given(waits())
def test_whatever_waits_all_of_it_is_inside_the_picture(pijlen):
    drawn = teken(TEN, pijlen)
    assert len(drawn.bogen) == len(pijlen)
    for boog in drawn.bogen:
        half = len(boog.woorden) * PER_LETTER / 2
        assert half <= boog.x <= WIDE - half
        assert drawn.top < boog.y - LINE / 2
        assert boog.y < AXIS
    assert drawn.top + drawn.hoog > max(y for naam in drawn.namen for y, _ in naam.regels)


@pytest.mark.parametrize("van", ["Almere", "De Brug", "Zeker"])
def test_the_words_of_six_that_wait_on_one_can_be_read(van):
    others = [naam for naam in TEN if naam != van][:MOST_ARROWS]
    bogen = teken(TEN, [Pijl(van, op, "tot 7 december") for op in others]).bogen
    for a, b in combinations(bogen, 2):
        wide = (len(a.woorden) + len(b.woorden)) * PER_LETTER / 2
        assert abs(a.x - b.x) >= wide or abs(a.y - b.y) >= LINE


def test_what_partners_are_called_stays_text():
    drawn = teken(["<b>", "SZW"], [Pijl("<b>", "SZW", "<i>", laat=True)])
    html = render_to_string("onderdelen/bogen.html", {"tekening": drawn, "label": "Wacht."})
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'role="img" aria-label="Wacht."' in html
