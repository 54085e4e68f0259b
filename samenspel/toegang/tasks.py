"""Mails with a link to choose a password, and with where the spoor ends."""

from datetime import date

from django.db.models import QuerySet
from procrastinate.contrib.django import app

from samenspel.basis import klok
from samenspel.organisaties.models import Account, Lidmaatschap
from samenspel.taken.work import Werk, follows
from samenspel.toegang.actions.anker import ANKER, mail_anker, zet_ankers_klaar
from samenspel.toegang.actions.wachtwoord import VERGETEN, WELKOM, mail_link

EVERY_MONDAY = "0 5 * * 1"


@app.periodic(cron=EVERY_MONDAY)
@app.task(name="ankers", queueing_lock="ankers")
def ankers(timestamp: int) -> None:
    """Have every beheerder mailed where the spoor ends."""
    zet_ankers_klaar(klok.today())


@follows(ANKER)
def mail(werk: Werk, op: int) -> str:
    """Mail one beheerder."""
    mail_anker(werk.asker, date.fromordinal(op))
    return "Gemaild."


def _accounts() -> QuerySet[Account]:
    """What the worker may know of them."""
    return Account.objects.select_related("gebruiker").defer("wachtwoord", "kalender_sleutel")


@follows(VERGETEN)
def mail_vergeten(werk: Werk, gebruiker: int | None) -> str:
    """Mail a link, unless the account was closed meanwhile."""
    for found in _accounts().filter(pk=gebruiker, gebruiker__is_active=True):
        mail_link(found, "Samenspel: kies een wachtwoord", "toegang/mail_vergeten.txt")
    return "Gemaild."


@follows(WELKOM)
def mail_welkom(werk: Werk, lid: int) -> str:
    """Welcome whoever was added, unless she was removed meanwhile."""
    with_all = Lidmaatschap.objects.select_related("gebruiker", "organisatie")
    for found in with_all.filter(pk=lid, gebruiker__is_active=True):
        subject = f"Samenspel: u kunt meedoen namens {found.organisatie}"
        details = {"lid": found, "by": werk.taak.aanvrager}
        mail_link(
            _accounts().get(pk=found.gebruiker_id), subject, "toegang/mail_welkom.txt", **details
        )
    return "Gemaild."
