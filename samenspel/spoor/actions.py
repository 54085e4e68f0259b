"""Write the spoor."""

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from samenspel.spoor.daden import Daad

if TYPE_CHECKING:
    from samenspel.organisaties.models import Gebruiker

INSERT = """
    insert into spoor_gebeurtenis (wie_id, wat, soort, object_id, inhoud)
    values (%s, %s, %s, %s, %s)
"""
"""The database adds when, number and seal, and writes what is sealed (`sql/zegel.sql`)."""


def record(daad: Daad, thing: models.Model, *, by: "Gebruiker | None", **details: Any) -> None:
    """Add to the spoor that `by` did `daad` with `thing`; nobody (None) is the system itself.

    Call it last in an action: it makes other writers of the spoor wait until the transaction
    ends. `details` are plain values (text, numbers, keys) that explain the act; never free text
    of a user.
    """
    soort = thing._meta.model_name or ""
    if soort not in daad.over:
        raise ValueError(f"{daad!r} is an act on {', '.join(sorted(daad.over))}, not on {soort}")
    explained = json.dumps(details, cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [by.pk if by else None, daad.value, soort, thing.pk, explained])
