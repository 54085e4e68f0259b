"""What the database itself says: which policies, rights, functions and triggers it has."""

from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from samenspel.basis.database import WEB, WERKER
from samenspel.basis.policy.state import our_models

QUERY = Path(__file__).with_suffix(".sql").read_text()
ORDER = ["tabel", "trigger", "view", "function"]
"""What must go first, when all goes."""

CLOSED = ("", "row security")
"""How a table is shown that lets nothing through, with row security or without."""


class InCatalogue(NamedTuple):
    """One thing in the database: its name, how PostgreSQL writes it, and what removes it."""

    naam: str
    shown: str
    remove: str

    @property
    def kind(self) -> str:
        """The first word of its name."""
        return self.naam.split()[0]


def catalogue(known: set[str]) -> list[InCatalogue]:
    """Return what is `known` by name, and everything else that could let something through.

    That is: a table with rights or policies, a function that acts as its owner, and a trigger on
    one of our tables. Others may keep functions and triggers of their own beside ours.
    """
    ours = [model._meta.db_table for model in our_models()]
    with transaction.atomic(), connection.cursor() as cursor:
        # Everything is written with its schema, whatever the connection finds without.
        cursor.execute("select current_setting('search_path'), set_config('search_path', '', true)")
        before = cursor.fetchone()[0]
        cursor.execute(QUERY, {"roles": [WEB, WERKER], "ours": ours, "known": list(known)})
        found = [InCatalogue._make(row) for row in cursor.fetchall()]
        cursor.execute("select set_config('search_path', %s, true)", [before])
    lets_through = [one for one in found if one.naam in known or one.shown not in CLOSED]
    return sorted(lets_through, key=lambda one: ORDER.index(one.kind))
