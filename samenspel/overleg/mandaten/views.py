"""Give a mandaat, and withdraw it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven.permissions import check_namens_partner
from samenspel.opgaven.rows import opgaven
from samenspel.organisaties.request import Request
from samenspel.overleg.mandaten import actions, forms
from samenspel.overleg.mandaten.permissions import check_intrekken
from samenspel.overleg.mandaten.rows import mandaten


@login_required
def mandaat_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Give somebody of the team the power to decide."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    check_namens_partner(opgave, by=request.user)
    form = forms.MandaatForm(sent(request), opgave=opgave, viewer=request.user)

    def give(**filled: Any) -> Done:
        actions.geef_mandaat(opgave, by=request.user, **filled)
        return "Het mandaat geldt vanaf de begindatum.", opgave.samen_url()

    context = {"opgave": opgave}
    return act(request, form, give, template="overleg/mandaat_nieuw.html", context=context)


@login_required
def mandaat_intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a mandaat; what it does to besluiten stands beside the form."""
    mandaat = get_object_or_404(mandaten().select_related("opgave"), pk=pk)
    check_intrekken(mandaat, by=request.user)

    def withdraw(*, reden: str) -> Done:
        actions.trek_mandaat_in(mandaat, reden=reden, by=request.user)
        said = f"Het mandaat is ingetrokken. {mandaat.houder} en het team lezen waarom."
        return said, mandaat

    form = forms.IntrekForm(sent(request))
    context = {"mandaat": mandaat, "opgave": mandaat.opgave}
    return act(request, form, withdraw, template="overleg/mandaat_intrekken.html", context=context)
