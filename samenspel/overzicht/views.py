"""Mijn werk, search, and the calendar."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samenspel.basis import klok, rls
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.request import Request
from samenspel.overzicht import agenda
from samenspel.overzicht import zoeken as finding
from samenspel.overzicht.termijnen import termijnen
from samenspel.overzicht.werk import mijn_werk as compose

PER_PAGE = 25


@login_required
@require_safe
def mijn_werk(request: Request) -> HttpResponse:
    """Show what waits on the reader, and on whom she waits."""
    page = compose(request.user, klok.today())
    return render(request, "overzicht/mijn_werk.html", {"page": page})


@require_safe
def zoeken(request: Request) -> HttpResponse:
    """Find things of every kind, or of the one kind in `soort`, page by page."""
    text = request.GET.get("q", "").replace("\x00", "")[: finding.MAX_QUERY].strip()
    soort = request.GET.get("soort", "")
    context: dict[str, Any] = {"q": text, "soort": soort, "soorten": finding.SOORTEN}
    if text and soort in finding.SOORTEN:
        found = Paginator(finding.found(soort, text), PER_PAGE)
        pagina = found.get_page(request.GET.get("pagina"))
        context |= {
            "pagina": pagina,
            "meervoud": finding.SOORTEN[soort].meervoud,
            "rijen": [finding.as_rij(row) for row in pagina],
        }
    elif text:
        context["gevonden"] = finding.search_all(text)
    return render(request, "overzicht/zoeken.html", context)


@require_safe
def kalender(request: Request, sleutel: UUID) -> HttpResponse:
    """Give a calendar programme the terms of whoever holds this secret address."""
    # Nobody is signed in here: the address itself proves whose terms these are.
    rls.prove(str(sleutel))
    gebruiker = get_object_or_404(Gebruiker, pk=rls.MijnId())
    text = agenda.as_icalendar(termijnen(gebruiker), klok.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
