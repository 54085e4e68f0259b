"""Who pays whom, in as few payments as possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from samenspel.analyse.uitruil._compile import compiled
from samenspel.analyse.uitruil._stream import Floats, Ints
from samenspel.analyse.uitruil.errors import UitruilError

MAX_EXACT = 16
"""Partners with something to settle up to which the number of payments is the very least."""
EQUAL = 1e-9
"""Relative to the largest amount."""


@dataclass(frozen=True)
class Betaling:
    """One payment from a partner to another.

    References
    ----------
    Verhoeff (2004), *Settling multiple debts efficiently*, Informatics in Education 3, 105-126.
    """

    van: str
    aan: str
    bedrag: float


def settle(balance: Mapping[str, float]) -> tuple[Betaling, ...]:
    """Settle what partners must receive (above 0) or pay (below 0).

    k partners that are even among themselves need k - 1 payments, so the fewest payments
    come from as many such groups as possible: exact up to 16 partners with something to
    settle (a search over all subsets); beyond, at most one payment less than partners.

    Raises
    ------
    UitruilError
        If an amount is not a finite number, or the amounts do not add up to 0.

    References
    ----------
    Verhoeff (2004), *Settling multiple debts efficiently*, Informatics in Education 3, 105-126.

    Examples
    --------
    >>> settle({"A": 30, "B": -30, "C": 5, "D": -5})
    (Betaling(van='B', aan='A', bedrag=30.0), Betaling(van='D', aan='C', bedrag=5.0))
    """
    for name, amount in balance.items():
        if not isinstance(amount, int | float | np.number) or not isfinite(amount):
            raise UitruilError(
                f"Het bedrag van {name} is geen (eindig) getal.", code="not_a_number"
            )
    largest = max((abs(amount) for amount in balance.values()), default=0.0)
    slack = EQUAL * largest * max(len(balance), 1)
    if abs(sum(balance.values())) > slack:
        raise UitruilError(
            "Wat er betaald en ontvangen wordt telt niet op tot nul.", code="not_balanced"
        )
    names = sorted(name for name, amount in balance.items() if abs(amount) > slack)
    if not names:
        return ()
    amounts = np.array([float(balance[name]) for name in names])
    groups = np.zeros(len(names), dtype=np.int64)
    if len(names) <= MAX_EXACT:
        groups = _even_groups(amounts, slack)
    payments: list[Betaling] = []
    for group in np.unique(groups):
        inside = [i for i in range(len(names)) if groups[i] == group]
        payments += _settle_group([names[i] for i in inside], amounts[inside].tolist())
    return tuple(sorted(payments, key=lambda p: (-p.bedrag, p.van, p.aan)))


def _settle_group(names: list[str], amounts: list[float]) -> list[Betaling]:
    """Let the largest debtor pay the largest creditor until all but one are even."""
    left = dict(zip(names, amounts, strict=True))
    payments = []
    for _ in range(len(names) - 1):
        payer = min(left, key=lambda name: (left[name], name))
        taker = max(left, key=lambda name: (left[name], name))
        amount = min(-left[payer], left[taker])
        if amount <= 0:
            break
        payments.append(Betaling(payer, taker, amount))
        done = payer if -left[payer] <= left[taker] else taker
        left[payer] += amount
        left[taker] -= amount
        del left[done]
    return payments


@compiled
def _even_groups(amounts: Floats, slack: float) -> Ints:
    """Return a group number per partner, with as many groups that are even as possible.

    ``most[mask]`` is the largest number of even groups met while adding the partners of the
    mask one by one, in the best order.
    """
    n = len(amounts)
    sums, most = np.zeros(1 << n), np.zeros(1 << n, np.int64)
    for mask in range(1, 1 << n):
        bit = 0
        while not (mask >> bit) & 1:
            bit += 1
        sums[mask] = sums[mask ^ (1 << bit)] + amounts[bit]
        best = 0
        for i in range(n):
            if (mask >> i) & 1:
                best = max(best, most[mask ^ (1 << i)])
        most[mask] = best + (1 if abs(sums[mask]) <= slack else 0)
    groups = np.zeros(n, np.int64)
    mask, group = (1 << n) - 1, -1
    while mask:
        even = abs(sums[mask]) <= slack
        if even:
            group += 1
        before = most[mask] - (1 if even else 0)
        for i in range(n):
            if (mask >> i) & 1 and most[mask ^ (1 << i)] == before:
                groups[i] = group
                mask ^= 1 << i
                break
    return groups
