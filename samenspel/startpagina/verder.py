"""The clock of the example: go to a later day, and do what happens by itself on the way."""

from datetime import date, timedelta

from django.conf import settings

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Gebruiker
from samenspel.taken.actions import begin

VERDER = "klok verder"
MOST = 120
"""So many days at most at a time: a ladder of three steps fits in it."""


def ga_verder(dagen: int, *, by: Gebruiker) -> date:
    """Put the clock of the example `dagen` forward; returns the day it is then.

    What happens by itself on the days in between is done by a worker (`tasks`).
    """
    if not settings.VOORBEELD:
        raise RuleError("Dit is geen voorbeeld: hier is het de dag die het is.")
    if not 1 <= dagen <= MOST:
        raise RuleError(f"Ga tussen 1 en {MOST} dagen verder.")
    before = klok.today()
    klok.put_forward(dagen)
    after = before + timedelta(days=dagen)
    begin(VERDER, by=by, van=before.toordinal(), tot=after.toordinal())
    return after
