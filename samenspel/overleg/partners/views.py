"""Let a partner or a teamlid leave an opgave."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven.models import Partner, Teamlid
from samenspel.opgaven.permissions import check_partner_weg, check_teamlid_weg
from samenspel.organisaties.request import Request
from samenspel.overleg.partners import actions
from samenspel.overleg.partners.pages import wat_loopt


@login_required
def partner_weg(request: Request, pk: int) -> HttpResponse:
    """Say what still runs of a partner; when nothing does, ask and let it go."""
    rows = Partner.objects.select_related("opgave__organisatie", "organisatie")
    partner = get_object_or_404(rows, pk=pk)
    check_partner_weg(partner, by=request.user)

    def remove() -> Done:
        actions.laat_partner_gaan(partner, by=request.user)
        return (
            f"{partner.organisatie} doet niet meer mee. Klopt dat niet? Voeg de partner weer toe.",
            partner,
        )

    form = forms.Form(sent(request))
    context = {
        "partner": partner,
        "opgave": partner.opgave,
        "rijen": wat_loopt(partner),
    }
    return act(request, form, remove, template="overleg/partner_weg.html", context=context)


@login_required
def teamlid_weg(request: Request, pk: int) -> HttpResponse:
    """Ask whether somebody leaves the team, and let her go."""
    rows = Teamlid.objects.select_related("gebruiker", "organisatie", "opgave__organisatie")
    lid = get_object_or_404(rows, pk=pk)
    check_teamlid_weg(lid, by=request.user)

    def remove() -> Done:
        actions.laat_teamlid_gaan(lid, by=request.user)
        return f"{lid.gebruiker} zit niet meer in het team.", lid

    form = forms.Form(sent(request))
    context = {"lid": lid, "opgave": lid.opgave}
    return act(request, form, remove, template="overleg/teamlid_weg.html", context=context)
