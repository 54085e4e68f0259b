"""Who may do something with what the program found."""

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.inzichten.models import Vermoeden
from samenspel.organisaties.models import Gebruiker


def require_maker(gebruiker: Gebruiker, vermoeden: Vermoeden) -> None:
    """Only whoever searched works on what she found."""
    if vermoeden.maker_id != gebruiker.pk:
        raise NotAllowedError("Alleen wie dit vermoeden vond kan er iets mee doen.")


def require_open(gebruiker: Gebruiker, vermoeden: Vermoeden) -> None:
    """As `require_maker`; and what was decided on is not changed any more."""
    require_maker(gebruiker, vermoeden)
    if vermoeden.stand != Vermoeden.Stand.OPEN:
        raise RuleError("Over dit vermoeden is al beslist. Ververs de bladzijde.")
