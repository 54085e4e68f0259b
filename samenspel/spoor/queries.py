"""Read the spoor."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import JSONField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject

from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.spoor import rules
from samenspel.spoor.daden import daad_of
from samenspel.spoor.models import Gebeurtenis

SHOWN = 50
"""How many acts a page tells; a besluit of a whole country has more than a thousand."""

Thing = TypeVar("Thing", bound=models.Model)
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


def spoor_of(thing: models.Model) -> QuerySet[Gebeurtenis]:
    """What happened to `thing`, first act first."""
    return Gebeurtenis.objects.filter(object_id=thing.pk).select_related("wie")


def with_spoor(rows: QuerySet[Thing]) -> QuerySet[Thing]:
    """Annotate `rows` with what happened to each, for `tell`; that asks no question more."""
    named = Cast(KeyTextTransform("organisatie", Cast("inhoud", JSONField())), UUIDField())
    organisatie = Organisatie.objects.filter(pk=OuterRef("named")).values("kort")
    acts = Gebeurtenis.objects.filter(object_id=OuterRef("pk")).annotate(named=named)
    columns = JSONObject(
        op="op", wie="wie__naam", wat="wat", soort="soort", inhoud="inhoud", kort="kort"
    )
    told = acts.annotate(kort=Subquery(organisatie)).order_by("-volgnummer").values(json=columns)
    found: QuerySet[Any] = rows.annotate(spoor=ArraySubquery(told[: SHOWN + 1]))
    return found


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
    details = json.loads(row["inhoud"])
    return str(daad.label).format(**details | {"organisatie": row["kort"] or "een organisatie"})


def first_break() -> str | None:
    """Check every seal of the whole chain (run as owner); None when it is whole."""
    rows = Gebeurtenis.objects.order_by("volgnummer").values_list(
        "volgnummer", "op", "wat", "soort", "object_id", "wie_id", "inhoud", "vorige", "hash"
    )
    return rules.first_break(
        rules.Link._make((*row[:4], str(row[4]), *row[5:]))
        for row in rows.iterator(chunk_size=5000)
    )
