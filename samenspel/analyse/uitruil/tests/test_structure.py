"""Dividends, properties, values with unions or links, voting and the airport game."""

from fractions import Fraction
from itertools import pairwise, permutations
from time import perf_counter

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Game,
    GameError,
    airport,
    core,
    dividends,
    myerson,
    owen,
    properties,
    shapley,
    shapley_shubik,
)
from samenspel.analyse.uitruil.tests import definitions as slow
from samenspel.analyse.uitruil.tests.definitions import array, players


def value(game, group):
    return game.value(group) if group else 0.0


@pytest.mark.parametrize("seed", range(20))
def test_dividends_in_a_group_add_up_to_its_value(seed):
    rng = np.random.default_rng(seed)
    game = Game.from_array(players(5), slow.random_game(rng, 5))
    found = dividends(game)
    for mask in slow.masks(5):
        group = frozenset(p for i, p in enumerate(game.players) if mask >> i & 1)
        total = sum(amount for members, amount in found.items() if members <= group)
        assert total == pytest.approx(value(game, group), abs=1e-9 * game.scale)


@pytest.mark.parametrize("cost", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_properties_as_defined(seed, cost):
    rng = np.random.default_rng(seed)
    values = slow.convex_game(rng, 4) if seed % 3 == 0 else slow.random_game(rng, 4)
    if seed % 5 == 1:
        values = slow.inside(4).sum(axis=1) ** 2.0 - 3.0 * (slow.masks(4) == 7)
    game = (Game.from_cost_array if cost else Game.from_array)(
        players(4), -values if cost else values
    )
    near = 1e-9 * np.abs(values).max()
    pairs = [(s, t) for s in range(16) for t in range(16)]
    found = properties(game)
    assert found.superadditive == all(
        values[s | t] >= values[s] + values[t] - near for s, t in pairs if not s & t
    )
    assert found.convex == all(
        values[s | t] + values[s & t] >= values[s] + values[t] - near for s, t in pairs
    )
    assert found.balanced == (slow.least_core_by_definition(values, 4) <= 10 * near)


def by_orders(game, allowed):
    """Average what each adds over the orders that are allowed."""
    total, count = dict.fromkeys(game.players, 0.0), 0
    for order in permutations(game.players):
        if allowed(order):
            count += 1
            for place, name in enumerate(order):
                total[name] += value(game, order[: place + 1]) - value(game, order[:place])
    return {name: amount / count for name, amount in total.items()}


@pytest.mark.parametrize("seed", range(12))
def test_owen_averages_the_orders_that_keep_unions_together(seed):
    rng = np.random.default_rng(seed)
    game = Game.from_array(players(5), rng.normal(size=32) * (np.arange(32) > 0))
    label = dict(zip(game.players, rng.integers(0, 3, 5).tolist(), strict=True))
    unions = [[p for p in game.players if label[p] == k] for k in range(3)]

    def together(order):
        met = [label[p] for p in order]
        return sum(a != b for a, b in pairwise(met)) == len(set(met)) - 1

    assert owen(game, unions).share == pytest.approx(by_orders(game, together))
    with pytest.raises(GameError, match="precies één groep"):
        owen(game, unions[:1])


@pytest.mark.parametrize("seed", range(12))
def test_a_link_is_worth_as_much_to_both_and_each_part_divides_its_own(seed):
    """Myerson's own axioms, which no other rule meets."""
    rng = np.random.default_rng(seed)
    game = Game.from_array(players(5), rng.normal(size=32) * (np.arange(32) > 0))
    names = game.players
    pairs = [(a, b) for i, a in enumerate(names) for b in names[:i]]
    links = [pair for pair in pairs if rng.random() < 0.4]
    share = myerson(game, links).share
    for one, other in links:
        less = myerson(game, [pair for pair in links if pair != (one, other)]).share
        assert share[one] - less[one] == pytest.approx(share[other] - less[other])
    parts = [{name} for name in names]
    for one, other in links:
        joined = [part for part in parts if part & {one, other}]
        parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    for part in parts:
        assert sum(share[name] for name in part) == pytest.approx(game.value(part))
    assert myerson(game, pairs).share == pytest.approx(shapley(game).share)
    with pytest.raises(GameError, match="Onbekende"):
        myerson(game, [("p00", "niemand")])


@pytest.mark.parametrize("seed", range(10))
def test_shapley_shubik_counts_who_decides(seed):
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 9, 6)
    weights[0] += 1
    quota = int(rng.integers(1, weights.sum() + 1))
    wins = (slow.inside(6) @ weights >= quota).astype(float)
    found = shapley_shubik(dict(zip(players(6), weights.tolist(), strict=True)), quota)
    assert sum(found.values()) == 1
    expected = slow.shapley_by_orders(wins, 6)
    assert [float(part) for part in found.values()] == pytest.approx(expected)


def test_the_security_council_as_published():
    """Five permanent members 421/2145 each, ten others 4/2145 (Shapley and Shubik's index)."""
    council = {f"vast {i}": 7 for i in range(5)} | {f"ander {i}": 1 for i in range(10)}
    found = shapley_shubik(council, 39)
    assert set(found.values()) == {Fraction(421, 2145), Fraction(4, 2145)}
    for weights, quota in (({"A": 1.5}, 1), ({"A": -1}, 1), ({"A": 1}, 2), ({"A": 1}, 0)):
        with pytest.raises(GameError):
            shapley_shubik(weights, quota)


@pytest.mark.parametrize("seed", range(8))
def test_the_airport_game_divides_as_its_costs_do(seed):
    rng = np.random.default_rng(seed)
    amounts = rng.integers(0, 6, 6).astype(float)
    amounts[0] += 1
    costs = (slow.inside(6) * amounts).max(axis=1)
    game = airport(dict(zip(players(6), amounts.tolist(), strict=True)))
    assert game.dense() == pytest.approx(costs[-1] - costs[::-1])
    assert array(shapley(game)) == pytest.approx(slow.shapley_by_orders(costs, 6))
    dear = Game.from_cost_array(players(6), costs)
    assert core(dear).contains(shapley(game).share)
    assert core(game).contains(shapley(game).share)
    for wrong in ({}, {"A": -1.0}, {"A": float("nan")}):
        with pytest.raises(GameError):
            airport(wrong)


def test_a_year_of_13572_planes_takes_less_than_a_second():
    lengths = np.random.default_rng(1).integers(1, 12, 13_572)
    costs = {f"vlucht {i}": 1000.0 * int(length) for i, length in enumerate(lengths)}
    start = perf_counter()
    share = shapley(airport(costs)).share
    assert perf_counter() - start < 1.0
    users = [int((lengths >= step).sum()) for step in range(1, 12)]
    for i in (0, 77, 13_571):
        pays = sum(1000.0 / users[step] for step in range(int(lengths[i])))
        assert share[f"vlucht {i}"] == pytest.approx(pays)
    assert sum(share.values()) == pytest.approx(11_000.0)
