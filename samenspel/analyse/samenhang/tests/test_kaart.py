"""The map itself: what it refuses, how it is listed, and that files keep everything."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import Invloed, Kaart
from samenspel.analyse.samenhang.tests.maps import random_kaart

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and text.isprintable()
)
NUMBERS = st.floats(-5, 5, allow_nan=False)


@st.composite
def kaarten(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    ends = draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=6))
    arrows = []
    for van, op in ends:
        low, mode, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
        bewijs = draw(NAMES | st.just(""))
        arrows.append(Invloed(van, op, mode, low, high, draw(st.integers(0, 9)), bewijs))
    return Kaart(arrows, names)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("", "b", 0.1), "naam"),
        (("a", " b", 0.1), "naam"),
        (("a", "b\n", 0.1), "naam"),
        (("a", None, 0.1), "naam"),
        (("a", "b", math.nan), "gewone getallen"),
        (("a", "b", math.inf), "gewone getallen"),
        (("a", "b", "veel"), "getallen"),
        (("a", "b", 0.5, 0.6), "tussen laag en hoog"),
        (("a", "b", 0.5, 0.1, 0.4), "tussen laag en hoog"),
        (("a", "b", 0.5, None, None, -1), "0 stappen of meer"),
        (("a", "b", 0.5, None, None, 1.5), "heel getal"),
    ],
)
def test_an_impossible_influence_is_refused_in_dutch(arguments, message):
    with pytest.raises(AnalyseError, match=message):
        Invloed(*arguments)


def test_the_order_in_which_arrows_are_given_plays_no_role():
    kaart = random_kaart(8, 30, seed=3)
    shuffled = random.Random(1).sample(kaart.invloeden, 30)
    assert Kaart(shuffled, kaart.factors) == kaart
    assert Kaart(shuffled).invloeden == kaart.invloeden


def test_the_same_arrow_twice_is_refused_but_another_delay_is_not():
    with pytest.raises(AnalyseError, match="staat 2 keer"):
        Kaart([Invloed("a", "b", 0.5), Invloed("a", "b", -0.5)])
    kaart = Kaart([Invloed("a", "b", -0.25), Invloed("a", "b", 0.75, vertraging=3)])
    assert kaart.matrix()[0, 1] == 0.5


def test_names_are_checked():
    with pytest.raises(AnalyseError, match="Ontbreekt"):
        Kaart([Invloed("a", "b", 1)], ["a"])
    with pytest.raises(AnalyseError, match="Dubbele"):
        Kaart([], ["a", "a"])
    with pytest.raises(AnalyseError, match="Niet op de kaart: c"):
        Kaart([Invloed("a", "b", 1)]).positions(["a", "c"])


def test_a_matrix_comes_back_as_it_was_in_the_order_it_was():
    matrix = np.array([[0.5, 0.0, -1.0], [0.0, 0.0, 0.25], [0.0, 0.0, 0.0]])
    kaart = Kaart.from_matrix(["z", "a", "m"], matrix)
    assert kaart.factors == ("z", "a", "m")
    assert np.array_equal(kaart.matrix(), matrix)
    with pytest.raises(AnalyseError, match="3 bij 3"):
        Kaart.from_matrix(["z", "a", "m"], matrix[:2])


@given(kaarten())
def test_every_format_gives_back_the_same_map(kaart):
    assert Kaart.from_csv(kaart.to_csv()) == kaart
    assert Kaart.from_graphml(kaart.to_graphml()) == kaart
    assert Kaart.from_kumu(kaart.to_kumu()) == kaart
    assert Kaart.from_kumu(kaart.to_kumu()).factors == kaart.factors


def test_a_list_of_signed_arrows_is_read_as_published_maps_are_written():
    kaart = Kaart.from_csv("edge_id,source,target,sign\nC001,1,49,-1\nC002,2,12,1\n")
    assert kaart == Kaart([Invloed("1", "49", -1.0), Invloed("2", "12", 1.0)])


def test_a_dutch_spreadsheet_is_read(tmp_path):
    file = tmp_path / "kaart.csv"
    file.write_text("Van;Op;Kracht;Laag\nschulden;stress;0,6;0,5\nlos;;;\n", encoding="utf-8-sig")
    kaart = Kaart.from_csv(file)
    assert kaart == Kaart([Invloed("schulden", "stress", 0.6, 0.5)], ["los", "schulden", "stress"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("van,op,kracht\na,b,veel\n", "Regel 2: hier staat geen getal"),
        ("van,op\na,b\n", "Regel 2: kracht"),
        ("van,op,kracht\na,,0.5\n", "Regel 2: de kolom op"),
        ("van,op,kracht\n,b,0.5\n", "Regel 2: de kolom van"),
    ],
)
def test_a_wrong_row_is_named(text, message):
    with pytest.raises(AnalyseError, match=message):
        Kaart.from_csv(text)


def test_unreadable_files_are_refused_in_dutch(tmp_path):
    with pytest.raises(AnalyseError, match="niet te lezen"):
        Kaart.from_csv(tmp_path / "weg.csv")
    with pytest.raises(AnalyseError, match="leesbaar GraphML"):
        Kaart.from_graphml("<graphml")
    with pytest.raises(AnalyseError, match="DOCTYPE"):
        Kaart.from_graphml('<!DOCTYPE x [<!ENTITY a "b">]>\n<graphml/>')
    with pytest.raises(AnalyseError, match="leesbaar Kumu"):
        Kaart.from_kumu('{"elements": 3}')
    with pytest.raises(AnalyseError, match="geen richting"):
        Kaart.from_kumu(
            '{"elements": [{"label": "a"}], "connections": '
            '[{"from": "a", "to": "a", "direction": "undirected", "strength": 1}]}'
        )


def test_a_kumu_drawing_with_plus_and_minus_is_read():
    kaart = Kaart.from_kumu(
        '{"elements": [{"label": "A"}, {"label": "B"}],'
        ' "connections": [{"from": "A", "to": "B", "type": "-", "Delay": 2}]}'
    )
    assert kaart.invloeden == (Invloed("A", "B", -1.0, vertraging=2),)
