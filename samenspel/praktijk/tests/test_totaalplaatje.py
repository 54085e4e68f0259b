"""The picture: nothing overlaps, nothing sticks out, everything is there."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.organisaties.models import Leefgebied
from samenspel.praktijk.totaalplaatje import (
    NAME_SIZE,
    PILL_SIZE,
    RADIUS,
    SMALL_SIZE,
    InBeeld,
    Vak,
    home,
    teken,
    text_width,
)
from samenspel.praktijk.totaalplaatje_smal import teken_smal

LABELS = dict(Leefgebied.choices)
CODES = list(LABELS)
words = st.text("abcdefghijklmnopqrstuvwxyzMW ", min_size=1, max_size=90).map(
    lambda text: text.strip() or "wet"
)
regelingen = st.builds(
    InBeeld,
    naam=words,
    afkorting=words,
    ministeries=st.lists(words, max_size=3).map(tuple),
    uitvoerder=words,
    niveaus=st.just(("lokaal", "landelijk")),
    leefgebieden=st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple),
)


def overlap(a, b) -> bool:
    return (
        a.x < b.x + b.breedte
        and b.x < a.x + a.breedte
        and a.y < b.y + b.hoogte
        and b.y < a.y + a.hoogte
    )


BOTH = pytest.mark.parametrize("draw", [teken, teken_smal])


@BOTH
@given(leefgebieden=st.sets(st.sampled_from(CODES)), regelingen=st.lists(regelingen, max_size=14))
def test_no_box_overlaps_another_or_sticks_out(draw, leefgebieden, regelingen):
    drawn = draw(leefgebieden, regelingen, LABELS)
    boxes = [*drawn.leefgebieden, *drawn.regelingen]
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2))
    assert all(b.x >= 0 and b.x + b.breedte <= drawn.breedte for b in boxes)
    assert all(b.y >= 0 and b.y + b.hoogte <= drawn.hoogte for b in boxes)
    (x, y), size = drawn.midden, 2 * RADIUS
    household = Vak(x - RADIUS, y - RADIUS, size, size, ())
    assert not any(overlap(household, b) for b in boxes)
    assert household.x >= 0
    assert household.y >= 0
    if drawn.veld:
        assert drawn.veld.y >= 0
        assert drawn.veld.y + drawn.veld.hoogte <= drawn.hoogte


@BOTH
@given(regelingen=st.lists(regelingen, max_size=14))
def test_every_line_of_text_stays_inside_its_box(draw, regelingen):
    drawn = draw(CODES, regelingen, LABELS)
    for size, boxes in ((NAME_SIZE, drawn.regelingen), (PILL_SIZE, drawn.leefgebieden)):
        for box in boxes:
            lines = [(size, line) for line in box.regels] + [(SMALL_SIZE, r) for r in box.klein]
            for points, line in lines:
                assert text_width(line.tekst, points) <= box.breedte - 8
                assert box.y + 8 <= line.y <= box.y + box.hoogte - 4


@BOTH
@given(leefgebieden=st.sets(st.sampled_from(CODES)), regelingen=st.lists(regelingen, max_size=14))
def test_everything_is_drawn_once_in_whatever_order_it_came(draw, leefgebieden, regelingen):
    drawn = draw(leefgebieden, regelingen, LABELS)
    homes = {home(one, leefgebieden) for one in regelingen}
    expected = {LABELS[code] for code in leefgebieden | homes}
    assert {box.volledig for box in drawn.leefgebieden} == expected
    assert len(drawn.regelingen) == len(regelingen)
    assert len(drawn.lijnen) == len(expected) + len(regelingen)


def test_the_two_columns_are_about_equally_long():
    many = [
        InBeeld(f"Wet {n}", "", ("SZW",), "UWV", ("lokaal",), (CODES[n % 10],)) for n in range(14)
    ]
    drawn = teken(CODES, many, LABELS)
    left = sum(box.hoogte for box in drawn.regelingen if box.x == 0)
    right = sum(box.hoogte for box in drawn.regelingen if box.x > 0)
    assert abs(left - right) <= max(left, right) / 3


def test_a_name_that_does_not_fit_gives_way_to_its_abbreviation():
    long = InBeeld("Algemene wet inkomensafhankelijke regelingen en nog veel meer", "AWIR", (), "",
                 ("landelijk",), ("inkomen",))  # fmt: skip
    [card] = teken([], [long], LABELS).regelingen
    assert [line.tekst for line in card.regels] == ["AWIR"]
