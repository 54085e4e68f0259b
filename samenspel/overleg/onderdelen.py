"""What overleg shows on the pages of a knelpunt, a casus and an organisatie."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from samenspel.basis.slots import fills
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Organisatie
from samenspel.overleg import queries
from samenspel.overleg.lus import knelpunten_of
from samenspel.praktijk.models import Casus, Knelpunt


@fills("knelpunt")
def show_knelpunt(request: HttpRequest, knelpunt: Knelpunt) -> str:
    """Show where a knelpunt was asked, decided and agreed, and the way to do so."""
    viewer: Any = request.user
    verloop = queries.verloop_of(knelpunten_of(knelpunt))
    may_act = knelpunt.opgegaan_in_id is None and is_teamlid(viewer, knelpunt.opgave_id)
    context = {
        "rijen": verloop.rijen,
        "knoppen": queries.next_steps(knelpunt, verloop) if may_act else [],
    }
    return render_to_string("overleg/slot_knelpunt.html", context, request)


@fills("casus")
def show_casus(request: HttpRequest, casus: Casus) -> str:
    """Show what became of a casus, step by step."""
    context = {"zinnen": queries.verloop_of(knelpunten_of(casus)).zinnen}
    return render_to_string("overleg/slot_casus.html", context, request)


@fills("organisatie")
def show_organisatie(request: HttpRequest, organisatie: Organisatie) -> str:
    """Show what the others wait for from an organisatie."""
    context = {"openstaand": queries.waits_on_organisatie(organisatie)}
    return render_to_string("overleg/slot_organisatie.html", context, request)
