"""Two people who act on the same thing: one waits for the other, and nothing is overwritten."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from samenspel.basis.errors import StaleError
from samenspel.organisaties.models import Gebruiker

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row) -> Row:
    """Read `row` again, while everybody else who wants to change it waits."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def lock(row: Row, check: Callable[..., None], *, by: Gebruiker) -> Row:
    """Lock `row`, and refuse what `check` does not allow as it stands by then.

    To whom the database does not give it to change, `check` says why.
    """
    try:
        now = locked(row)
    except ObjectDoesNotExist:
        check(row, by=by)
        raise
    check(now, by=by)
    return now


def at_version(row: Row, versie: int) -> Row:
    """Refuse when `row` is not at `versie` any more; raise its version (save `versie` too)."""
    require_version(row, versie)
    now: Any = row
    now.versie += 1
    return row


def require_version(row: models.Model, versie: int) -> None:
    """Refuse when `row` is not at `versie` any more."""
    now: Any = row
    if now.versie != versie:
        raise StaleError(
            "Iemand anders heeft dit intussen gewijzigd. Uw tekst staat er nog: "
            "vergelijk hem met de nieuwe versie en sla dan opnieuw op.",
            current=row,
        )
