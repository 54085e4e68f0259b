"""A password, and the link with which somebody chooses one: once, for a limited time."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from samenspel.basis import klok, rls
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Account, Sleutel
from samenspel.toegang.actions.aanmelden import hashed

VERGETEN, WELKOM = "mail wachtwoord vergeten", "mail welkom"
"""Work that a worker does (`toegang.tasks`)."""


def wachtwoordlink(gebruiker_id: int) -> str:
    """Make the address where somebody chooses a password; using it once ends it.

    Only the owner and the worker can; we keep its hash.
    """
    link = secrets.token_urlsafe(32)
    Sleutel.objects.create(
        hash=sha256(link.encode()).hexdigest(),
        gebruiker_id=gebruiker_id,
        waarvoor=Sleutel.Waarvoor.WACHTWOORD,
        tot=Now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )
    return settings.SITE_URL + reverse("toegang:wachtwoord_kiezen", args=[link])


def mail_link(account: Account, subject: str, template: str, **details: Any) -> None:
    """Mail the link; raises what the mail server raises."""
    context = {
        "account": account,
        "link": wachtwoordlink(account.pk),
        "tot": klok.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        "vergeten": settings.SITE_URL + reverse("toegang:wachtwoord_vergeten"),
        **details,
    }
    # To the address that we know, never to the one that somebody typed.
    send_mail(subject, render_to_string(template, context), None, [account.email])


def mail_nieuw_wachtwoord(email: str) -> None:
    """Mail a link to whoever has an account with this address; else nothing happens.

    Says nothing either way, so that nobody learns here who has an account. People of the
    example have no password and get no link.
    """
    rls.secretly("select wachtwoord_vergeten(%s)", email.lower())


def wijzig_wachtwoord(naam: str, *, oud: str, nieuw: str) -> None:
    """Change the password of whoever is working, who signs in as `naam`."""
    now, _ = hashed(naam, oud)
    (done,) = rls.secretly("select wijzig_wachtwoord(%s, %s)", now, make_password(nieuw))
    if not done:
        raise RuleError("Dit is niet uw wachtwoord van nu.", field="old_password")
