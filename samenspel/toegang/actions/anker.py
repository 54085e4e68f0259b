"""Where the spoor ends goes to every beheerder: none of them can be passed over.

Whoever keeps the database could rewrite the spoor, or cut off its end; not what stands in the mail
of people of other organisaties.
"""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap
from samenspel.spoor import rows
from samenspel.taken.actions import begin

ANKER = "mail anker"
"""Work that a worker does (`toegang.tasks`)."""


def zet_ankers_klaar(op: date) -> int:
    """Have every beheerder mailed where the spoor ends; returns how many (run as worker)."""
    beheerders = Gebruiker.objects.filter(
        is_active=True, lidmaatschappen__rol=Lidmaatschap.Rol.BEHEERDER
    ).exclude(account__email="")
    found = beheerders.distinct().order_by("pk")
    return len([begin(ANKER, by=one, op=op.toordinal()) for one in found])


def mail_anker(gebruiker: Gebruiker, op: date) -> None:
    """Mail one beheerder; raises what the mail server raises."""
    context = {"gebruiker": gebruiker, "op": op, "anker": rows.anker(), "site": settings.SITE_URL}
    text = render_to_string("toegang/mail_anker.txt", context)
    addresses = Account.objects.filter(pk=gebruiker.pk).values_list("email", flat=True)
    send_mail("Samenspel: anker van het spoor", text, None, list(addresses))
