"""Who take part in an opgave, and adding to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven import forms, permissions
from samenspel.opgaven.actions import samen as actions
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.opgaven.pages import samen_page
from samenspel.opgaven.rows import opgaven
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.request import Request


def _voeg_teamlid_toe(opgave: Opgave, *, lid: Lidmaatschap, by: Gebruiker) -> Teamlid:
    return actions.voeg_teamlid_toe(opgave, lid.gebruiker, lid.organisatie, by=by)


@dataclass(frozen=True)
class Toevoeging:
    """Something that can be added to an opgave: what is asked, done and said."""

    titel: str
    form: Callable[..., Form]
    check: Callable[..., None]
    do: Callable[..., object]
    gezegd: str


TOEVOEGINGEN = {
    "partner": Toevoeging(
        "Een partner erbij",
        forms.PartnerForm,
        permissions.check_beheren,
        actions.voeg_partner_toe,
        "De partner doet nu mee.",
    ),
    "teamlid": Toevoeging(
        "Iemand in het team",
        forms.TeamlidForm,
        permissions.check_beheren,
        _voeg_teamlid_toe,
        "Het teamlid kan nu voor de opgave werken.",
    ),
    "belang": Toevoeging(
        "Benoem een belang",
        forms.BelangForm,
        permissions.check_namens_partner,
        actions.benoem_belang,
        "Uw belang staat erbij.",
    ),
}


def samen(request: Request, pk: UUID) -> HttpResponse:
    """Show who take part and what they need; add to each."""
    opgave = get_object_or_404(opgaven(), pk=pk)
    page = samen_page(opgave, viewer=request.user)
    wanted = TOEVOEGINGEN.get(request.GET.get("voeg", ""))
    if wanted is None:
        return render(request, "opgaven/samen.html", {"page": page})
    wanted.check(opgave, by=request.user)
    form = wanted.form(sent(request), opgave=opgave, viewer=request.user)

    def add(**filled: Any) -> Done:
        wanted.do(opgave, by=request.user, **filled)
        return wanted.gezegd, opgave.samen_url()

    context = {"page": page, "titel": wanted.titel}
    return act(request, form, add, template="opgaven/samen.html", context=context)
