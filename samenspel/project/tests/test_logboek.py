"""What the log on stderr holds: our faults, never what somebody sent."""

import io
import logging

import pytest


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
    def broken(*_):
        raise RuntimeError("hier ging het mis")

    assert not settings.DEBUG
    browser = browse_as(None)
    browser.raise_request_exception = False
    monkeypatch.setattr("samenspel.toegang.actions.wachtwoord.mail_nieuw_wachtwoord", broken)
    typed = {"email": "jan@almere.example"}
    assert browser.post("/wachtwoord-vergeten/", typed).status_code == 500
    log = stderr.getvalue()
    assert log.count("Traceback") == 1
    assert "RuntimeError: hier ging het mis" in log
    assert "jan@almere.example" not in log


def test_a_request_that_is_simply_wrong_leaves_nothing(browse_as, stderr):
    browser = browse_as(None)
    assert browser.get("/bestaat-niet/jan/").status_code == 404
    browser.post("/inloggen/", {"username": "jan", "password": "fout geraden"})
    assert stderr.getvalue() == ""


def test_nothing_mails_a_whole_request():
    assert logging.getLogger("django").handlers == []
