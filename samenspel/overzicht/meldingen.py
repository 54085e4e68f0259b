"""Mail everyone on whom something waits, once a day."""

import logging
import smtplib
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from samenspel.basis import rls
from samenspel.basis.rij import Rij
from samenspel.organisaties.models import Gebruiker
from samenspel.overzicht import werk

log = logging.getLogger(__name__)


def verstuur_meldingen(op: date) -> int:
    """Mail everyone on whom something waits, at most once on `op`; return how many mails went.

    A job of the system, run as owner; each mail holds only what its reader may see. An address
    that fails does not keep the others waiting, and is tried again at the next run.
    """
    not_yet = Q(gemaild_op=None) | Q(gemaild_op__lt=op)
    readers = Gebruiker.objects.filter(not_yet, is_active=True, mail_bij_werk=True)
    sent = 0
    for gebruiker in readers.exclude(email="").order_by("pk"):
        try:
            sent += _mail(gebruiker, op)
        except (smtplib.SMTPException, OSError):
            log.exception("Mail to gebruiker %s failed", gebruiker.pk)
    return sent


@transaction.atomic
def _mail(gebruiker: Gebruiker, op: date) -> int:
    with rls.seen_by(gebruiker.pk):
        work = werk.mijn_werk(gebruiker, op)
    if not work.wacht_op_u:
        return 0
    # Marked first, in the same transaction: a mail that fails leaves no mark.
    Gebruiker.objects.filter(pk=gebruiker.pk).update(gemaild_op=op)
    number = len(work.wacht_op_u)
    subject = "er wacht iets op u" if number == 1 else f"er wachten {number} dingen op u"
    context = {
        "gebruiker": gebruiker,
        "groepen": _grouped(work.wacht_op_u),
        "nog_meer": work.nog_meer,
        "site": settings.SITE_URL,
        "mijn_werk": settings.SITE_URL + reverse("overzicht:mijn_werk"),
        "profiel": settings.SITE_URL + reverse("toegang:profiel"),
    }
    text = render_to_string("overzicht/melding.txt", context)
    send_mail(f"Samenspel: {subject}", text, None, [gebruiker.email])
    return 1


def _grouped(work: list[Rij]) -> dict[str, list[Rij]]:
    groups: dict[str, list[Rij]] = {}
    for row in work:
        groups.setdefault(row.groep.capitalize(), []).append(row)
    return groups
