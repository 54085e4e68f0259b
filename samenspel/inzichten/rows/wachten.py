"""What waits on an indiener because of what was found."""

from datetime import date

from django.db.models import F

from samenspel.inzichten.models import Navraag
from samenspel.opgaven.wachten import GEEN_OPGAVE, Lezer, Part, part


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Her casussen in which somebody thinks that a knelpunt plays, and she has not said so."""
    found = Navraag.objects.filter(casus__maker=lezer.gebruiker, stand=Navraag.Stand.OPEN)
    return [
        part(
            found.order_by("gemaakt_op"),
            "navraag",
            pk="casus_id",
            titel="casus__titel",
            opgave=GEEN_OPGAVE,
            over=F("knelpunt__titel"),
            wie=F("maker__naam"),
        )
    ]
