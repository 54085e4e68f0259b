"""Monte Carlo: against closed forms and single simulations, and the same with any worker."""

import pickle
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    CancelledError,
    Invloed,
    Kaart,
    NoEquilibriumError,
    Scenario,
    doorwerking,
    draw_krachten,
    monte_carlo,
    simulate,
)
from samenspel.analyse.samenhang.engine import run
from samenspel.analyse.samenhang.scenario import make_plan
from samenspel.analyse.samenhang.stabiliteit import spectral_radii
from samenspel.analyse.samenhang.tests.maps import random_kaart

ONE = Kaart([Invloed("a", "b", 0.4, 0.1, 0.8)])
PUSH = Scenario(impulse={"a": 1.0}, inference="linear", steps=4)

MEANS = {"triangular": (0.1 + 0.4 + 0.8) / 3, "uniform": 0.45, "beta-pert": (0.1 + 1.6 + 0.8) / 6}
VARIANCES = {
    "triangular": (0.01 + 0.16 + 0.64 - 0.04 - 0.08 - 0.32) / 18,
    "uniform": 0.49 / 12,
    "beta-pert": (2.5 / 6 - 0.1) * (0.8 - 2.5 / 6) / 7,
}


class Elsewhere(Executor):
    """Does what a process or another machine does: work and outcome travel as bytes."""

    def submit(self, work, /, *arguments):
        function, arguments = pickle.loads(pickle.dumps((work, arguments)))  # noqa: S301
        future = Future()
        future.set_result(pickle.loads(pickle.dumps(function(*arguments))))  # noqa: S301
        return future


def same(one, other):
    fields = ("quantiles", "mean", "positive", "negative", "moving")
    return all(np.array_equal(getattr(one, field), getattr(other, field)) for field in fields)


@pytest.mark.parametrize("distribution", MEANS)
def test_the_drawn_krachten_have_the_mean_and_variance_of_their_distribution(distribution):
    drawn = draw_krachten(ONE, draws=16384, seed=3, distribution=distribution)[:, 0]
    assert drawn.min() >= 0.1
    assert drawn.max() <= 0.8
    assert drawn.mean() == pytest.approx(MEANS[distribution], abs=1e-4)
    assert drawn.var() == pytest.approx(VARIANCES[distribution], rel=2e-3)


@pytest.mark.parametrize("distribution", MEANS)
def test_the_mean_of_a_linear_chain_is_the_product_of_the_means(distribution):
    kaart = Kaart([*ONE.invloeden, Invloed("b", "c", -0.5, -0.9, 0.3)])
    outcome = monte_carlo(kaart, PUSH, draws=8192, seed=1, distribution=distribution)
    second = {"triangular": -1.1 / 3, "uniform": -0.3, "beta-pert": (-0.9 - 2.0 + 0.3) / 6}
    expected = [1, MEANS[distribution], MEANS[distribution] * second[distribution]]
    assert outcome.mean[-1] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("draws", "exact"), [(200, True), (3000, True), (3000, False)])
def test_every_draw_is_a_simulation_of_its_own(draws, exact, monkeypatch):
    monkeypatch.setattr(doorwerking, "EXACT", doorwerking.EXACT if exact else 0)
    kaart = random_kaart(9, 25, seed=2, longest_wait=2)
    scenario = Scenario(start=[0.5] * 9, transfer="tanh", steps=12)
    outcome = monte_carlo(kaart, scenario, draws=draws, seed=5, levels=[0.05, 0.5, 0.95])
    rows = draw_krachten(kaart, draws=draws, seed=5)
    each = np.array(
        [
            simulate(kaart.with_krachten(row), [0.5] * 9, transfer="tanh", steps=12).states
            for row in rows
        ]
    )
    assert outcome.mean == pytest.approx(each.mean(axis=0), abs=1e-12)
    assert np.array_equal(outcome.positive, (each > 1e-9).mean(axis=0))
    assert np.array_equal(outcome.negative, (each < -1e-9).mean(axis=0))
    of_draws = np.quantile(each, outcome.levels, axis=0)
    bin_width = 0.0 if outcome.exact else 1.2 * (each.max(axis=0) - each.min(axis=0)) / 64
    assert outcome.exact == exact
    assert outcome.rejected == 0
    assert (np.abs(outcome.quantiles - of_draws) <= bin_width + 1e-9).all()


def test_without_bands_every_quantile_is_the_simulation_itself():
    kaart = random_kaart(20, 60, seed=2, spread=0.0)
    start = np.linspace(0, 1, 20)
    outcome = monte_carlo(kaart, Scenario(start=start), draws=1000, seed=0)
    states = simulate(kaart, start).states
    assert outcome.quantiles == pytest.approx(np.broadcast_to(states, outcome.quantiles.shape))
    assert np.abs(outcome.quantiles - states).max() < 1e-12


def test_the_outcome_is_the_same_with_any_number_of_workers():
    kaart = random_kaart(10, 30, seed=4)
    scenario = Scenario(start=[0.2] * 10, steps=20)

    def run(executor):
        return monte_carlo(kaart, scenario, draws=3333, seed=9, executor=executor)

    alone = run(ThreadPoolExecutor(1))
    assert same(alone, run(ThreadPoolExecutor(2)))
    assert same(alone, run(None))
    assert same(alone, run(Elsewhere()))
    assert not same(alone, monte_carlo(kaart, scenario, draws=3333, seed=10))


def test_the_order_of_names_plays_no_role():
    kaart = random_kaart(10, 30, seed=4)
    turned = Kaart(kaart.invloeden[::-1], kaart.factors[::-1])
    scenario = Scenario(start={"f001": 1.0}, steps=20)
    one, other = (monte_carlo(k, scenario, draws=2000, seed=9) for k in (kaart, turned))
    assert np.array_equal(one.mean, other.mean[:, ::-1])
    assert np.array_equal(one.quantiles, other.quantiles[..., ::-1])


def test_a_pair_is_compared_with_the_same_krachten():
    kaart = random_kaart(10, 30, seed=4)
    without = Scenario(start=[0.5] * 10, transfer="tanh", steps=15)
    measure = Scenario(start=[0.5] * 10, transfer="tanh", steps=15, impulse={"f002": 0.3})
    nothing = monte_carlo(kaart, (without, without), draws=600, seed=1)
    assert (nothing.zero == 1).all()
    outcome = monte_carlo(kaart, (measure, without), draws=600, seed=1)
    one, other = (monte_carlo(kaart, s, draws=600, seed=1).mean for s in (measure, without))
    assert outcome.mean == pytest.approx(one - other, abs=1e-12)
    assert outcome.sign("f002") == {"positive": 1.0, "zero": 0.0, "negative": 0.0}


def test_the_certainty_of_a_sign_is_that_of_the_band():
    kaart = Kaart([Invloed("a", "b", 0.5, -0.5, 1.5)])
    outcome = monte_carlo(kaart, PUSH, draws=4096, seed=1)
    assert outcome.sign("b")["positive"] == pytest.approx(7 / 8, abs=2e-3)
    assert outcome.sign("b", step=0) == {"positive": 0.0, "zero": 1.0, "negative": 0.0}
    with pytest.raises(AnalyseError, match="Niet op de kaart"):
        outcome.sign("x")


def test_restless_draws_are_counted():
    kaart = Kaart([Invloed("a", "a", 0.9, 0.6, 1.2)])
    scenario = Scenario(start=[1.0], inference="linear", steps=300, tolerance=1e-3)
    outcome = monte_carlo(
        kaart, scenario, draws=4096, seed=1, distribution="uniform", most_rejected=0.5
    )
    assert outcome.rejected == pytest.approx(1 / 3, abs=2e-3)
    a = np.linspace(0.6, 1.0, 100_001)
    assert outcome.moving == pytest.approx((np.abs(a - 1) * a**299 > 1e-3).mean(), abs=2e-3)


def test_progress_is_told_and_a_no_stops_it():
    kaart, scenario, told = random_kaart(5, 9, seed=1), Scenario(steps=3), []
    monte_carlo(kaart, scenario, draws=2000, seed=1, progress=lambda *at: told.append(at))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(CancelledError, match="gestopt"):
        monte_carlo(kaart, scenario, draws=50_000, seed=1, progress=lambda done, _: done < 2)


def test_memory_does_not_grow_with_draws(monkeypatch):
    import tracemalloc

    monkeypatch.setattr(doorwerking, "EXACT", 1 << 20)
    kaart, scenario = random_kaart(20, 60, seed=1), Scenario(start=[0.1] * 20, steps=50)

    def peak(draws):
        tracemalloc.start()
        monte_carlo(kaart, scenario, draws=draws, seed=1)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(600)
    assert peak(40_000) < 1.3 * peak(8_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"draws": 0},
        {"draws": 1.5},
        {"seed": -1},
        {"seed": None},
        {"distribution": "normal"},
        {"levels": []},
        {"levels": [1.2]},
        {"most_rejected": 1.2},
        {"most_rejected": float("nan")},
        {"scenario": (PUSH, Scenario(steps=7))},
        {"scenario": Scenario(impulse={"x": 1})},
    ],
)
def test_wrong_arguments_are_refused(wrong):
    with pytest.raises(AnalyseError):
        monte_carlo(ONE, **({"scenario": PUSH, "draws": 10, "seed": 1} | wrong))


def test_draws_that_explode_are_refused():
    kaart = Kaart([Invloed("a", "a", 1e5, 0, 1e9)])
    with pytest.raises(NoEquilibriumError, match="zonder grens"):
        monte_carlo(kaart, Scenario(start=[1], inference="linear"), draws=600, seed=1)


def self_loop(low, high):
    return Kaart([Invloed("a", "a", (low + high) / 2, low, high)])


@pytest.mark.parametrize(("low", "high"), [(0.5, 1.1), (0.5, 1.5)])
def test_quantiles_are_those_of_the_draws_that_do_not_run_away(low, high):
    scenario = Scenario(impulse={"a": 1.0}, inference="linear", steps=60)
    outcome = monte_carlo(
        self_loop(low, high),
        scenario,
        draws=16384,
        seed=3,
        distribution="uniform",
        most_rejected=0.6,
    )
    assert outcome.rejected == pytest.approx((high - 1) / (high - low), abs=2e-3)
    for level in outcome.levels:
        a = low + (1 - low) * level  # uniform up to 1, and the outcome rises with it
        expected = (1 - a**60) / (1 - a)
        assert outcome.quantile(level)[-1, 0] == pytest.approx(expected, rel=1e-2)
    a = np.linspace(low, 1, 200_001)[:-1]
    assert outcome.mean[-1, 0] == pytest.approx(((1 - a**60) / (1 - a)).mean(), rel=5e-3)
    assert outcome.positive[-1, 0] == 1


def test_when_too_many_draws_run_away_there_is_no_outcome():
    scenario = Scenario(impulse={"a": 1.0}, inference="linear", steps=5)
    for kaart, share in ((self_loop(0.5, 1.5), "50%"), (self_loop(1.1, 1.5), "100%")):
        with pytest.raises(NoEquilibriumError, match=f"Bij {share} van de trekkingen"):
            monte_carlo(kaart, scenario, draws=4096, seed=1, distribution="uniform")
    held = Scenario(clamp={"a": 1.0}, inference="linear", steps=5)
    bounded = Scenario(impulse={"a": 1.0}, inference="linear", transfer="saturating", steps=5)
    for calm in (held, bounded):
        assert monte_carlo(self_loop(1.1, 1.5), calm, draws=512, seed=1).rejected == 0


def test_of_a_pair_both_must_stay_within_bounds():
    kaart = self_loop(0.5, 1.1)
    free = Scenario(impulse={"a": 1.0}, inference="linear", steps=5)
    held = Scenario(clamp={"a": 1.0}, inference="linear", steps=5)
    for pair in ((free, held), (held, free)):
        outcome = monte_carlo(kaart, pair, draws=4096, seed=1, distribution="uniform")
        assert outcome.rejected == pytest.approx(1 / 6, abs=2e-3)


def test_a_stock_that_only_fills_does_not_run_away():
    kaart = Kaart([Invloed("in", "stock", 0.5, 0.2, 0.8), Invloed("stock", "stock", 1.0)])
    scenario = Scenario(impulse={"in": 1.0}, inference="linear", steps=11)
    outcome = monte_carlo(kaart, scenario, draws=4096, seed=1)
    assert outcome.rejected == 0
    assert outcome.mean[-1, 1] == pytest.approx(0.5 * 10, abs=1e-3)


@pytest.mark.parametrize("settings", [{}, {"damping": 0.3}])
def test_the_rejected_draws_are_those_with_an_eigenvalue_outside_the_circle(settings):
    kaart = random_kaart(8, 34, seed=6, spread=0.5)
    scenario = Scenario(start=[1.0] * 8, inference="linear", steps=3, **settings)
    outcome = monte_carlo(kaart, scenario, draws=700, seed=2, most_rejected=1)
    theta = settings.get("damping", 0.0)
    radius = [
        np.abs(
            np.linalg.eigvals(theta * np.eye(8) + (1 - theta) * kaart.with_krachten(row).matrix())
        ).max()
        for row in draw_krachten(kaart, draws=700, seed=2)
    ]
    assert 0.05 < outcome.rejected < 0.95
    assert outcome.rejected == pytest.approx((np.array(radius) > 1).mean(), abs=1e-12)


@pytest.mark.parametrize("delay", ["fixed", "delay1", "delay3"])
@pytest.mark.parametrize("inference", ["linear", "modified"])
def test_the_radius_is_how_fast_a_long_simulation_grows(delay, inference):
    scale = 0.3 if inference == "modified" else 1.2
    kaart = random_kaart(7, 20, seed=8, longest_wait=4)
    kaart = kaart.with_krachten([scale * arrow.kracht for arrow in kaart.invloeden])
    scenario = Scenario(
        start=np.random.default_rng(1).normal(size=7),
        inference=inference,
        transfer="identity",
        steepness=0.9,
        damping=0.2,
        delay=delay,
        steps=3000,
    )
    plan = make_plan(kaart, scenario)
    krachten = np.array([[arrow.kracht] for arrow in kaart.invloeden])
    size = np.abs(run(plan, krachten)[:, :, 0]).max(axis=1)
    grown = np.log(size[2900:3000].max() / size[1400:1500].max()) / 1500
    assert spectral_radii(plan, krachten)[0] == pytest.approx(np.exp(grown), abs=1e-3)
