"""Say yes or no to what partners change together."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, done, sent
from samenspel.opgaven import forms
from samenspel.opgaven.actions.wijzigen import lees_afscheid, stem, trek_wijziging_in
from samenspel.opgaven.models import Wijziging
from samenspel.opgaven.pages.instemmen import wijziging_page
from samenspel.opgaven.rows import wijzigingen
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.request import Request


@login_required
def wijziging(request: Request, pk: UUID) -> HttpResponse:
    """Show what would change, who said what, and take the answer of a partner."""
    proposed = get_object_or_404(wijzigingen(), pk=pk)
    page = wijziging_page(proposed, viewer=request.user)
    form = forms.StemForm(sent(request), organisaties=page.namens)

    def say(*, antwoord: str, organisatie: Organisatie, reden: str) -> Done:
        answered = stem(proposed, organisatie, ja=antwoord == "ja", reden=reden, by=request.user)
        said: dict[str, str] = {
            Wijziging.Stand.AANGENOMEN: "Alle partners zeiden ja. Het is nu zo afgesproken.",
            Wijziging.Stand.GESTOPT: "Uw nee is bewaard. Alles blijft zoals het is.",
        }
        return said.get(answered.stand, "Uw antwoord is bewaard."), proposed

    return act(request, form, say, template="opgaven/wijziging.html", context={"page": page})


@login_required
@require_POST
def intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Take back what one proposed."""
    proposed = get_object_or_404(wijzigingen(), pk=pk)
    trek_wijziging_in(proposed, by=request.user)
    return done(request, "De wijziging is ingetrokken. Alles blijft zoals het is.", proposed)


@login_required
@require_POST
def gelezen(request: Request, pk: UUID) -> HttpResponse:
    """Say that one read that the others go on without one's organisatie."""
    proposed = get_object_or_404(wijzigingen(), pk=pk)
    lees_afscheid(proposed, by=request.user)
    return done(request, "Bedankt. Dit staat niet meer bij uw werk.", proposed)
