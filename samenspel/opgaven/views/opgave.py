"""Find an opgave, begin one, change it and close it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.errors import RuleError
from samenspel.opgaven import forms, permissions, queries, rules
from samenspel.opgaven.actions import opgave as actions
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.request import Request


def opgave_url(pk: UUID) -> str:
    """Return the page of an opgave."""
    return reverse("opgaven:detail", args=[pk])


def lijst(request: Request) -> HttpResponse:
    """Show the opgaven I may see, each with its parts."""
    text = request.GET.get("q", "")[:200]
    rows = queries.opgaven(text=text) if text else queries.hoofdopgaven()
    page = Paginator(rows, 25).get_page(request.GET.get("pagina"))
    parts: dict[UUID, list[Opgave]] = {}
    for part in queries.deelopgaven(list(page)):
        parts.setdefault(part.deel_van_id, []).append(part)  # type: ignore[arg-type]
    context = {"page": page, "rijen": [(one, parts.get(one.pk, [])) for one in page], "q": text}
    return render(request, "opgaven/lijst.html", context)


def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one opgave: where everything is, and who waits on whom."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    page = queries.opgave_page(opgave, viewer=request.user)
    return render(request, "opgaven/detail.html", {"page": page})


@login_required
def nieuw(request: Request) -> HttpResponse:
    """Make an opgave; whoever makes it becomes its regisseur."""
    return _begin(request, geheel=None)


@login_required
@explained(opgave_url)
def deel(request: Request, pk: UUID) -> HttpResponse:
    """Make a part of an opgave, with the same partners."""
    geheel = get_object_or_404(queries.opgaven(), pk=pk)
    permissions.require_may_manage(request.user, geheel)
    rules.check_deel(geheel.stand, is_part=geheel.deel_van_id is not None)
    return _begin(request, geheel=geheel)


def _begin(request: Request, *, geheel: Opgave | None) -> HttpResponse:
    form = forms.OpgaveForm(sent(request))

    def begin(**filled: Any) -> Done:
        opgave = actions.stel_opgave_op(**filled, deel_van=geheel, by=request.user)
        said = "De opgave is een concept. Nodig nu partners uit."
        if geheel is not None:
            said = f"Het deel is een concept. De partners van “{geheel}” doen ook hierin mee."
        return said, reverse("opgaven:samen", args=[opgave.pk])

    context = {"geheel": geheel}
    return act(request, form, begin, template="opgaven/nieuw.html", context=context)


@login_required
@require_POST
@explained(opgave_url)
def vaststellen(request: Request, pk: UUID) -> HttpResponse:
    """Make the opgave vastgesteld."""
    actions.stel_opgave_vast(get_object_or_404(queries.opgaven(), pk=pk), by=request.user)
    messages.success(request, "De opgave is vastgesteld. Partners kunnen casussen inbrengen.")
    return redirect(opgave_url(pk))


@login_required
@explained(opgave_url)
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change what the opgave is about; what was vastgesteld stays readable."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    permissions.require_may_change(request.user, opgave)
    if opgave.stand == Opgave.Stand.AFGEROND:
        raise RuleError("Deze opgave is afgerond. Heropen haar eerst.")
    form = forms.WijzigForm(sent(request), opgave=opgave)

    def change(**filled: Any) -> Done:
        changed = actions.wijzig_opgave(opgave, **filled, by=request.user)
        if changed.stand == Opgave.Stand.CONCEPT:
            return "Het concept is gewijzigd.", opgave_url(pk)
        return (
            "De opgave is gewijzigd. Bij de opgave staat wat er eerst stond, en waarom.",
            opgave_url(pk),
        )

    return act(request, form, change, template="opgaven/wijzig.html", context={"opgave": opgave})


@login_required
@explained(opgave_url)
def afronden(request: Request, pk: UUID) -> HttpResponse:
    """Close the opgave; what is still open stands beside the form."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    permissions.require_teamlid(request.user, opgave)
    rules.check_standstap(opgave.stand, Opgave.Stand.AFGEROND)
    form = forms.SlotForm(sent(request), initial={"slotzin": opgave.slotzin})

    def close(**filled: str) -> Done:
        actions.rond_opgave_af(opgave, **filled, by=request.user)
        return "De opgave is afgerond. Klopt dat niet? Dan kunt u haar heropenen.", opgave_url(pk)

    running = [one for one in queries.deelopgaven([opgave]) if one.stand != Opgave.Stand.AFGEROND]
    context = {"opgave": opgave, "delen": running, "ids": [opgave.pk]}
    return act(request, form, close, template="opgaven/afronden.html", context=context)


@login_required
@require_POST
@explained(opgave_url)
def heropenen(request: Request, pk: UUID) -> HttpResponse:
    """Undo that the opgave was closed."""
    actions.heropen_opgave(get_object_or_404(queries.opgaven(), pk=pk), by=request.user)
    messages.success(request, "De opgave loopt weer.")
    return redirect(opgave_url(pk))
