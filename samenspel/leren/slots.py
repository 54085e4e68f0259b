"""What leren shows on the pages of praktijk, as `project.slots` says where."""

from django.template.loader import render_to_string

from samenspel.leren import pages
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Knelpunt, Les
from samenspel.praktijk.pages.casus import StartPage


def show_varianten(request: Request, knelpunt: Knelpunt) -> str:
    """Open a place that fetches how others go about it; without JavaScript a link."""
    return render_to_string("leren/slot_knelpunt.html", {"knelpunt": knelpunt}, request)


def show_at_start(request: Request, page: StartPage) -> str:
    """Lead from practice to who tries what."""
    return render_to_string("leren/op_start.html", {"page": page}, request)


def show_overgenomen(request: Request, les: Les) -> str:
    """Show who took over a les, and the way to do so too."""
    found = pages.overgenomen_of(les, viewer=request.user)
    return render_to_string("leren/overgenomen.html", {"overgenomen": found}, request)
