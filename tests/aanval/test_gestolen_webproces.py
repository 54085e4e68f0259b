"""The stolen web process: somebody can have it ask the database whatever she likes.

She wants to become more than the process is, and to read and write what the pages would not let
her. These tests log in as the process does.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.db import connection

from samenspel.basis.database import WEB, WERKER, url_as
from samenspel.basis.errors import RuleError
from samenspel.basis.login import require_powerless
from tests.databases import address_of

ROLES = [WEB, WERKER]
OTHERS = {WEB: set(), WERKER: {WEB}}


@contextmanager
def logged_in(role: str) -> Iterator[psycopg.Connection]:
    """A connection of such a process, to the database of this test."""
    address = url_as(role, address_of(connection.settings_dict["NAME"]))
    with psycopg.connect(address, autocommit=True) as stolen:
        yield stolen


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "statement",
    [
        "reset role",
        "set role none",
        "set role {owner}",
        "set session authorization default",
        "set session authorization {owner}",
        "select set_config('role', 'none', false)",
        "select set_config('role', '{owner}', false)",
        "select set_config('session_authorization', '{owner}', false)",
        "set role pg_execute_server_program",
        "set role pg_read_all_data",
    ],
)
def test_she_becomes_nobody_else(committed, role, statement):
    with logged_in(role) as stolen:
        (owner,) = stolen.execute(
            "select tableowner from pg_tables where tablename = 'praktijk_casus'"
        ).fetchone()
        with suppress(psycopg.errors.InsufficientPrivilege):
            stolen.execute(statement.format(owner=owner))
        assert stolen.execute("select current_user, session_user").fetchone() == (role, role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to program 'cat'",
        "copy basis_beleid from program 'cat'",
        "select pg_read_file('postgresql.conf')",
        "select lo_import('/etc/passwd')",
        "create table public.mine (id int)",
        "create schema mine",
        "create extension dblink",
        "create role mine superuser",
        "alter role {role} superuser",
        "alter role {role} bypassrls",
        "alter table spoor_gebeurtenis disable trigger weiger",
        "alter table praktijk_casus disable row level security",
        "drop policy may_select on praktijk_casus",
        "create or replace function public.mijn_id() returns bigint language sql as 'select 1'",
        "grant samenspel_werker to samenspel_web",
        "update basis_beleid set code = ''",
        "set track_activities = on",
        "select pg_reload_conf()",
    ],
)
def test_she_changes_nothing_about_the_walls(committed, role, statement):
    with logged_in(role) as stolen, pytest.raises(psycopg.Error):
        stolen.execute(statement.format(role=role))


def test_only_who_started_the_embedded_server_comes_in(committed):
    with psycopg.connect(address_of("postgres")) as owner:
        rules = owner.execute("select type, auth_method, options from pg_hba_file_rules").fetchall()
        names = owner.execute("select map_name, pg_username from pg_ident_file_mappings").fetchall()
        listens = owner.execute("select current_setting('listen_addresses')").fetchone()
    assert rules == [("local", "peer", ["map=samenspel"])]
    assert names == [("samenspel", "all")]
    assert listens == ("",)


def test_what_others_ask_does_not_show(committed):
    with logged_in(WEB) as stolen, logged_in(WEB) as other:
        other.execute("select 'what somebody typed'")
        seen = stolen.execute("select query from pg_stat_activity where usename = %s", [WEB])
        assert {query for (query,) in seen} == {""}


@contextmanager
def playing(role: str, *changes: str) -> Iterator[None]:
    """Be logged in as `role` after these changes, which are undone with the test."""
    with connection.cursor() as cursor:
        for change in changes:
            cursor.execute(change)
        cursor.execute(f"set local session authorization {role}")
        yield
        cursor.execute("set local session authorization default")


@pytest.mark.parametrize("role", ROLES)
def test_our_roles_have_no_powers(db, role):
    with playing(role):
        require_powerless(role)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("alter role {role} superuser", "zij is superuser"),
        ("alter role {role} createrole", "zij mag rollen maken"),
        ("alter role {role} createdb", "zij mag databases maken"),
        ("alter role {role} bypassrls", "zij gaat langs het rijbeleid"),
        ("alter role {role} replication", "zij mag de database kopiëren"),
        ("grant pg_read_all_data to {role}", "zij kan ook zijn: pg_read_all_data"),
        ("create role mine; grant mine to {role}", "zij kan ook zijn: mine"),
        ("create table x (); alter table x owner to {role}", "er is iets van haar"),
        ("grant create on schema public to {role}", "zij mag tabellen maken"),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_a_process_that_could_do_more_does_not_begin(db, role, change, said):
    with playing(role, change.format(role=role)), pytest.raises(RuleError) as refused:
        require_powerless(role)
    assert f"- {said}\n" in refused.value.message
    assert "docs/beheer.md" in refused.value.message


@pytest.mark.parametrize(
    ("command", "role", "status"),
    [
        (["-c", "import samenspel.project.wsgi"], WEB, 3),
        (["-m", "samenspel", "werker"], WERKER, 1),
    ],
)
def test_with_the_address_of_the_owner_nothing_begins(committed, command, role, status):
    address = address_of(connection.settings_dict["NAME"])
    begun = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        env=os.environ | {"DATABASE_URL": address}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert begun.returncode == status
    assert f"- zij heet niet {role}\n" in begun.stderr
    assert "Traceback" not in begun.stderr
