"""The limits within which a package must stay: money, protected interests, coherence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from math import inf, isfinite

import numpy as np

from samenspel.analyse.uitruil.errors import UitruilError
from samenspel.analyse.uitruil.measures import Maatregel
from samenspel.analyse.uitruil.wording import euro, listing

SINGLE = (int, float, np.number)
"""What counts as one amount rather than one per year."""
MAX_EARMARKS = 10
"""Earmarks per partner; every combination of them is a limit."""


@dataclass(frozen=True)
class Oormerk:
    """Money of a partner on top of its budget that may only go to certain measures.

    `bedrag` is one amount, or one per year when the budget of the partner is per year.

    References
    ----------
    Our own; docs/uitruil.md says why.
    """

    naam: str
    partner: str
    bedrag: float | Sequence[float]
    maatregelen: Collection[str]


@dataclass(frozen=True)
class Kernbelang:
    """An interest that a partner cannot give up and that the process protects.

    Attributes
    ----------
    partner
        Whose interest it is.
    omschrijving
        In the words of the partner.
    ondergrens
        The net result (benefits minus costs) that the partner must have at least, both in the
        package itself and after side payments; None for no such bound.
    geraakt_door
        Measures that harm the interest and so cannot be in the package.

    References
    ----------
    Raiffa (1982), *The Art and Science of Negotiation*.
    """

    partner: str
    omschrijving: str = ""
    ondergrens: float | None = None
    geraakt_door: Collection[str] = ()


@dataclass(frozen=True)
class Conditions:
    """All limits on a package; without arguments there are none.

    Attributes
    ----------
    budgets
        Per partner the likely costs it can bear: over all years together, or a list with one
        amount per year. A partner without budget has no limit. Side payments do not count:
        they are paid out of benefits.
    earmarks
        Money for certain measures only, on top of the budget.
    kernbelangen
        Protected interests; nobody can outvote them.
    requires
        Pairs (a, b): measure a needs measure b.
    excludes
        Groups of measures of which at most one can be chosen.
    at_least, at_most
        Pairs (number, measures).
    discount
        Yearly rate at which later amounts count for less, such as 0.0225; budgets are not
        discounted.

    References
    ----------
    Raiffa (1982), *The Art and Science of Negotiation*.

    Examples
    --------
    >>> limits = Conditions(budgets={"Almere": 100_000}, requires=[("Nazorg", "Schuldhulp")])
    >>> limits.budgets
    {'Almere': 100000}
    """

    budgets: Mapping[str, float | Sequence[float]] = field(default_factory=dict)
    earmarks: Sequence[Oormerk] = ()
    kernbelangen: Sequence[Kernbelang] = ()
    requires: Sequence[tuple[str, str]] = ()
    excludes: Sequence[Collection[str]] = ()
    at_least: Sequence[tuple[int, Collection[str]]] = ()
    at_most: Sequence[tuple[int, Collection[str]]] = ()
    discount: float = 0.0

    def __post_init__(self) -> None:
        if not (isfinite(self.discount) and self.discount > -1.0):
            raise UitruilError(
                "De discontovoet moet een getal boven -1 zijn.", code="wrong_discount"
            )
        for partner, budget in self.budgets.items():
            _amounts(budget, partner)
        for earmark in self.earmarks:
            _amounts(earmark.bedrag, earmark.naam)
        for interest in self.kernbelangen:
            bound = interest.ondergrens
            if bound is not None and not (isinstance(bound, SINGLE) and isfinite(bound)):
                raise UitruilError(
                    f"De ondergrens van {interest.partner} is geen getal.", code="not_a_number"
                )
        if any(not isfinite(number) for number, _ in (*self.at_least, *self.at_most)):
            raise UitruilError(
                "Een aantal maatregelen moet een (eindig) getal zijn.", code="not_a_number"
            )

    @property
    def partners(self) -> set[str]:
        """Return everybody whose money or interest limits the package."""
        return set(self.budgets) | {k.partner for k in self.kernbelangen}


@dataclass(frozen=True)
class Bounds:
    """One condition: `low <= sum of coefficients of the chosen measures <= high`, per row.

    `partner` is set when the limit is that partner's own (money or kernbelang), so that it
    also holds for a group without the others.
    """

    text: str
    rows: tuple[tuple[Mapping[str, float], float, float], ...]
    partner: str | None = None

    def room(self, chosen: Collection[str]) -> float:
        """Return how far the tightest row is from its bound; negative when it is broken."""
        rooms = []
        for coefficients, low, high in self.rows:
            amount = sum(coefficients.get(name, 0.0) for name in chosen)
            rooms.append(min(amount - low, high - amount))
        return min(rooms)


def limits_of(measures: Sequence[Maatregel], conditions: Conditions) -> tuple[Bounds, ...]:
    """Write every condition as rows over the measures.

    Raises
    ------
    UitruilError
        If a condition names an unknown measure or its numbers make no sense.
    """
    known = {measure.naam for measure in measures}
    limits = chain(
        _money(measures, conditions, known),
        _interests(measures, conditions, known),
        _coherence(conditions, known),
    )
    return tuple(limits)


def _money(
    measures: Sequence[Maatregel], conditions: Conditions, known: set[str]
) -> Iterator[Bounds]:
    if loose := sorted({e.partner for e in conditions.earmarks} - set(conditions.budgets)):
        raise UitruilError(
            f"Geef {loose[0]} een budget (desnoods 0) naast het geoormerkte geld.",
            code="missing_budget",
        )
    for partner, budget in sorted(conditions.budgets.items()):
        earmarks = [e for e in conditions.earmarks if e.partner == partner]
        if len(earmarks) > MAX_EARMARKS:
            raise UitruilError(
                f"{partner} heeft te veel oormerken; meer dan {MAX_EARMARKS} kan niet.",
                code="too_many_earmarks",
            )
        for earmark in earmarks:
            _names(earmark.maatregelen, known)
        text = f"{partner} heeft {_money_text(budget)} budget"
        if earmarks:
            named = [f"{_money_text(e.bedrag)} voor {e.naam}" for e in earmarks]
            text += f" en daarnaast {listing(named)}"
        yield Bounds(text, tuple(_money_rows(measures, partner, budget, earmarks)), partner)


def _money_rows(
    measures: Sequence[Maatregel],
    partner: str,
    budget: float | Sequence[float],
    earmarks: Sequence[Oormerk],
) -> Iterator[tuple[Mapping[str, float], float, float]]:
    """Limit what cannot be paid from outside any set X of earmarks, for every X.

    Money suffices exactly when, for every X, the measures that only X (or nothing) could pay
    cost at most the budget plus X: a flow is as large as its smallest cut.
    """
    per_year = not isinstance(budget, SINGLE)
    for year, general in enumerate(_amounts(budget, partner)):
        costs = {m.naam: _cost_in(m, partner, year if per_year else None) for m in measures}
        extra = [_amounts(e.bedrag, e.naam) for e in earmarks]
        for amounts in extra:
            if len(amounts) != len(_amounts(budget, partner)):
                raise UitruilError(
                    f"Geef budget en oormerken van {partner} allebei per jaar of niet.",
                    code="mixed_years",
                )
        for chosen in _subsets(len(earmarks)):
            others = [set(e.maatregelen) for i, e in enumerate(earmarks) if i not in chosen]
            stuck = {n: c for n, c in costs.items() if c and not any(n in o for o in others)}
            yield stuck, -inf, general + sum(extra[i][year] for i in chosen)
    if per_year:
        years = len(_amounts(budget, partner))
        if any(len(m.bands("kosten", partner)) > years for m in measures):
            raise UitruilError(
                f"Geef {partner} een budget voor elk jaar waarin er kosten zijn.",
                code="missing_year",
            )


def _interests(
    measures: Sequence[Maatregel], conditions: Conditions, known: set[str]
) -> Iterator[Bounds]:
    for interest in conditions.kernbelangen:
        what = f" ({interest.omschrijving})" if interest.omschrijving else ""
        if interest.ondergrens is not None:
            net = {m.naam: m.net(interest.partner, conditions.discount) for m in measures}
            text = f"{interest.partner} houdt per saldo minstens {euro(interest.ondergrens)}{what}"
            yield Bounds(text, ((net, interest.ondergrens, inf),), interest.partner)
        for name in sorted(_names(interest.geraakt_door, known)):
            text = f"{name} raakt een kernbelang van {interest.partner}{what}"
            yield Bounds(text, (({name: 1.0}, -inf, 0.0),), interest.partner)


def _coherence(conditions: Conditions, known: set[str]) -> Iterator[Bounds]:
    for one, other in conditions.requires:
        _names((one, other), known)
        yield Bounds(f"{one} kan alleen met {other}", (({one: 1.0, other: -1.0}, -inf, 0.0),))
    for group in conditions.excludes:
        ones = dict.fromkeys(sorted(_names(group, known)), 1.0)
        yield Bounds(f"hoogstens één van {listing(ones)}", ((ones, -inf, 1.0),))
    for number, group in conditions.at_least:
        ones = dict.fromkeys(sorted(_names(group, known)), 1.0)
        yield Bounds(f"minstens {number} van {listing(ones)}", ((ones, float(number), inf),))
    for number, group in conditions.at_most:
        ones = dict.fromkeys(sorted(_names(group, known)), 1.0)
        yield Bounds(f"hoogstens {number} van {listing(ones)}", ((ones, -inf, float(number)),))


def _names(names: Collection[str], known: set[str]) -> set[str]:
    if isinstance(names, str):
        raise UitruilError(
            f"Geef een lijst van maatregelen in plaats van alleen {names}.", code="not_a_list"
        )
    if unknown := sorted(set(names) - known):
        raise UitruilError(
            f"Een voorwaarde noemt een onbekende maatregel: {unknown[0]}.", code="unknown_measure"
        )
    return set(names)


def _amounts(amount: float | Sequence[float], whose: str) -> tuple[float, ...]:
    amounts = tuple(amount) if isinstance(amount, Sequence) else (amount,)
    numbers = all(isinstance(a, SINGLE) and isfinite(a) and a >= 0 for a in amounts)
    if not amounts or not numbers:
        raise UitruilError(
            f"Een budget is een bedrag van 0 of meer; verbeter dat van {whose}.",
            code="wrong_budget",
        )
    return tuple(float(a) for a in amounts)


def _cost_in(measure: Maatregel, partner: str, year: int | None) -> float:
    if year is None:
        return measure.cost(partner)
    bands = measure.bands("kosten", partner)
    return bands[year].likely if year < len(bands) else 0.0


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(count), size) for size in range(count + 1))


def _money_text(amount: float | Sequence[float]) -> str:
    if isinstance(amount, SINGLE):
        return euro(amount)
    return f"{listing([euro(a) for a in amount])} (per jaar)"
