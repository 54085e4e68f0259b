"""What day and what time it is; every rule, job and page asks it here.

In the example the clock can be put forward, so that whoever looks round sees what a term of ten
working days does. The database keeps by how many days (`sql/klok.sql`), and says so with who is
working (`basis.rls`). In production no clock is asked: it is what it is.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from samenspel.basis.errors import RuleError

_ahead: ContextVar[int] = ContextVar("ahead", default=0)


def today() -> date:
    """Return the day in the Netherlands."""
    return timezone.localdate(now())


def now() -> datetime:
    """Return this moment, with its time zone."""
    return timezone.now() + timedelta(days=ahead())


def ahead() -> int:
    """Return by how many days the clock is put forward, for this request or job."""
    return _ahead.get()


@contextmanager
def kept(days: int | None) -> Iterator[None]:
    """Let a request or a job go by a clock that is so many days ahead."""
    token = _ahead.set(days or 0)
    try:
        yield
    finally:
        _ahead.reset(token)


def on(day: date) -> AbstractContextManager[None]:
    """Let it be `day` for whoever tells what happened then: the example and the tests."""
    return kept((day - timezone.localdate()).days)


def of_the_example() -> AbstractContextManager[None]:
    """Let a job go by the clock of the example, where there is one."""
    return kept(read() if settings.VOORBEELD else 0)


def read() -> int | None:
    """Ask the database by how many days; None where nobody can put the clock forward."""
    with connection.cursor() as cursor:
        cursor.execute("select vooruit()")
        days: int | None = cursor.fetchone()[0]
    return days


def put_forward(days: int) -> None:
    """Put the clock of the example forward; the database refuses it where there is no example."""
    with connection.cursor() as cursor:
        cursor.execute("select ga_vooruit(%s)", [days])


def require_own_clock() -> None:
    """Refuse to serve in production a database whose clock can be put forward."""
    if not settings.VOORBEELD and read() is not None:
        raise RuleError(
            "Samenspel start niet: in deze database staat het voorbeeld, met een klok die vooruit "
            "kan. Haal het weg met: samenspel voorbeeld verwijder"
        )
