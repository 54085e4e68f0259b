"""What leren shows on the pages of praktijk, as `project.slots` says where."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from samenspel.leren import pages
from samenspel.praktijk.models import Knelpunt, Les


def show_varianten(request: HttpRequest, knelpunt: Knelpunt) -> str:
    """Open a place that fetches how others go about it; without JavaScript a link."""
    return render_to_string("leren/slot_knelpunt.html", {"knelpunt": knelpunt}, request)


def show_overgenomen(request: HttpRequest, les: Les) -> str:
    """Show who took over a les, and the way to do so too."""
    viewer: Any = request.user
    found = pages.overgenomen_of(les, viewer=viewer)
    return render_to_string("leren/overgenomen.html", {"overgenomen": found}, request)
