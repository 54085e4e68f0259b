"""Sobol indices against published and closed-form answers."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    Scenario,
    sensitivity,
    sobol,
    sobol_indices,
)
from samenspel.analyse.samenhang.tests.maps import cases, random_kaart

GOLD = cases("sobol.json")
TWO = Kaart([Invloed("a", "c", 0.5, 0.2, 0.8), Invloed("b", "c", 0.5, 0.4, 0.6)])
PUSH = Scenario(impulse={"a": 1, "b": 1}, inference="linear", steps=3)


def ishigami(x):
    a, b, c = np.pi * (2 * x.T - 1)
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def test_ishigami_as_published():
    expected = GOLD["ishigami_a7_b0.1"]["expected"]
    outcome = sobol_indices(ishigami, 3, samples=2**14, seed=1)
    assert outcome.first == pytest.approx(expected["S1"], abs=0.01)
    assert outcome.total == pytest.approx(expected["ST"], abs=0.01)
    assert outcome.variance == pytest.approx(expected["V"], rel=1e-3)
    for value, (low, high) in zip(expected["ST"], outcome.total_interval, strict=True):
        assert low < value < high


def test_an_additive_function_as_its_closed_form():
    case = GOLD["linear_additive_uniform"]
    outcome = sobol_indices(lambda x: x @ np.array(case["coef"]), 5, samples=1024, seed=2)
    assert outcome.first == pytest.approx(case["expected"]["S1"], abs=2e-3)
    assert outcome.total == pytest.approx(case["expected"]["ST"], abs=2e-3)


@pytest.mark.parametrize("distribution", ["triangular", "uniform", "beta-pert"])
def test_two_relations_share_by_their_variance(distribution):
    outcome = sensitivity(TWO, PUSH, "c", samples=1024, seed=1, distribution=distribution)
    first, second = outcome.shares
    assert (first.invloed.van, second.invloed.van) == ("a", "b")
    assert first.total == pytest.approx(0.9, abs=0.01)  # the band is three times as wide
    assert outcome.sum_first == pytest.approx(1.0, abs=0.02)
    assert first.first_interval[0] < 0.9 < first.first_interval[1]
    sigma = outcome.variance**0.5
    assert first.value == pytest.approx(sigma * (1 - 0.1**0.5), abs=0.05 * sigma)


def test_a_product_has_interplay():
    kaart = Kaart([Invloed("a", "b", 0, -1, 1), Invloed("b", "c", 0, -1, 1)])
    push = Scenario(impulse={"a": 1}, inference="linear", steps=4)
    outcome = sensitivity(kaart, push, "c", samples=2048, seed=1)
    for share in outcome.shares:
        assert share.first == pytest.approx(0, abs=0.05)
        assert share.total == pytest.approx(1, abs=0.05)


def test_what_cannot_reach_the_goal_has_no_share_and_costs_no_run():
    kaart = Kaart([*TWO.invloeden, Invloed("c", "d", 0.5, 0, 1)])
    outcome = sensitivity(kaart, PUSH, "c", samples=64, seed=1)
    assert outcome.runs == 64 * (2 + 2)
    assert (outcome.shares[-1].invloed.op, outcome.shares[-1].total) == ("d", 0.0)


def test_the_same_with_any_number_of_workers_and_rounded_up():
    kaart = random_kaart(8, 20, seed=3)
    scenario = Scenario(start=[0.4] * 8, steps=10)
    outcomes = [
        sensitivity(kaart, scenario, "f001", samples=200, seed=4, executor=ThreadPoolExecutor(n))
        for n in (1, 2)
    ]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0].samples == 256


def test_wrong_questions_are_refused():
    with pytest.raises(AnalyseError, match="band"):
        sensitivity(Kaart([Invloed("a", "b", 1)]), PUSH, "b", samples=8, seed=1)
    with pytest.raises(AnalyseError, match="Niet op de kaart"):
        sensitivity(TWO, PUSH, "x", samples=8, seed=1)
    with pytest.raises(AnalyseError, match="hangt van geen"):
        sensitivity(TWO, PUSH, "a", samples=8, seed=1)
    with pytest.raises(AnalyseError, match="minstens 1"):
        sensitivity(TWO, PUSH, "c", samples=0, seed=1)


def test_resampling_spreads_means_as_the_draws_spread_over_the_root_of_their_number():
    rng = np.random.default_rng(8)
    terms = rng.normal(size=(40, 512)) * np.arange(1, 41)[:, None]
    means = sobol._resample(terms, 3)
    assert means.shape == (40, sobol.RESAMPLES)
    error = terms.std(axis=1) / 512**0.5
    assert (means.std(axis=1) / error).mean() == pytest.approx(1, abs=0.03)
    assert np.abs((means.mean(axis=1) - terms.mean(axis=1)) / error).max() < 0.25
    again = np.random.default_rng([3, 512])
    first = [terms[:, again.integers(512, size=512)].mean(axis=1) for _ in range(5)]
    assert means[:, :5] == pytest.approx(np.transpose(first))
