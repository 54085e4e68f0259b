"""Two people at the same moment, each in a transaction of her own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import Error, connection, transaction

from samenspel.basis.errors import DomainError
from tests import sleutels

Work = Callable[[], AbstractContextManager[None]]


@contextmanager
def web(gebruiker, isolation: str = "read committed") -> Iterator[None]:
    """A transaction of the web process, in which `gebruiker` is working."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"set transaction isolation level {isolation}")
            cursor.execute("set local role samenspel_web")
        sleutels.work_as(gebruiker)
        yield


def at_once(
    first: Callable[[], object],
    second: Callable[[], object],
    work: Work,
    other: Work | None = None,
    look: Callable[[], object] = lambda: None,
) -> Exception | None:
    """Do `first`, and before it is committed `second`, which has looked around before.

    Each in a transaction of its own (`work`, `other`). Returns what `second` was refused with.
    """
    looked, go, done = threading.Event(), threading.Event(), threading.Event()
    refused: list[Exception] = []

    def act() -> None:
        try:
            with (other or work)():
                look()
                looked.set()
                go.wait(30)
                second()
        except (DomainError, Error) as error:
            refused.append(error)
        finally:
            connection.close()
            looked.set()
            done.set()

    thread = threading.Thread(target=act)
    thread.start()
    looked.wait(30)
    with work():
        first()
        go.set()
        wait_until(lambda: done.is_set() or somebody_waits())
    thread.join(30)
    assert done.is_set()
    return refused[0] if refused else None


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where not granted)")
        return bool(cursor.fetchone()[0])


def wait_until(so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if so():
            return
        time.sleep(0.01)
    raise AssertionError("nothing happened")
