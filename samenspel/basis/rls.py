"""Row level security: who is working.

The database decides who sees which row; nothing in Python filters on visibility. Who is working is
proved to it with a key that only she has (docs/decisions/0031-who-works-is-proved.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.models import BigIntegerField, Func

from samenspel.basis import klok
from samenspel.basis.database import WEB

SETTING = "samenspel.sleutel"
"""The key of whoever works; `mijn_id()` looks whose it is."""
IN_SESSION = "sleutel"
"""Under which name a browser keeps it, in its signed cookie."""


class MijnId(Func):
    """Whoever is working, as the database knows her."""

    function = "mijn_id"
    output_field = BigIntegerField()


def secretly(question: str, *values: Any) -> tuple[Any, ...]:
    """Ask with values that stand in no text of a query, and so in no log or list of what is asked.

    Django itself writes values into the text. Returns the first row of the answer.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(question.encode(), values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    if connection.queries_logged:
        connection.queries_log.append({"sql": question, "time": "0"})
    return found or ()


def prove(sleutel: str) -> int | None:
    """Tell the database by whose key somebody works, until the running transaction ends.

    Returns by how many days the clock of an example is ahead (`basis.klok`).
    """
    _in_transaction()
    ahead = "vooruit()" if settings.VOORBEELD else "null::int"
    days: int | None
    days, _ = secretly(f"select {ahead}, set_config(%s, %s, true)", SETTING, sleutel)
    return days


def on_behalf_of(gebruiker_id: int | None) -> None:
    """Work for this gebruiker until the transaction ends; only the owner and the worker can."""
    _in_transaction()
    secretly("select namens(%s)", gebruiker_id)


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("The database forgets who works when a transaction ends.")


@contextmanager
def by_key(sleutel: str) -> Iterator[None]:
    """Run a block in one transaction as whoever has this key; refuses to be nested.

    A nested block would replace the outer gebruiker for good: PostgreSQL ends a local setting
    with the whole transaction, not with the savepoint.
    """
    with transaction.atomic(durable=True), klok.kept(prove(sleutel)):
        yield


@contextmanager
def seen_by(gebruiker_id: int) -> Iterator[None]:
    """Let a job of the system see for a while only what this gebruiker may see.

    After an error the rolled back transaction brings back the role, hence no `finally`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_user")
        (before,) = cursor.fetchone()
        on_behalf_of(gebruiker_id)
        cursor.execute(f"set local role {WEB}")
        yield
        cursor.execute(f"set local role {before}")
        on_behalf_of(None)
