"""The pages of an afspraak."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.permissions import require_teamlid
from samenspel.organisaties.models import Lidmaatschap
from samenspel.organisaties.request import Request
from samenspel.overleg.afspraken import actions, forms
from samenspel.overleg.afspraken.pages import afspraak_page
from samenspel.overleg.afspraken.permissions import require_may_finish
from samenspel.overleg.afspraken.rows import afspraken, eigenaren
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.views import besluit_url


def afspraak_url(pk: UUID) -> str:
    """Return the page of an afspraak."""
    return reverse("overleg:afspraak", args=[pk])


@login_required
@explained(besluit_url)
def afspraak_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Agree who does what because of a besluit."""
    besluit = get_object_or_404(Besluit.objects.select_related("opgave"), pk=pk)
    require_teamlid(request.user, besluit.opgave)
    if besluit.fase != Besluit.Fase.GENOMEN:
        raise RuleError("Neem eerst het besluit.")
    form = forms.AfspraakForm(sent(request), eigenaren=eigenaren(besluit))

    def agree(*, eigenaar: Lidmaatschap, **filled: object) -> Done:
        made = actions.maak_afspraak(
            besluit,
            eigenaar.organisatie,
            eigenaar.gebruiker,
            by=request.user,
            **filled,  # type: ignore[arg-type]
        )
        return (
            f"De afspraak staat. {made.eigenaar} ziet hem bij Mijn werk en "
            f"rondt hem uiterlijk {datum(made.uiterlijk)} af.",
            afspraak_url(made.pk),
        )

    context = {"besluit": besluit}
    return act(request, form, agree, template="overleg/afspraak_nieuw.html", context=context)


def afspraak(request: Request, pk: UUID) -> HttpResponse:
    """Show one afspraak: who does what by when, and where the les went."""
    found = get_object_or_404(afspraken(), pk=pk)
    page = afspraak_page(found, viewer=request.user)
    return render(request, "overleg/afspraak.html", {"page": page})


@login_required
@require_POST
@explained(afspraak_url)
def afspraak_begin(request: Request, pk: UUID) -> HttpResponse:
    """Say that the work has begun."""
    found = get_object_or_404(afspraken(), pk=pk)
    actions.begin_inzet(found, by=request.user)
    messages.success(request, "De inzet loopt. Klaar? Schrijf dan op wat het resultaat is.")
    return redirect(afspraak_url(pk))


@login_required
@explained(afspraak_url)
def afspraak_afronden(request: Request, pk: UUID) -> HttpResponse:
    """Say what came of it and what was learned."""
    found = get_object_or_404(afspraken(), pk=pk)
    require_may_finish(request.user, found)
    if found.gedaan_op is not None:
        raise RuleError("Deze afspraak is al afgerond.")
    form = forms.AfrondForm(sent(request))

    def finish(**filled: str) -> Done:
        actions.rond_af(found, by=request.user, **filled)
        return (
            "Dank u. De les gaat terug naar iedereen die een casus rond dit knelpunt inbracht.",
            afspraak_url(pk),
        )

    context = {"afspraak": found}
    return act(request, form, finish, template="overleg/afronden.html", context=context)
