"""What the actions of overleg share."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from samenspel.basis import klok
from samenspel.basis.errors import RuleError


class Opgavewerk(Protocol):
    """Work of organisaties (`organisaties.models.Zichtbaar`) that belongs to an opgave."""

    opgave: Any
    zichtbaarheid: str
    genoemden: list[int]


def require_future(dag: date | None, *, field: str) -> date:
    """Refuse a day that is not in the future."""
    if dag is None or dag <= klok.today():
        raise RuleError("Kies een dag in de toekomst.", field=field)
    return dag


def require_not_past(dag: date | None, *, field: str) -> date:
    """Refuse a day that has been; today is allowed."""
    if dag is None or dag < klok.today():
        raise RuleError("Kies vandaag of een latere dag.", field=field)
    return dag


def wait_turn(key: UUID) -> None:
    """Let everybody else who acts on the row with this key wait until we are done.

    Not a row lock: a partner may react to a besluit, and a team may decide on a mandaat, that
    she may not update.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])


def as_visible_as(thing: Opgavewerk) -> dict[str, Any]:
    """Return the columns that make a new row exactly as visible as `thing`."""
    return {
        "opgave": thing.opgave,
        "zichtbaarheid": thing.zichtbaarheid,
        "genoemden": thing.genoemden,
    }
