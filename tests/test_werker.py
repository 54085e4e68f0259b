"""The worker beside the pages: it does what is asked, at once, and what fell."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.machine import (
    ROOT,
    Machine,
    Visitor,
    command,
    database_of,
    found,
    shoot,
    token_of,
    until,
)


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Samenspel with its example, and a worker."""
    folder = ROOT / "var" / "test-werker"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    machine = Machine(folder, SAMENSPEL_WERKER="1")
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()
        shutil.rmtree(folder, ignore_errors=True)


def one(folder: Path, statement: str, *values: object) -> object:
    """Ask, as owner, for one value; or change something."""
    with psycopg.connect(database_of(folder), autocommit=True) as owner:
        row = owner.execute(statement, values).fetchone()
    return row[0] if row else None


def search(visitor: Visitor) -> str:
    """Have her casussen searched; returns the address of the page that says how far it is."""
    token = token_of(visitor.get("/inzichten/vermoedens/")[2])
    status, where, _ = visitor.post("/inzichten/vermoedens/zoek/", {}, token=token)
    assert (status, where[:7]) == (302, "/taken/")
    return where


def test_what_is_missed_of_a_day_is_done_at_the_start(machine):
    def done() -> bool:
        vectors = one(machine.folder, "select count(*) from inzichten_casusvector")
        return bool(vectors) and "er wacht" in (machine.folder / "mail.txt").read_text()

    until(done, seconds=60)
    assert (machine.folder / "mail.txt").stat().st_mode & 0o077 == 0


def test_pages_and_worker_log_in_as_roles_that_own_nothing(machine):
    Visitor(machine.port).get("/")
    others = "from pg_stat_activity where datname = 'samenspel' and pid <> pg_backend_pid()"
    names = f"select array_agg(distinct usename order by usename) {others}"
    assert one(machine.folder, names) == ["samenspel_web", "samenspel_werker"]


def test_a_search_goes_on_without_her_and_ends_in_what_was_found(machine):
    anne = Visitor(machine.port)
    anne.sign_in("Anne")
    page = search(anne)
    until(lambda: anne.get(page)[1].startswith("/inzichten/vermoedens/"), seconds=60)
    assert "gevonden" in anne.get("/inzichten/vermoedens/")[2].lower()


def test_a_link_is_mailed_after_the_answer(machine):
    made = command(machine.folder, "beheerder", "bea@almere.example", "Bea", "GM0034")
    assert made.returncode == 0, made.stderr
    visitor = Visitor(machine.port)
    token = token_of(visitor.get("/wachtwoord-vergeten/")[2])
    form = {"email": "bea@almere.example"}
    assert visitor.post("/wachtwoord-vergeten/", form, token=token)[0] == 302
    mail = machine.folder / "mail.txt"
    until(lambda: "To: bea@almere.example" in mail.read_text(), seconds=20)
    text = mail.read_text().partition("To: bea@almere.example")[2]
    assert visitor.get(found(r"http://127.0.0.1:\d+(/wachtwoord-kiezen/\S+)", text))[0] == 302


FALL = """
    with asked as (
        insert into taken_taak (id, soort, gegevens, gevraagd_op, stand, voortgang, stap,
                                stop_gevraagd, uitkomst, aanvrager_id)
        select gen_random_uuid(), 'zoek vermoedens', '{"opgave": null}', now(), 'bezig', 40, '',
               false, '', id
        from organisaties_gebruiker where naam = 'Bob' and voorbeeld returning id
    ) select id from asked
"""
"""Bob asked something, and somebody is at it."""


def test_work_of_a_worker_that_was_shot_is_done_by_the_next(machine):
    shoot(machine.worker())
    assert machine.process.wait(20) == 1
    assert "dit ermee ophield: de werker" in (machine.folder / "log").read_text()
    machine.start()
    with psycopg.connect(database_of(machine.folder)) as owner:
        (taak,) = owner.execute(FALL).fetchone()
        # In the same transaction, so that no worker gets it first: its worker is there no more.
        owner.execute(
            "update procrastinate_jobs set status = 'doing' where args ->> 'pk' = %s", [str(taak)]
        )
        owner.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args)"
            " values ('default', 'opvangen', '{\"timestamp\": 0}')"
        )
    stand = "select stand from taken_taak where id = %s"
    until(lambda: one(machine.folder, stand, taak) == "klaar", seconds=60)


def test_what_failed_for_good_is_shown_and_can_be_tried_again(machine):
    number = one(
        machine.folder,
        "insert into procrastinate_jobs (queue_name, task_name, args, status, attempts) values "
        "('default', 'taak', '{\"pk\": \"00000000-0000-0000-0000-000000000000\"}', 'failed', 6) "
        "returning id",
    )
    event = "insert into procrastinate_events (job_id, type) values (%s, 'failed') returning id"
    one(machine.folder, event, number)
    told = command(machine.folder, "taken").stdout
    assert "1 mislukt" in told
    assert f"{number}  taak, 6 keer geprobeerd" in told
    assert "staat weer in de rij" in command(machine.folder, "taken", "opnieuw", str(number)).stdout
    gone = "select count(*) from procrastinate_jobs where id = %s"
    until(lambda: one(machine.folder, gone, number) == 0, seconds=20)
    refused = command(machine.folder, "taken", "weg", str(number))
    assert (refused.returncode, "geen mislukte taak" in refused.stderr) == (1, True)
