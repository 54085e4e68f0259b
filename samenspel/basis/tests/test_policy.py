"""The rights in the database are those of the code, and nothing else."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from samenspel.basis.database import WEB, server_url, url_as
from samenspel.basis.errors import RuleError
from samenspel.basis.policy import database
from samenspel.basis.policy.catalogue import catalogue
from samenspel.basis.policy.paper import (
    BY_THEMSELVES,
    CALLED_BY_WEB,
    INSIDE,
    functions_paper,
    told_of,
)
from samenspel.basis.policy.state import MADE, our_models, state
from samenspel.basis.policy.tables import Rows
from samenspel.organisaties.models import Zichtbaar
from tests import factories

NO_STATEMENT = re.compile(r"^\s*--.*?$|\$\$.*?\$\$|'.*?'", re.MULTILINE | re.DOTALL)
"""A comment, a body or a sentence, in which a semicolon ends nothing."""


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def shown() -> dict[str, str]:
    return {one.naam: one.shown for one in catalogue(set(state().code()))}


def test_the_database_is_as_the_code_says(db):
    assert database.differences() == []
    assert database.lay_down() is False


def test_what_is_there_is_what_the_code_makes_whatever_is_noted_down(db):
    before = shown()
    with undone():
        run(f"delete from {database.SEALS}")
        assert len(database.differences()) == len(before)
        assert database.lay_down() is True
        assert shown() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("alter policy may_select on praktijk_casus using (true)", "tabel praktijk_casus"),
        ("alter policy may_select on praktijk_casus to samenspel_web", "tabel praktijk_casus"),
        ("drop policy may_insert on praktijk_casus", "tabel praktijk_casus"),
        ("create policy meer on praktijk_casus using (true)", "tabel praktijk_casus"),
        ("alter table praktijk_casus disable row level security", "tabel praktijk_casus"),
        ("alter table praktijk_casus force row level security", "tabel praktijk_casus"),
        ("grant truncate on praktijk_casus to samenspel_web", "tabel praktijk_casus"),
        ("grant select on praktijk_casus to public", "tabel praktijk_casus"),
        ("grant update (titel) on verhalen_verhaal to samenspel_web", "tabel verhalen_verhaal"),
        ("grant update on organisaties_regeling to samenspel_web", "tabel organisaties_regeling"),
        ("grant select on auth_group to samenspel_web", "tabel auth_group"),
        ("grant select on verhalen_aangewezen to public", "tabel verhalen_aangewezen"),
        ("alter table praktijk_les drop constraint een_regel", "tabel praktijk_les"),
        ("alter table praktijk_knelpunt drop constraint een_keuze", "tabel praktijk_knelpunt"),
        ("grant select (email) on organisaties_account to samenspel_web",
         "tabel organisaties_account"),
        ("grant update on organisaties_gebruiker to samenspel_web", "tabel organisaties_gebruiker"),
        ("grant select on verhalen_verhaal to samenspel_werker", "tabel verhalen_verhaal"),
        ("create table x (); grant select on x to samenspel_web", "tabel x"),
        ("create view x as select 1; grant select on x to samenspel_web", "tabel x"),
        ("alter function mijn_id() volatile", "function mijn_id"),
        ("alter function mijn_stem() reset search_path", "function mijn_stem"),
        ("revoke execute on function mijn_stem() from public", "function mijn_stem"),
        ("grant execute on function namens(bigint) to samenspel_web", "function namens"),
        ("grant execute on function account_voor(text, text) to public", "function account_voor"),
        ("create function mijn_id(int) returns int language sql return 1", "function mijn_id"),
        ("create function x() returns int language sql security definer return 1", "function x"),
        ("drop function knelpunt_stap(uuid)", "function knelpunt_stap"),
        ("alter table spoor_gebeurtenis disable trigger weiger",
         "trigger weiger op spoor_gebeurtenis"),
        ("drop trigger weiger on spoor_gebeurtenis", "trigger weiger op spoor_gebeurtenis"),
        ("create trigger x before insert on praktijk_casus execute function spoor_weiger()",
         "trigger x op praktijk_casus"),
        ("create or replace view verhalen_aangewezen as"
         " select verhaal_id, knelpunt_id from verhalen_aanwijzing", "view verhalen_aangewezen"),
    ],
)  # fmt: skip
def test_whatever_somebody_changes_is_seen_and_put_right(db, statement, said):
    before = shown()
    run(statement)
    assert [one.startswith(f"{said} ") for one in database.differences()] == [True]
    with pytest.raises(RuleError, match=f"(?s)start niet.*- {re.escape(said)} .*migrate"):
        database.require_laid_down()
    assert database.lay_down() is True
    assert shown() == before


def test_a_title_from_before_is_brought_onto_one_line(db):
    wet = factories.regeling()
    run("alter table organisaties_regeling drop constraint een_regel")
    run(r"update organisaties_regeling set naam = E'Wet\r\n\tmet een  regel\u2028te veel\n'")
    assert database.lay_down() is True
    wet.refresh_from_db()
    assert wet.naam == "Wet met een regel te veel"


def test_no_statement_stores_what_is_none_of_the_choices(db):
    factories.regeling()
    for change in ("ruimte = 'veel'", "ruimte = ''", "niveaus = '{lokaal,eu}'"):
        with pytest.raises(IntegrityError, match="een_keuze"), transaction.atomic():
            run(f"update organisaties_regeling set {change}")
    run("update organisaties_regeling set niveaus = '{lokaal,landelijk}'")


def test_a_choice_from_before_stays_until_a_migration_mends_it(db):
    wet = factories.regeling()
    run("alter table organisaties_regeling drop constraint een_keuze")
    run("update organisaties_regeling set ruimte = 'veel'")
    assert database.lay_down() is True
    database.lift()
    run("update organisaties_regeling set ruimte = 'ja'")
    assert database.lay_down() is True
    wet.refresh_from_db()
    assert wet.ruimte == "ja"


def test_what_is_made_later_is_closed_to_the_web_role(db):
    with undone():
        run("alter default privileges in schema public grant select on tables to samenspel_web")
        run(f"delete from {database.SEALS}")
        database.lay_down()
        run("create table x ()")
        assert database.differences() == []


def test_functions_and_triggers_of_others_stay(db):
    with undone():
        run("create function x() returns int language sql return 1")
        run(
            "create table x (); create trigger x before insert on x execute function spoor_weiger()"
        )
        assert database.differences() == []


def test_another_version_of_the_code_is_seen(db, monkeypatch):
    monkeypatch.setitem(state().entries[0].__dict__, "rights", "select")
    assert database.differences() == ["tabel organisaties_lidmaatschap is van een andere versie"]


def test_the_web_role_can_see_that_the_rights_are_right(as_user):
    with as_user(None):
        assert database.differences() == []


def test_while_migrations_run_columns_can_change_and_nobody_sees_a_row(as_user):
    with undone():
        database.lift()
        run("alter table praktijk_casus alter zichtbaarheid type varchar(20)")
        with as_user(None):
            run("select from praktijk_casus")
        with connection.cursor() as cursor:
            cursor.execute("select bool_and(relrowsecurity) from pg_class"
                           " where oid = 'praktijk_casus'::regclass")  # fmt: skip
            assert cursor.fetchone() == (True,)
        assert any("tabel praktijk_casus" in one for one in database.differences())


def test_migrate_lays_it_down_when_all_migrations_ran_and_not_before(db):
    with undone():
        run("drop policy may_select on praktijk_casus")
        run(
            "delete from django_migrations where id = "
            "(select max(id) from django_migrations where app = 'inzichten')"
        )
        call_command("migrate", "praktijk", verbosity=0)
        assert database.differences() == ["tabel praktijk_casus is in de database veranderd"]
        call_command("migrate", "inzichten", fake=True, verbosity=0)
        assert database.differences() == []


def test_a_worker_refuses_to_serve_a_database_that_is_not_ready(db):
    name = f"{connection.settings_dict['NAME']}_leeg"
    url = urlsplit(server_url())._replace(path=f"/{name}").geturl()
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(f"drop database if exists {name}")
        server.execute(f"create database {name}")
        try:
            worker = subprocess.run(
                [sys.executable, "-c", "import samenspel.project.wsgi"],
                env=os.environ | {"DATABASE_URL": url_as(WEB, url)}, capture_output=True, text=True,
            )  # fmt: skip
        finally:
            server.execute(f"drop database {name} with (force)")
    assert worker.returncode == 3
    assert "Samenspel start niet: de rechten in de database zijn niet" in worker.stderr
    assert "Draai `samenspel start`" in worker.stderr
    assert "Traceback" not in worker.stderr


def test_every_table_is_named_once():
    named = [entry.model for entry in [*state().rows, *state().open]]
    assert len(named) == len(set(named))
    assert set(our_models()) <= set(named)


def test_work_of_organisaties_always_has_row_policy():
    assert [entry.model for entry in state().open if issubclass(entry.model, Zichtbaar)] == []


def test_what_is_added_is_added_to_a_table_with_row_policy():
    protected = {entry.model for entry in state().entries if isinstance(entry, Rows)}
    assert {also.model for also in state().also} <= protected
    names = [(also.model, also.name) for also in state().also]
    assert len(names) == len(set(names))


def test_sql_files_can_be_run_again():
    assert state().scripts
    for script in state().scripts:
        text = NO_STATEMENT.sub("", script.read_text())
        statements = [one.strip() for one in text.split(";") if one.strip()]
        assert {" ".join(one.split()[:3]) for one in statements} <= {
            "create or replace",
            "comment on function",
            "revoke execute on",
            "grant execute on",
        }, script
        made = len(MADE.findall(script.read_text()))
        assert made == sum(one.startswith("create") for one in statements), script


def test_every_function_that_acts_as_its_owner_is_explained_and_fixes_where_it_looks(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname, obj_description(oid), proconfig from pg_proc"
            " where pronamespace = 'public'::regnamespace and prosecdef"
        )
        found = cursor.fetchall()
    assert {name: told for name, told, _ in found} == dict(told_of(state()))
    assert {tuple(config) for _, _, config in found} == {("search_path=public, pg_temp",)}


def test_the_page_of_functions_says_who_can_call_them(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname, case when prorettype = 'trigger'::regtype then %s"
            " when has_function_privilege('samenspel_web', oid, 'execute') then %s else %s end"
            " from pg_proc where pronamespace = 'public'::regnamespace and prosecdef",
            [BY_THEMSELVES, CALLED_BY_WEB, INSIDE],
        )
        found = dict(cursor.fetchall())
    said, under = {}, ""
    for line in functions_paper(state()).splitlines():
        under = line.removeprefix("## ") if line.startswith("## ") else under
        if line.startswith("- `"):
            said[line.split("`")[1]] = under
    assert said == found
