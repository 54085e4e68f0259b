"""Loops and paths: published counts, and every one found against trying all orders."""

import gc
from itertools import pairwise, permutations
from time import perf_counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    TooManyError,
    count_loops,
    loops,
    paths,
    search,
)
from samenspel.analyse.samenhang.tests.maps import cases, random_kaart

LOOPS = cases("loops.json")
SIGNS = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([-1, 0, 0, 1]), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


def make(signs):
    return Kaart.from_matrix([f"f{i}" for i in range(len(signs))], signs)


def complete(n):
    return Kaart.from_matrix([f"f{i:02}" for i in range(n)], 1 - np.eye(n))


def all_orders(signs, longest):
    """Every loop, by trying every order of every set of factors."""
    found = {}
    for size in range(1, min(longest, len(signs)) + 1):
        for order in permutations(range(len(signs)), size):
            product = np.prod([signs[a][b] for a, b in pairwise((*order, order[0]))])
            if order[0] == min(order) and product:
                found[tuple(f"f{i}" for i in order)] = "R" if product > 0 else "B"
    return found


@settings(deadline=None)  # the first call compiles
@given(SIGNS, st.integers(1, 7))
def test_every_loop_is_found_once_with_its_sign(signs, longest):
    expected = all_orders(signs, longest)
    found = loops(make(signs), longest=longest)
    assert {kring.names: kring.sign for kring in found} == expected
    assert len(found) == len(expected)
    assert [k.names for k in found] == sorted(expected, key=lambda names: (len(names), names))
    counted = count_loops(make(signs), longest=longest)
    assert counted.complete
    assert counted.total == len(expected)
    assert counted.balancing == list(expected.values()).count("B")
    assert loops(make(signs), longest=longest, at_most=3) == found[:3]


@settings(deadline=None)  # the first call compiles
@given(SIGNS, st.integers(1, 7))
def test_walking_the_loops_counts_the_same_as_counting_subsets(signs, longest):
    _, graph = search.make_graph(make(signs))
    walked = search.find(graph, -1, -1, 1, longest, 10**9, 10**9, False).counts
    sets = search.count_by_subsets(np.array(signs, dtype=np.int8), longest)
    assert np.array_equal(walked, sets)


@settings(deadline=None)  # the first call compiles
@given(SIGNS.filter(lambda signs: len(signs) > 1), st.integers(1, 6))
def test_every_path_is_found_once_and_its_sign_is_the_product(signs, longest):
    last = len(signs) - 1
    expected = {}
    for size in range(min(longest, last)):
        for between in permutations(range(1, last), size):
            route = (0, *between, last)
            if product := np.prod([signs[a][b] for a, b in pairwise(route)]):
                expected[tuple(f"f{i}" for i in route)] = product
    found = paths(make(signs), "f0", f"f{last}", longest)
    assert {pad.names: pad.sign for pad in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_map_of_the_size_people_draw_has_the_loops_that_networkx_finds(seed):
    """As many factors and arrows as the largest maps that groups draw together, so too sparse to
    count by subsets and too large to try all orders."""
    kaart = random_kaart(108, 296, seed=seed)
    kracht = {(arrow.van, arrow.op): arrow.kracht for arrow in kaart.invloeden}

    def sign(nodes):
        around = pairwise((*nodes, nodes[0]))
        return "R" if np.prod([np.sign(kracht[step]) for step in around]) > 0 else "B"

    def turned(nodes):
        at = nodes.index(min(nodes))
        return tuple(nodes[at:] + nodes[:at])

    found = nx.simple_cycles(nx.DiGraph(kracht.keys()), length_bound=8)
    expected = {turned(nodes): sign(nodes) for nodes in found}
    assert len(expected) > 100
    assert {kring.names: kring.sign for kring in loops(kaart, longest=8)} == expected
    counted = count_loops(kaart, longest=8)
    signs = list(expected.values())
    assert (counted.reinforcing, counted.balancing) == (signs.count("R"), signs.count("B"))
    assert counted.complete


def test_complete_maps_have_the_published_number_of_loops():
    for n, expected in LOOPS["complete_digraph_cycle_counts"]["expected"].items():
        assert count_loops(complete(int(n))).total == expected


def test_the_loops_of_levins_and_schultz():
    case = LOOPS["levins_1996_4var"]
    matrix = np.array(case["community_matrix"]).T  # there, the row is the one that is acted on
    kaart = Kaart.from_matrix(["1", "2", "3", "4"], matrix)
    expected = {tuple(map(str, loop)) for loop in case["elementary_loops"]}
    assert {kring.names for kring in loops(kaart)} == expected


def test_a_huge_map_is_answered_at_once_by_count_or_cap():
    rng = np.random.default_rng(1)
    matrix = np.zeros(1_000_000)
    matrix[rng.choice(1_000_000, 1_700, replace=False)] = rng.choice([-1, 1], 1_700)
    kaart = Kaart.from_matrix([f"f{i:04}" for i in range(1_000)], matrix.reshape(1_000, -1))
    begin = perf_counter()
    counted = count_loops(kaart)
    assert not counted.complete
    assert str(counted).startswith("minstens")
    assert count_loops(kaart, longest=12).complete
    with pytest.raises(TooManyError, match="at_most"):
        loops(kaart)
    assert len(loops(kaart, at_most=50)) == 50
    assert perf_counter() - begin < 20  # generous: the machine may be busy; see benchmarks


def test_a_very_long_loop_keeps_its_sign_when_its_strength_is_nothing():
    names = [f"f{i:04}" for i in range(501)]
    ring = [Invloed(a, b, -1e-3) for a, b in pairwise([*names, names[0]])]
    (kring,) = loops(Kaart(ring))
    assert (kring.sign, abs(kring.strength)) == ("B", 0.0)


def test_a_band_around_zero_makes_a_sign_uncertain():
    kaart = Kaart([Invloed("a", "b", 0.5, -0.1, 0.9), Invloed("b", "a", 0.5, 0.1, 0.9)])
    assert not loops(kaart)[0].certain
    assert paths(kaart, "b", "a")[0].certain


def test_zero_is_no_arrow_and_parallel_arrows_are_one():
    assert loops(Kaart([Invloed("a", "a", 0.0)])) == []
    kaart = Kaart([Invloed("a", "a", 0.5), Invloed("a", "a", -0.75, vertraging=2)])
    (kring,) = loops(kaart)
    assert (kring.sign, kring.strength) == ("B", -0.25)
    assert loops(Kaart([])) == []
    assert count_loops(Kaart([])).total == 0


def test_wrong_questions_are_refused():
    kaart = make([[0, 1], [1, 0]])
    with pytest.raises(AnalyseError, match="minstens 1"):
        loops(kaart, longest=0)
    with pytest.raises(AnalyseError, match="minstens"):
        loops(kaart, at_most=0)
    with pytest.raises(AnalyseError, match="verschillende"):
        paths(kaart, "f0", "f0", 3)
    with pytest.raises(AnalyseError, match="Niet op de kaart"):
        paths(kaart, "f0", "f9", 3)


def test_listing_leaves_the_garbage_collector_as_it_was():
    kaart = Kaart([Invloed("a", "b", 1.0), Invloed("b", "a", 1.0)])
    try:
        for switch, enabled in ((gc.enable, True), (gc.disable, False)):
            switch()
            assert len(loops(kaart)) == 1
            assert gc.isenabled() == enabled
    finally:
        gc.enable()
