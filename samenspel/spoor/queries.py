"""Read the trail."""

from django.db import models
from django.db.models import QuerySet

from samenspel.spoor import rules
from samenspel.spoor.models import Gebeurtenis


def trail(thing: models.Model) -> QuerySet[Gebeurtenis]:
    """What happened to `thing`, first act first."""
    return Gebeurtenis.objects.filter(object_id=thing.pk).select_related("wie")


def first_break() -> str | None:
    """Check every seal of the whole chain (run as owner); None when it is whole."""
    rows = Gebeurtenis.objects.order_by("volgnummer").values_list(
        "volgnummer", "op", "wat", "soort", "object_id", "wie_id", "inhoud", "vorige", "hash"
    )
    return rules.first_break(
        rules.Link._make((*row[:4], str(row[4]), *row[5:]))
        for row in rows.iterator(chunk_size=5000)
    )
