"""Who may withdraw a mandaat, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import check_vertegenwoordiger
from samenspel.overleg.mandaten.models import Mandaat


@check
def check_intrekken(mandaat: Mandaat, *, by: Gebruiker) -> None:
    """Whoever speaks for the giver withdraws a mandaat, once (Awb 10:8)."""
    check_vertegenwoordiger(mandaat.gever.organisatie, by=by)
    if mandaat.ingetrokken_op is not None:
        raise RuleError("Dit mandaat is al ingetrokken.")
