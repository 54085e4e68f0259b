"""Exact fractions beside the floats; the prekernel by what defines it."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.uitruil import (
    CalculationError,
    Game,
    GameError,
    NoSolutionError,
    banzhaf,
    core,
    dividends,
    exact,
    least_core,
    myerson,
    nucleolus,
    owen,
    prekernel,
    shapley,
    surpluses,
    tau,
)
from samenspel.analyse.uitruil.tests import definitions as slow
from samenspel.analyse.uitruil.tests.definitions import array, players

TALMUD = {100: ("100/3", "100/3", "100/3"), 200: (50, 75, 75), 300: (50, 100, 150)}
"""Aumann and Maschler (1985), doi:10.1016/0022-0531(85)90102-4: claims 100, 200 and 300."""


def talmud(estate):
    claims = {"A": 100, "B": 200, "C": 300}
    groups = [frozenset(g) for g in ("A", "B", "C", "AB", "AC", "BC", "ABC")]
    return Game.from_fractions(
        list(claims),
        {g: max(0, estate - sum(c for who, c in claims.items() if who not in g)) for g in groups},
    )


def whole_game(seed, n, cost=False):
    """A game of whole numbers of at most 60: equal excesses are common."""
    values = np.append(0.0, np.random.default_rng(seed).integers(0, 60, (1 << n) - 1))
    values[-1] = max(values[-1], values[1 << np.arange(n)].sum())
    return (Game.from_cost_array if cost else Game.from_array)(players(n), values)


def floats(shares):
    return np.array([float(share) for share in shares.values()])


@pytest.mark.parametrize("estate", TALMUD)
@pytest.mark.parametrize("rule", [exact.nucleolus, exact.prekernel])
def test_the_estates_of_the_talmud_to_the_last_digit(estate, rule):
    assert list(rule(talmud(estate)).values()) == [Fraction(share) for share in TALMUD[estate]]


@pytest.mark.parametrize("cost", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_exact_is_where_the_floats_are(seed, cost):
    game = whole_game(seed, 3 + seed % 4, cost)
    near = {"rel": 1e-9, "abs": 1e-7}
    assert floats(exact.shapley(game)) == pytest.approx(array(shapley(game)), **near)
    plain = banzhaf(game, normalized=False)
    assert floats(exact.banzhaf(game, normalized=False)) == pytest.approx(array(plain), **near)
    assert floats(exact.banzhaf(game)) == pytest.approx(array(banzhaf(game)), **near)
    unions = [game.players[:2], game.players[2:]]
    assert floats(exact.owen(game, unions)) == pytest.approx(array(owen(game, unions)), **near)
    links = list(zip(game.players, game.players[1:], strict=False))
    assert floats(exact.myerson(game, links)) == pytest.approx(array(myerson(game, links)), **near)
    try:
        halfway = array(tau(game))
    except NoSolutionError:
        with pytest.raises(NoSolutionError):
            exact.tau(game)
    else:
        assert floats(exact.tau(game)) == pytest.approx(halfway, **near)
    assert float(exact.least_core(game)) == pytest.approx(least_core(game).epsilon, **near)
    for options in ({}, {"per_capita": True}, {"imputation": False}):
        found = floats(exact.nucleolus(game, **options))
        assert found == pytest.approx(array(nucleolus(game, **options)), **near)
    assert {g: float(d) for g, d in exact.dividends(game).items()} == pytest.approx(dividends(game))


@given(st.lists(st.integers(-30, 30), min_size=7, max_size=7), st.integers(1, 7))
def test_shapley_in_fractions_is_the_average_over_orders(numbers, unit):
    names = players(3)
    worth = {frozenset(): Fraction(0)}
    groups = [frozenset(p for i, p in enumerate(names) if m >> i & 1) for m in range(1, 8)]
    worth |= {g: Fraction(v, unit) for g, v in zip(groups, numbers, strict=True)}
    shares = dict.fromkeys(names, Fraction(0))
    for order in permutations(names):
        for k, name in enumerate(order):
            shares[name] += worth[frozenset(order[: k + 1])] - worth[frozenset(order[:k])]
    found = exact.shapley(Game.from_fractions(names, worth))
    assert found == {name: share / 6 for name, share in shares.items()}
    assert sum(found.values()) == worth[frozenset(names)]


def test_a_hair_outside_the_core_is_outside():
    game = talmud(300)
    inside = exact.nucleolus(game)
    assert exact.in_core(game, inside)
    # Nobody asks for more than the others leave: C alone can have 0, A and C together 100.
    edge = {"A": Fraction(0), "B": Fraction(200), "C": Fraction(100)}
    assert exact.in_core(game, edge)
    hair = Fraction(1, 10**30)
    assert not exact.in_core(game, edge | {"A": -hair, "B": 200 + hair})
    assert core(game).contains({name: float(share) for name, share in edge.items()})


def test_a_float_is_taken_for_what_it_is():
    game = Game.from_array(["A"], np.array([0.0, 0.1]))
    assert exact.shapley(game) == {"A": Fraction(0.1)} != {"A": Fraction(1, 10)}
    tenth = Game.from_fractions(["A"], {frozenset("A"): Fraction(1, 10)})
    assert exact.nucleolus(tenth) == exact.prekernel(tenth) == {"A": Fraction(1, 10)}


def test_what_cannot_be_done_is_said():
    with pytest.raises(GameError, match="geen breuk"):
        Game.from_fractions(["A"], {frozenset("A"): 0.5})
    with pytest.raises(GameError, match="Onbekende"):
        Game.from_fractions(["A"], {frozenset("B"): 1})
    with pytest.raises(GameError, match="tot 16") as error:
        exact.shapley(Game.from_array(players(17), np.zeros(1 << 17)))
    assert error.value.code == "too_many_players"
    with pytest.raises(GameError, match="breuk"):
        exact.in_core(talmud(100), {"A": 0.5, "B": 0, "C": 0})
    with pytest.raises(GameError, match="precies alle"):
        exact.in_core(talmud(100), {"A": 1})
    with pytest.raises(NoSolutionError) as error:
        exact.nucleolus(Game.from_array(["A", "B"], np.array([0.0, 2, 2, 3])))
    assert error.value.code == "no_imputation"
    with pytest.raises(NoSolutionError):
        exact.banzhaf(Game.from_array(players(3), np.array([0, 0, 0, -1, 0, -1, -1, 1.0])))


def uneven(game, share):
    """The largest difference between what two players can ask of each other."""
    most = surpluses(game, share)
    return max(abs(most[one, other] - most[other, one]) for one, other in most)


@pytest.mark.parametrize("cost", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_in_the_prekernel_nobody_can_ask_more(seed, cost):
    rng = np.random.default_rng(seed)
    n = 2 + seed % 6
    game = (
        whole_game(seed, n, cost)
        if seed % 2
        else (Game.from_cost_array if cost else Game.from_array)(
            players(n), slow.random_game(rng, n)
        )
    )
    found = prekernel(game).share
    assert sum(found.values()) == pytest.approx(game.total, abs=1e-8 * game.scale)
    assert uneven(game, found) <= 1e-7 * game.scale
    away = dict(zip(game.players, rng.normal(scale=game.scale, size=n), strict=True))
    assert uneven(game, prekernel(game, away).share) <= 1e-7 * game.scale


@pytest.mark.parametrize("seed", range(40))
def test_the_prenucleolus_is_in_the_prekernel(seed):
    game = whole_game(seed, 2 + seed % 5)
    share = nucleolus(game, imputation=False).share
    assert uneven(game, share) <= 1e-7 * game.scale
    if core(game).nonempty:
        # With a core the nucleolus is the prenucleolus.
        assert uneven(game, nucleolus(game).share) <= 1e-7 * game.scale


@pytest.mark.parametrize("seed", range(25))
def test_in_a_convex_game_it_is_the_nucleolus(seed):
    """Maschler, Peleg and Shapley (1972), doi:10.1007/BF01753435."""
    game = Game.from_array(players(5), slow.convex_game(np.random.default_rng(seed), 5))
    near = pytest.approx(array(nucleolus(game)), abs=1e-6 * game.scale)
    assert array(prekernel(game)) == near


def test_asking_as_defined():
    game = whole_game(3, 4)
    share = shapley(game).share
    found = surpluses(game, share)
    for (one, other), most in found.items():
        groups = [m for m in range(16) if m >> game.players.index(one) & 1]
        groups = [m for m in groups if not m >> game.players.index(other) & 1]
        names = [[p for i, p in enumerate(game.players) if m >> i & 1] for m in groups]
        asked = max(game.value(g) - sum(share[p] for p in g) for g in names)
        assert most == pytest.approx(asked)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=15, max_size=15))
def test_what_is_proved_in_fractions_is_right(numbers):
    """No tolerance: the exact prekernel is even to the last digit, or refuses to answer."""
    game = Game.from_array(players(4), np.array([0.0, *numbers]))
    try:
        share = exact.prekernel(game)
    except CalculationError:
        return
    missed = exact.excesses(game, share)
    for one, other in permutations(game.players, 2):
        mine = max(e for g, e in missed.items() if one in g and other not in g)
        yours = max(e for g, e in missed.items() if other in g and one not in g)
        assert mine == yours
