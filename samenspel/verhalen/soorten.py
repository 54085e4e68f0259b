"""The kinds of things of verhalen."""

from django.db.models import QuerySet

from samenspel.basis.soorten import Soort
from samenspel.basis.zoeken import search
from samenspel.verhalen.models import Verhaal


def _read_over(text: str) -> QuerySet[Verhaal]:
    """Only what was read over, also for the team: until then it may name somebody."""
    found: QuerySet[Verhaal] = search(Verhaal.objects.filter(nagelezen_op__isnull=False), text)
    return found


SOORTEN = [Soort(Verhaal, "verhalen", tekst="tekst", vind=_read_over)]
