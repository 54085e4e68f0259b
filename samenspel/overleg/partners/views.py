"""Let a partner or a teamlid leave an opgave."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven.models import Partner, Teamlid
from samenspel.opgaven.permissions import check_teamlid_weg, check_verder_zonder, check_vertrek
from samenspel.organisaties.request import Request
from samenspel.overleg.partners import actions
from samenspel.overleg.partners.forms import ZonderForm
from samenspel.overleg.partners.pages import wat_loopt


def _partner(pk: int) -> Partner:
    rows = Partner.objects.select_related("opgave__organisatie", "organisatie")
    return get_object_or_404(rows, pk=pk)


@login_required
def partner_weg(request: Request, pk: int) -> HttpResponse:
    """Say what still runs of a partner, ask whether it leaves, and let it go."""
    partner = _partner(pk)
    check_vertrek(partner, by=request.user)

    def leave() -> Done:
        actions.laat_partner_gaan(partner, by=request.user)
        return f"{partner.organisatie} doet niet meer mee.", reverse("overzicht:mijn_werk")

    form = forms.Form(sent(request))
    context = {"partner": partner, "opgave": partner.opgave, "rijen": wat_loopt(partner)}
    return act(request, form, leave, template="overleg/partner_weg.html", context=context)


@login_required
def partner_zonder(request: Request, pk: int) -> HttpResponse:
    """Ask the other partners to go on without one, with a reason."""
    partner = _partner(pk)
    check_verder_zonder(partner, by=request.user)

    def propose(*, reden: str) -> Done:
        made = actions.stel_zonder_voor(partner, reden=reden, by=request.user)
        return "Aan de andere partners is gevraagd om in te stemmen.", made

    context = {"partner": partner, "opgave": partner.opgave, "rijen": wat_loopt(partner)}
    template = "overleg/partner_zonder.html"
    return act(request, ZonderForm(sent(request)), propose, template=template, context=context)


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
