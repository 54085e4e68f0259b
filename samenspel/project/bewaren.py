"""Keep all data in one file, and put it back.

Whoever owns the database may do both, and need be no superuser: what only a superuser can make
(extensions, roles) comes from `basis/sql/rollen.sql` and not from the file, and rights come from
the code. The programs are those of the version of the server: older ones refuse it, and newer ones
say things that it does not know.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from samenspel.basis import embedded
from samenspel.basis.database import ROLLEN, data_folder, server_url
from samenspel.basis.errors import RuleError
from samenspel.basis.policy.state import our_models
from samenspel.project import anker
from samenspel.spoor import rows

OF_ROLLEN = re.compile(
    r" (EXTENSION|SCHEMA|DEFAULT ACL|COMMENT - (EXTENSION|SCHEMA)"
    r"|FUNCTION public zonder_accenten)\b"
)
"""What of a backup is there already once `rollen.sql` has run."""


def backup(file: Path, *, overschrijf: bool = False) -> str:
    """Write everything to `file` (PostgreSQL's custom format); says how much of what.

    Beside it comes the anker of the spoor. What is kept in `file` already goes only when
    `overschrijf` says so, and not before there is something in its place.
    """
    if file.is_dir():
        raise RuleError(f"{file} is een map. Noem een bestand.")
    if file.exists() and not overschrijf:
        raise RuleError(f"{file} bestaat al. Kies een andere naam, of geef --overschrijf.")
    at_least = rows.anker()
    new, beside = file.with_name(f"{file.name}.nieuw"), anker.anchor_of(file)
    try:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={new}")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    beside.unlink(missing_ok=True)
    anker.write(beside, at_least)
    return f"Bewaard in {file}: {_counts()}.\nAnker van het spoor, ook in {beside}: {at_least}"


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
        own.execute(ROLLEN.read_text())
    _put_back(file)
    # What was kept by an older version comes up to this one; the rights are laid down.
    call_command("migrate", verbosity=0, interactive=False)
    return f"Teruggezet uit {file}: {_counts()}."


def _put_back(file: Path) -> None:
    listed = _run("pg_restore", "--list", str(file), connect=False).splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".lijst") as wanted:
        wanted.write("\n".join(line for line in listed if not OF_ROLLEN.search(line)))
        wanted.flush()
        _run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--use-list={wanted.name}",
            str(file),
        )


def _run(name: str, *arguments: str, connect: bool = True) -> str:
    """Run a program of PostgreSQL, on our database; the password does not show in its arguments.

    Everybody on this machine can read the arguments of a program, but not its environment.
    """
    known: dict[str, Any] = conninfo_to_dict(server_url())
    password = str(known.pop("password", None) or "")
    database = [f"--dbname={make_conninfo(**known)}"] if connect else []
    result = subprocess.run(
        [program(name, _version()), *database, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
    )
    if result.returncode:
        raise RuleError(f"{name} is mislukt: {result.stderr.strip()}")
    return result.stdout


def _version() -> int:
    with psycopg.connect(server_url()) as asked:
        return asked.info.server_version // 10_000


def program(name: str, version: int) -> Path:
    """Find a program of PostgreSQL in this version: where the server is, Debian's, on PATH."""
    for found in _places(name, version):
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        if re.search(rf"\) {version}\b", said.stdout):
            return found
    raise RuleError(
        f"Hiervoor is {name} van PostgreSQL {version} nodig. Installeer het "
        f"(Debian: postgresql-client-{version}), of zet de map waar het staat vooraan in PATH."
    )


def _places(name: str, version: int) -> Iterator[Path]:
    folders = [embedded.programs(data_folder()), Path(f"/usr/lib/postgresql/{version}/bin")]
    yield from (folder / name for folder in folders if folder and (folder / name).exists())
    if on_path := shutil.which(name):
        yield Path(on_path)


def _counts() -> str:
    """Say of every table of ours that holds something how many rows it has."""
    models = [model for model in our_models() if not model._meta.auto_created]
    counts = {model._meta.verbose_name: model._default_manager.count() for model in models}
    return ", ".join(f"{name}: {count}" for name, count in counts.items() if count)
