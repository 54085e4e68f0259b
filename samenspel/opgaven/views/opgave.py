"""Find an opgave, begin one, change it and close it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.opgaven import forms, permissions
from samenspel.opgaven.actions import opgave as actions
from samenspel.opgaven.actions.wijzigen import Opgavetekst, stel_tekst_voor, stel_vaststellen_voor
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.pages.opgave import opgave_page
from samenspel.opgaven.rows import deelopgaven, hele_opgaven, hoofdopgaven, opgaven
from samenspel.organisaties.request import Request


@require_safe
def lijst(request: Request) -> HttpResponse:
    """Show the opgaven I may see, each with its parts."""
    text = request.GET.get("q", "")[:200]
    rows = opgaven(text=text) if text else hoofdopgaven()
    page = Paginator(rows, 25).get_page(request.GET.get("pagina"))
    parts: dict[UUID | None, list[Opgave]] = {}
    for part in deelopgaven(list(page)):
        parts.setdefault(part.deel_van_id, []).append(part)
    context = {"page": page, "rijen": [(one, parts.get(one.pk, [])) for one in page], "q": text}
    return render(request, "opgaven/lijst.html", context)


@require_safe
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one opgave: where everything is, and who waits on whom."""
    opgave = get_object_or_404(hele_opgaven(), pk=pk)
    page = opgave_page(opgave, viewer=request.user)
    return render(request, "opgaven/detail.html", {"page": page})


@login_required
def nieuw(request: Request) -> HttpResponse:
    """Make an opgave; whoever makes it becomes its regisseur."""
    return _begin(request, geheel=None)


@login_required
def deel(request: Request, pk: UUID) -> HttpResponse:
    """Make a part of an opgave, with the same partners."""
    geheel = get_object_or_404(opgaven(), pk=pk)
    permissions.check_deel(geheel, by=request.user)
    return _begin(request, geheel=geheel)


def _begin(request: Request, *, geheel: Opgave | None) -> HttpResponse:
    form = forms.OpgaveForm(sent(request))

    def begin(**filled: Any) -> Done:
        opgave = actions.stel_opgave_op(**filled, deel_van=geheel, by=request.user)
        said = "De opgave is een concept. Nodig nu partners uit."
        if geheel is not None:
            said = f"Het deel is een concept. De partners van “{geheel}” zijn uitgenodigd."
        return said, opgave.samen_url()

    context = {"geheel": geheel}
    return act(request, form, begin, template="opgaven/nieuw.html", context=context)


@login_required
@require_POST
def vaststellen(request: Request, pk: UUID) -> HttpResponse:
    """Ask the partners to establish the opgave."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    made = stel_vaststellen_voor(opgave, by=request.user)
    if made.stand == made.Stand.AANGENOMEN:
        said = "De opgave is vastgesteld: alle partners zeiden ja."
        return done(request, said, opgave)
    return done(request, "Aan de partners is gevraagd om in te stemmen.", made)


@login_required
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change a concept, or propose to the partners how an opgave will read."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    permissions.check_wijzigen(opgave, by=request.user)
    form = forms.OpgaveWijzigForm(sent(request), opgave=opgave)

    def change(*, versie: int, reden: str = "", **words: Any) -> Done:
        tekst = Opgavetekst(**words)
        if opgave.stand == Opgave.Stand.CONCEPT:
            changed = actions.wijzig_concept(opgave, tekst, versie=versie, by=request.user)
            return "Het concept is gewijzigd.", changed
        made = stel_tekst_voor(opgave, tekst, versie=versie, reden=reden, by=request.user)
        if made.stand == made.Stand.AANGENOMEN:
            return "De opgave is gewijzigd: alle partners zeiden ja.", opgave
        return (
            "Aan de partners is gevraagd om in te stemmen. Tot dan blijft alles zoals het is.",
            made,
        )

    return act(request, form, change, template="opgaven/wijzig.html", context={"opgave": opgave})


@login_required
def afronden(request: Request, pk: UUID) -> HttpResponse:
    """Close the opgave; what is still open stands beside the form."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    permissions.check_afronden(opgave, by=request.user)
    form = forms.SlotForm(sent(request), initial={"slotzin": opgave.slotzin})

    def close(**filled: str) -> Done:
        actions.rond_opgave_af(opgave, **filled, by=request.user)
        return "De opgave is afgerond. Klopt dat niet? Dan kunt u haar heropenen.", opgave

    running = [one for one in deelopgaven([opgave]) if one.stand != Opgave.Stand.AFGEROND]
    context = {"opgave": opgave, "delen": running, "ids": [opgave.pk]}
    return act(request, form, close, template="opgaven/afronden.html", context=context)


@login_required
@require_POST
def heropenen(request: Request, pk: UUID) -> HttpResponse:
    """Undo that the opgave was closed."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    actions.heropen_opgave(opgave, by=request.user)
    return done(request, "De opgave loopt weer.", opgave)
