"""What groups of partners can do without the others, within the same conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samenspel.analyse.uitruil._milp import Effort, Row, maximise
from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.conditions import Conditions, limits_of
from samenspel.analyse.uitruil.measures import Maatregel
from samenspel.analyse.uitruil.packages import rows_of
from samenspel.analyse.uitruil.projects import Stake
from samenspel.analyse.uitruil.stability import Bezwaar

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
    """

    stabiel: bool
    bewezen: bool
    bezwaren: tuple[Bezwaar, ...]


def stakes_in(
    chosen: Sequence[Maatregel],
    net: Mapping[tuple[str, str], Floats],
    conditions: Conditions,
) -> list[Stake]:
    """Split a package into stakes that a group can take up by itself.

    A measure needs the partners of the measures that it requires. A measure that costs more
    than it brings is only there for those that require it: together they are one stake.
    """
    by_name = {measure.naam: measure for measure in chosen}
    needs = {name: _required(name, conditions, by_name) for name in by_name}
    leader = {name: name for name in by_name}
    for name, measure in by_name.items():
        if sum(measure.net(p, conditions.discount) for p in measure.partners) >= 0:
            continue
        joined = {name} | {other for other in by_name if name in needs[other]}
        joined = {other for other in by_name if leader[other] in {leader[j] for j in joined}}
        leader.update(dict.fromkeys(joined, min(joined)))
    stakes = []
    for first in sorted(set(leader.values())):
        group = sorted(name for name in by_name if leader[name] == first)
        needed = {
            partner
            for name in set(group).union(*(needs[name] for name in group))
            for partner in _needed(by_name[name], conditions.discount)
        }
        partners = sorted({p for name in group for p in by_name[name].partners})
        nothing = np.zeros_like(next(iter(net.values())))
        total = {
            p: sum((net[name, p] for name in group if (name, p) in net), nothing) for p in partners
        }
        stakes.append(Stake(" + ".join(group), frozenset(needed), total))
    return stakes


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
        needed = _needed(measure, conditions.discount)
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


def _needed(measure: Maatregel, discount: float) -> set[str]:
    return {p for p in measure.partners if p in measure.deelnemers or measure.net(p, discount) < 0}


def _required(name: str, conditions: Conditions, known: Mapping[str, Maatregel]) -> set[str]:
    """Return everything that a measure requires, directly or not."""
    found: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        new = {b for a, b in conditions.requires if a == one and b in known} - found
        found |= new
        todo += sorted(new)
    return found
