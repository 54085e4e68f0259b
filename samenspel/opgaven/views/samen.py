"""Who take part in an opgave, and adding to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from samenspel.basis.acts import Done, act, sent
from samenspel.opgaven import forms, permissions
from samenspel.opgaven.actions import uitnodigen, wijzigen
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Opgave, Teamlid, Uitnodiging
from samenspel.opgaven.pages.samen import samen_page
from samenspel.opgaven.rows import met_wacht
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.request import Request


def _nodig_uit(
    opgave: Opgave, *, organisatie: Organisatie, rol: str, reden: str = "", by: Gebruiker
) -> str:
    """Invite to a concept; once vastgesteld, ask the partners whether to invite."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        uitnodigen.nodig_uit(opgave, organisatie, rol=rol, by=by)
        return f"{organisatie} is uitgenodigd. Tot zij ja zegt, telt zij nergens mee."
    made = wijzigen.stel_partner_voor(opgave, organisatie, rol=rol, reden=reden, by=by)
    if made.stand == made.Stand.AANGENOMEN:
        return f"{organisatie} is uitgenodigd."
    return f"Aan de partners is gevraagd of {organisatie} mag worden uitgenodigd."


def _wijs_aan(opgave: Opgave, *, lid: Lidmaatschap, by: Gebruiker) -> str:
    uitnodigen.wijs_aan(opgave, lid.gebruiker, lid.organisatie, by=by)
    if lid.gebruiker_id == by.pk:
        return "U zit nu in het programmateam."
    return f"{lid.gebruiker} is gevraagd en zegt zelf ja of nee."


def _vraag_om_teamlid(opgave: Opgave, *, organisatie: Organisatie, by: Gebruiker) -> str:
    uitnodigen.vraag_om_teamlid(opgave, organisatie, by=by)
    return f"Aan {organisatie} is gevraagd om iemand te noemen."


def _benoem_belang(opgave: Opgave, *, by: Gebruiker, **filled: Any) -> str:
    benoem_belang(opgave, by=by, **filled)
    return "Uw belang staat erbij."


@dataclass(frozen=True)
class Toevoeging:
    """Something that can be added to an opgave: what is asked, and what is done and then said."""

    titel: str
    form: Callable[..., Form]
    check: Callable[..., None]
    do: Callable[..., str]


TOEVOEGINGEN = {
    "partner": Toevoeging(
        "Nodig een partner uit", forms.PartnerForm, permissions.check_uitnodigen, _nodig_uit
    ),
    "teamlid": Toevoeging(
        "Wijs iemand aan voor het team",
        forms.TeamlidForm,
        permissions.check_namens_partner,
        _wijs_aan,
    ),
    "teamvraag": Toevoeging(
        "Vraag een partner om iemand voor het team",
        forms.TeamvraagForm,
        permissions.check_om_teamlid_vragen,
        _vraag_om_teamlid,
    ),
    "belang": Toevoeging(
        "Benoem een belang", forms.BelangForm, permissions.check_namens_partner, _benoem_belang
    ),
}


def samen(request: Request, pk: UUID) -> HttpResponse:
    """Show who take part and what they need; add to each."""
    opgave = get_object_or_404(met_wacht(), pk=pk)
    page = samen_page(opgave, viewer=request.user)
    wanted = TOEVOEGINGEN.get(request.GET.get("voeg", ""))
    if wanted is None:
        return render(request, "opgaven/samen.html", {"page": page})
    wanted.check(opgave, by=request.user)
    form = wanted.form(sent(request), opgave=opgave, viewer=request.user)

    def add(**filled: Any) -> Done:
        return wanted.do(opgave, by=request.user, **filled), opgave.samen_url()

    context = {"page": page, "titel": wanted.titel}
    return act(request, form, add, template="opgaven/samen.html", context=context)


@login_required
def pen(request: Request, pk: int) -> HttpResponse:
    """Ask whether the pen goes to somebody in the team, and offer it."""
    rows = Teamlid.objects.select_related("gebruiker", "organisatie", "opgave__organisatie")
    lid = get_object_or_404(rows, pk=pk)
    permissions.check_pen_geven(lid, by=request.user)

    permissions.check_pen_voor(lid)

    def offer() -> Done:
        offered = uitnodigen.bied_pen_aan(lid, by=request.user)
        said = f"{lid.gebruiker} van {lid.organisatie} heeft nu de pen."
        if offered.stand == Uitnodiging.Stand.OPEN:
            said = f"De pen is {lid.gebruiker} aangeboden. Zij zegt zelf ja of nee."
        return said, lid

    context = {"lid": lid, "opgave": lid.opgave}
    return act(request, Form(sent(request)), offer, template="opgaven/pen.html", context=context)
