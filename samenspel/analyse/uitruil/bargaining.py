"""Bargaining over given outcomes, where money cannot be passed on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from samenspel.analyse.uitruil.errors import GameError, NoSolutionError
from samenspel.analyse.uitruil.verdeling import ordered

EQUAL = 1e-9
"""Relative difference below which two products are the same."""


def nash_points(
    points: Mapping[str, Mapping[str, float]],
    disagreement: Mapping[str, float],
    powers: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    r"""Return which of the given outcomes have the largest Nash product, sorted.

    It maximises :math:`\prod_i (x_i - d_i)^{p_i}` over the points in which everybody gains.
    Only the points themselves count: lotteries between them do not.

    Parameters
    ----------
    points
        Per outcome what each gets.
    disagreement
        What each gets when there is no agreement.
    powers
        By default equal; above 0.

    Raises
    ------
    NoSolutionError
        If in no point everybody gains.

    References
    ----------
    Nash (1950), doi:10.2307/1907266; powers: Kalai (1977), doi:10.1007/BF01774658.

    Examples
    --------
    >>> plans = {"kort": {"A": 4, "B": 2}, "lang": {"A": 3, "B": 3}, "nu": {"A": 9, "B": 0}}
    >>> nash_points(plans, {"A": 0, "B": 0})
    ('lang',)
    """
    players = sorted(disagreement)
    base = ordered(players, disagreement, "de uitkomst zonder akkoord")
    equal = dict.fromkeys(players, 1.0)
    power = ordered(players, equal if powers is None else powers, "een onderhandelingsmacht")
    if not len(power) or (power <= 0).any():
        raise GameError("Elke onderhandelingsmacht is een getal boven 0.", code="not_positive")
    gains = {name: ordered(players, point, name) - base for name, point in points.items()}
    logs = {
        name: float(power @ np.log(gain)) / float(power.sum())
        for name, gain in gains.items()
        if (gain > 0).all()
    }
    if not logs:
        raise NoSolutionError(
            "In geen van de uitkomsten gaat iedereen erop vooruit.", code="nobody_gains"
        )
    best = max(logs.values())
    return tuple(sorted(name for name, product in logs.items() if product >= best - EQUAL))
