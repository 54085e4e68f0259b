"""Front page, glossary, help and about."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from samenspel import __version__
from samenspel.basis.acts import done
from samenspel.basis.htmx import show
from samenspel.basis.huis import huis, kamers_of
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.request import Request
from samenspel.overzicht import zoeken
from samenspel.startpagina import begrippen as glossary
from samenspel.startpagina import handleiding
from samenspel.startpagina import voorpagina as front
from samenspel.startpagina.forms import VerderForm
from samenspel.startpagina.verder import ga_verder


@require_safe
def voorpagina(request: Request) -> HttpResponse:
    """Say what this is, and let a visitor in."""
    with_example = settings.VOORBEELD and not request.user.is_authenticated
    page = front.voorpagina(with_example=with_example)
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
def waar(request: Request) -> HttpResponse:
    """Show where everything is, from the same list that makes the menus."""
    opgaven = Opgave.objects.exclude(stand=Opgave.Stand.CONCEPT).order_by("titel")[:3]
    floors = [(one, kamers_of(one, request)) for one in opgaven]
    context = {"kamers": huis().kamers, "opgaven": floors}
    return render(request, "startpagina/waar.html", context)


@require_safe
def hulp(request: Request) -> HttpResponse:
    """Let the reader choose the help for her role, or what holds for everybody."""
    pages = [handleiding.hulp(rol) for rol in handleiding.ROLLEN]
    common = [handleiding.hulp(name) for name in handleiding.VOOR_IEDEREEN]
    return render(request, "startpagina/hulp.html", {"pages": pages, "iedereen": common})


@require_safe
def hulp_rol(request: Request, rol: str) -> HttpResponse:
    """Show one page of the manual."""
    if rol not in handleiding.PAGINAS:
        raise Http404
    return render(request, "startpagina/hulp_rol.html", {"page": handleiding.hulp(rol)})


@login_required
@require_POST
def verder(request: Request) -> HttpResponse:
    """Go on to a later day in the example, and back to the page she was on."""
    form = VerderForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no number of days")
    day = ga_verder(form.days(), by=request.user)
    said = (
        f"In dit voorbeeld is het nu {datum(day)}. Wat intussen vanzelf gebeurt, zoals een vraag "
        "die doorgaat naar de volgende trede, staat er over een paar tellen."
    )
    back = request.POST.get("terug", "")
    return done(request, said, back if url_has_allowed_host_and_scheme(back, None) else "/")


@require_safe
def over(request: Request) -> HttpResponse:
    """Say what this is, where its data come from, and how accessible it is."""
    return render(request, "startpagina/over.html", {"versie": __version__})
