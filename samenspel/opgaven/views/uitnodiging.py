"""Answer an invitation, or take it back."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, done, sent
from samenspel.opgaven import forms
from samenspel.opgaven.actions.uitnodigen import neem_aan, sla_af, trek_uitnodiging_in
from samenspel.opgaven.pages.instemmen import uitnodiging_page
from samenspel.opgaven.rows import alle_uitnodigingen
from samenspel.organisaties.request import Request


@login_required
def uitnodiging(request: Request, pk: UUID) -> HttpResponse:
    """Show what one agrees to, and take the answer."""
    asked = get_object_or_404(alle_uitnodigingen(), pk=pk)
    page = uitnodiging_page(asked, viewer=request.user)
    versie = page.inhoud.versie if page.inhoud else None
    form = forms.UitnodigingForm(sent(request), initial={"versie": versie})

    def answer(*, antwoord: str, reden: str, versie: int | None) -> Done:
        if antwoord == "nee":
            sla_af(asked, reden=reden, by=request.user)
            return "Uw antwoord is doorgegeven. Bedankt dat u het liet weten.", asked
        herself = asked.gebruiker_id is not None
        neem_aan(asked, versie=None if herself else versie, by=request.user)
        return page.vraag.gedaan, asked.opgave.samen_url() if herself else asked.opgave

    context: dict[str, Any] = {"page": page}
    return act(request, form, answer, template="opgaven/uitnodiging.html", context=context)


@login_required
@require_POST
def intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    asked = get_object_or_404(alle_uitnodigingen(), pk=pk)
    trek_uitnodiging_in(asked, by=request.user)
    return done(request, "De uitnodiging is ingetrokken.", asked.opgave.samen_url())
