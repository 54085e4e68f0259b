"""How besluiten follow on each other, for any reader."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from samenspel.overleg.besluiten.models import Besluit, Opvolging
from samenspel.overleg.besluiten.rules import NEXT_STAND
from samenspel.overleg.titels import titel_of


def with_opvolging(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate what each does with others (`eerdere`), and others with it (`latere`).

    As far as its reader may see those.
    """
    own = Opvolging.objects.filter(besluit=OuterRef("pk")).order_by("pk")
    running = (Besluit.Stand.GENOMEN, *NEXT_STAND)
    others = Opvolging.objects.filter(eerder=OuterRef("pk"), besluit__stand__in=running)
    others = others.order_by("besluit__geldt_van", "pk")
    said = {"aard": "aard", "deel": "deel"}
    earlier = JSONObject(**said, pk="eerder_id", titel=titel_of(Besluit, "eerder_id"))
    later = JSONObject(
        **said,
        pk="besluit_id",
        titel="besluit__titel",
        stand="besluit__stand",
        van="besluit__geldt_van",
    )
    found: QuerySet[Any] = rows.annotate(
        eerdere=ArraySubquery(own.values(json=earlier)),
        latere=ArraySubquery(others.values(json=later)),
    )
    return found


def with_herzieningen(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate when partners looked again and it still held (`klopte`)."""
    again = Besluit.objects.filter(pk=OuterRef("pk"), herzieningen__isnull=False)
    told = JSONObject(op="herzieningen__op", reden="herzieningen__reden")
    ordered = again.order_by("herzieningen__op", "herzieningen__pk")
    found: QuerySet[Any] = rows.annotate(klopte=ArraySubquery(ordered.values(json=told)))
    return found
