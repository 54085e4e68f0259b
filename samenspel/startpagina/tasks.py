"""What happens by itself while the clock of the example goes on."""

from datetime import date

from django.conf import settings

from samenspel.basis.errors import RuleError
from samenspel.overleg.tasks import by_night
from samenspel.overzicht.meldingen import zet_meldingen_klaar
from samenspel.startpagina.verder import VERDER
from samenspel.taken.work import Werk, follows


@follows(VERDER)
def verder(werk: Werk, van: int, tot: int) -> str:
    """Do the nightly work of every day from `van` to `tot`, and mail once, on the last."""
    if not settings.VOORBEELD:
        raise RuleError("Dit is geen voorbeeld.")
    for day in range(van + 1, tot + 1):
        by_night(date.fromordinal(day))
    zet_meldingen_klaar(date.fromordinal(tot))
    return "De dagen ertussen zijn verwerkt."
