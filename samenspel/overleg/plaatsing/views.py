"""The pages of placing a knelpunt and answering."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.permissions import require_teamlid
from samenspel.organisaties.permissions import require_may_speak_for
from samenspel.organisaties.request import Request
from samenspel.overleg.plaatsing import actions, forms
from samenspel.overleg.plaatsing.pages import agendering_page, plaatsing_page
from samenspel.overleg.plaatsing.rows import agenderingen
from samenspel.praktijk.models import Knelpunt


def knelpunt_url(pk: UUID) -> str:
    """Return the page of a knelpunt."""
    return reverse("praktijk:knelpunt", args=[pk])


def agendering_url(pk: UUID) -> str:
    """Return the page of a question."""
    return reverse("overleg:agendering", args=[pk])


@login_required
@explained(knelpunt_url)
def agendeer(request: Request, pk: UUID) -> HttpResponse:
    """Place a knelpunt with an orgaan: advice first, then whom, what and by when."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    require_teamlid(request.user, knelpunt.opgave)
    page = plaatsing_page(knelpunt)
    form = forms.AgendeerForm(sent(request), organen=page.organen, first=page.advised)

    def place(**filled: object) -> Done:
        made = actions.agendeer(knelpunt, by=request.user, advies=page.advies, **filled)  # type: ignore[arg-type]
        return (
            f"Uw vraag ligt bij {made.aan.kort}. Antwoord uiterlijk {datum(made.uiterlijk)}.",
            agendering_url(made.pk),
        )

    return act(request, form, place, template="overleg/agendeer.html", context={"page": page})


def agendering(request: Request, pk: UUID) -> HttpResponse:
    """Show one question: the ladder it climbs, the answer, and what came of it."""
    found = get_object_or_404(agenderingen(), pk=pk)
    page = agendering_page(found, viewer=request.user)
    return render(request, "overleg/agendering.html", {"page": page})


@login_required
@explained(agendering_url)
def antwoord(request: Request, pk: UUID) -> HttpResponse:
    """Answer a question: pas toe of leg uit."""
    found = get_object_or_404(agenderingen(), pk=pk)
    require_may_speak_for(request.user, found.aan)
    form = forms.AntwoordForm(sent(request))

    def answer(**filled: object) -> Done:
        actions.beantwoord(found, by=request.user, **filled)  # type: ignore[arg-type]
        return (
            f"Uw antwoord staat erbij. {found.maker} en wie een casus inbracht, kunnen het lezen.",
            agendering_url(pk),
        )

    return act(
        request, form, answer, template="overleg/antwoord.html", context={"agendering": found}
    )
