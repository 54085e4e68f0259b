"""Who may carry out an afspraak."""

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import may_speak_for
from samenspel.overleg.afspraken.models import Afspraak


def may_finish(gebruiker: Gebruiker, afspraak: Afspraak) -> bool:
    """The eigenaar, who speaks for her organisatie, and the team."""
    return (
        afspraak.eigenaar_id == gebruiker.pk
        or is_teamlid(gebruiker, afspraak.opgave_id)
        or may_speak_for(gebruiker, afspraak.organisatie)
    )


def require_may_finish(gebruiker: Gebruiker, afspraak: Afspraak) -> None:
    """As `may_finish`, but with an error for the gebruiker."""
    if not may_finish(gebruiker, afspraak):
        raise NotAllowedError(f"Alleen {afspraak.eigenaar} of het team kan deze afspraak afronden.")
