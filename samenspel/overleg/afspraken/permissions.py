"""Who may carry out an afspraak, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.models import Inzet
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import is_lid, speaks_for
from samenspel.overleg.afspraken.models import Afspraak


@check
def check_afronden(afspraak: Afspraak, *, by: Gebruiker) -> None:
    """The eigenaar, whoever speaks for her organisatie, and the team finish it, once."""
    if not (
        (afspraak.eigenaar_id == by.pk and is_lid(by, afspraak.organisatie))
        or is_teamlid(by, afspraak.opgave_id)
        or speaks_for(by, afspraak.organisatie)
    ):
        raise NotAllowedError(f"Alleen {afspraak.eigenaar} of het team kan deze afspraak afronden.")
    if afspraak.gedaan_op is not None:
        raise RuleError("Deze afspraak is al afgerond.")


@check
def check_beginnen(afspraak: Afspraak, *, by: Gebruiker) -> None:
    """Whoever may finish it says that the work has begun, once."""
    check_afronden(afspraak, by=by)
    if afspraak.inzet.stand != Inzet.Stand.GEPLAND:
        raise RuleError("Deze inzet is al begonnen.")
