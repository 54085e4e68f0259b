"""Give a mandaat, and withdraw it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.queries import opgaven, spoken_for
from samenspel.opgaven.views.samen import samen_url
from samenspel.organisaties.permissions import require_may_speak_for
from samenspel.organisaties.request import Request
from samenspel.overleg.mandaten import actions, forms
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import mandaten


def _url_of_mandaat(pk: UUID) -> str:
    return samen_url(get_object_or_404(Mandaat, pk=pk).opgave_id)


@login_required
@explained(samen_url)
def mandaat_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Give somebody of the team the power to decide."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    if not spoken_for(request.user, opgave).exists():
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan mandaat geven. "
            "Vraag een collega met die rol."
        )
    form = forms.MandaatForm(sent(request), opgave=opgave, viewer=request.user)

    def give(**filled: Any) -> Done:
        actions.geef_mandaat(opgave, by=request.user, **filled)
        return "Het mandaat geldt vanaf de begindatum.", samen_url(pk)

    context = {"opgave": opgave}
    return act(request, form, give, template="overleg/mandaat_nieuw.html", context=context)


@login_required
@explained(_url_of_mandaat)
def mandaat_intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a mandaat; what it does to besluiten stands beside the form."""
    mandaat = get_object_or_404(mandaten().select_related("opgave"), pk=pk)
    require_may_speak_for(request.user, mandaat.gever.organisatie)

    def withdraw(*, reden: str) -> Done:
        actions.trek_mandaat_in(mandaat, reden=reden, by=request.user)
        said = f"Het mandaat is ingetrokken. {mandaat.houder} en het team lezen waarom."
        return said, samen_url(mandaat.opgave_id)

    form = forms.IntrekForm(sent(request))
    context = {"mandaat": mandaat, "opgave": mandaat.opgave}
    return act(request, form, withdraw, template="overleg/mandaat_intrekken.html", context=context)
