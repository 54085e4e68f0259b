"""Two things at the same moment, against a real start: one is done, and both are answered."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.machine import ROOT, Machine, Visitor, database_of, found, token_of, until

GONE = uuid4()
GEMEENTE = """
    insert into organisaties_organisatie
    (id, soort, naam, afkorting, code, tooi_uri, bron, voorbeeld)
    values (%s, 'gemeente', 'Aa', '', 'GM9999', '', '', false)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder of its own; not in tmp_path, where the database's user cannot come."""
    made = ROOT / "var" / "test-tegelijk"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def machine(folder) -> Iterator[Machine]:
    machine = Machine(folder)
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


def waiting(owner: psycopg.Connection) -> int:
    [number] = owner.execute("select count(*) from pg_locks where not granted").fetchone()
    return number


def sending(visitor: Visitor, path: str, form: dict, *, token: str, answers: list):
    def send() -> None:
        answers.append(visitor.post(path, form, token=token))

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def a_casus(anne: Visitor, title: str) -> tuple[str, dict, str]:
    """Where, what and with which token Anne sends a casus."""
    page = anne.get("/praktijk/casus/nieuw/")[2]
    gemeente = found(r'<option value="([0-9a-f-]{36})"', page)
    form = {"titel": title, "tekst": "Geen adres, geen geld.", "wens": "", "gemeente": gemeente}
    return "/praktijk/casus/nieuw/", form | {"geen_personen": "on"}, token_of(page)


def test_a_double_click_makes_one(machine, folder):
    anne, answers = Visitor(machine.port), []
    anne.sign_in("Anne")
    path, form, token = a_casus(anne, "Twee keer geklikt")
    with psycopg.connect(database_of(folder)) as owner:
        owner.execute("lock table praktijk_casus in exclusive mode")
        both = [sending(anne, path, form, token=token, answers=answers) for _ in range(2)]
        until(lambda: waiting(owner) == 2, seconds=10)
        owner.rollback()
        for one in both:
            one.join(20)
        made = owner.execute("select id from praktijk_casus where titel = 'Twee keer geklikt'")
        [[key]] = made.fetchall()
    assert {(status, where) for status, where, _ in answers} == {
        (302, f"/praktijk/casus/{key}/beeld/")
    }


def test_what_she_wrote_about_something_that_went_meanwhile_stays_on_her_page(machine, folder):
    anne, answers = Visitor(machine.port), []
    anne.sign_in("Anne")
    path, form, token = a_casus(anne, "Straks weg")
    where = anne.post(path, form, token=token)[1].replace("beeld", "vast")
    page = anne.get(where)[2]
    form = {
        "titel": "Zonder casus", "omschrijving": "Zo gaat het.", "oorzaak": "wet", "simpel": "",
        "opgave": found(r'<option value="([0-9a-f-]{36})"', page),
    }  # fmt: skip
    with psycopg.connect(database_of(folder)) as owner:
        owner.execute("lock table praktijk_knelpunt in exclusive mode")
        thread = sending(anne, where, form, token=token_of(page), answers=answers)
        until(lambda: waiting(owner) == 1, seconds=10)
        owner.execute("delete from praktijk_casus where titel = 'Straks weg'")
        owner.commit()
        thread.join(20)
        named = owner.execute("select count(*) from praktijk_knelpunt where titel = 'Zonder casus'")
        assert named.fetchone() == (0,)
    [(status, _, page)] = answers
    assert status == 422
    assert "U mag dit niet, of niet meer. Er is niets bewaard." in page
    assert 'value="Zonder casus"' in page


def test_what_the_database_refuses_at_the_very_end_is_told(machine, folder):
    """Where a key leads, PostgreSQL looks at last: when everything is written and answered."""
    anne, answers = Visitor(machine.port), []
    anne.sign_in("Anne")
    with psycopg.connect(database_of(folder), autocommit=True) as owner:
        owner.execute(GEMEENTE, [str(GONE)])
    path, form, token = a_casus(anne, "In een gemeente die verdwijnt")
    with psycopg.connect(database_of(folder)) as owner:
        owner.execute("lock table praktijk_casus in exclusive mode")
        form["gemeente"] = str(GONE)
        thread = sending(anne, path, form, token=token, answers=answers)
        until(lambda: waiting(owner) == 1, seconds=10)
        owner.execute("delete from organisaties_organisatie where id = %s", [str(GONE)])
        owner.commit()
        thread.join(20)
        kept = owner.execute("select count(*) from praktijk_casus where titel like 'In een gem%'")
        assert kept.fetchone() == (0,)
    [(status, _, page)] = answers
    assert status == 409
    assert "Dit gaat niet samen met wat iemand anders net deed." in page
    assert "Bewaard als concept" not in anne.get("/praktijk/")[2]
