"""A reader sets her own preferences."""

from samenspel.basis import rls
from samenspel.basis.errors import NotAllowedError
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import is_lid, lidmaatschappen_of


def kies_mail(*, mail_bij_werk: bool, by: Gebruiker) -> None:
    """Start or stop the daily mail to `by`."""
    by.mail_bij_werk = mail_bij_werk
    by.save(update_fields=["mail_bij_werk"])


def kies_organisatie(organisatie: Organisatie, *, by: Gebruiker) -> None:
    """From now on `by` makes what she makes in the name of this one of her organisaties."""
    if not is_lid(by, organisatie):
        raise NotAllowedError(f"U werkt niet voor {organisatie}.")
    by.werkt_voor = organisatie
    by.save(update_fields=["werkt_voor"])
    lidmaatschappen_of.forget(by)


def vernieuw_kalender() -> None:
    """Give the calendar of whoever is working a new secret address; the old one stops at once."""
    rls.secretly("select nieuwe_agenda()")
