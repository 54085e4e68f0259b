"""The pages of placing a knelpunt and answering."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samenspel.basis.acts import Done, act, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.request import Request
from samenspel.overleg.plaatsing import actions, forms
from samenspel.overleg.plaatsing.pages import agendering_page, plaatsing_page
from samenspel.overleg.plaatsing.permissions import check_agenderen, check_beantwoorden
from samenspel.overleg.plaatsing.rows import agenderingen
from samenspel.praktijk.models import Knelpunt


@login_required
def agendeer(request: Request, pk: UUID) -> HttpResponse:
    """Place a knelpunt with an orgaan: advice first, then whom, what and by when."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    check_agenderen(knelpunt, by=request.user)
    page = plaatsing_page(knelpunt)
    form = forms.AgendeerForm(sent(request), organen=page.organen, first=page.advised)

    def place(**filled: Any) -> Done:
        made = actions.agendeer(knelpunt, by=request.user, advies=page.advies, **filled)
        said = f"Uw vraag ligt bij {made.aan.kort}. Antwoord uiterlijk {datum(made.uiterlijk)}."
        return said, made

    return act(request, form, place, template="overleg/agendeer.html", context={"page": page})


@require_safe
def agendering(request: Request, pk: UUID) -> HttpResponse:
    """Show one question: the ladder it climbs, the answer, and what came of it."""
    found = get_object_or_404(agenderingen(), pk=pk)
    page = agendering_page(found, viewer=request.user)
    return render(request, "overleg/agendering.html", {"page": page})


@login_required
def antwoord(request: Request, pk: UUID) -> HttpResponse:
    """Answer a question: pas toe of leg uit."""
    found = get_object_or_404(agenderingen(), pk=pk)
    check_beantwoorden(found, by=request.user)
    form = forms.AntwoordForm(sent(request))

    def answer(**filled: Any) -> Done:
        actions.beantwoord(found, by=request.user, **filled)
        said = "Uw antwoord staat erbij."
        return f"{said} {found.maker} en wie een casus inbracht, kunnen het lezen.", found

    return act(
        request, form, answer, template="overleg/antwoord.html", context={"agendering": found}
    )
