"""Who may do something with what the program found, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.inzichten.models import Navraag, Vermoeden
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.permissions import check_casus


@check
def check_open(vermoeden: Vermoeden, *, by: Gebruiker) -> None:
    """Whoever searched works on what she found, until it is decided."""
    _check_maker(vermoeden, by=by)
    if vermoeden.stand != Vermoeden.Stand.OPEN:
        raise RuleError("Over dit vermoeden is al beslist.")


@check
def check_heropenen(vermoeden: Vermoeden, *, by: Gebruiker) -> None:
    """Whoever rejected it looks at it again."""
    _check_maker(vermoeden, by=by)
    if vermoeden.stand != Vermoeden.Stand.AFGEWEZEN:
        raise RuleError("Dit vermoeden is niet afgewezen.")


@check
def check_navraag(navraag: Navraag, *, by: Gebruiker) -> None:
    """Only the indiener of a casus says whether a knelpunt plays in it."""
    check_casus(navraag.casus, by=by)


def _check_maker(vermoeden: Vermoeden, *, by: Gebruiker) -> None:
    if vermoeden.maker_id != by.pk:
        raise NotAllowedError("Alleen wie dit vermoeden vond kan er iets mee doen.")
