"""Let a partner leave an opgave."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.errors import RuleError
from samenspel.opgaven.models import Partner
from samenspel.opgaven.permissions import require_may_remove_partner
from samenspel.organisaties.request import Request
from samenspel.overleg import openstaand
from samenspel.overleg.partners import actions


def samen_url(pk: UUID) -> str:
    """Return the page that shows who take part in an opgave."""
    return reverse("opgaven:samen", args=[pk])


def _url_of_partner(pk: int) -> str:
    return samen_url(get_object_or_404(Partner, pk=pk).opgave_id)


@login_required
@explained(_url_of_partner)
def partner_weg(request: Request, pk: int) -> HttpResponse:
    """Say what still runs of a partner; when nothing does, ask and let it go."""
    rows = Partner.objects.select_related("opgave__organisatie", "organisatie")
    partner = get_object_or_404(rows, pk=pk)
    require_may_remove_partner(request.user, partner)
    if partner.organisatie_id == partner.opgave.organisatie_id:
        raise RuleError(f"{partner.organisatie} voert de pen van deze opgave en kan niet weg.")

    def remove() -> Done:
        actions.laat_partner_gaan(partner, by=request.user)
        return (
            f"{partner.organisatie} doet niet meer mee. Klopt dat niet? Voeg de partner weer toe.",
            samen_url(partner.opgave_id),
        )

    form = forms.Form(sent(request))
    context = {
        "partner": partner,
        "opgave": partner.opgave,
        "openstaand": openstaand.open_of_partner(partner.opgave, partner.organisatie),
    }
    return act(request, form, remove, template="overleg/partner_weg.html", context=context)
