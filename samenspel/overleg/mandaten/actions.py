"""Give a mandaat, and withdraw it."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker, Orgaan
from samenspel.organisaties.permissions import check_vertegenwoordiger
from samenspel.overleg.common import wait_turn
from samenspel.overleg.mandaten import rules
from samenspel.overleg.mandaten.daden import MandaatDaad
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.permissions import check_intrekken
from samenspel.spoor.actions import record


@transaction.atomic
def geef_mandaat(
    opgave: Opgave,
    gever: Orgaan,
    houder: Gebruiker,
    *,
    onderwerp: str,
    bedrag: int | None,
    begint_op: date,
    eindigt_op: date,
    instructies: str = "",
    by: Gebruiker,
) -> Mandaat:
    """Let `houder` decide in the name of `gever` (Awb 10:1), within subject, amount and period.

    `bedrag` in euro, for everything decided on it together; None is without limit.
    """
    check_vertegenwoordiger(gever.organisatie, by=by)
    require_clean(onderwerp=onderwerp, instructies=instructies)
    rules.check_termijn(begint_op, eindigt_op)
    mandaat = Mandaat.objects.create(
        opgave=opgave,
        gever=gever,
        houder=houder,
        onderwerp=onderwerp,
        bedrag=bedrag,
        begint_op=begint_op,
        eindigt_op=eindigt_op,
        instructies=instructies,
    )
    record(MandaatDaad.GEGEVEN, opgave, by=by, gever=gever.pk, houder=houder.pk, bedrag=bedrag)
    return mandaat


@transaction.atomic
def trek_mandaat_in(mandaat: Mandaat, *, reden: str, by: Gebruiker) -> Mandaat:
    """Withdraw a mandaat from today on (Awb 10:8); what was decided on it stays decided."""
    wait_turn(mandaat.opgave_id)  # a besluit that is being taken may rest on it, or finds it gone
    mandaat = lock(mandaat, check_intrekken, by=by)
    require_clean(reden=reden)
    if not reden.strip():
        raise RuleError("Schrijf op waarom. De houder en het team lezen het.", field="reden")
    mandaat.ingetrokken_op, mandaat.ingetrokken_reden = klok.today(), reden
    mandaat.save(update_fields=["ingetrokken_op", "ingetrokken_reden"])
    record(MandaatDaad.INGETROKKEN, mandaat.opgave, by=by, mandaat=mandaat.pk)
    return mandaat
