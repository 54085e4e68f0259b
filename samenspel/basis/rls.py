"""Row level security: who is working.

The database decides who sees which row; nothing in Python filters on visibility.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from samenspel.basis import klok
from samenspel.basis.database import WEB

SETTING = "samenspel.gebruiker"


def set_user(gebruiker_id: int | None) -> int | None:
    """Tell the database who is working, until the running transaction ends.

    Returns by how many days the clock of an example is ahead (`basis.klok`).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("rls.set_user() only works inside a transaction")
    ahead = "vooruit()" if settings.VOORBEELD else "null"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {ahead}, set_config(%s, %s, true)", [SETTING, str(gebruiker_id or "")]
        )
        days: int | None = cursor.fetchone()[0]
    return days


@contextmanager
def as_user(gebruiker_id: int | None) -> Iterator[None]:
    """Run a block in one transaction as this gebruiker; refuses to be nested.

    A nested block would replace the outer gebruiker for good: PostgreSQL ends a local setting
    with the whole transaction, not with the savepoint.
    """
    with transaction.atomic(durable=True), klok.kept(set_user(gebruiker_id)):
        yield


@contextmanager
def seen_by(gebruiker_id: int) -> Iterator[None]:
    """Let a job of the system see for a while only what this gebruiker may see.

    After an error the rolled back transaction brings back the role, hence no `finally`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_user")
        (before,) = cursor.fetchone()
        cursor.execute(f"set local role {WEB}")
        set_user(gebruiker_id)
        yield
        set_user(None)
        cursor.execute(f"set local role {before}")
