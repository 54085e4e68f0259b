"""The mails with a link to choose a password; whoever asks does not wait for the mail server."""

from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.taken.work import Werk, follows
from samenspel.toegang.actions.wachtwoord import VERGETEN, WELKOM, mail_link


@follows(VERGETEN)
def mail_vergeten(werk: Werk, gebruiker: int) -> str:
    """Mail a link, unless the account was closed meanwhile."""
    for found in Gebruiker.objects.filter(pk=gebruiker, is_active=True):
        mail_link(found, "Samenspel: kies een wachtwoord", "toegang/mail_vergeten.txt")
    return "Gemaild."


@follows(WELKOM)
def mail_welkom(werk: Werk, lid: int) -> str:
    """Welcome whoever was added, unless she was removed meanwhile."""
    with_all = Lidmaatschap.objects.select_related("gebruiker", "organisatie")
    for found in with_all.filter(pk=lid, gebruiker__is_active=True):
        subject = f"Samenspel: u kunt meedoen namens {found.organisatie}"
        details = {"lid": found, "by": werk.taak.aanvrager}
        mail_link(found.gebruiker, subject, "toegang/mail_welkom.txt", **details)
    return "Gemaild."
