"""The pages of an afspraak."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.models import Lidmaatschap
from samenspel.organisaties.request import Request
from samenspel.overleg.afspraken import actions, forms
from samenspel.overleg.afspraken.pages import afspraak_page
from samenspel.overleg.afspraken.permissions import check_afronden
from samenspel.overleg.afspraken.rows import afspraken, eigenaren
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.permissions import check_afspreken
from samenspel.spoor.rows import with_spoor


@login_required
def afspraak_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Agree who does what because of a besluit."""
    besluit = get_object_or_404(Besluit.objects.select_related("opgave"), pk=pk)
    check_afspreken(besluit, by=request.user)
    form = forms.AfspraakForm(
        sent(request),
        eigenaren=eigenaren(besluit, by=request.user),
        by=request.user,
        noemt_dag=besluit.bijdragen.filter(uiterlijk__isnull=False).exists(),
    )

    def agree(*, eigenaar: Lidmaatschap, **filled: Any) -> Done:
        made = actions.maak_afspraak(
            besluit, eigenaar.organisatie, eigenaar.gebruiker, by=request.user, **filled
        )
        said = f"De afspraak staat. {made.eigenaar} ziet hem bij Mijn werk en rondt hem uiterlijk"
        return f"{said} {datum(made.uiterlijk)} af.", made

    context = {"besluit": besluit}
    return act(request, form, agree, template="overleg/afspraak_nieuw.html", context=context)


@require_safe
def afspraak(request: Request, pk: UUID) -> HttpResponse:
    """Show one afspraak: who does what by when, and where the les went."""
    found = get_object_or_404(with_spoor(afspraken()), pk=pk)
    page = afspraak_page(found, viewer=request.user)
    return render(request, "overleg/afspraak.html", {"page": page})


@login_required
@require_POST
def afspraak_begin(request: Request, pk: UUID) -> HttpResponse:
    """Say that the work has begun."""
    found = get_object_or_404(afspraken(), pk=pk)
    actions.begin_inzet(found, by=request.user)
    return done(request, "De inzet loopt. Klaar? Schrijf dan op wat het resultaat is.", found)


@login_required
def afspraak_afronden(request: Request, pk: UUID) -> HttpResponse:
    """Say what came of it and what was learned."""
    found = get_object_or_404(afspraken(), pk=pk)
    check_afronden(found, by=request.user)
    form = forms.AfrondForm(sent(request))

    def finish(**filled: str) -> Done:
        actions.rond_af(found, by=request.user, **filled)
        said = "Dank u. De les gaat terug naar iedereen die een casus rond dit knelpunt inbracht."
        return said, found

    context = {"afspraak": found}
    return act(request, form, finish, template="overleg/afronden.html", context=context)
