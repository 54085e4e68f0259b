"""What every test may use: a database of its own, and working as the web role."""

import os
from pathlib import Path

# The tests' server stands apart from the one somebody works with.
os.environ.setdefault("SAMENSPEL_DATA", str(Path(__file__).parent / "var" / "test"))

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samenspel.basis.database import server_url
from tests import databases, sleutels

# It begins to serve when it is imported, as doctests would.
collect_ignore = ["samenspel/project/wsgi.py"]


def pytest_configure(config: pytest.Config) -> None:
    """No manifest and no slow password hashing in tests; one server for all workers."""
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = "test_samenspel"
    if config.getoption("tx", None):
        os.environ["DATABASE_URL"] = server_url()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def migrated(testrun_uid, django_db_blocker) -> str:
    """The name of a database with all tables and nothing in them, to copy."""
    with django_db_blocker.unblock():
        return databases.filled_once("test_sjabloon", testrun_uid, databases.migrate)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated):
    """Every worker tests on a copy of its own."""
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated


@contextmanager
def web_role() -> Iterator[None]:
    """Be the role that owns nothing, so that row security is on."""
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("reset role")


@pytest.fixture
def as_user(db) -> Callable:
    """`with as_user(anne):` works as in production, with row security on."""

    @contextmanager
    def work_as(gebruiker) -> Iterator[None]:
        sleutels.work_as(gebruiker)
        with web_role():
            yield

    return work_as


@pytest.fixture
def tried(as_user: Callable) -> Callable:
    """`tried(carla, sql, *values)` says with what the database refuses it, or how many rows."""

    def run(who, sql: str, *values: object) -> int | str:
        with as_user(who):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, values)
                    return cursor.rowcount
            except Error as error:
                return str(error)

    return run


@pytest.fixture
def browse_as(db) -> Callable:
    """`browse_as(anne)` is a signed-in browser; from here on the test is the web role."""

    def log_in(gebruiker) -> Client:
        client = Client()
        if gebruiker is not None:
            sleutels.sign_in(client, gebruiker)
        with connection.cursor() as cursor:
            cursor.execute("set local role samenspel_web")
        return client

    return log_in


@pytest.fixture
def work_off(db) -> Callable:
    """`work_off()` does what waits for a worker, as its role; says how each piece ended."""

    def work() -> list[str]:
        from samenspel.taken.models import Taak
        from samenspel.taken.work import AgainError, do

        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            (role,) = cursor.fetchone()
            cursor.execute("set local role samenspel_werker")
            waiting = list(Taak.objects.filter(stand="wacht").order_by("gevraagd_op"))
            for taak in waiting:
                with suppress(AgainError):
                    do(taak.pk, attempt=1)
            ended = [Taak.objects.get(pk=taak.pk).stand for taak in waiting]
            cursor.execute(f"set local role {role}")
        return ended

    return work


MOST_QUESTIONS = 12
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def few_questions(db) -> Callable:
    """`with few_questions():` a page asks the database at most twelve things, whatever it shows.

    Beginning and ending a transaction asks nothing.
    """

    @contextmanager
    def ask(most: int = MOST_QUESTIONS) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
        assert len(asked) <= most, "\n".join(sql[:300] for sql in asked)

    return ask
