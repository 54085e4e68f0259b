"""The whole policy as the code has it: every app's ``beleid.py`` and ``sql/*.sql``.

What an SQL file says is idempotent: ``create or replace`` of functions, views and triggers, each
with a name of its own; what a function is for, in Dutch, for docs/rijbeleid.md; and who may not
call it. `basis/sql/rollen.sql` is no part of it: that is run before there is any table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps

from samenspel.basis.database import ROLLEN, WEB, WERKER
from samenspel.basis.policy.conditions import ModelClass
from samenspel.basis.policy.tables import (
    Also,
    Entry,
    Open,
    Rows,
    choices_checked,
    lines_checked,
    lines_mended,
)

OURS = "samenspel."
MADE = re.compile(
    r"^create or replace (?:(?P<kind>function|view) (?P<name>\w+)"
    r"|trigger (?P<trigger>\w+)[^;]*?\son (?P<table>\w+))",
    re.MULTILINE,
)


@dataclass
class State:
    """All entries in the order of the apps, low to high, and all SQL files."""

    entries: list[Entry] = field(default_factory=list)
    scripts: list[Path] = field(default_factory=list)

    @property
    def rows(self) -> list[Rows]:
        """The tables with a row policy."""
        return [entry for entry in self.entries if isinstance(entry, Rows)]

    @property
    def also(self) -> list[Also]:
        """What is added to them."""
        return [entry for entry in self.entries if isinstance(entry, Also)]

    @property
    def open(self) -> list[Open]:
        """The tables without."""
        return [entry for entry in self.entries if isinstance(entry, Open)]

    def tables(self) -> dict[str, list[str]]:
        """Write for each table what makes it closed but for its policies and rights."""
        made: dict[str, list[str]] = {}
        for rows in self.rows:
            table = rows.model._meta.db_table
            made[table] = [f"alter table {table} enable row level security", *rows.policies()]
            made[table] += _grants(rows)
        for also in self.also:
            made[also.model._meta.db_table] += also.policies()
        for entry in self.open:
            made[entry.model._meta.db_table] = [*_grants(entry)]
        for model in self._models():
            made[model._meta.db_table] += lines_checked(model) + choices_checked(model)
        return made

    def sequences(self) -> dict[str, list[str]]:
        """Let the worker take the next number in tables of others that it may add to."""
        tables = [one.model._meta.db_table for one in self.open if not one.model._meta.managed]
        return {f"{one}_id_seq": [f"grant usage on {one}_id_seq to {WERKER}"] for one in tables}

    def mends(self) -> list[str]:
        """Write what brings the rows of before within what `tables` checks."""
        return [line for model in self._models() for line in lines_mended(model)]

    def _models(self) -> list[ModelClass]:
        return [one.model for one in self.rows] + [one.model for one in self.open]

    def objects(self) -> dict[str, str]:
        """Name each function, view and trigger, with the text of its file."""
        made: dict[str, str] = {}
        for script in self.scripts:
            text = script.read_text()
            for one in MADE.finditer(text):
                if one["trigger"]:
                    name = f"trigger {one['trigger']} op {one['table']}"
                else:
                    name = f"{one['kind']} {one['name']}"
                if name in made:
                    raise ValueError(f"{name} is made twice, the second time in {script}")
                made[name] = text
        return made

    def code(self) -> dict[str, str]:
        """Everything by name: the text from which it is made."""
        made = self.tables() | self.sequences()
        tables = {f"tabel {table}": ";\n".join(statements) for table, statements in made.items()}
        return tables | self.objects()


def _grants(entry: Rows | Open) -> Iterator[str]:
    table = entry.model._meta.db_table
    for rights, role in ((entry.rights, WEB), (entry.werker, WERKER)):
        if rights:
            yield f"grant {rights} on {table} to {role}"


@cache
def state() -> State:
    """Collect what the apps say; they are listed low to high in the settings."""
    found = State()
    for app in apps.get_app_configs():
        if not app.name.startswith(OURS):
            continue
        if find_spec(f"{app.name}.beleid"):
            found.entries += import_module(f"{app.name}.beleid").BELEID
        scripts = sorted((Path(app.path) / "sql").glob("*.sql"))
        found.scripts += [script for script in scripts if script != ROLLEN]
    return found


def our_models() -> list[ModelClass]:
    """Return every model of Samenspel, also those that join two others."""
    return [
        model
        for app in apps.get_app_configs()
        if app.name.startswith(OURS)
        for model in app.get_models(include_auto_created=True)
    ]
