"""When casussen are a group, and which group counts first; on plain values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

MINIMUM = 5
"""Fewer casussen are not shown as a group."""
PROPOSED = 20
"""At most so many new vermoedens at a time, the most widely shared first."""
SAME = 0.5
"""From this overlap (Jaccard) on, a group is one that she knows."""

Groep = frozenset[UUID]


class Speelt(Protocol):
    """A casus, as far as it says how widely a group is shared."""

    @property
    def pk(self) -> UUID:
        """Its key."""

    @property
    def gemeente_id(self) -> UUID:
        """Where it plays."""

    @property
    def opgave_id(self) -> UUID | None:
        """What it belongs to."""


def spread(group: Sequence[Speelt]) -> tuple[int, int, int]:
    """Count in how many gemeenten and opgaven `group` occurs, and its casussen."""
    gemeenten = {row.gemeente_id for row in group}
    opgaven = {row.opgave_id for row in group if row.opgave_id}
    return len(gemeenten), len(opgaven), len(group)


def widest_first(group: Sequence[Speelt]) -> tuple[object, ...]:
    """The key that sorts groups: the most widely shared first, the oldest key if they tie."""
    gemeenten, opgaven, casussen = spread(group)
    return -gemeenten, -opgaven, -casussen, min(row.pk for row in group)


def same_group(group: Groep, known: Mapping[UUID, set[UUID]]) -> UUID | None:
    """Return the known group that `group` mostly is, the most alike first."""
    alike = {pk: len(group & other) / len(group | other) for pk, other in known.items()}
    best = max(alike, key=lambda pk: (alike[pk], str(pk)), default=None)
    return best if best is not None and alike[best] >= SAME else None


def quarter(day: date) -> float:
    """Write the quarter of `day` as a year.

    >>> quarter(date(2026, 8, 14))
    2026.5
    """
    return day.year + (day.month - 1) // 3 / 4
