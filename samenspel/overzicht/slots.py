"""What overzicht shows on the pages of lower apps, as `project.slots` says where."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Model
from django.template.loader import render_to_string

from samenspel.basis.lus import Lus
from samenspel.opgaven.pages.opgave import OpgavePage
from samenspel.organisaties.request import Request
from samenspel.overzicht import lus, opgave
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen.rows import Aangewezen


def show_lus(request: Request, thing: Model) -> str:
    """Show where a casus, knelpunt or les stands in the loop."""
    found = lus.lus_of(thing)
    if isinstance(thing, Knelpunt) and not request.user.is_authenticated:
        found = replace(found, stappen=lus.as_told(thing, found.stappen))
    return render_to_string("onderdelen/lus.html", {"lus": found}, request)


def show_lus_of_opgave(request: Request, page: OpgavePage) -> str:
    """Show how much there is in each step of an opgave."""
    found = lus.lus_of_opgave(page.ids, takes_part=page.takes_part)
    return render_to_string("onderdelen/lus.html", {"lus": found}, request)


def show_stappen(request: Request, genoemd: Sequence[Aangewezen]) -> str:
    """Show how far the knelpunten are that verhalen point at, also to whoever may not open them."""
    steps = lus.stappen_of([one.pk for one in genoemd])
    rows = [
        (one, Lus(lus.up_to(steps[one.pk]), label=one.titel)) for one in genoemd if one.pk in steps
    ]
    return render_to_string("overzicht/slot_verhaal.html", {"rijen": rows}, request)


def show_nu_nodig(request: Request, page: OpgavePage) -> str:
    """Show the next step of this reader, and what an opgave needs now."""
    context = {"nu": opgave.nu_of(page, viewer=request.user), "page": page}
    return render_to_string("overzicht/nu_nodig.html", context, request)


def show_wachters(request: Request, page: OpgavePage) -> str:
    """Show who waits on whom; that nobody does, only to whoever would know."""
    found = opgave.wie_wacht_of(page)
    if not found.wachten and (page.is_concept or not page.takes_part):
        return ""
    return render_to_string("overzicht/wie_wacht.html", {"wie": found, "page": page}, request)
