"""Front page, glossary, help and about."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samenspel import __version__
from samenspel.basis.htmx import show
from samenspel.organisaties.request import Request
from samenspel.overzicht import zoeken
from samenspel.startpagina import begrippen as glossary
from samenspel.startpagina import handleiding
from samenspel.startpagina import voorpagina as front


@require_safe
def voorpagina(request: Request) -> HttpResponse:
    """Say what this is, and let a visitor in."""
    page = front.voorpagina(
        with_example=settings.VOORBEELD and not request.user.is_authenticated,
        begrippen_url=reverse("startpagina:begrippen"),
    )
    return render(request, "startpagina/voorpagina.html", {"page": page})


@require_safe
def begrippen(request: Request) -> HttpResponse:
    """Show the glossary, or the words that hold the text in `q`."""
    text = request.GET.get("q", "")[: zoeken.MAX_QUERY]
    found = glossary.find(text)
    context = {
        "q": text,
        "begrippen": found,
        "letters": [] if text else glossary.first_of_letters(found),
    }
    return show(request, "startpagina/begrippen.html", context, part="woorden")


@require_safe
def hulp(request: Request) -> HttpResponse:
    """Let the reader choose the help for her role."""
    pages = [handleiding.hulp(rol) for rol in handleiding.ROLLEN]
    return render(request, "startpagina/hulp.html", {"pages": pages})


@require_safe
def hulp_rol(request: Request, rol: str) -> HttpResponse:
    """Show the help for one role."""
    if rol not in handleiding.ROLLEN:
        raise Http404
    return render(request, "startpagina/hulp_rol.html", {"page": handleiding.hulp(rol)})


@require_safe
def over(request: Request) -> HttpResponse:
    """Say what this is, where its data come from, and how accessible it is."""
    return render(request, "startpagina/over.html", {"versie": __version__})
