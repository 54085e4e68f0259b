"""Read the spoor."""

from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import JSONField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject

from samenspel.organisaties.models import Organisatie
from samenspel.spoor import rules
from samenspel.spoor.models import Gebeurtenis

SHOWN = 50
"""How many acts a page tells; a besluit of a whole country has more than a thousand."""
Thing = TypeVar("Thing", bound=models.Model)


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


def anker() -> rules.Anker:
    """Where the chain ends now (run as owner or worker)."""
    last = Gebeurtenis.objects.order_by("-volgnummer").values_list("volgnummer", "hash").first()
    return rules.Anker(*last) if last else rules.Anker(0, rules.START)


def first_break(anker: rules.Anker | None = None) -> str | None:
    """Check every seal of the whole chain, and `anker` (run as owner); None when it is whole."""
    rows = Gebeurtenis.objects.order_by("volgnummer").values_list(
        "volgnummer", "op", "wat", "soort", "object_id", "wie_id", "inhoud", "vorige", "hash"
    )
    links = (
        rules.Link._make((*row[:4], str(row[4]), *row[5:]))
        for row in rows.iterator(chunk_size=5000)
    )
    return rules.first_break(links, anker=anker)
