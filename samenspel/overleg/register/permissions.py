"""Who may say that a besluit still holds, now."""

from samenspel.basis import klok
from samenspel.basis.checks import check
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.rules import check_genomen
from samenspel.overleg.register import rules


@check
def check_herzien(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team looks again at what it brought to the table, around the day that was agreed."""
    check_team_of(besluit, by=by)
    check_genomen(besluit.stand)
    today = klok.today()
    rules.check_herzien(besluit.herzien_op, besluit.geldt_van, besluit.geldt_tot, today)
