"""Say that a besluit still holds."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten.actions import fresh
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.common import require_future
from samenspel.overleg.register.daden import HerzieningDaad
from samenspel.overleg.register.models import Herziening
from samenspel.overleg.register.permissions import check_herzien
from samenspel.overleg.register.rules import check_volgende
from samenspel.spoor.actions import record


@transaction.atomic
def klopt_nog(besluit: Besluit, *, herzien_op: date, reden: str, by: Gebruiker) -> Herziening:
    """Note that a besluit still holds and why, and when partners look again."""
    besluit = fresh(besluit)
    check_herzien(besluit, by=by)
    require_clean(reden=reden)
    if not reden.strip():
        raise RuleError("Schrijf in een zin waarom het nog klopt.", field="reden")
    require_future(herzien_op, field="herzien_op")
    check_volgende(herzien_op, klok.today())
    made = Herziening.objects.create(
        besluit=besluit, herzien_op=herzien_op, reden=reden, gebruiker=by
    )
    record(HerzieningDaad.HERZIEN, besluit, by=by, herzien_op=herzien_op)
    return made
