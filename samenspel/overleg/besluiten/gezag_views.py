"""The pages on which an organisatie is bound: on a mandaat, or because its orgaan said so."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from samenspel.basis import klok
from samenspel.basis.acts import Done, act, sent
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten import forms, gezag
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.models import Bijdrage
from samenspel.overleg.besluiten.permissions import check_aanvaarden, check_bekrachtigen
from samenspel.overleg.besluiten.stappen import houdt


def _bijdrage(pk: int) -> Bijdrage:
    rows = Bijdrage.objects.select_related("besluit", "organisatie", "orgaan")
    return get_object_or_404(rows, pk=pk)


@login_required
def bijdrage_aanvaard(request: Request, pk: int) -> HttpResponse:
    """Let whoever holds a mandaat say yes or no on it."""
    found = _bijdrage(pk)
    [covered] = dekkingen(found.besluit.opgave_id, [found], klok.today())
    own = houdt(covered, request.user)
    if not own:
        raise Http404
    check_aanvaarden(found, own[0], by=request.user)
    form = forms.AanvaardForm(sent(request), bijdrage=found, mandaten=own)

    def accept(*, mandaat: str | None) -> Done:
        chosen = next((one for one in own if str(one.pk) == mandaat), None)
        gezag.aanvaard(found, chosen, by=request.user)
        if chosen is None:
            return f"U gebruikt uw mandaat niet. {found.organisatie} beslist zelf.", found
        said = f"Uw ja namens {found.organisatie} staat erbij."
        return f"{said} Het bindt als {found.organisatie} zelf ook instemt.", found

    context = {
        "bijdrage": found,
        "besluit": found.besluit,
        "tegoeden": [one for one in covered.tegoeden if one.mandaat in own],
    }
    return act(request, form, accept, template="overleg/aanvaard.html", context=context)


@login_required
def bijdrage_bekrachtig(request: Request, pk: int) -> HttpResponse:
    """Note what the orgaan that had to decide said: yes or no, with proof."""
    found = _bijdrage(pk)
    check_bekrachtigen(found, by=request.user)
    form = forms.BekrachtigForm(sent(request), bijdrage=found)

    def report(*, besloten: str, reden: str, **filled: Any) -> Done:
        if besloten == "nee":
            gezag.wijs_af(found, reden=reden, by=request.user, **filled)
            return "Het nee staat erbij. Dit deel is terug op tafel; het team hoort het.", found
        gezag.bekrachtig(found, by=request.user, **filled)
        said = f"Het besluit van {found.orgaan or found.organisatie} staat erbij."
        return f"{said} Het team kan nu afspraken maken.", found

    context = {"bijdrage": found, "wat": forms.what(found)}
    return act(request, form, report, template="overleg/bekrachtig.html", context=context)
