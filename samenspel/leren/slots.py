"""What leren shows on the pages of praktijk; loaded when the app is ready."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from samenspel.basis.slots import fills
from samenspel.leren import queries
from samenspel.praktijk.models import Knelpunt, Les


@fills("knelpunt")
def show_varianten(request: HttpRequest, knelpunt: Knelpunt) -> str:
    """Show how others go about this knelpunt."""
    context = {
        "knelpunt": knelpunt,
        "gevonden": queries.bij_knelpunt(knelpunt),
        "getoond": queries.PER_KNELPUNT,
    }
    return render_to_string("leren/slot_knelpunt.html", context, request)


@fills("les")
def show_overgenomen(request: HttpRequest, les: Les) -> str:
    """Show who took over a les, and the way to do so too."""
    viewer: Any = request.user
    found = queries.overgenomen_of(les, viewer=viewer)
    return render_to_string("leren/overgenomen.html", {"overgenomen": found}, request)
