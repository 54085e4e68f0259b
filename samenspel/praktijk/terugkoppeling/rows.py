"""What is open again, and what waits for the indiener; for any reader."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from samenspel.praktijk.models import Heropening, Knelpunt

Stand = Heropening.Stand


def weer_open() -> QuerySet[Heropening]:
    """Households that are not helped yet, and to whose indiener nobody said what is done now."""
    return Heropening.objects.filter(stand=Stand.OPEN)


def heropeningen_of(knelpunt: Knelpunt) -> QuerySet[Heropening]:
    """All that was opened again about this knelpunt, also about one that went into it."""
    here = Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt)
    return Heropening.objects.filter(here).select_related("organisatie", "knelpunt")


def newest_of_casus() -> QuerySet[Any]:
    """The newest of each casus, the outer query, as one value."""
    told = JSONObject(
        plek="plek", mist="mist", stand="stand", antwoord="antwoord", knelpunt="knelpunt"
    )
    rows = Heropening.objects.filter(casus=OuterRef("pk")).order_by("-gemaakt_op")
    return rows.values(told=told)[:1]


def how_many_open() -> Coalesce:
    """Count what is open again about each knelpunt, the outer query."""
    here = weer_open().filter(knelpunt=OuterRef("pk")).order_by().values("knelpunt")
    counted = here.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
