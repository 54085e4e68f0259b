"""What takes longer than somebody waits for a page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from samenspel.inzichten import actions, vermoedens
from samenspel.inzichten.actions import ZOEK
from samenspel.inzichten.rows.vermoedens import newest
from samenspel.opgaven.models import Opgave
from samenspel.taken.work import Werk, asked

OFTEN = "*/10 * * * *"


@app.periodic(cron=OFTEN)
@app.task(name="vectoren", queueing_lock="vectoren")
def vectoren(timestamp: int) -> None:
    """Let casussen be found by casussen like them."""
    actions.ververs_vectoren()


def _found(opgave: str | None = None) -> str:
    url = reverse("inzichten:vermoedens")
    return f"{url}?{urlencode({'opgave': opgave})}" if opgave else url


@asked(ZOEK, titel="Zoeken in uw casussen", daarna=_found)
def zoek_vermoedens(werk: Werk, opgave: str | None = None) -> str:
    """Look for groups in the casussen that she may read."""
    werk.report(5, "Casussen lezen")
    with werk.as_asker():
        inside = Opgave.objects.filter(pk=opgave).first() if opgave else None
        rows = newest(inside)
    groups = vermoedens.find_groups(
        rows, report=lambda part: werk.report(10 + round(75 * part), "Teksten vergelijken")
    )
    werk.report(90, "Bewaren wat nieuw is")
    with werk.as_asker():
        made = len(actions.bewaar_groepen(groups, by=werk.asker))
    if not made:
        return "Er is niets nieuws gevonden. Wat u al had, staat hieronder."
    return ngettext(
        "Gevonden: %(aantal)d nieuwe groep. Alleen u ziet die.",
        "Gevonden: %(aantal)d nieuwe groepen. Alleen u ziet ze.",
        made,
    ) % {"aantal": made}
