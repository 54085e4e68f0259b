"""The package of measures that is best for the whole within everybody's limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from samenspel.analyse.uitruil._milp import Effort, Found, Progress, Row, maximise
from samenspel.analyse.uitruil.conditions import Bounds, Conditions, limits_of
from samenspel.analyse.uitruil.errors import InfeasibleError, StoppedError, UitruilError
from samenspel.analyse.uitruil.measures import Maatregel, by_name

TIE_MEASURES = 100
"""Measures up to which a cheaper package of the same value is looked for."""
EQUAL = 1e-9
"""Relative difference below which two amounts are the same."""


@dataclass(frozen=True)
class Pakket:
    """A package, what it brings whom, and how good it provably is.

    Attributes
    ----------
    maatregelen
        The chosen measures, sorted.
    totaal
        Likely benefits minus costs of everybody, in the value of year one.
    bound, gap
        No package brings more than `bound`; `gap` is the relative distance to it.
    bewezen
        Is it proven that no package is better (by more than the gap that was asked for)?
    kosten, baten, saldo
        Per partner, in the value of year one; saldo is benefits minus costs.
    bijdrage
        Per chosen measure what it adds to the total.
    ruimte
        Per condition, in words, how far the package is from its limit; 0 means that it pinches.

    References
    ----------
    Huangfu and Hall (2018), doi:10.1007/s12532-017-0130-5.
    """

    maatregelen: tuple[str, ...]
    totaal: float
    bound: float
    gap: float
    bewezen: bool
    kosten: Mapping[str, float]
    baten: Mapping[str, float]
    saldo: Mapping[str, float]
    bijdrage: Mapping[str, float] = field(repr=False)
    ruimte: Mapping[str, float] = field(repr=False)


def best_package(
    measures: Sequence[Maatregel],
    conditions: Conditions | None = None,
    *,
    partners: Collection[str] | None = None,
    time_limit: float = 60.0,
    gap: float = 0.0,
    progress: Progress | None = None,
) -> Pakket:
    r"""Choose the measures that bring everybody together the most.

    .. math:: \max_{y \in \{0,1\}^M} \sum_m y_m \sum_i w_{im}
        \quad\text{such that every condition holds}

    with :math:`w_{im}` the likely benefits minus costs of measure m for partner i. Of
    packages that bring the same, the cheapest is chosen (up to 100 measures).

    Parameters
    ----------
    partners
        Everybody whose money or interest may be named in the conditions; by default budgets
        are of partners in a measure, and anybody may have a kernbelang.
    time_limit
        Seconds; then the best package so far is returned with its bound and gap. Only an
        outcome that is `bewezen` does not depend on the machine.
    gap
        Relative distance to the bound at which the search may stop.
    progress
        Called with a `Zoekstand` during the search; return False to stop with the best so far.

    Raises
    ------
    InfeasibleError
        If the conditions clash; it names an irreducible set of them.
    UitruilError
        If a condition names an unknown measure or partner.
    StoppedError
        If the search was stopped before any package was found.

    References
    ----------
    Solved by HiGHS: Huangfu and Hall (2018), doi:10.1007/s12532-017-0130-5.

    Examples
    --------
    >>> hulp = Maatregel("Schuldhulp", ["Almere"], {"Almere": 100}, {"Zorg": 160})
    >>> gym = Maatregel("Sporten", ["Almere"], {"Almere": 90}, {"Zorg": 120})
    >>> best_package([hulp, gym], Conditions(budgets={"Almere": 150})).maatregelen
    ('Schuldhulp',)
    """
    if not (time_limit > 0 and gap >= 0):
        raise UitruilError(
            "De rekentijd moet boven 0 liggen en de marge mag niet onder 0 zijn.",
            code="wrong_effort",
        )
    conditions = conditions or Conditions()
    ordered = by_name(measures)
    _check_partners(ordered, conditions, partners)
    limits = limits_of(ordered, conditions)
    names = [measure.naam for measure in ordered]
    value = np.array(
        [sum(m.net(p, conditions.discount) for p in m.partners) for m in ordered], dtype=np.float64
    )
    rows = rows_of(limits, names)
    found = _search(value, rows, Effort(seconds=time_limit, gap=gap, progress=progress))
    if found.infeasible:
        raise InfeasibleError(_clash(limits, names))
    if found.columns is None:
        raise StoppedError(
            "De zoektocht stopte voordat er een pakket was; geef meer rekentijd.", code="stopped"
        )
    if found.proven and gap == 0.0 and len(names) <= TIE_MEASURES:
        found = _cheapest(found, value, rows, ordered)
    assert found.columns is not None  # noqa: S101
    chosen = [m for m, take in zip(ordered, found.columns, strict=True) if take > 0.5]
    return _package(chosen, ordered, found, limits, conditions.discount)


def _check_partners(
    measures: Sequence[Maatregel], conditions: Conditions, partners: Collection[str] | None
) -> None:
    """Refuse a limit of somebody nobody knows: most likely a typing error that limits nothing."""
    named, known = conditions.partners, partners
    if known is None:
        named, known = set(conditions.budgets), {p for m in measures for p in m.partners}
    if unknown := sorted(named - set(known)):
        raise UitruilError(
            f"Een voorwaarde noemt {unknown[0]}, maar die partner is niet bekend. Verbeter de naam "
            "of voeg de partner toe.",
            code="unknown_partner",
        )


def rows_of(limits: Sequence[Bounds], names: Sequence[str]) -> list[Row]:
    """Write limits as rows of a program whose columns are the measures."""
    column = {name: i for i, name in enumerate(names)}
    return [
        ([column[name] for name in coefficients], list(coefficients.values()), low, high)
        for limit in limits
        for coefficients, low, high in limit.rows
    ]


def _search(value: np.ndarray, rows: Sequence[Row], effort: Effort) -> Found:
    """Maximise; without measures there is only the empty package to check."""
    if len(value):
        return maximise(value, rows, len(value), effort)
    broken = any(low > 0 or high < 0 for _, _, low, high in rows)
    return Found(None if broken else np.zeros(0), 0.0, 0.0, True, broken)


def _cheapest(
    found: Found, value: np.ndarray, rows: Sequence[Row], measures: Sequence[Maatregel]
) -> Found:
    """Among packages of the same value take the cheapest."""
    costs = np.array([sum(m.cost(p) for p in m.kosten) for m in measures])
    size = float(np.abs(value).sum())
    if not len(value) or not costs.any() or not size:
        return found
    keep: Row = (range(len(value)), value.tolist(), found.value - EQUAL * size, np.inf)
    cheaper = maximise(-costs, [*rows, keep], len(value))
    if cheaper.columns is None:
        return found
    total = float(value @ cheaper.columns)
    return Found(cheaper.columns, total, max(found.bound, total), True, False)


def _clash(limits: Sequence[Bounds], names: Sequence[str]) -> tuple[str, ...]:
    """Return an irreducible set of conditions that clash (QuickXplain, Junker 2004)."""

    def clashes(some: Sequence[Bounds]) -> bool:
        return _search(np.zeros(len(names)), rows_of(some, names), Effort()).infeasible

    def explain(known: list[Bounds], added: bool, rest: list[Bounds]) -> list[Bounds]:
        if added and clashes(known):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        second = explain(known + rest[:half], True, rest[half:])
        return explain(known + second, bool(second), rest[:half]) + second

    return tuple(limit.text for limit in explain([], False, list(limits)))


def _package(
    chosen: Sequence[Maatregel],
    measures: Sequence[Maatregel],
    found: Found,
    limits: Sequence[Bounds],
    discount: float,
) -> Pakket:
    partners = sorted({p for m in measures for p in m.partners})
    costs = {p: sum((m.cost(p, discount) for m in chosen), 0.0) for p in partners}
    saldo = {p: sum((m.net(p, discount) for m in chosen), 0.0) for p in partners}
    names = tuple(m.naam for m in chosen)
    bound = max(found.bound, found.value)
    distance = bound - found.value
    scale = max(abs(found.value), abs(bound))
    return Pakket(
        maatregelen=names,
        totaal=found.value,
        bound=bound,
        gap=distance / scale if distance > EQUAL * scale else 0.0,
        bewezen=found.proven,
        kosten=costs,
        baten={p: saldo[p] + costs[p] for p in partners},
        saldo=saldo,
        bijdrage={m.naam: sum(m.net(p, discount) for p in m.partners) for m in chosen},
        ruimte={limit.text: limit.room(names) for limit in limits},
    )
