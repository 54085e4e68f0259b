"""Two people who edit the same thing: the second is told, and nothing is overwritten."""

from typing import Any, TypeVar

from django.db import models

from samenspel.basis.errors import StaleError

Row = TypeVar("Row", bound=models.Model)
"""A row with a column `versie`."""


def lock_version(row: Row, versie: int) -> Row:
    """Lock `row` while it still is at `versie`, and raise its version (save `versie` too)."""
    locked: Any = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.versie != versie:
        raise StaleError(
            "Iemand anders heeft dit intussen gewijzigd. Uw tekst staat er nog: "
            "vergelijk hem met de nieuwe versie en sla dan opnieuw op.",
            current=locked,
        )
    locked.versie += 1
    return locked  # type: ignore[no-any-return]
