"""Weighted feedback: against published adjoints, closed forms and every permutation written out."""

import math
from itertools import permutations

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    TooManyError,
    weighted_feedback,
)
from samenspel.analyse.samenhang.tests.maps import cases


def kaart_of(community):
    """The map of a community matrix, in which the column acts."""
    return Kaart.from_matrix([f"f{i:02}" for i in range(len(community))], np.array(community).T)


def parity(order):
    return sum(order[a] > order[b] for a in range(len(order)) for b in range(a, len(order))) % 2


def written_out(community):
    """The adjoint of -A and the permanents of the minors of |A|, term by term."""
    n = len(community)
    net, total = np.zeros((n, n), dtype=int), np.zeros((n, n), dtype=int)
    for pushed in range(n):
        for moved in range(n):
            minor = np.delete(np.delete(-community, pushed, 0), moved, 1)
            for order in permutations(range(n - 1)):
                term = math.prod(int(minor[row, column]) for row, column in enumerate(order))
                net[pushed, moved] += (-1) ** (parity(order) + pushed + moved) * term
                total[pushed, moved] += abs(term)
    return net, total


@pytest.mark.parametrize("seed", range(6))
def test_every_way_is_counted_with_its_sign(seed):
    n = 1 + seed
    community = np.random.default_rng(seed).choice([-1, 0, 1], size=(n, n), p=[0.4, 0.2, 0.4])
    net, total = written_out(community)
    outcome = weighted_feedback(kaart_of(community))
    assert np.array_equal(outcome.net, net)
    assert np.array_equal(outcome.total, total)
    there = total > 0
    assert outcome.weighted[there] == pytest.approx(abs(net[there]) / total[there])
    assert (outcome.weighted[~there] == 1).all()


def test_the_net_feedback_is_the_published_adjoint():
    case = cases("loops.json")["levins_1996_4var"]
    outcome = weighted_feedback(kaart_of(case["community_matrix"]))
    assert np.array_equal(outcome.net.T, case["adjoint_of_minus_A"])


def test_feeding_the_plants_of_the_snowshoe_hare_is_unambiguous():
    """Published: V, H and P all rise in every stable matrix of model A under a press on V."""
    signs = {"VV": -1, "PP": -1, "VH": 1, "HV": -1, "HP": 1, "PH": -1}
    outcome = weighted_feedback(Kaart([Invloed(*pair, sign) for pair, sign in signs.items()]))
    v = outcome.factors.index("V")
    assert (outcome.net[v] > 0).all()
    assert outcome.weighted[v].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("n", [2, 5, 9, 18])
def test_where_everything_acts_on_everything_the_ways_are_a_factorial(n):
    outcome = weighted_feedback(kaart_of(np.ones((n, n))))
    assert (outcome.total == math.factorial(n - 1)).all()
    assert (outcome.net == (0 if n > 2 else [[-1, 1], [1, -1]])).all()


def test_large_adjoints_are_exact_where_they_can_be_checked():
    community = np.random.default_rng(3).choice([-1.0, 0.0, 1.0], size=(12, 12))
    inverse = np.linalg.inv(-community) * np.linalg.det(-community)
    net = weighted_feedback(kaart_of(community)).net.T
    assert net == pytest.approx(inverse, abs=1e-6)


def test_a_weight_of_one_is_a_sign_that_no_kracht_changes():
    rng = np.random.default_rng(5)
    signs = np.triu(rng.choice([-1, 0, 1], size=(5, 5)), 1) - np.eye(5)
    outcome = weighted_feedback(kaart_of(signs))
    certain = (outcome.weighted == 1) & (outcome.net != 0)
    assert certain.sum() >= 8
    for _ in range(200):
        effect = np.linalg.inv(-signs * rng.uniform(0.01, 1, size=(5, 5))).T
        assert (np.sign(effect[certain]) == np.sign(outcome.net[certain])).all()


def test_an_empty_map_and_one_that_is_too_large_are_refused():
    with pytest.raises(AnalyseError, match="leeg"):
        weighted_feedback(Kaart([]))
    with pytest.raises(TooManyError, match="19 factoren"):
        weighted_feedback(kaart_of(np.ones((19, 19))))
