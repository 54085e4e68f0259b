"""What several tests of these pages do."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

MAX_QUERIES = 12
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def url(name, thing=None):
    return reverse(f"praktijk:{name}", args=[thing.pk] if thing else [])


def said(answer) -> list[str]:
    """The messages on the page (after the redirect)."""
    return [str(message) for message in answer.context["messages"]]


@contextmanager
def at_most(number=MAX_QUERIES):
    """No more questions to the database than that; the test's savepoints are no questions."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
    assert len(asked) <= number, "\n".join(sql[:200] for sql in asked)
