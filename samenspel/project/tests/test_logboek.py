"""What the log on stderr holds: our faults, never what somebody sent."""

import io
import logging
from pathlib import Path

import pytest
from django.db import Error, connection, transaction

from samenspel.basis.database import data_folder
from tests import factories


@pytest.fixture
def stderr(monkeypatch):
    """What the configured handler writes; it is the only one that Django's messages reach."""
    [handler] = [one for one in logging.root.handlers if one.name == "stderr"]
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


def test_a_fault_of_ours_leaves_its_traceback_and_not_what_was_sent(
    browse_as, stderr, monkeypatch, settings
):
    def broken(email, *_):
        try:
            int(email)
        except ValueError as error:
            raise RuntimeError(f"hier ging het mis met {email}") from error

    assert not settings.DEBUG
    browser = browse_as(None)
    browser.raise_request_exception = False
    monkeypatch.setattr("samenspel.toegang.actions.wachtwoord.mail_nieuw_wachtwoord", broken)
    typed = {"email": "jan@almere.example"}
    assert browser.post("/wachtwoord-vergeten/", typed).status_code == 500
    log = stderr.getvalue()
    assert log.count("Traceback") == 2
    assert "builtins.ValueError\n" in log
    assert "builtins.RuntimeError\n" in log
    assert 'raise RuntimeError(f"hier ging het mis met {email}")' in log
    assert "jan@almere.example" not in log


def test_a_request_that_is_simply_wrong_leaves_nothing(browse_as, stderr):
    browser = browse_as(None)
    assert browser.get("/bestaat-niet/jan/").status_code == 404
    browser.post("/inloggen/", {"username": "jan", "password": "fout geraden"})
    assert stderr.getvalue() == ""


def test_nothing_mails_a_whole_request():
    assert logging.getLogger("django").handlers == []


CODE, TYPED = "GM0193", "'geheim"


def test_what_the_database_refuses_is_named_by_code_and_constraint(stderr, db):
    factories.organisatie("Zwolle", code=CODE)
    for refused in (_same_code, _wrong_question):
        try:
            with transaction.atomic():
                refused()
        except Error:
            logging.getLogger("samenspel").exception("Dit mislukte")
    log = stderr.getvalue()
    assert "UniqueViolation (23505, " in log
    assert "SyntaxError (42601)" in log
    assert CODE not in log
    assert TYPED not in log


def _same_code():
    factories.organisatie("Zwolle", code=CODE)


def _wrong_question():
    with connection.cursor() as cursor:
        cursor.execute("select to_tsquery('dutch', %s)", [TYPED])


def test_the_embedded_database_keeps_no_statement(db):
    with connection.cursor() as cursor:
        cursor.execute("select setting from pg_settings where name = 'data_directory'")
        [folder] = cursor.fetchone() or [""]  # only its owner may know
        if not Path(folder).resolve().is_relative_to(data_folder().resolve()):
            pytest.skip("what the server in DATABASE_URL logs, its keeper sets up")
        cursor.execute("show log_min_error_statement")
        assert cursor.fetchone() == ("panic",)
        cursor.execute("show log_min_messages")
        assert cursor.fetchone() == ("log",)
