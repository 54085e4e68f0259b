"""Amounts and lists as a Dutch reader expects them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil


def euro(amount: float) -> str:
    """Write an amount: whole euros, cents below 100 euros, more digits for tiny amounts.

    Examples
    --------
    >>> euro(120000), euro(-12.5), euro(0)
    ('€ 120.000', '€ -12,50', '€ 0')
    """
    return f"€ {number(amount)}"


def at_most(amount: float) -> str:
    """Write an amount that nothing exceeds: rounded up where `euro` leaves digits out.

    Examples
    --------
    >>> at_most(1234.2), at_most(12.341)
    ('€ 1.235', '€ 12,35')
    """
    digits = 1 if abs(amount) >= 100 else 100
    return euro(ceil(amount * digits - 1e-9) / digits)


def number(amount: float) -> str:
    """Write a number with Dutch signs: points between thousands, a comma before cents."""
    if amount == 0:
        return "0"
    size = abs(amount)
    if size >= 100 or size == int(size):
        text = f"{amount:,.0f}"
    elif size >= 0.01:
        text = f"{amount:,.2f}"
    else:
        return f"{amount:.3g}".replace(".", ",")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def listing(names: Iterable[str]) -> str:
    """Join names: 'A', 'A en B', 'A, B en C'.

    Examples
    --------
    >>> listing(["A", "B", "C"])
    'A, B en C'
    """
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"
