"""When is the chain whole?"""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

START = "0" * 64


class Link(NamedTuple):
    """One row of the spoor, its id as text."""

    volgnummer: int
    op: datetime
    wat: str
    soort: str
    object_id: str
    wie: int | None
    inhoud: str
    vorige: str
    hash: str


def first_break(links: Iterable[Link]) -> str | None:
    """Say where and why the chain is broken, or None when it is whole.

    >>> first_break([])
    >>> now = datetime(2026, 1, 1)
    >>> first_break([Link(2, now, "gemaakt", "casus", "x", 1, "{}", START, START)])
    'Na gebeurtenis 0 ontbreekt gebeurtenis 1.'
    """
    number, seal = 0, START
    for link in links:
        number += 1
        if link.volgnummer != number:
            return f"Na gebeurtenis {number - 1} ontbreekt gebeurtenis {number}."
        if link.vorige != seal:
            return f"Gebeurtenis {number} sluit niet aan op de vorige."
        seal = sha256((link.vorige + link.inhoud).encode()).hexdigest()
        if link.hash != seal:
            return f"De inhoud van gebeurtenis {number} is gewijzigd."
        if not _repeated(link):
            return f"De kolommen van gebeurtenis {number} zijn gewijzigd."
    return None


def _repeated(link: Link) -> bool:
    """Do the columns say what is sealed?"""
    try:
        act = json.loads(link.inhoud)
        sealed = act["wat"], act["soort"], act["object"], act["wie"]
        op = datetime.fromisoformat(act["op"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    return op == link.op and sealed == (link.wat, link.soort, link.object_id, link.wie)
