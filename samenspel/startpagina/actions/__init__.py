"""What happens here, a module per subject."""

from samenspel.startpagina.actions.meldingen import verstuur_meldingen
from samenspel.startpagina.actions.mensen import (
    maak_beheerder,
    maak_organisatie,
    verwijder_mens,
    voeg_mens_toe,
    wijzig_rol,
)
from samenspel.startpagina.actions.profiel import kies_mail, kies_organisatie, vernieuw_kalender
from samenspel.startpagina.actions.wachtwoord import mail_nieuw_wachtwoord

__all__ = [
    "kies_mail",
    "kies_organisatie",
    "maak_beheerder",
    "maak_organisatie",
    "mail_nieuw_wachtwoord",
    "vernieuw_kalender",
    "verstuur_meldingen",
    "verwijder_mens",
    "voeg_mens_toe",
    "wijzig_rol",
]
