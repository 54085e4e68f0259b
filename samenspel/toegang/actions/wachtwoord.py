"""The link with which somebody chooses her password: signed, once, for a limited time."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from samenspel.basis import klok
from samenspel.organisaties.models import Gebruiker
from samenspel.taken.actions import begin

VERGETEN, WELKOM = "mail wachtwoord vergeten", "mail welkom"
"""Work that a worker does (`toegang.tasks`)."""


def known_by(email: str) -> QuerySet[Gebruiker]:
    """The accounts of `email` (in small letters), however it was written when they were made."""
    by_address = Gebruiker.objects.alias(adres=Lower("email"))
    return by_address.filter(Q(adres=email) | Q(username=email)).order_by("pk")


def wachtwoordlink(gebruiker: Gebruiker) -> str:
    """Make the address where `gebruiker` chooses a password; using it once ends it."""
    who = urlsafe_base64_encode(force_bytes(gebruiker.pk))
    token = default_token_generator.make_token(gebruiker)
    return settings.SITE_URL + reverse("toegang:wachtwoord_kiezen", args=[who, token])


def mail_link(gebruiker: Gebruiker, subject: str, template: str, **details: Any) -> None:
    """Mail `gebruiker` her link; raises what the mail server raises."""
    context = {
        "gebruiker": gebruiker,
        "link": wachtwoordlink(gebruiker),
        "tot": klok.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        "vergeten": settings.SITE_URL + reverse("toegang:wachtwoord_vergeten"),
        **details,
    }
    # To the address that we know, never to the one that somebody typed.
    send_mail(subject, render_to_string(template, context), None, [gebruiker.email])


def mail_nieuw_wachtwoord(email: str) -> None:
    """Mail a link to whoever has an account with this address; else nothing happens.

    Says nothing either way, so that nobody learns here who has an account. People of the
    example have no password and get no link.
    """
    known = known_by(email.lower()).filter(is_active=True, voorbeeld=False).exclude(email="")
    # A worker is asked either way: the answer takes as long.
    for pk in known.values_list("pk", flat=True) or [None]:
        begin(VERGETEN, by=None, gebruiker=pk)
