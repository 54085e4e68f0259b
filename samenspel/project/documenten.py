"""The docs that are made from the program itself: `python -m samenspel.project.documenten`.

With ``--check`` it changes nothing and fails when a document is out of date.
"""

import os
import sys
from pathlib import Path

import django

DOCS = Path(__file__).parents[2] / "docs"
SLOTS_HEAD = """# Slots: what a page shows of a higher app

Made from `samenspel/project/slots.py` by `python -m samenspel.project.documenten`; do not edit.
[Decision 5](decisions/0005-slots.md) says why there are slots.

| Slot | Opened in | Filled by, in this order |
|---|---|---|"""


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
    from samenspel.basis.policy.paper import functions_paper, paper
    from samenspel.basis.policy.state import state

    stale = []
    documents = {
        "rijbeleid.md": paper(state()),
        "functies.md": functions_paper(state()),
        "slots.md": slots(),
    }
    for name, made in documents.items():
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
