"""The Nash solution among given outcomes."""

from fractions import Fraction
from math import prod

import numpy as np
import pytest

from samenspel.analyse.uitruil import GameError, NoSolutionError, nash_points


@pytest.mark.parametrize("seed", range(20))
def test_the_points_have_the_largest_product_of_gains(seed):
    """Whole numbers, multiplied exactly."""
    rng = np.random.default_rng(seed)
    names, base = ["A", "B", "C"], rng.integers(0, 4, 3).tolist()
    power = rng.integers(1, 4, 3).tolist()
    amounts = {f"plan {k}": rng.integers(0, 9, 3).tolist() for k in range(12)}
    products = {
        plan: prod(Fraction(x - d) ** p for x, d, p in zip(row, base, power, strict=True))
        for plan, row in amounts.items()
        if all(x > d for x, d in zip(row, base, strict=True))
    }
    points = {plan: dict(zip(names, row, strict=True)) for plan, row in amounts.items()}
    given = dict(zip(names, base, strict=True)), dict(zip(names, power, strict=True))
    if not products:
        with pytest.raises(NoSolutionError, match="iedereen erop vooruit"):
            nash_points(points, *given)
        return
    best = max(products.values())
    assert nash_points(points, *given) == tuple(sorted(p for p in products if products[p] == best))


def test_wrong_points_are_refused():
    for point, powers in (({"A": 1}, None), ({"A": 1, "B": float("nan")}, None)):
        with pytest.raises(GameError):
            nash_points({"x": point}, {"A": 0, "B": 0}, powers)
    with pytest.raises(GameError, match="boven 0"):
        nash_points({"x": {"A": 1, "B": 1}}, {"A": 0, "B": 0}, {"A": 0, "B": 1})
