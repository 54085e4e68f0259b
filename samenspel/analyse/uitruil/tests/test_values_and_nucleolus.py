"""Every rule against its definition, and the properties that characterise it."""

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Game,
    NoSolutionError,
    banzhaf,
    core,
    least_core,
    nucleolus,
    shapley,
    shapley_sampled,
    tau,
)
from samenspel.analyse.uitruil import _solver as solver
from samenspel.analyse.uitruil.tests import definitions as slow
from samenspel.analyse.uitruil.tests.definitions import array, players

MANY = range(40)


def some_game(seed, low=1, high=7):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(low, high + 1))
    return n, slow.random_game(rng, n)


def near(expected, values):
    return pytest.approx(expected, abs=1e-7 * (np.abs(values).max() or 1.0), rel=0)


@pytest.mark.parametrize("seed", range(15))
def test_shapley_banzhaf_and_tau_follow_their_definitions(seed):
    n, values = some_game(seed, high=6)
    game = Game.from_array(players(n), values)
    assert array(shapley(game)) == near(slow.shapley_by_orders(values, n), values)
    raw = banzhaf(game, normalized=False)
    assert array(raw) == near(slow.banzhaf_by_groups(values, n), values)
    expected, least, most = slow.tau_by_definition(values, n)
    noise = 1e-9 * (np.abs(values).max() + np.abs(most).max())
    if (least <= most + noise).all() and least.sum() <= values[
        -1
    ] + noise <= most.sum() + 2 * noise:
        assert array(tau(game)) == near(expected, np.append(values, most))
    else:
        with pytest.raises(NoSolutionError, match="tau"):
            tau(game)


def test_shapley_of_a_larger_game_agrees_with_sums_over_all_groups():
    rng = np.random.default_rng(3)
    n = 14  # More than one block.
    values = rng.normal(size=1 << n)
    values[0] = 0.0
    sizes = slow.inside(n).sum(axis=1)
    weight = np.array([1.0 / (n * _choose(n - 1, s)) for s in range(n)])
    expected = [
        sum(
            weight[sizes[m]] * (values[m | 1 << i] - values[m])
            for m in range(1 << n)
            if not m >> i & 1
        )
        for i in (0, 5, 12, 13)
    ]
    found = array(shapley(Game.from_array(players(n), values)))
    assert found[[0, 5, 12, 13]] == pytest.approx(expected)


@pytest.mark.parametrize("n", [12, 13, 21, 22])
def test_one_player_makes_all_the_value_at_every_block_and_thread(n):
    for maker in (0, n - 1):
        values = ((slow.masks(n) >> maker) & 1).astype(float)
        game = Game.from_array(players(n), values)
        expected = np.eye(n)[maker]
        assert array(shapley(game)) == pytest.approx(expected, abs=1e-12)
        assert array(nucleolus(game)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_shapley_is_efficient_additive_symmetric_and_kind_to_dummies(seed):
    rng = np.random.default_rng(seed)
    n = 5
    one, other = slow.random_game(rng, n), rng.normal(size=1 << n)
    other[0] = 0.0
    names = players(n)
    a, b, both = (array(shapley(Game.from_array(names, v))) for v in (one, other, one + other))
    assert a.sum() == near(one[-1], one)
    assert both == near(a + b, one)
    swapped = other[[m & ~3 | (m & 1) << 1 | (m >> 1) & 1 for m in range(1 << n)]]
    twins = array(shapley(Game.from_array(names, other + swapped)))
    assert twins[0] == pytest.approx(twins[1])
    dummy = np.concatenate([other, other + 7.0])
    for rule in (shapley, lambda g: nucleolus(g, imputation=False)):
        assert array(rule(Game.from_array(players(n + 1), dummy)))[n] == pytest.approx(7.0)


@pytest.mark.parametrize("seed", MANY)
def test_the_nucleolus_agrees_with_a_program_over_all_coalitions(seed, monkeypatch):
    n, values = some_game(seed, low=2)
    game = Game.from_array(players(n), values)
    imputation = bool(values[-1] >= values[1 << np.arange(n)].sum())
    sizes = slow.inside(n).sum(axis=1).astype(float)
    plain = slow.nucleolus_by_programs(values, n, imputation=imputation)
    per_head = slow.nucleolus_by_programs(values, n, imputation=imputation, size=sizes)
    for pool in (11, 0):  # All coalitions at once, and by scans.
        monkeypatch.setattr(solver, "WHOLE_POOL", pool)
        assert array(nucleolus(game, imputation=imputation)) == near(plain, values)
        found = nucleolus(game, imputation=imputation, per_capita=True)
        assert array(found) == near(per_head, values)


@pytest.mark.parametrize("seed", range(12))
def test_the_prenucleolus_meets_the_original_criterion_of_kohlberg(seed):
    n, values = some_game(seed, low=2, high=5)
    found = array(nucleolus(Game.from_array(players(n), values), imputation=False))
    assert slow.kohlberg(values, n, found)
    moved = found + np.linspace(-1, 1, n) * 1e-2 * (np.abs(values).max() or 1.0)
    assert not slow.kohlberg(values, n, moved)


@pytest.mark.parametrize("seed", range(8))
def test_no_other_payoff_has_smaller_sorted_excesses(seed):
    rng = np.random.default_rng(seed)
    n, values = some_game(seed, low=3, high=7)
    best = array(nucleolus(Game.from_array(players(n), values), imputation=False))
    mine = slow.sorted_excesses(values, n, best)
    unit = np.abs(values).max()
    for size in (1.0, 1e-2, 1e-4):
        step = rng.normal(size=n) * size * unit
        other = slow.sorted_excesses(values, n, best + step - step.mean())
        differs = np.flatnonzero(np.abs(other - mine) > 1e-7 * unit)
        assert len(differs)
        assert other[differs[0]] > mine[differs[0]]


@pytest.mark.parametrize("seed", range(10))
def test_the_steps_prove_themselves(seed):
    n, values = some_game(seed, low=3, high=8)
    game = Game.from_array(players(n), values)
    found = nucleolus(game, imputation=False)
    levels = [step.excess for step in found.steps]
    assert levels == sorted(levels, reverse=True) or levels == near(sorted(levels)[::-1], values)
    settled = [np.ones(n)]
    for step in found.steps:
        for group, weight in step.weights.items():
            assert weight > 0
            missing = game.value(group) - sum(found.share[p] for p in group)
            assert missing == near(step.excess, values)
        rows = [[float(p in group) for p in game.players] for group in step.weights]
        covered = np.array(list(step.weights.values())) @ np.array(rows)
        left = covered - np.linalg.lstsq(np.array(settled).T, covered, rcond=None)[0] @ settled
        assert left == pytest.approx(np.zeros(n), abs=1e-8)
        settled += [np.array(row) for row in rows]
    assert np.linalg.matrix_rank(np.array(settled)) == n


@pytest.mark.parametrize("seed", range(10))
def test_solutions_move_along_with_the_unit_and_with_what_players_have(seed):
    rng = np.random.default_rng(seed)
    n, values = some_game(seed, low=2, high=6)
    values = values / (np.abs(values).max() or 1.0)
    gift = rng.normal(size=n)
    names = players(n)
    for rule in (shapley, lambda g: nucleolus(g, imputation=False)):
        base = array(rule(Game.from_array(names, values)))
        for factor in (1e-6, 1e9):
            scaled = array(rule(Game.from_array(names, factor * values)))
            assert scaled / factor == pytest.approx(base, abs=1e-7)
        shifted = array(rule(Game.from_array(names, values + slow.inside(n) @ gift)))
        assert shifted == pytest.approx(base + gift, abs=1e-7)


@pytest.mark.parametrize("seed", range(10))
def test_costs_are_values_with_the_sign_turned(seed):
    n, values = some_game(seed, low=2, high=6)
    names = players(n)
    game, costs = Game.from_array(names, values), Game.from_cost_array(names, -values)
    assert array(shapley(costs)) == near(-array(shapley(game)), values)
    assert array(nucleolus(costs)) == near(-array(nucleolus(game, imputation=False)), values)
    assert least_core(costs).epsilon == near(least_core(game).epsilon, values)
    assert core(costs).nonempty == core(game).nonempty


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_players_changes_nothing(seed):
    n, values = some_game(seed, low=2, high=6)
    names = players(n)
    turned = [names[i] for i in np.random.default_rng(seed).permutation(n)]
    by_group = {
        frozenset(p for i, p in enumerate(names) if m >> i & 1): values[m] for m in range(1, 1 << n)
    }
    one, other = Game.from_values(names, by_group), Game.from_values(turned, by_group)
    for rule in (shapley, least_core, lambda g: nucleolus(g, imputation=False)):
        a, b = rule(one).share, rule(other).share
        assert [b[p] for p in names] == near([a[p] for p in names], values)


def test_the_parts_add_up_to_the_share():
    n, values = 5, slow.convex_game(np.random.default_rng(1), 5)
    game = Game.from_array(players(n), values)
    for found in (shapley(game), banzhaf(game), nucleolus(game), tau(game)):
        for name, share in found.share.items():
            assert sum(part.bedrag for part in found.explanation[name]) == pytest.approx(share)


def test_the_sampled_value_is_near_with_honest_errors():
    n, values = 6, slow.convex_game(np.random.default_rng(2), 6)
    exact = shapley(Game.from_array(players(n), values)).share
    index = {name: 1 << i for i, name in enumerate(players(n))}
    asked = Game.from_function(players(n), lambda group: values[sum(index[p] for p in group)])
    estimate = shapley_sampled(asked, draws=400, seed=5)
    again = shapley_sampled(Game.from_function(players(n)[::-1], asked.function), draws=400, seed=5)
    assert sum(estimate.share.values()) == pytest.approx(values[-1])
    for name, share in exact.items():
        assert again.share[name] == pytest.approx(estimate.share[name])
        assert abs(estimate.share[name] - share) < 4 * estimate.standard_error[name] + 1e-9
    assert max(estimate.standard_error.values()) > 0


def test_one_player_and_a_game_of_zeros():
    one = Game.from_array(["A"], np.array([0.0, 5.0]))
    for rule in (shapley, banzhaf, nucleolus, tau):
        assert rule(one).share == {"A": 5.0}
    assert least_core(one).epsilon == 0.0
    assert core(one).contains({"A": 5.0})
    assert not core(one).contains({"A": 4.0})
    for n in (2, 5, 13):
        nothing = Game.from_array(players(n), np.zeros(1 << n))
        for rule in (shapley, banzhaf, nucleolus, tau):
            assert array(rule(nothing)) == pytest.approx(np.zeros(n), abs=1e-12)


def test_without_imputation_there_is_no_nucleolus_but_a_prenucleolus():
    game = Game.from_array(["A", "B"], np.array([0.0, 3.0, 3.0, 4.0]))
    with pytest.raises(NoSolutionError, match="imputation=False"):
        nucleolus(game)
    assert nucleolus(game, imputation=False).share == pytest.approx({"A": 2.0, "B": 2.0})


def test_banzhaf_values_that_add_up_to_nothing_cannot_be_divided():
    values = np.array([0.0, 1, 1, 0, 1, 0, 0, 1])  # Odd groups win.
    with pytest.raises(NoSolutionError, match="normalized=False"):
        banzhaf(Game.from_array(["A", "B", "C"], values))
    raw = banzhaf(Game.from_array(["A", "B", "C"], values), normalized=False)
    assert array(raw) == pytest.approx(np.zeros(3))


def _choose(n, k):
    return np.prod([(n - i) / (i + 1) for i in range(k)])
