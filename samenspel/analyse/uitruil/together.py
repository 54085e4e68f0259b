"""What groups of partners can do without the others, within the same conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samenspel.analyse.uitruil._milp import Effort, Row, maximise
from samenspel.analyse.uitruil.conditions import Conditions, limits_of
from samenspel.analyse.uitruil.measures import Maatregel
from samenspel.analyse.uitruil.packages import rows_of
from samenspel.analyse.uitruil.stability import Bezwaar
from samenspel.analyse.uitruil.stakes import needed_for

TOLERANCE = 1e-6
"""Relative gain below which a group has no reason to leave."""


@dataclass(frozen=True)
class Stabiliteit:
    """Can a group do better with a package of its own?

    Attributes
    ----------
    stabiel
        No group was found that can.
    bewezen
        The search was complete, so `stabiel` is certain and the objection is the worst one.
    bezwaren
        The group that gains most by leaving, if there is one.

    References
    ----------
    Chalkiadakis, Elkind and Wooldridge (2011), doi:10.2200/S00355ED1V01Y201107AIM016.
    """

    stabiel: bool
    bewezen: bool
    bezwaren: tuple[Bezwaar, ...]


def check_stability(
    measures: Sequence[Maatregel],
    table: Sequence[str],
    conditions: Conditions,
    share: Mapping[str, float],
    *,
    time_limit: float = 60.0,
) -> Stabiliteit:
    r"""Search the group S and its own package that beat its share by the most.

    .. math:: \max_{S \neq N,\, y} \sum_{i \in S} \sum_m w_{im} y_m - x(S)

    over packages y of measures whose needed partners are all in S. Budgets, earmarks,
    harmed kernbelangen, requires, excludes and at-most conditions hold for the group too;
    what the whole table must do at least, and bounds on net results, do not.
    """
    n, names = len(table), [measure.naam for measure in measures]
    if n == 1 or not names:
        worst = min(table, key=lambda name: (share[name], name))
        return _verdict(-share[worst] if n > 1 else 0.0, frozenset([worst]), True, share)
    m = len(names)
    index = {name: i for i, name in enumerate(table)}
    gains = np.concatenate([np.zeros(m), [-share[name] for name in table]])
    profits: list[tuple[int, int, float]] = []
    rows: list[Row] = []
    for j, measure in enumerate(measures):
        needed = needed_for(measure, conditions.discount)
        for partner in measure.partners:
            amount = measure.net(partner, conditions.discount)
            if partner in needed:
                gains[j] += amount
                rows.append(([j, m + index[partner]], [1.0, -1.0], -np.inf, 0.0))
            elif amount:
                profits.append((j, m + index[partner], amount))
    for k, (j, player, _) in enumerate(profits):
        rows.append(([m + n + k, j], [1.0, -1.0], -np.inf, 0.0))
        rows.append(([m + n + k, player], [1.0, -1.0], -np.inf, 0.0))
    rows.append((range(m, m + n), [1.0] * n, 1.0, n - 1.0))
    rows += rows_of(limits_of(measures, _own(conditions)), names)
    objective = np.concatenate([gains, [amount for *_, amount in profits]])
    found = maximise(objective, rows, m + n, Effort(seconds=time_limit))
    if found.columns is None:
        return Stabiliteit(stabiel=True, bewezen=found.infeasible, bezwaren=())
    inside = found.columns[m : m + n] > 0.5
    group = frozenset(name for name, is_in in zip(table, inside, strict=True) if is_in)
    return _verdict(found.value, group, found.proven, share)


def _verdict(
    excess: float, group: frozenset[str], proven: bool, share: Mapping[str, float]
) -> Stabiliteit:
    if excess <= TOLERANCE * max(map(abs, share.values())):
        return Stabiliteit(stabiel=True, bewezen=proven, bezwaren=())
    return Stabiliteit(stabiel=False, bewezen=proven, bezwaren=(Bezwaar(group, excess),))


def _own(conditions: Conditions) -> Conditions:
    """Return the conditions that a group without the others must keep as well."""
    interests = [replace(interest, ondergrens=None) for interest in conditions.kernbelangen]
    return replace(conditions, at_least=(), kernbelangen=interests)
