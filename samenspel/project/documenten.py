"""The docs that are made from the program itself: `python -m samenspel.project.documenten`.

With ``--check`` it changes nothing and fails when a document is out of date.
"""

import os
import sys
from pathlib import Path

import django

DOCS = Path(__file__).parents[2] / "docs"
POLICIES = """
    select tablename, policyname, cmd, coalesce(qual, with_check)
    from pg_policies where schemaname = 'public' order by tablename, cmd, policyname
"""
HEAD = """# Who sees which row

Made from the database by `python -m samenspel.project.documenten`; do not edit.
`mijn_organisaties()`, `mijn_teamopgaven()` and `mijn_partneropgaven()` give what the person
who is signed in belongs to. A table that is not listed is public or Django's own;
`tests/test_building.py` has the reasons.
"""

SLOTS_HEAD = """# Slots: what a page shows of a higher app

Made from `samenspel/project/slots.py` by `python -m samenspel.project.documenten`; do not edit.
[Decision 5](decisions/0005-slots.md) says why there are slots.

| Slot | Opened in | Filled by, in this order |
|---|---|---|"""


def rijbeleid() -> str:
    """Describe every row policy, read from the database itself."""
    from django.db import connection

    lines, table = [HEAD], ""
    with connection.cursor() as cursor:
        cursor.execute(POLICIES)
        for name, policy, command, condition in cursor.fetchall():
            if name != table:
                table = name
                lines.append(f"\n## {table}\n")
            lines.append(f"- **{command.lower()}** ({policy}): `{' '.join(condition.split())}`")
    return "\n".join(lines) + "\n"


def slots() -> str:
    """Describe every slot: the templates that open it, and what fills it there, in order."""
    from samenspel.basis.slots import opened
    from samenspel.project.slots import SLOTS

    where: dict[str, list[str]] = {}
    for name, template in opened():
        where.setdefault(name, []).append(f"`{template}`")
    lines = [SLOTS_HEAD]
    for name, fillers in sorted(SLOTS.items()):
        parts = [
            f"`{one.__module__.split('.')[1]}.{one.__name__}`: {_says(one)}" for one in fillers
        ]
        lines.append(f"| `{name}` | {'<br>'.join(where[name])} | {'<br>'.join(parts)} |")
    return "\n".join(lines) + "\n"


def _says(function: object) -> str:
    return (function.__doc__ or "").splitlines()[0]


def main(arguments: list[str]) -> int:
    """Write the documents, or with --check compare them; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    stale = []
    for name, made in {"rijbeleid.md": rijbeleid(), "slots.md": slots()}.items():
        file = DOCS / name
        if file.exists() and file.read_text() == made:
            continue
        stale.append(name)
        if "--check" not in arguments:
            file.write_text(made)
    if "--check" in arguments and stale:
        print(f"Out of date: {', '.join(stale)}. Run: python -m samenspel.project.documenten")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
