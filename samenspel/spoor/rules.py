"""When is the chain whole?"""

import json
import re
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


class Anker(NamedTuple):
    """Where the chain ended at some moment: a number and its seal, to keep elsewhere."""

    volgnummer: int
    hash: str

    def __str__(self) -> str:
        return f"{self.volgnummer} {self.hash}"

    @classmethod
    def read(cls, text: str) -> "Anker":
        """Read back what `str` wrote; raises ValueError.

        >>> Anker.read(f"0 {START}")  # doctest: +ELLIPSIS
        Anker(volgnummer=0, hash='000...000')
        """
        found = re.fullmatch(r"\s*([0-9]{1,18}) ([0-9a-f]{64})\s*", text)
        if found is None:
            raise ValueError("no anker")
        return cls(int(found[1]), found[2])


def first_break(links: Iterable[Link], *, anker: Anker | None = None) -> str | None:
    """Say where and why the chain is broken, or None when it is whole.

    With an `anker` it also says when the chain is whole, and yet another than it was then.

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
        if anker is not None and number == anker.volgnummer and seal != anker.hash:
            return (
                f"Gebeurtenis {number} heeft een ander zegel dan in het anker: "
                "het spoor is herschreven."
            )
    if anker is not None and number < anker.volgnummer:
        return (
            f"Het anker noemt gebeurtenis {anker.volgnummer}, maar het spoor houdt op bij "
            f"{number}: het einde is weg."
        )
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
