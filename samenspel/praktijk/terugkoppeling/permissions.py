"""Who may say whether it helped, and who answers when it did not."""

from samenspel.basis.checks import check
from samenspel.basis.errors import RuleError
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Heropening, Les
from samenspel.praktijk.permissions import check_casus


def has_les(casus: Casus) -> bool:
    """Did a les come of it? The rows of `rows.casussen` bring the answer along."""
    brought: bool | None = getattr(casus, "met_les", None)
    return Les.objects.filter(knelpunt__casussen=casus).exists() if brought is None else brought


@check
def check_terugkoppelen(casus: Casus, *, by: Gebruiker) -> None:
    """The indiener says whether it helped once there is a les."""
    check_casus(casus, by=by)
    if not has_les(casus):
        raise RuleError("Er is nog geen les bij deze casus.")


@check
def check_beantwoorden(heropening: Heropening, *, by: Gebruiker) -> None:
    """The team says what it does for a household that is not helped yet, once."""
    check_team_of(heropening.knelpunt, by=by)
    if heropening.stand != Heropening.Stand.OPEN:
        raise RuleError("Hierop is al geantwoord.")
