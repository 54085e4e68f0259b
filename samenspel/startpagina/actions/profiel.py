"""A reader sets her own preferences."""

from uuid import uuid4

from samenspel.organisaties.models import Gebruiker


def kies_mail(*, mail_bij_werk: bool, by: Gebruiker) -> None:
    """Start or stop the daily mail to `by`."""
    by.mail_bij_werk = mail_bij_werk
    by.save(update_fields=["mail_bij_werk"])


def vernieuw_kalender(*, by: Gebruiker) -> None:
    """Give the calendar of `by` a new secret address; the old one stops at once."""
    by.kalender_sleutel = uuid4()
    by.save(update_fields=["kalender_sleutel"])
