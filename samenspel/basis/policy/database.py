"""Lay the policy down in the database, and say where the database differs from the code.

PostgreSQL keeps a condition as it understood it, not as we wrote it, and shows that differently
per version and after a restore. So whatever is laid down gets a row in `basis_beleid`: a digest of
our text, and one of how the catalogue then showed it. Where either is not the same any more, the
code is of another version or somebody changed the database.
"""

from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate, pre_migrate

from samenspel.basis.database import WEB, WERKER
from samenspel.basis.errors import RuleError
from samenspel.basis.policy.catalogue import catalogue
from samenspel.basis.policy.state import state

SEALS = "basis_beleid"
"""Made here, not by a migration: a test that empties the tables of the models leaves it."""
MAKE_SEALS = f"""
    create table if not exists {SEALS} (naam text primary key, code text, catalogus text);
    grant select on {SEALS} to {WEB}, {WERKER};
    delete from {SEALS};
"""
LOCK = 20261123
SHOWN = 10


def differences() -> list[str]:
    """Say in Dutch what the database has that the code has not, or the other way round."""
    code = _code()
    found = {one.naam: one.shown for one in catalogue(set(code))}
    sealed = _sealed()
    said = []
    for naam in sorted(code.keys() | found.keys()):
        if naam not in code:
            said.append(f"{naam} hoort er niet te zijn")
        elif naam not in found:
            said.append(f"{naam} ontbreekt")
        elif naam not in sealed or sealed[naam][0] != _digest(code[naam]):
            said.append(f"{naam} is van een andere versie")
        elif sealed[naam][1] != _digest(found[naam]):
            said.append(f"{naam} is in de database veranderd")
    return said


def require_laid_down() -> None:
    """Refuse to go on when the rights in the database are not those of this code."""
    if found := differences():
        more = [f"en nog {len(found) - SHOWN}"] if len(found) > SHOWN else []
        raise RuleError(
            "Samenspel start niet: de rechten in de database zijn niet die van deze versie.\n"
            + "".join(f"- {one}\n" for one in found[:SHOWN] + more)
            + "Draai `samenspel start` of `python manage.py migrate`; die leggen ze weer vast."
        )


def lay_down() -> bool:
    """Make the database as the code says, all or nothing; was there anything to do?

    Everything is made anew: that takes some tenths of a second, and nothing of before can stay
    behind.
    """
    with transaction.atomic():
        _run(f"select pg_advisory_xact_lock({LOCK})")
        if not differences():
            return False
        # First, for a vacuum that already reads a table would wait for us, and we for it.
        _run(f"lock table {', '.join(sorted(state().tables()))} in access exclusive mode")
        for one in catalogue(set(_code())):
            _run(one.remove)
        _run(*state().mends())  # while no trigger or policy stands in the way
        _build()
        _seal()
        if left := differences():
            raise RuntimeError(f"The policy cannot be laid down: {left}")
    return True


def lift() -> None:
    """Drop every policy, view and check of choices, so that a migration may change their columns.

    Row security stays on: until `lay_down` the web role sees no row.
    """
    views = [naam.removeprefix("view ") for naam in _code() if naam.startswith("view ")]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            select format('drop policy %%I on %%I.%%I', policyname, schemaname, tablename)
            from pg_policies where schemaname = 'public'
            union all
            select format('alter table %%s drop constraint een_keuze', conrelid::regclass)
            from pg_constraint where conname = 'een_keuze'
            union all
            select format('drop view %%I.%%I', schemaname, viewname)
            from pg_views where schemaname = 'public' and viewname = any (%s)
            """,
            [views],
        )
        _run(*(statement for (statement,) in cursor.fetchall()))


def follow_migrations() -> None:
    """Lift the policy before migrations, and lay it down after every `migrate`.

    Django sends these signals once for each app; that of the content types will do.
    """
    from django.apps import apps

    sender = apps.get_app_config("contenttypes")
    pre_migrate.connect(_before_migrations, sender=sender)
    post_migrate.connect(_after_migrations, sender=sender)


def _before_migrations(*, using: str, plan: list[Any], **_: Any) -> None:
    if using == DEFAULT_DB_ALIAS and plan:
        lift()


def _after_migrations(*, using: str, **_: Any) -> None:
    if using != DEFAULT_DB_ALIAS:
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        lay_down()


def _build() -> None:
    """Make functions, views and triggers, then what each table lets through.

    The files are run twice: functions may call each other in any order, and yet PostgreSQL has
    read what is in all of them.
    """
    # What is made from now on is closed to these roles, until it is given.
    from_now_on = "alter default privileges in schema public revoke all on"
    _run(*(f"{from_now_on} {things} from {WEB}, {WERKER}" for things in ("tables", "sequences")))
    scripts = [script.read_text() for script in state().scripts]
    _run("set local check_function_bodies = off", *scripts)
    _run("set local check_function_bodies = on", *scripts)
    for statements in (state().tables() | state().sequences()).values():
        _run(*statements)
    _run(MAKE_SEALS)


def _seal() -> None:
    code = _code()
    rows = [(one.naam, _digest(code[one.naam]), _digest(one.shown)) for one in catalogue(set(code))]
    with connection.cursor() as cursor:
        cursor.executemany(f"insert into {SEALS} values (%s, %s, %s)", rows)


def _sealed() -> dict[str, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [SEALS])
        if cursor.fetchone() == (None,):
            return {}
        cursor.execute(f"select naam, code, catalogus from {SEALS}")
        return {naam: (code, shown) for naam, code, shown in cursor.fetchall()}


def _code() -> dict[str, str]:
    return state().code() | {f"tabel {SEALS}": MAKE_SEALS}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
