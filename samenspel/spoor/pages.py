"""The spoor of one thing, in sentences."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samenspel.organisaties.models import Gebruiker
from samenspel.spoor.daden import daad_of
from samenspel.spoor.rows import SHOWN

Row = dict[str, str]


@dataclass(frozen=True)
class Gebeurd:
    """One act as a sentence, and when."""

    zin: str
    op: datetime


@dataclass(frozen=True)
class Verteld:
    """What happened to a thing, the latest act first, and whether more happened before."""

    gebeurd: list[Gebeurd]
    meer: bool


def tell(thing: Any, *, viewer: Gebruiker) -> Verteld:
    """Tell what happened to `thing`, a row of `with_spoor`.

    Whoever is not signed in reads no names.
    """
    found = [
        Gebeurd(f"{_who(row, viewer)} {_did(row)}", datetime.fromisoformat(row["op"]))
        for row in thing.spoor
    ]
    return Verteld(found[:SHOWN], len(found) > SHOWN)


def _who(row: Row, viewer: Gebruiker) -> str:
    if row["wie"] is None:
        return "Samenspel"
    return row["wie"] if viewer.is_authenticated else "Iemand"


def _did(row: Row) -> str:
    daad = daad_of(row["soort"], row["wat"])
    if daad is None:
        return row["wat"]
    details = json.loads(row["inhoud"]) | {"organisatie": row["kort"] or "een organisatie"}
    return str(daad.label).format_map(defaultdict(lambda: "...", details))
