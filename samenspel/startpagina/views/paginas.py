"""Front page, Mijn werk, search, glossary, help and about."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samenspel import __version__
from samenspel.basis.htmx import show
from samenspel.organisaties.request import Request
from samenspel.startpagina import begrippen as glossary
from samenspel.startpagina import handleiding, queries
from samenspel.startpagina.queries import zoeken as finding

PER_PAGE = 25


@require_safe
def voorpagina(request: HttpRequest) -> HttpResponse:
    """Say what this is, and let a visitor in."""
    page = queries.voorpagina(
        with_example=settings.VOORBEELD and not request.user.is_authenticated,
        begrippen_url=reverse("startpagina:begrippen"),
    )
    return render(request, "startpagina/voorpagina.html", {"page": page})


@login_required
@require_safe
def mijn_werk(request: Request) -> HttpResponse:
    """Show what waits on the reader, and on whom she waits."""
    page = queries.mijn_werk(request.user, timezone.localdate())
    return render(request, "startpagina/mijn_werk.html", {"page": page})


@require_safe
def zoeken(request: HttpRequest) -> HttpResponse:
    """Find things of every kind, or of the one kind in `soort`, page by page."""
    text = request.GET.get("q", "").replace("\x00", "")[: finding.MAX_QUERY].strip()
    soort = request.GET.get("soort", "")
    context: dict[str, Any] = {"q": text, "soort": soort, "soorten": finding.SOORTEN}
    if text and soort in finding.SOORTEN:
        found = Paginator(finding.found(soort, text), PER_PAGE)
        pagina = found.get_page(request.GET.get("pagina"))
        context |= {
            "pagina": pagina,
            "naam": finding.SOORTEN[soort].naam,
            "treffers": [finding.as_treffer(row) for row in pagina],
        }
    elif text:
        context["groepen"] = queries.search_all(text)
    return render(request, "startpagina/zoeken.html", context)


@require_safe
def begrippen(request: HttpRequest) -> HttpResponse:
    """Show the glossary, or the words that hold the text in `q`."""
    text = request.GET.get("q", "")[: finding.MAX_QUERY]
    found = glossary.find(text)
    context = {
        "q": text,
        "begrippen": found,
        "letters": [] if text else glossary.first_of_letters(found),
    }
    return show(request, "startpagina/begrippen.html", context, part="woorden")


@require_safe
def hulp(request: HttpRequest) -> HttpResponse:
    """Let the reader choose the help for her role."""
    pages = [handleiding.hulp(rol) for rol in handleiding.ROLLEN]
    return render(request, "startpagina/hulp.html", {"pages": pages})


@require_safe
def hulp_rol(request: HttpRequest, rol: str) -> HttpResponse:
    """Show the help for one role."""
    if rol not in handleiding.ROLLEN:
        raise Http404
    return render(request, "startpagina/hulp_rol.html", {"page": handleiding.hulp(rol)})


@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """Say what this is, where its data come from, and how accessible it is."""
    return render(request, "startpagina/over.html", {"versie": __version__})
