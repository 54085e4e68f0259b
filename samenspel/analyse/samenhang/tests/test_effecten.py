"""Leverage, side effects, comparing maps and fitting bands."""

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    NoEquilibriumError,
    compare,
    draw_krachten,
    equilibrium,
    fit_band,
    leverage,
    side_effects,
    simulate,
    spectral_radius,
)
from samenspel.analyse.samenhang.tests.maps import cases, random_kaart


def test_leverage_is_what_a_lasting_push_does():
    kaart = random_kaart(9, 18, seed=7, longest_wait=2)
    levers = leverage(kaart, "f003")
    assert [abs(lever.total) for lever in levers] == sorted(
        (abs(lever.total) for lever in levers), reverse=True
    )
    for lever in levers:
        assert lever.total == pytest.approx(equilibrium(kaart, {lever.factor: 1.0})["f003"])
        assert lever.direct + lever.indirect == pytest.approx(lever.total)


@pytest.mark.parametrize("steps", [1, 2, 3, 7])
def test_leverage_after_some_steps_is_that_of_the_simulation(steps):
    kaart = random_kaart(9, 30, seed=7, longest_wait=2)
    levers = {lever.factor: lever for lever in leverage(kaart, "f003", steps=steps)}
    for factor in set(kaart.factors) - {"f003"}:
        run = simulate(kaart, None, impulse={factor: 1.0}, inference="linear", steps=steps)
        total = levers[factor].total if factor in levers else 0.0
        assert total == pytest.approx(run.final["f003"], abs=1e-12)
        if steps == 2 and factor in levers:
            assert levers[factor].indirect == pytest.approx(0.0)


@pytest.mark.parametrize("steps", [1, 2, 3, 8, 40])
def test_leverage_with_damping_is_that_of_the_simulation_with_damping(steps):
    kaart = random_kaart(9, 30, seed=7, longest_wait=2)
    rule = {"inference": "linear", "steps": steps, "damping": 0.4}
    levers = {lever.factor: lever for lever in leverage(kaart, "f003", steps=steps, damping=0.4)}
    for factor in set(kaart.factors) - {"f003"}:
        push = {factor: 1.0}
        final = simulate(kaart, None, impulse=push, **rule).final
        total = levers[factor].total if factor in levers else 0.0
        assert total == pytest.approx(final["f003"], abs=1e-12)
        arrows = [a for a in kaart.invloeden if (a.van, a.op) == (factor, "f003")]
        alone = simulate(Kaart(arrows, [factor, "f003"]), None, impulse=push, **rule).final
        direct = levers[factor].direct if factor in levers else 0.0
        assert direct == pytest.approx(alone["f003"], abs=1e-12)
        others = set(kaart.factors) - {"f003"}
        effects = side_effects(kaart, push, others, steps=steps, damping=0.4)
        assert sum(effect.effect for effect in effects) == pytest.approx(total, abs=1e-12)


def test_a_map_that_comes_to_rest_by_damping_has_leverage_where_it_has_an_equilibrium():
    swinging = Kaart([Invloed("a", "b", 1.5), Invloed("b", "a", -1.5), Invloed("c", "a", 0.5)])
    with pytest.raises(NoEquilibriumError, match="demping"):
        leverage(swinging, "b")
    levers = {lever.factor: lever.total for lever in leverage(swinging, "b", damping=0.6)}
    # b = 1.5 a and a = push - 1.5 b, so b = 1.5 / (1 + 1.5 ** 2) per unit of push on a.
    assert levers == pytest.approx({"a": 1.5 / 3.25, "c": 0.75 / 3.25})
    for factor in levers:
        assert equilibrium(swinging, {factor: 1.0}, damping=0.6)["b"] == pytest.approx(
            levers[factor]
        )
        run = simulate(
            swinging, None, impulse={factor: 1.0}, inference="linear", damping=0.6, steps=400
        )
        assert run.final["b"] == pytest.approx(levers[factor])
    (effect,) = side_effects(swinging, {"c": 1.0}, ["a", "c"], damping=0.6)
    assert effect.effect == pytest.approx(levers["c"])
    with pytest.raises(AnalyseError, match="demping"):
        leverage(swinging, "b", damping=1.0)


def test_leverage_gives_the_published_adjoint():
    case = cases("loops.json")["levins_1996_4var"]
    community = np.array(case["community_matrix"])
    # x = x + h A x + u rests where -h A x = u: the adjoint of -A over its determinant, over h. The
    # time step h must be small, or the map swings too much to come to rest.
    kaart = Kaart.from_matrix(["1", "2", "3", "4"], (0.1 * community + np.eye(4)).T)
    expected = 10 * np.array(case["adjoint_of_minus_A"]) / np.linalg.det(-community)
    for row, goal in enumerate(kaart.factors):
        levers = {lever.factor: lever.total for lever in leverage(kaart, goal)}
        for column, factor in enumerate(kaart.factors):
            if factor != goal:
                assert levers.get(factor, 0) == pytest.approx(expected[row, column], abs=1e-9)


def test_feeding_the_plants_helps_hare_and_lynx_in_every_stable_draw():
    """The published outcome of model A of the snowshoe hare: V-*V P-*P V*->H H*->P, press V+."""
    assert cases("loops.json")["snowshoe_hare_modelA"]["press"] == "V+"
    h = 0.1  # time step, as above

    def arrow(van, op, sign):
        own = 1.0 if van == op else 0.0
        low, high = sorted((own + 0.02 * sign * h, own + sign * h))
        return Invloed(van, op, (low + high) / 2, low, high)

    kaart = Kaart(
        [
            *(arrow("V", "V", -1), arrow("P", "P", -1), Invloed("H", "H", 1.0)),
            *(arrow("V", "H", 1), arrow("H", "V", -1), arrow("H", "P", 1), arrow("P", "H", -1)),
        ]
    )
    stable = 0
    for row in draw_krachten(kaart, draws=300, seed=1, distribution="uniform"):
        drawn = kaart.with_krachten(row)
        if spectral_radius(drawn) < 1:
            stable += 1
            assert min(equilibrium(drawn, {"V": h}).values()) > 0
    assert stable > 250


def test_without_rest_leverage_asks_for_a_number_of_steps():
    ring = Kaart([Invloed("a", "b", 1.0), Invloed("b", "a", 1.0)])
    with pytest.raises(NoEquilibriumError, match="steps"):
        leverage(ring, "b")
    assert leverage(ring, "b", steps=6)[0].total == 3.0
    with pytest.raises(AnalyseError, match="minstens 1"):
        leverage(ring, "b", steps=0)


def test_side_effects_add_up_over_the_package():
    kaart = random_kaart(9, 18, seed=7)
    package, own = {"f001": 0.5, "f005": -1.0}, ["f000", "f001", "f005"]
    together = equilibrium(kaart, package)
    effects = side_effects(kaart, package, own)
    assert {e.factor for e in effects}.isdisjoint(own)
    for effect in effects:
        assert effect.effect == pytest.approx(together[effect.factor])
        assert sum(effect.parts.values()) == pytest.approx(effect.effect)
    reached = {name for name in set(kaart.factors) - set(own) if abs(together[name]) > 1e-12}
    assert reached <= {e.factor for e in effects}


def test_side_effects_refuse_unknown_names_and_nothing():
    kaart = Kaart([Invloed("a", "b", 0.5)])
    with pytest.raises(AnalyseError, match="pakket is leeg"):
        side_effects(kaart, {}, ["a"])
    with pytest.raises(AnalyseError, match="Niet op de kaart: x"):
        side_effects(kaart, {"a": 1}, ["x"])
    assert side_effects(kaart, {"b": 1}, ["b"]) == []


def test_maps_are_compared_relation_by_relation():
    outcome = compare(
        {
            "Carla": Kaart([Invloed("werk", "stress", 0.1), Invloed("geld", "stress", -0.5)]),
            "Anne": Kaart([Invloed("werk", "stress", 0.4, 0.2, 0.6), Invloed("geld", "rust", 0.3)]),
            "Bob": Kaart([Invloed("werk", "stress", -0.2, -0.4, 0.3)], ["geld", "stress", "werk"]),
        }
    )
    (shared,) = outcome.shared
    assert outcome.partners == ("Anne", "Bob", "Carla")
    assert shared.krachten == {"Anne": 0.4, "Bob": -0.2, "Carla": 0.1}
    assert (shared.opposite, shared.bands_touch) == (True, False)
    assert shared.apart == pytest.approx(0.6)
    missing = {(r.van, r.op): (r.absent, r.unknown) for r in outcome.missing}
    assert missing == {
        ("geld", "rust"): ((), ("Bob", "Carla")),
        ("geld", "stress"): (("Anne", "Bob"), ()),
    }
    assert outcome.missing_factors == {"rust": ("Bob", "Carla")}
    assert str(outcome).startswith("3 relaties op 3 kaarten: 1 gedeeld")


def test_comparing_needs_two_maps():
    with pytest.raises(AnalyseError, match="twee kaarten"):
        compare([Kaart([])])
    assert compare([Kaart([]), Kaart([])]).partners == ("kaart 1", "kaart 2")


def test_a_band_holds_every_estimate_and_reports_disagreement():
    band = fit_band({"Anne": 0.2, "Bob": 0.6, "Carla": (0.1, 0.4, 0.9)})
    assert (band.laag, band.kracht, band.hoog, band.people) == (0.1, 0.4, 0.9, 3)
    assert band.disagreement == pytest.approx((0.2 + 0.2 + 0.4) / 3)
    assert not band.opposite
    assert fit_band([-0.3, 0.5]).opposite
    assert fit_band([0.3]).disagreement == 0.0
    Invloed("a", "b", band.kracht, band.laag, band.hoog)


@pytest.mark.parametrize("wrong", [[], [float("nan")], [(0.5, 0.4, 0.6)], ["veel"], [(1, 2)]])
def test_impossible_estimates_are_refused(wrong):
    with pytest.raises(AnalyseError):
        fit_band(wrong)
