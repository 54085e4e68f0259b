"""Weighted voting: how often a vote decides."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import factorial

from samenspel.analyse.uitruil.errors import GameError


def shapley_shubik(weights: Mapping[str, int], quota: int) -> dict[str, Fraction]:
    """Return per voter the exact chance to be the one who reaches the quota.

    All orders of voting count equally. Groups are counted by size and weight, so a hundred
    voters take no 2**100 steps.

    Raises
    ------
    GameError
        If a weight is no whole number of 0 or more, or the quota cannot be reached.

    References
    ----------
    Shapley and Shubik (1954), doi:10.2307/1951053.

    Examples
    --------
    >>> shapley_shubik({"A": 50, "B": 49, "C": 1}, 51)
    {'A': Fraction(2, 3), 'B': Fraction(1, 6), 'C': Fraction(1, 6)}
    """
    whole = all(isinstance(w, int) and not isinstance(w, bool) and w >= 0 for w in weights.values())
    if not whole:
        raise GameError(
            "Het gewicht van een stem is een heel getal van 0 of meer.", code="wrong_weights"
        )
    if not isinstance(quota, int) or not 0 < quota <= sum(weights.values()):
        raise GameError(
            "Het quorum is een heel getal boven 0 dat alle stemmen samen halen.", code="wrong_quota"
        )
    n, chances = len(weights), {}
    for name, weight in weights.items():
        others = [w for other, w in weights.items() if other != name]
        ways = 0
        for size, counts in enumerate(_counts(others, quota)):
            deciding = sum(counts[max(0, quota - weight) : quota])
            ways += factorial(size) * factorial(n - size - 1) * deciding
        chances[name] = Fraction(ways, factorial(n))
    return chances


def _counts(weights: list[int], quota: int) -> list[list[int]]:
    """Count the groups per size and weight, for weights below the quota."""
    counts = [[0] * quota for _ in range(len(weights) + 1)]
    counts[0][0] = 1
    for number, weight in enumerate(weights, start=1):
        for size in range(number, 0, -1):
            for total in range(quota - 1, weight - 1, -1):
                counts[size][total] += counts[size - 1][total - weight]
    return counts
