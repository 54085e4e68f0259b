"""Simulation against published states, against the definition, and against closed forms."""

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    NoEquilibriumError,
    delay1,
    delay3,
    delay_fixed,
    delay_n,
    equilibrium,
    simulate,
    smooth,
    spectral_radius,
)
from samenspel.analyse.samenhang.tests.maps import cases, random_kaart

FCM = cases("fcm.json")
VENSIM = cases("system_dynamics.json")

PLAIN_TRANSFERS = {
    "sigmoid": lambda y: 1 / (1 + np.exp(-y)),
    "tanh": np.tanh,
    "bivalent": lambda y: np.where(y > 1e-14, 1.0, 0.0),
    "trivalent": lambda y: np.where(np.abs(y) > 1e-14, np.sign(y), 0.0),
    "saturating": lambda y: np.clip(y, -1, 1),
    "identity": lambda y: y,
}


def gold_kaart(case):
    return Kaart.from_matrix([f"C{i}" for i in range(len(case["W"]))], case["W"])


def plain_reference(kaart, start, impulse, inference, transfer, steepness, damping, steps):
    """The definition, arrow by arrow and step by step."""
    states = [np.array(start)]
    at = {name: i for i, name in enumerate(kaart.factors)}
    for t in range(steps):
        old = states[-1]
        net = np.array([impulse.get(name, 0.0) for name in kaart.factors])
        net += {"modified": old, "rescaled": 2 * old - 1}.get(inference, 0.0)
        for arrow in kaart.invloeden:
            signal = states[max(t - arrow.vertraging, 0)][at[arrow.van]]
            signal = 2 * signal - 1 if inference == "rescaled" else signal
            net[at[arrow.op]] += arrow.kracht * signal
        new = PLAIN_TRANSFERS[transfer](steepness * net)
        states.append(damping * old + (1 - damping) * new)
    return np.array(states)


def test_the_published_rescaled_trajectory_and_its_missing_convergence():
    case = FCM["r_fcm_ex2_rescaled_trajectory"]
    expected = np.array(case["expected_trajectory"])
    outcome = simulate(
        gold_kaart(case), case["a0"], inference="rescaled", steepness=2, steps=len(expected) - 1
    )
    assert outcome.states == pytest.approx(expected, abs=5.1e-8)
    assert not outcome.converged  # the package that published it says it is, from state 30 on
    assert outcome.distance == pytest.approx(1.5e-4, abs=1e-5)
    assert "nog 0.00015 van een rustpunt" in str(outcome)


@pytest.mark.parametrize(
    ("name", "inference"), [("fcmpy_8_modified_kosko", "modified"), ("fcmpy_8_kosko", "kosko")]
)
def test_the_published_states_and_fixed_points(name, inference):
    case = FCM[name]
    outcome = simulate(gold_kaart(case), case["a0"], inference=inference)
    stop = case["check"]["iterations"]
    assert outcome.states[stop] == pytest.approx(case["expected_state_at_stop"], abs=5.1e-8)
    assert outcome.fixed_point == pytest.approx(case["true_fixed_point"], abs=1e-13)
    assert outcome.converged
    assert outcome.converged_at > stop


@pytest.mark.parametrize("transfer", PLAIN_TRANSFERS)
@pytest.mark.parametrize("inference", ["kosko", "modified", "rescaled", "linear"])
def test_equals_the_definition_followed_step_by_step(inference, transfer):
    kaart = random_kaart(12, 40, seed=5, longest_wait=4)
    start = np.random.default_rng(2).random(12)
    settings = {"inference": inference, "transfer": transfer, "steepness": 0.7, "damping": 0.25}
    outcome = simulate(kaart, start, impulse={"f003": 0.4}, steps=25, **settings)
    expected = plain_reference(kaart, start, {"f003": 0.4}, steps=25, **settings)
    assert outcome.states == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_the_order_of_names_changes_not_one_bit():
    kaart = random_kaart(12, 60, seed=8, longest_wait=2)
    start = dict(zip(kaart.factors, np.linspace(-1, 1, 12), strict=True))
    turned = Kaart(kaart.invloeden, kaart.factors[::-1])
    one, other = simulate(kaart, start, transfer="tanh"), simulate(turned, start, transfer="tanh")
    assert np.array_equal(one.states, other.states[:, ::-1])


def test_linear_effects_add_up():
    kaart = random_kaart(10, 30, seed=4, longest_wait=3)

    def run(impulse):
        return simulate(kaart, None, impulse=impulse, inference="linear", steps=30).states

    both = run({"f001": 2.0, "f007": -1.0})
    assert both == pytest.approx(2 * run({"f001": 1.0}) - run({"f007": 1.0}), abs=1e-9)


def test_the_cooling_teacup_of_vensim_is_a_damped_linear_map():
    case = VENSIM["teacup"]
    outcome = simulate(
        Kaart([], ["T"]),
        {"T": 180},
        impulse={"T": 70},
        inference="linear",
        damping=1 - 0.125 / 10,
        steps=240,
    )
    for time, degrees in case["expected"].items():
        assert outcome.states[round(float(time) / 0.125), 0] == pytest.approx(degrees, abs=5.1e-4)


@pytest.mark.parametrize(
    ("name", "delay", "initial"),
    [
        ("Output Delay1", delay1, None),
        ("Output Delay1I", delay1, 6),
        ("Output Delay3", delay3, None),
        ("Output Delay3I", delay3, 6),
    ],
)
def test_the_published_delays_of_vensim(name, delay, initial):
    expected = VENSIM["vensim_delay1_delay3"]["expected"][name]
    time = np.arange(len(expected))
    signal, stay = np.where(time >= 5, 4.0, -1.0), np.where(time >= 15, 6.0, 4.0)
    assert delay(signal, stay, initial=initial) == pytest.approx(expected, abs=5.1e-6)


@pytest.mark.parametrize(("kind", "delay"), [("delay1", delay1), ("delay3", delay3)])
def test_an_arrow_with_a_smooth_delay_passes_on_what_the_delay_gives(kind, delay):
    kaart = Kaart([Invloed("a", "b", 0.5, vertraging=5)])
    outcome = simulate(
        kaart, {"a": 1.0}, impulse={"a": [2, 3, 5, 0, 7]}, inference="linear", steps=20, delay=kind
    )
    a, b = outcome.states.T
    assert b[1:] == pytest.approx(0.5 * delay(a, 5.0)[:-1], abs=1e-12)


def test_a_fixed_delay_is_delay_fixed():
    kaart = Kaart([Invloed("a", "b", 1.0, vertraging=3)])
    outcome = simulate(
        kaart, None, impulse={"a": [2, 3, 5]}, inference="linear", steps=10, before={"a": 9}
    )
    a, b = outcome.states.T
    assert b[1:].tolist() == delay_fixed(a, 3, initial=9)[:-1].tolist()
    assert delay_fixed([1, 2, 3], 0, initial=0).tolist() == [0, 1, 2]  # at least one step
    assert delay_fixed([1, 2, 3, 4], 0.25, initial=0, dt=0.1).tolist() == [0, 0, 0, 1]  # half up


def test_delays_refuse_what_cannot_be():
    for wrong in (
        lambda: delay1([1, 2], 0),
        lambda: delay1([], 1),
        lambda: delay1([1, 2], [1] * 3),
    ):
        with pytest.raises(AnalyseError):
            wrong()
    with pytest.raises(AnalyseError, match="voorraden"):
        delay_n([1], 1, order=0)
    with pytest.raises(AnalyseError):
        delay_fixed([1], -1, initial=0)


@pytest.mark.parametrize("order", [1, 2, 3, 7])
def test_a_step_that_takes_more_than_there_is_in_a_stock_is_refused(order):
    impulse = np.eye(1, 40)[0]
    with pytest.raises(AnalyseError, match="tijdstap is te groot"):
        delay_n(impulse, order * 0.99, order=order)
    with pytest.raises(AnalyseError, match=r"hooguit 0\.333"):
        delay3(impulse, [9.0] * 39 + [1.0])
    # As large as may be: every stock empties in one step, a shift by `order` steps.
    shifted = np.eye(1, 40, order)[0]
    assert delay_n(impulse, order, order=order, initial=0.0) == pytest.approx(shifted, abs=1e-12)
    tenths = delay_n(impulse, 0.1 * order, order=order, initial=0.0, dt=0.1)
    assert tenths == pytest.approx(shifted, abs=1e-12)


def test_a_delay_without_end_takes_no_memory_and_an_impossible_start_is_refused():
    for forever in (1e9, 1e300):
        assert delay_fixed([1, 2, 3], forever, initial=5).tolist() == [5, 5, 5]
    with pytest.raises(AnalyseError, match="hooguit 1000"):
        delay_n([1, 2], 1e12, order=10**9)
    for delay in (delay1, delay3, smooth):
        for initial in (float("nan"), float("inf")):
            with pytest.raises(AnalyseError, match="beginwaarde"):
                delay([1, 2, 3], 6.0, initial=initial)


def test_smoothing_a_step_leaves_a_product_over_the_changing_times():
    times = np.array([4.0, 3.0, 2.5, 8.0, 5.0, 2.0, 6.0])
    left = np.concatenate([[1.0], np.cumprod(1 - 0.5 / times)[:-1]])
    outcome = smooth(np.full(7, 10.0), times, initial=2.0, dt=0.5)
    assert outcome == pytest.approx(10 - 8 * left, abs=1e-12)


@pytest.mark.parametrize("order", [1, 3])
def test_smoothing_is_a_delay_as_long_as_its_time_does_not_change(order):
    signal = np.random.default_rng(4).normal(size=60)
    same = smooth(signal, 5.0, order=order, initial=0.3, dt=0.5)
    assert same == pytest.approx(delay_n(signal, 5.0, order=order, initial=0.3, dt=0.5), abs=1e-12)
    changing = np.where(np.arange(60) < 30, 5.0, 9.0)
    smoothed = smooth(np.ones(60), changing, order=order, dt=0.5)
    delayed = delay_n(np.ones(60), changing, order=order, dt=0.5)
    assert smoothed == pytest.approx(np.ones(60))  # information in rest stays in rest
    assert delayed.min() < 0.6  # a stock that should hold more first lets less through


def test_smoothing_three_times_is_the_loop_written_out():
    signal, times = [1.0, 4.0, -2.0, 0.0, 3.0, 3.0], [6.0, 3.0, 4.0, 9.0, 3.5, 3.0]
    a = b = c = 1.0
    expected = []
    for value, time in zip(signal, times, strict=True):
        expected.append(c)
        rate = 3 / time
        a, b, c = a + rate * (value - a), b + rate * (a - b), c + rate * (b - c)
    assert smooth(signal, times, order=3) == pytest.approx(expected, abs=1e-12)


def test_a_tolerance_of_zero_never_calls_it_a_day():
    kaart = Kaart([Invloed("a", "a", 0.5)])
    loose, exact = (
        simulate(kaart, [1.0], inference="linear", steps=30, tolerance=tolerance)
        for tolerance in (1e-6, 0.0)
    )
    assert np.array_equal(loose.states, exact.states)
    assert exact.states[:, 0].tolist() == [0.5**t for t in range(31)]
    assert (loose.status, exact.status) == ("converged", "not converged")
    still = simulate(kaart, None, inference="linear", steps=5, tolerance=0.0)
    assert (still.status, still.converged_at) == ("converged", 0)


@pytest.mark.parametrize(
    ("arrows", "settings", "length"),
    [
        ([("a", "b", 1), ("b", "a", -1)], {"transfer": "trivalent"}, 4),
        ([("a", "b", 1), ("b", "a", -1)], {"inference": "linear"}, 4),
        ([("a", "a", -3)], {"transfer": "tanh", "steps": 200}, 2),
        ([("a", "a", -3, None, None, 2)], {"transfer": "tanh", "steps": 300}, 6),
    ],
)
def test_cycles_are_recognised(arrows, settings, length):
    kaart = Kaart([Invloed(*arrow) for arrow in arrows])
    outcome = simulate(kaart, [0.7] * len(kaart.factors), **settings)
    assert (outcome.status, outcome.cycle_length) == ("cycle", length)
    assert f"elke {length} stappen" in str(outcome)


def test_slow_is_not_the_same_as_done():
    creeping = Kaart([Invloed("a", "a", 0.999999)])
    outcome = simulate(creeping, [1.0], inference="linear", tolerance=1e-3)
    assert abs(outcome.states[-1] - outcome.states[-2]).max() < 1e-5
    assert outcome.status == "not converged"
    assert outcome.distance == pytest.approx(1.0, abs=1e-3)
    swinging = Kaart([Invloed("a", "a", -0.9999)])
    assert simulate(swinging, [1.0], inference="linear", tolerance=1e-3).status == "not converged"


def test_rounding_switches_nothing_on():
    kaart = Kaart([Invloed("a", "d", 0.1), Invloed("b", "d", 0.2), Invloed("c", "d", -0.3)])
    assert 0.1 + 0.2 - 0.3 > 0
    for transfer in ("bivalent", "trivalent"):
        assert simulate(kaart, [1, 1, 1, 0], transfer=transfer, steps=1).states[1, 3] == 0


def test_consensus_has_a_line_of_fixed_points_and_settles_on_one():
    kaart = Kaart.from_matrix(["a", "b"], [[0.6, 0.3], [0.4, 0.7]])
    outcome = simulate(kaart, [1.0, 0.0], inference="linear")
    assert outcome.converged
    assert outcome.states[-1] == pytest.approx(kaart.matrix().T @ outcome.states[-1])


def test_clamped_factors_stay_and_the_parts_add_up():
    kaart = random_kaart(6, 15, seed=1, longest_wait=2)
    outcome = simulate(kaart, None, impulse={"f001": 0.3}, clamp={"f002": 0.8}, transfer="tanh")
    assert (outcome.states[:, 2] == 0.8).all()
    net = [sum(outcome.parts[name].values()) for name in kaart.factors]
    free = [i for i in range(6) if i != 2]
    assert np.tanh(net)[free] == pytest.approx(outcome.states[-1, free])


def test_the_equilibrium_is_where_the_linear_simulation_ends():
    kaart = random_kaart(10, 20, seed=6, longest_wait=3)
    assert spectral_radius(kaart) < 1
    settings = {"impulse": {"f001": 1.0}, "clamp": {"f004": 2.0}}
    outcome = simulate(kaart, None, inference="linear", steps=800, **settings)
    assert outcome.converged
    assert outcome.final == pytest.approx(equilibrium(kaart, **settings), abs=1e-6)


def test_a_ring_that_amplifies_itself_has_no_equilibrium():
    for kracht in (1.0, -1.5):
        ring = Kaart([Invloed("a", "b", kracht), Invloed("b", "a", 1.0)])
        with pytest.raises(NoEquilibriumError, match="spectrale straal"):
            equilibrium(ring, {"a": 1.0})
    with pytest.raises(NoEquilibriumError, match="zonder grens"):
        simulate(Kaart([Invloed("a", "a", 1e9)]), [1.0], inference="linear")


def test_a_delay_can_make_a_calm_map_restless():
    calm = Kaart([Invloed("a", "a", 1.95), Invloed("a", "b", 1), Invloed("b", "a", -1.05)])
    assert spectral_radius(calm) == pytest.approx(1.05**0.5)
    assert spectral_radius(Kaart([Invloed("a", "a", -0.9, vertraging=3)])) == pytest.approx(
        0.9**0.25
    )


def test_a_long_chain_is_stable_whatever_its_strength():
    chain = Kaart([Invloed(f"f{i:03}", f"f{i + 1:03}", 3.0) for i in range(120)])
    assert spectral_radius(chain) == 0.0


@pytest.mark.parametrize(
    "settings",
    [
        {"inference": "other"},
        {"transfer": "relu"},
        {"delay": "smooth"},
        {"steepness": 0},
        {"damping": 1.0},
        {"steps": 0},
        {"steps": 2.5},
        {"tolerance": -1e-9},
        {"tolerance": float("nan")},
        {"impulse": {"x": 1}},
        {"impulse": {"a": float("nan")}},
        {"impulse": {"a": "veel"}},
        {"clamp": {"x": 1}},
        {"before": [1, 2, 3]},
    ],
)
def test_an_impossible_scenario_is_refused(settings):
    with pytest.raises(AnalyseError):
        simulate(Kaart([Invloed("a", "b", 1)]), None, **settings)


def test_degenerate_maps():
    with pytest.raises(AnalyseError, match="De kaart is leeg"):
        simulate(Kaart([]), None)
    with pytest.raises(AnalyseError, match="2 waarden"):
        simulate(Kaart([Invloed("a", "b", 1)]), [1.0])
    alone = simulate(Kaart([], ["a"]), [0.3], transfer="tanh")
    assert alone.final == {"a": 0.0}


def test_agrees_with_pysd_on_the_same_model(tmp_path):
    pysd = pytest.importorskip("pysd", reason="PySD is not installed: a peer, not a dependency")
    model = tmp_path / "delays.mdl"
    model.write_text(
        "{UTF-8}\n"
        "in= -1+STEP(5,5) ~~|\nstay= 4+STEP(2,15) ~~|\n"
        "one= DELAY1(in, stay) ~~|\nthree= DELAY3I(in, stay, 6) ~~|\n"
        "cup= INTEG(-(cup-70)/10, 180) ~~|\n"
        "INITIAL TIME= 0 ~~|\nFINAL TIME= 40 ~~|\nTIME STEP= 1 ~~|\nSAVEPER= 1 ~~|\n"
    )
    theirs = pysd.read_vensim(str(model)).run()
    time = np.arange(41)
    signal, stay = np.where(time >= 5, 4.0, -1.0), np.where(time >= 15, 6.0, 4.0)
    assert delay1(signal, stay) == pytest.approx(theirs["one"].to_numpy())
    assert delay3(signal, stay, initial=6) == pytest.approx(theirs["three"].to_numpy())
    cup = simulate(
        Kaart([], ["cup"]),
        [180],
        impulse={"cup": 70},
        inference="linear",
        damping=0.9,
        steps=40,
    )
    assert cup.states[:, 0] == pytest.approx(theirs["cup"].to_numpy())
