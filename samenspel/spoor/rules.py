"""When is the chain whole?"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

START = "0" * 64


class Link(NamedTuple):
    """The columns of one row of the trail that the seal is about."""

    volgnummer: int
    wat: str
    object_id: str
    wie: int | None
    inhoud: str
    vorige: str
    hash: str


def first_break(links: Iterable[Link]) -> str | None:
    """Say where and why the chain is broken, or None when it is whole.

    >>> first_break([])
    >>> seal = sha256((START + '{}').encode()).hexdigest()
    >>> first_break([Link(2, "gemaakt", "x", 1, '{}', START, seal)])
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
        act = json.loads(link.inhoud)
        if (act["wat"], act["object"], act["wie"]) != (link.wat, link.object_id, link.wie):
            return f"De kolommen van gebeurtenis {number} zijn gewijzigd."
    return None
