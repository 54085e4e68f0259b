"""What an app's ``beleid.py`` is made of: a list `BELEID` with one entry for each table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samenspel.basis.database import WERKER
from samenspel.basis.policy.conditions import NIEMAND, Condition, ModelClass
from samenspel.basis.regel import BREAKS, EenRegelField

ALL = "select, insert, update, delete"


@dataclass(frozen=True)
class Rows:
    """A table of which the database decides row by row who may do what.

    Whoever changes or removes a row must be able to read it: PostgreSQL itself asks that only of
    a statement that reads a column, so without it ``update ... set zichtbaarheid = 'openbaar'``
    would reach rows that are closed to her. The changed row must fit `update` too, or `becomes`
    where that is given. `rights` is what the web role is granted at all; `werker` is what the
    worker may do by itself with every row, for nobody in particular.
    """

    model: ModelClass
    read: Condition
    insert: Condition = NIEMAND
    update: Condition = NIEMAND
    delete: Condition = NIEMAND
    becomes: Condition | None = None
    rights: str = ALL
    werker: str = ""

    def policies(self) -> Iterator[str]:
        """Write a policy for each command that somebody may give."""
        table = self.model._meta.db_table
        read = self.read.sql(self.model, table)
        yield _policy("may_select", table, "select", using=read)
        if self.insert is not NIEMAND:
            yield _policy("may_insert", table, "insert", check=self.insert.sql(self.model, table))
        if self.update is not NIEMAND:
            using = f"({read}) and ({self.update.sql(self.model, table)})"
            becomes = (self.becomes or self.update).sql(self.model, table)
            yield _policy("may_update", table, "update", using=using, check=becomes)
        if self.delete is not NIEMAND:
            using = f"({read}) and ({self.delete.sql(self.model, table)})"
            yield _policy("may_delete", table, "delete", using=using)
        if self.werker:
            yield f"create policy werker on {table} to {WERKER} using (true)"


@dataclass(frozen=True)
class Also:
    """What a higher app adds to the `Rows` of a lower one: who else may read or add."""

    model: ModelClass
    name: str
    read: Condition = NIEMAND
    insert: Condition = NIEMAND

    def policies(self) -> Iterator[str]:
        """Write it as policies: PostgreSQL lets through what one of a table's policies does."""
        table = self.model._meta.db_table
        if self.read is not NIEMAND:
            yield _policy(self.name, table, "select", using=self.read.sql(self.model, table))
        if self.insert is not NIEMAND:
            yield _policy(self.name, table, "insert", check=self.insert.sql(self.model, table))


@dataclass(frozen=True)
class Open:
    """A table without row policy, and why.

    `rights` is what the web role may do with all of it, `werker` what the worker may.
    """

    model: ModelClass
    waarom: str
    rights: str = "select"
    werker: str = ""


Entry: TypeAlias = Rows | Also | Open


def _policy(name: str, table: str, command: str, *, using: str = "", check: str = "") -> str:
    using = f" using ({using})" if using else ""
    check = f" with check ({check})" if check else ""
    return f"create policy {name} on {table} for {command}{using}{check}"


def lines_mended(model: ModelClass) -> list[str]:
    """Write what folds the texts of one line that were stored before they had to be."""
    table = model._meta.db_table
    return [
        f"update {table} set {name} = btrim(regexp_replace({name}, '({BREAKS}|\\s)+', ' ', 'g'))"
        f" where {name} ~ '{BREAKS}'"
        for name in _lines(model)
    ]


def lines_checked(model: ModelClass) -> list[str]:
    """Write what refuses a break in a text of one line, whoever stores it."""
    checks = " and ".join(f"{name} !~ '{BREAKS}'" for name in _lines(model))
    table = model._meta.db_table
    return [f"alter table {table} add constraint een_regel check ({checks})"] if checks else []


def choices_checked(model: ModelClass) -> list[str]:
    """Write what refuses a value that is none of the choices of its column.

    Pages look up a choice without asking whether it is one. Rows of before stay as they are: which
    choice they should have had, a migration must say. Tables of others are not ours to check.
    """
    choices = _choices(model) if model._meta.managed else []
    checks = " and ".join(f"({check})" for check in choices)
    table = model._meta.db_table
    add = f"alter table {table} add constraint een_keuze check ({checks}) not valid"
    return [add] if checks else []


def _lines(model: ModelClass) -> list[str]:
    fields = model._meta.local_concrete_fields
    return [field.attname for field in fields if isinstance(field, EenRegelField)]


def _choices(model: ModelClass) -> Iterator[str]:
    for field in model._meta.local_concrete_fields:
        many = isinstance(field, ArrayField)
        one = field.base_field if isinstance(field, ArrayField) else field
        if not isinstance(one, models.CharField) or not one.flatchoices:
            continue
        allowed = [str(value) for value, _ in one.flatchoices] + [""] * one.blank
        listed = ", ".join(f"'{value}'" for value in dict.fromkeys(allowed))
        yield f"{field.column} {f'<@ array[{listed}]::varchar[]' if many else f'in ({listed})'}"
