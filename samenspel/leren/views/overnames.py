"""Take over a variant or a les, undo that, and tell half a year later how it went."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.leren import actions, forms, permissions, rows
from samenspel.leren.models import Overname, Variant
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Les


@login_required
@require_POST
def variant_overnemen(request: Request, pk: UUID) -> HttpResponse:
    """Say that her organisatie does this too."""
    found = get_object_or_404(Variant.objects.select_related("organisatie"), pk=pk)
    return _take_over(request, found)


@login_required
@require_POST
def les_overnemen(request: Request, pk: UUID) -> HttpResponse:
    """Say that her organisatie works with this les."""
    found = get_object_or_404(Les.objects.select_related("organisatie"), pk=pk)
    return _take_over(request, found)


@login_required
def overname(request: Request, pk: UUID) -> HttpResponse:
    """Tell how it went with what was taken over."""
    found = get_object_or_404(rows.overnames(), pk=pk)
    permissions.check_overname(found, by=request.user)
    form = forms.HoeGingHetForm(sent(request), initial=_answered(found))

    def tell(**filled: Any) -> Done:
        actions.vertel_hoe_het_ging(found, by=request.user, **filled)
        return "Dank u. Wie dit ook overweegt, leest uw antwoord.", found

    context = {"overname": found, "bron": found.bron, "terug": found.get_absolute_url()}
    return act(request, form, tell, template="leren/overname.html", context=context)


@login_required
@require_POST
def overname_weg(request: Request, pk: UUID) -> HttpResponse:
    """Undo taking over."""
    found = get_object_or_404(rows.overnames(), pk=pk)
    actions.draai_overname_terug(found, by=request.user)
    return done(request, f"{found.organisatie} staat er niet meer bij.", found)


def _take_over(request: Request, bron: Variant | Les) -> HttpResponse:
    made = actions.neem_over(bron, by=request.user)
    said = f"{made.organisatie} staat erbij. Op {datum(made.vraag_op)} vragen we of het hielp."
    return done(request, said, bron)


def _answered(found: Overname) -> dict[str, str]:
    if found.beantwoord_op is None:
        return {}
    still = "ja" if found.doet_nog else "nee"
    return {"doet_nog": still, "hielp": found.hielp, "aangepast": found.aangepast}
