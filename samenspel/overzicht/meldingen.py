"""Mail everyone on whom something waits, once a day."""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from samenspel.basis import rls
from samenspel.basis.rij import Rij
from samenspel.organisaties.models import Account, Gebruiker
from samenspel.overzicht import werk
from samenspel.taken.actions import begin

MELDING = "mail melding"
"""Work that a worker does (`overzicht.tasks`)."""


def zet_meldingen_klaar(op: date) -> int:
    """Have everyone mailed on whom something waits on `op`; returns how many are looked at.

    A job of the system, run as owner. Each is a piece of work of its own, tried again by itself.
    """
    readers = _to_mail(op).filter(is_active=True, mail_bij_werk=True).exclude(account__email="")
    return len([begin(MELDING, by=one, op=op.toordinal()) for one in readers.order_by("pk")])


def verstuur_melding(gebruiker: Gebruiker, op: date) -> bool:
    """Mail `gebruiker` what waits on her, never twice on one day; was there anything?

    The mail holds only what she may see. Raises what the mail server raises; then she is mailed
    when this is tried again. Whoever is shot while mailing does not mail again: once too few is
    better than twice.
    """
    with rls.seen_by(gebruiker.pk):
        rijen, nog_meer = werk.te_mailen(gebruiker, op)
    if not rijen or not _to_mail(op).filter(pk=gebruiker.pk).update(gemaild_op=op):
        return False
    try:
        _send(gebruiker, rijen, nog_meer)
    except Exception:
        Gebruiker.objects.filter(pk=gebruiker.pk).update(gemaild_op=gebruiker.gemaild_op)
        raise
    return True


def _to_mail(op: date) -> QuerySet[Gebruiker]:
    return Gebruiker.objects.filter(Q(gemaild_op=None) | Q(gemaild_op__lt=op))


def _send(gebruiker: Gebruiker, rijen: list[Rij], nog_meer: list[werk.Meer]) -> None:
    number = len(rijen)
    subject = ngettext("er wacht iets op u", "er wachten %(aantal)d dingen op u", number)
    subject %= {"aantal": number}
    context = {
        "gebruiker": gebruiker,
        "groepen": _grouped(rijen),
        "nog_meer": nog_meer,
        "site": settings.SITE_URL,
        "mijn_werk": settings.SITE_URL + reverse("overzicht:mijn_werk"),
        "profiel": settings.SITE_URL + reverse("toegang:profiel"),
    }
    text = render_to_string("overzicht/melding.txt", context)
    addresses = Account.objects.filter(pk=gebruiker.pk).values_list("email", flat=True)
    send_mail(f"Samenspel: {subject}", text, None, list(addresses))


def _grouped(work: list[Rij]) -> dict[str, list[Rij]]:
    groups: dict[str, list[Rij]] = {}
    for row in work:
        groups.setdefault(row.groep.capitalize(), []).append(row)
    return groups
