"""Write the spoor."""

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models

from samenspel.basis import klok
from samenspel.spoor.daden import Daad

if TYPE_CHECKING:
    from samenspel.organisaties.models import Gebruiker

INSERT = """
    insert into spoor_gebeurtenis (op, wie_id, wat, soort, object_id, inhoud)
    values (%s, %s, %s, %s, %s, %s)
"""


def record(daad: Daad, thing: models.Model, *, by: "Gebruiker | None", **details: Any) -> None:
    """Add to the spoor that `by` did `daad` with `thing`; nobody (None) is the system itself.

    Call it last in an action: it makes other writers of the spoor wait until the transaction
    ends. `details` are plain values that explain the act; never free text of a user.
    """
    soort = thing._meta.model_name or ""
    if soort not in daad.over:
        raise ValueError(f"{daad!r} is an act on {', '.join(sorted(daad.over))}, not on {soort}")
    now = klok.now()
    wie = by.pk if by else None
    wat = daad.value
    act = {"op": now, "wie": wie, "wat": wat, "soort": soort, "object": thing.pk, **details}
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [now, wie, wat, soort, thing.pk, canonical(act)])


def canonical(act: dict[str, Any]) -> str:
    """Return the one way to write `act` as text, so that its seal can be checked anywhere.

    >>> canonical({"wat": "gemaakt", "aan": None})
    '{"aan":null,"wat":"gemaakt"}'
    """
    return json.dumps(
        act, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{value!r} does not belong in the spoor")
