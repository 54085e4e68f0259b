"""Who take part in an opgave, and adding to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven import forms, queries
from samenspel.opgaven.actions import samen as actions
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.request import Request


def samen_url(pk: UUID) -> str:
    """Return the page that shows who take part."""
    return reverse("opgaven:samen", args=[pk])


def _voeg_teamlid_toe(opgave: Opgave, *, lid: Lidmaatschap, by: Gebruiker) -> Teamlid:
    return actions.voeg_teamlid_toe(opgave, lid.gebruiker, lid.organisatie, by=by)


@dataclass(frozen=True)
class Toevoeging:
    """Something that can be added to an opgave: what is asked, done and said."""

    titel: str
    form: type[django_forms.Form]
    do: Callable[..., object]
    gezegd: str


TOEVOEGINGEN = {
    "partner": Toevoeging(
        "Een partner erbij",
        forms.PartnerForm,
        actions.voeg_partner_toe,
        "De partner doet nu mee.",
    ),
    "teamlid": Toevoeging(
        "Iemand in het team",
        forms.TeamlidForm,
        _voeg_teamlid_toe,
        "Het teamlid kan nu voor de opgave werken.",
    ),
    "belang": Toevoeging(
        "Benoem een belang",
        forms.BelangForm,
        actions.benoem_belang,
        "Uw belang staat erbij.",
    ),
}


def samen(request: Request, pk: UUID) -> HttpResponse:
    """Show who take part and what they need; add to each."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    page = queries.samen_page(opgave, viewer=request.user)
    asked = request.GET.get("voeg", "")
    if not asked:
        return render(request, "opgaven/samen.html", {"page": page})
    if not page.allowed.get(asked):
        raise Http404
    wanted = TOEVOEGINGEN[asked]
    form: Any = wanted.form(sent(request), opgave=opgave, viewer=request.user)  # type: ignore[call-arg]

    def add(**filled: Any) -> Done:
        wanted.do(opgave, by=request.user, **filled)
        return wanted.gezegd, samen_url(pk)

    context = {"page": page, "titel": wanted.titel}
    return act(request, form, add, template="opgaven/samen.html", context=context)
