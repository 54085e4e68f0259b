"""Whatever is shot in the middle of writing: what was acknowledged is there, and nothing half."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from samenspel.basis.database import ROLLEN
from tests.aanval import stroomuitval
from tests.machine import ROOT, Machine, command, database_of

POLICIES = """
    select tablename, policyname, cmd, qual is null, with_check is null from pg_policies
    order by 1, 2
"""
"""Not their text: PostgreSQL writes the same condition differently once it was put back."""
RIGHTS = """
    select table_name, privilege_type from information_schema.role_table_grants
    where grantee = 'samenspel_web' and table_schema = 'public' order by 1, 2
"""


@pytest.fixture(scope="module")
def folder():
    """A data folder of its own; not in tmp_path, where the database's user cannot come."""
    made = ROOT / "var" / "test-storing"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def machine(folder):
    """Samenspel with its example, serving."""
    machine = Machine(folder, SAMENSPEL_WERKER="1")
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


def look(folder: Path, statement: str) -> list[tuple]:
    """Read as owner from the database in `folder`."""
    with psycopg.connect(database_of(folder)) as connection:
        return connection.execute(statement).fetchall()


def test_nothing_acknowledged_is_lost(machine, folder):
    outcome = stroomuitval.attack(machine, folder, list(stroomuitval.TARGETS))
    assert outcome.harmless, outcome
    assert outcome.acknowledged >= 12
    ruled = command(folder, "controleer")
    assert (ruled.returncode, "0 gebreken" in ruled.stdout) == (0, True), ruled.stdout


def test_a_backup_put_back_elsewhere_holds_the_same(machine, folder):
    file, other = folder / "alles.backup", folder / "elders"
    kept = command(folder, "backup", str(file))
    assert kept.returncode == 0, kept.stderr
    said, anchored = kept.stdout.splitlines()
    counts = said.split(": ", 1)[1]
    back = command(other, "restore", str(file))
    assert back.returncode == 0, back.stderr
    assert counts in back.stdout
    assert "Het spoor is heel" in back.stdout
    assert f"Anker: {anchored.rpartition(': ')[2]}" in back.stdout
    again = command(other, "restore", str(file))
    assert again.returncode == 1
    assert "niet leeg" in again.stderr
    second = Machine(other)
    try:
        second.start()  # the page it waits for is read by the web role
        for same in (POLICIES, RIGHTS):
            assert look(other, same) == look(folder, same) != []
    finally:
        second.stop()


def test_an_owner_without_power_puts_it_back(machine, folder):
    """On the same server: the rights come from the code, what she may not make was made before."""
    with psycopg.connect(database_of(folder), autocommit=True) as superuser:
        superuser.execute("create role gewoon login")
        superuser.execute("create database gewoon owner gewoon")
    address = urlsplit(database_of(folder))
    with psycopg.connect(address._replace(path="/gewoon").geturl(), autocommit=True) as superuser:
        superuser.execute(ROLLEN.read_text())
    owner = address._replace(netloc="gewoon@", path="/gewoon").geturl()
    file = folder / "gewoon.backup"
    for arguments in (("backup", file), ("restore", file), ("spoor", "verifieer")):
        where = {} if arguments[0] == "backup" else {"DATABASE_URL": owner}
        done = command(folder, *map(str, arguments), **where)
        assert done.returncode == 0, done.stderr
    with psycopg.connect(owner) as asked:
        for same in (POLICIES, RIGHTS):
            assert asked.execute(same).fetchall() == look(folder, same) != []
        owners = "select distinct tableowner from pg_tables where schemaname = 'public'"
        assert asked.execute(owners).fetchall() == [("gewoon",)]
    kept = command(folder, "backup", str(folder / "weer.backup"), DATABASE_URL=owner)
    assert kept.returncode == 0, kept.stderr


def test_what_is_written_is_for_nobody_else_on_this_machine(machine, folder):
    """But the style sheets, which everybody gets; the server may be another user, and passes."""
    written = {one for one in folder.rglob("*") if "static" not in one.parts}
    assert {"geheim", "log", "alles.backup", "postgres"} <= {one.name for one in written}
    open_to_all = {one for one in written if one.stat().st_mode & 0o066 and not one.is_socket()}
    assert open_to_all == set()
    assert (folder / "elders").stat().st_mode & 0o066 == 0


def test_the_commands_of_whoever_keeps_it_running(machine, folder):
    def told(*arguments: str) -> str:
        done = command(folder, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "restore" in told("--help")
    assert "Niets veranderd" in told("registers", "laad")
    assert "was er al" in told("voorbeeld", "laad")
    assert "met alles wat eraan hing" in told("voorbeeld", "verwijder")
    assert "Het voorbeeld is geladen" in told("voorbeeld", "laad")
    assert "vragen een trede hoger" in told("termijnen", "verwerk", "--op", "2027-06-01")
    assert "Het spoor is heel" in told("spoor", "verifieer")
    anchored = told("spoor", "anker", str(folder / "nu.anker"))
    assert anchored.rpartition(": ")[2] in told("spoor", "verifieer")
    assert "Het spoor is heel" in told("spoor", "verifieer", "--anker", str(folder / "nu.anker"))
    refused = command(folder, "restore", "bestaat-niet")
    assert (refused.returncode, refused.stderr.strip()) == (1, "bestaat-niet bestaat niet.")


def test_production_does_not_start_with_what_is_meant_for_the_example(folder):
    refused = command(folder, "start", SAMENSPEL_MODUS="productie", SAMENSPEL_VOORBEELD="1")
    assert refused.returncode == 1
    assert "Zet SAMENSPEL_VOORBEELD uit" in refused.stderr
    assert "Geef SAMENSPEL_GEHEIM een eigen, willekeurige waarde" in refused.stderr
