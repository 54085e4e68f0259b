"""What waits on an indiener."""

from datetime import date

from django.db.models import Exists, OuterRef

from samenspel.opgaven.wachten import GEEN_OPGAVE, Lezer, Part, part
from samenspel.praktijk.models import Casus, Heropening, Les


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Her casussen that she must bring in, or of which she must say whether a les helped."""
    mine = Casus.objects.filter(maker=lezer.gebruiker).order_by("-gemaakt_op")
    les = Les.objects.filter(knelpunt__casussen=OuterRef("pk"))
    unanswered = mine.filter(Exists(les), ingebracht_op__isnull=False, geholpen="")
    answered = mine.filter(heropeningen__stand=Heropening.Stand.BEANTWOORD)
    return [
        part(mine.filter(ingebracht_op=None), "concept", opgave=GEEN_OPGAVE),
        part(unanswered, "les"),
        part(answered, "heropening_beantwoord"),
    ]


VAN_ANDEREN = frozenset({"heropening_open"})
"""The kinds of `van_anderen`: here the reader waits herself."""


def van_anderen(lezer: Lezer) -> list[Part]:
    """Her casussen that are open again, until the team answers her."""
    mine = Casus.objects.filter(maker=lezer.gebruiker).order_by("-gemaakt_op")
    return [part(mine.filter(heropeningen__stand=Heropening.Stand.OPEN), "heropening_open")]
