"""Who take part in an opgave: add to them, and let them go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.opgaven import forms, permissions, queries
from samenspel.opgaven.actions import samen as actions
from samenspel.opgaven.models import Mandaat, Opgave, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import require_may_speak_for
from samenspel.organisaties.request import Request


def samen_url(pk: UUID) -> str:
    """Return the page that shows who take part."""
    return reverse("opgaven:samen", args=[pk])


def _url_of_teamlid(pk: int) -> str:
    return samen_url(get_object_or_404(Teamlid, pk=pk).opgave_id)


def _url_of_mandaat(pk: UUID) -> str:
    return samen_url(get_object_or_404(Mandaat, pk=pk).opgave_id)


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
    "mandaat": Toevoeging(
        "Geef een mandaat",
        forms.MandaatForm,
        actions.geef_mandaat,
        "Het mandaat geldt vanaf de begindatum.",
    ),
}


def samen(request: Request, pk: UUID) -> HttpResponse:
    """Show who take part, on whose authority, and what they need; add to each."""
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


@login_required
@explained(_url_of_teamlid)
def teamlid_weg(request: Request, pk: int) -> HttpResponse:
    """Ask whether somebody leaves the team, and let her go."""
    rows = Teamlid.objects.select_related("gebruiker", "organisatie", "opgave__organisatie")
    lid = get_object_or_404(rows, pk=pk)
    permissions.require_may_remove_teamlid(request.user, lid)

    def remove() -> Done:
        actions.verwijder_teamlid(lid, by=request.user)
        return f"{lid.gebruiker} zit niet meer in het team.", samen_url(lid.opgave_id)

    form = django_forms.Form(sent(request))
    context = {"lid": lid, "opgave": lid.opgave}
    return act(request, form, remove, template="opgaven/teamlid_weg.html", context=context)


@login_required
@explained(_url_of_mandaat)
def mandaat_intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a mandaat; what it does to besluiten stands beside the form."""
    rows = Mandaat.objects.select_related("gever__organisatie", "houder", "opgave")
    mandaat = get_object_or_404(rows, pk=pk)
    require_may_speak_for(request.user, mandaat.gever.organisatie)

    def withdraw(*, reden: str) -> Done:
        actions.trek_mandaat_in(mandaat, reden=reden, by=request.user)
        said = f"Het mandaat is ingetrokken. {mandaat.houder} en het team lezen waarom."
        return said, samen_url(mandaat.opgave_id)

    form = forms.IntrekForm(sent(request))
    context = {"mandaat": mandaat, "opgave": mandaat.opgave}
    return act(request, form, withdraw, template="opgaven/mandaat_intrekken.html", context=context)
