"""Comparison rules and bankruptcy, against published answers and definitions."""

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Game,
    GameError,
    NoSolutionError,
    UitruilError,
    bankruptcy,
    nash,
    nucleolus,
    proportional,
    scrb,
    shapley,
)
from samenspel.analyse.uitruil.tests.definitions import array, inside, players

RULES = ["proportional", "CEA", "CEL", "Talmud", "minimal overlap", "random arrival"]


@pytest.mark.parametrize(
    ("estate", "rule", "expected"),
    [  # Aumann and Maschler (1985); O'Neill (1982); Thomson (2003).
        (100, "Talmud", [100 / 3] * 3),
        (200, "Talmud", [50, 75, 75]),
        (300, "Talmud", [50, 100, 150]),
        (200, "CEA", [200 / 3] * 3),
        (200, "CEL", [0, 50, 150]),
        (200, "proportional", [100 / 3, 200 / 3, 100]),
        (200, "random arrival", [100 / 3, 250 / 3, 250 / 3]),
        (200, "minimal overlap", [100 / 3, 250 / 3, 250 / 3]),
        (300, "minimal_overlap", [100 / 3, 250 / 3, 550 / 3]),
        (450, "Minimal-Overlap", [50, 150, 250]),
    ],
)
def test_the_widows_of_the_talmud(estate, rule, expected):
    assert array(bankruptcy(estate, [100, 200, 300], rule)) == pytest.approx(expected)


def test_the_will_of_ibn_ezra():
    """Four sons claim the whole, a half, a third and a quarter of 120 dinars (O'Neill 1982)."""
    claims = {"a": 120, "b": 60, "c": 40, "d": 30}
    found = bankruptcy(120, claims, "minimal overlap")
    assert array(found) == pytest.approx([80 + 5 / 6, 20 + 5 / 6, 10 + 5 / 6, 7.5])


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(6))
def test_every_bankruptcy_rule_divides_the_estate_within_the_claims(rule, seed):
    rng = np.random.default_rng(seed)
    claims = rng.integers(0, 50, int(rng.integers(1, 8))).astype(float) * 10.0 ** rng.integers(
        -6, 8
    )
    for part in (0.0, 0.2, 0.5, 0.9, 1.0):
        awards = array(bankruptcy(part * claims.sum(), list(claims), rule))
        unit = claims.max() or 1.0
        assert awards.sum() == pytest.approx(part * claims.sum())
        assert (awards >= -1e-9 * unit).all()
        assert (awards <= claims + 1e-9 * unit).all()
        order = np.argsort(claims)
        assert (np.diff(awards[order]) >= -1e-9 * unit).all()


@pytest.mark.parametrize("seed", range(10))
def test_talmud_is_the_nucleolus_and_random_arrival_the_shapley_value(seed):
    rng = np.random.default_rng(seed)
    claims = rng.integers(1, 50, 5).astype(float)
    estate = float(rng.random() * claims.sum())
    values = np.maximum(0.0, estate - (1 - inside(5)) @ claims)
    values[0] = 0.0
    game = Game.from_array(players(5), values)
    assert array(nucleolus(game)) == pytest.approx(array(bankruptcy(estate, claims, "Talmud")))
    assert array(shapley(game)) == pytest.approx(
        array(bankruptcy(estate, claims, "random arrival"))
    )


@pytest.mark.parametrize(
    ("estate", "claims", "rule", "error"),
    [
        (700, [100, 200], "CEA", GameError),
        (-1, [100], "CEA", GameError),
        (float("nan"), [100], "CEA", GameError),
        (10, [-5, 100], "CEA", GameError),
        (10, [], "CEA", GameError),
        (10, [100], "loterij", UitruilError),
    ],
)
def test_an_impossible_bankruptcy_is_refused(estate, claims, rule, error):
    with pytest.raises(error):
        bankruptcy(estate, claims, rule)


def tennessee_valley():
    """Costs of navigation, flood control and power (Straffin and Heaney 1981), in $1000."""
    costs = {
        "n": 163_520, "f": 140_826, "p": 250_096,
        "nf": 301_607, "np": 378_821, "fp": 367_370, "nfp": 412_584,
    }  # fmt: skip
    array_ = np.zeros(8)
    for names, cost in costs.items():
        array_[sum(1 << "nfp".index(name) for name in names)] = cost
    return Game.from_cost_array(["n", "f", "p"], array_)


def test_the_tennessee_valley_authority():
    game = tennessee_valley()
    assert array(scrb(game)) == pytest.approx([117_476, 99_157, 195_951], abs=1.0)
    assert array(shapley(game)) == pytest.approx([117_829, 100_756.5, 193_998.5], abs=1.0)
    for rule in (scrb, shapley, nucleolus):
        assert sum(rule(game).share.values()) == pytest.approx(412_584)
        for name, share in rule(game).share.items():
            parts = rule(game).explanation[name]
            assert sum(part.bedrag for part in parts) == pytest.approx(share)


def test_scrb_needs_costs_and_something_to_divide_by():
    with pytest.raises(GameError, match="from_cost_array"):
        scrb(Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0])))
    dear = Game.from_cost_array(["A", "B"], np.array([0.0, 1.0, 1.0, 4.0]))
    with pytest.raises(NoSolutionError):
        scrb(dear)
    plain = Game.from_cost_array(["A", "B"], np.array([0.0, 1.0, 2.0, 3.0]))
    assert scrb(plain).share == {"A": 1.0, "B": 2.0}


def test_proportional_and_nash():
    game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 6.0]))
    assert proportional(game, {"B": 2, "A": 1}).share == {"A": 2.0, "B": 4.0}
    assert nash(game).share == {"A": 2.5, "B": 3.5}
    assert nash(game, {"A": 0, "B": 0}, {"A": 1, "B": 2}).share == {"A": 2.0, "B": 4.0}
    with pytest.raises(GameError, match="minstens één getal boven 0"):
        proportional(game, {"A": 0, "B": 0})
    with pytest.raises(GameError, match="precies alle"):
        proportional(game, {"A": 1})
    with pytest.raises(NoSolutionError, match="Zonder akkoord"):
        nash(game, {"A": 4, "B": 3}, {"A": 1, "B": 1})


def test_nash_maximises_the_weighted_product():
    rng = np.random.default_rng(1)
    game = Game.from_array(["A", "B", "C"], np.array([0, 1, 2, 4, 0, 3, 5, 12.0]))
    powers, base = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 0.0])
    best = array(
        nash(game, dict(zip("ABC", base, strict=True)), dict(zip("ABC", powers, strict=True)))
    )
    product = np.prod((best - base) ** powers)
    for _ in range(50):
        step = rng.normal(size=3) * 0.1
        other = best + step - step.mean()
        assert np.prod(np.maximum(other - base, 0) ** powers) < product
