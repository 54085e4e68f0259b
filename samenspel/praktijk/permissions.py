"""Who may change a casus (and its doorbraakplan) or a knelpunt."""

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import is_lid
from samenspel.praktijk.models import Casus, Knelpunt


def may_change_casus(gebruiker: Gebruiker, casus: Casus) -> bool:
    """Only the indiener; her colleagues may read along."""
    return casus.maker_id == gebruiker.pk and is_lid(gebruiker, casus.organisatie)


def require_may_change_casus(gebruiker: Gebruiker, casus: Casus) -> None:
    """As `may_change_casus`, but with an error for the gebruiker."""
    if not may_change_casus(gebruiker, casus):
        raise NotAllowedError("Alleen wie de casus heeft beschreven kan hem wijzigen.")


def may_change_knelpunt(gebruiker: Gebruiker, knelpunt: Knelpunt) -> bool:
    """The programmateam of its opgave, or the one who named it."""
    return is_teamlid(gebruiker, knelpunt.opgave_id) or (
        knelpunt.maker_id == gebruiker.pk and is_lid(gebruiker, knelpunt.organisatie)
    )


def require_may_change_knelpunt(gebruiker: Gebruiker, knelpunt: Knelpunt) -> None:
    """As `may_change_knelpunt`, but with an error for the gebruiker."""
    if not may_change_knelpunt(gebruiker, knelpunt):
        raise NotAllowedError(
            "Alleen het programmateam en wie het knelpunt noemde kunnen het wijzigen."
        )
