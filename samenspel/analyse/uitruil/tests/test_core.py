"""The core, the least core and compact games."""

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Game,
    GameError,
    Maatregel,
    banzhaf,
    core,
    least_core,
    nucleolus,
    shapley,
    tau,
)
from samenspel.analyse.uitruil.tests import definitions as slow
from samenspel.analyse.uitruil.tests.definitions import array, players


def some_measures(rng, n, count, *, profiteers):
    measures = []
    for j in range(count):
        who = rng.choice(n, int(rng.integers(1, min(n, 4) + 1)), replace=False)
        names = [f"p{i:02d}" for i in who]
        costs = {names[0]: float(rng.integers(10, 100))}
        benefits = {name: float(rng.integers(5, 80)) for name in names[1:]}
        needed = names[:1] if profiteers else names
        measures.append(Maatregel(f"m{j:03d}", needed, costs, benefits))
    return measures


def value_by_definition(measures, group):
    """What the group gains with the measures that it controls."""
    total = 0.0
    for m in measures:
        needed = {p for p in m.partners if p in m.deelnemers or m.net(p) < 0}
        if needed <= group:
            total += max(0.0, sum(m.net(p) for p in m.partners if p in group))
    return total


@pytest.mark.parametrize("profiteers", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_compact_game_is_the_dense_game_of_its_definition(seed, profiteers):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 8))
    measures = some_measures(rng, n, 4 * n, profiteers=profiteers)
    compact = Game.from_measures(measures, players=players(n))
    groups = [frozenset(p for i, p in enumerate(players(n)) if m >> i & 1) for m in range(1 << n)]
    values = np.array([value_by_definition(measures, group) for group in groups])
    assert compact.dense() == pytest.approx(values)
    assert [compact.value(group) for group in groups] == pytest.approx(values)
    dense = Game.from_array(players(n), values)
    for rule in (shapley, banzhaf, nucleolus, tau):
        assert array(rule(compact)) == pytest.approx(array(rule(dense)), abs=1e-6), rule
    for name, share in shapley(compact).share.items():
        parts = shapley(compact).explanation[name]
        assert sum(part.bedrag for part in parts) == pytest.approx(share)


@pytest.mark.parametrize("profiteers", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_minimum_cuts_find_what_a_scan_finds(seed, profiteers):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 9))
    compact = Game.from_measures(
        some_measures(rng, n, 3 * n, profiteers=profiteers), players=players(n)
    )
    dense = Game.from_array(players(n), compact.dense())
    small, large = least_core(compact), least_core(dense)
    assert small.epsilon == pytest.approx(large.epsilon, abs=1e-6 * compact.scale)
    assert core(dense).contains(small.share)
    assert sum(small.weights.values()) == pytest.approx(1.0)
    assert core(compact).contains(shapley(dense).share)
    shares = rng.dirichlet(np.full(n, 0.3)) * dense.total
    shares[0] -= 0.1 * dense.total
    shares[-1] += 0.1 * dense.total
    payoff = dict(zip(players(n), shares.tolist(), strict=True))
    one, other = core(compact).blocking(payoff), core(dense).blocking(payoff)
    assert core(compact).contains(payoff) == core(dense).contains(payoff)
    assert bool(one) == bool(other)
    if other:
        assert one[0].excess == pytest.approx(other[0].excess)


def test_the_order_of_measures_and_partners_changes_nothing():
    measures = some_measures(np.random.default_rng(4), 6, 20, profiteers=True)
    one, other = Game.from_measures(measures), Game.from_measures(measures[::-1])
    assert shapley(one).share == shapley(other).share
    assert least_core(one).share == least_core(other).share


def test_hundreds_of_partners_have_a_value_a_core_check_and_a_least_core():
    measures = some_measures(np.random.default_rng(0), 120, 900, profiteers=False)
    game = Game.from_measures(measures)
    share = shapley(game).share
    assert sum(share.values()) == pytest.approx(game.total)
    assert core(game).contains(share)
    richest, poorest = max(share, key=share.get), min(share, key=share.get)
    greedy = share | {richest: 0.0, poorest: share[poorest] + share[richest]}
    assert not core(game).contains(greedy)
    least = least_core(game)
    assert least.epsilon <= 0
    assert core(game).contains(least.share)
    worst = max(game.value(g) - sum(least.share[p] for p in g) for g in least.witness)
    assert worst == pytest.approx(least.epsilon, abs=1e-6 * game.scale)


def test_voting_by_three_has_no_core_and_says_who_objects():
    game = Game.from_array(["A", "B", "C"], np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    stable = core(game)
    assert not stable.nonempty
    assert stable.share is None
    objections = stable.blocking({"A": 0.5, "B": 0.3, "C": 0.2})
    assert [sorted(o.coalition) for o in objections] == [["B", "C"], ["A", "C"], ["A", "B"]]
    assert [o.excess for o in objections] == pytest.approx([0.5, 0.3, 0.2])
    least = least_core(game)
    assert {frozenset("AB"), frozenset("AC"), frozenset("BC")} == set(least.witness)
    assert stable.blocking({"A": 0.5, "B": 0.5, "C": 0.5}) == ()


def test_a_payoff_that_leaves_something_is_blocked_by_everybody():
    game = Game.from_array(["A", "B"], np.array([0.0, 0.0, 0.0, 4.0]))
    objections = core(game).blocking({"A": 1.0, "B": 1.0})
    assert [(sorted(o.coalition), o.excess) for o in objections] == [(["A", "B"], 2.0)]


@pytest.mark.parametrize("seed", range(8))
def test_shapley_and_nucleolus_of_a_convex_game_lie_in_the_core(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 8))
    game = Game.from_array(players(n), slow.convex_game(rng, n))
    assert core(game).nonempty
    for rule in (shapley, nucleolus):
        assert core(game).contains(rule(game).share)


def test_a_wrong_payoff_is_refused():
    game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    with pytest.raises(GameError, match="precies alle deelnemers"):
        core(game).contains({"A": 1.0})
    with pytest.raises(GameError, match="getal"):
        core(game).contains({"A": float("nan"), "B": 1.0})


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: Game.from_values(["A", "B"], {frozenset("A"): 1.0}), "ontbreekt"),
        (lambda: Game.from_values(["A"], {frozenset("A"): 1.0, frozenset("B"): 1.0}), "Onbekende"),
        (lambda: Game.from_values(["A"], {frozenset("A"): float("inf")}), "getal"),
        (lambda: Game.from_values(["A"], {frozenset(): 1.0, frozenset("A"): 1.0}), "lege groep"),
        (lambda: Game.from_array(["A", "B"], np.zeros(3)), "4 getallen"),
        (lambda: Game.from_array(["A"], np.array([1.0, 1.0])), "lege groep"),
        (lambda: Game.from_array(["A"], np.array([0.0, np.nan])), "getal"),
        (lambda: Game.from_array([], np.zeros(1)), "geen enkele deelnemer"),
        (lambda: Game.from_array(["A", "A"], np.zeros(4)), "twee keer"),
        (lambda: Game.from_values(players(40), {}), "40 deelnemers"),
        (lambda: Game.from_array(["A"], np.zeros(2)).value({"B"}), "Onbekende deelnemer"),
    ],
)
def test_a_wrong_game_is_refused_with_a_sentence(make, match):
    with pytest.raises(GameError, match=match):
        make()


@pytest.mark.parametrize("each", [0.0, 1e3, 1e9, -1e9])
@pytest.mark.parametrize("sign", [1, -1])
def test_what_everybody_has_anyway_does_not_change_the_core(each, sign):
    """The same game plus a fixed amount a member (strategic equivalence): only gains count."""
    gains = np.array([0.0, 0, 0, 60, 0, 60, 60, 72])
    sizes = slow.inside(3).sum(axis=1)
    make = Game.from_array if sign == 1 else Game.from_cost_array
    game = make(players(3), sign * gains + each * sizes)
    assert least_core(game).epsilon == pytest.approx(
        slow.least_core_by_definition(gains, 3), abs=1e-5
    )
    assert not core(game).nonempty
    fair = dict.fromkeys(players(3), each + sign * 24.0)
    assert not core(game).contains(fair)
    assert [b.excess for b in core(game).blocking(fair)] == pytest.approx([12.0] * 3, abs=1e-5)
    wider = make(players(3), sign * np.where(sizes == 3, 91.0, gains) + each * sizes)
    assert core(wider).nonempty
    assert core(wider).contains(dict.fromkeys(players(3), each + sign * 91.0 / 3))
