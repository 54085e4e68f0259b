"""Take over a variant or a les, undo that, and tell half a year later how it went."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.leren import actions, forms, permissions, queries
from samenspel.leren.models import Overname, Variant
from samenspel.leren.views import variant_url
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Les


def les_url(pk: UUID) -> str:
    """Return the page of one les."""
    return reverse("praktijk:les", args=[pk])


def overname_url(pk: UUID) -> str:
    """Return the page where is told how it went."""
    return reverse("leren:overname", args=[pk])


def bron_url(overname: Overname) -> str:
    """Return the page of what was taken over."""
    if overname.variant_id:
        return variant_url(overname.variant_id)
    return les_url(overname.les_id)  # type: ignore[arg-type]


@login_required
@require_POST
@explained(variant_url)
def variant_overnemen(request: Request, pk: UUID) -> HttpResponse:
    """Say that her organisatie does this too."""
    found = get_object_or_404(Variant.objects.select_related("organisatie"), pk=pk)
    return _take_over(request, found, variant_url(pk))


@login_required
@require_POST
@explained(les_url)
def les_overnemen(request: Request, pk: UUID) -> HttpResponse:
    """Say that her organisatie works with this les."""
    found = get_object_or_404(Les.objects.select_related("organisatie"), pk=pk)
    return _take_over(request, found, les_url(pk))


@login_required
def overname(request: Request, pk: UUID) -> HttpResponse:
    """Tell how it went with what was taken over."""
    found = get_object_or_404(queries.overnames(), pk=pk)
    back = bron_url(found)
    if not permissions.may_answer(request.user, found):
        messages.error(request, f"Alleen wie bij {found.organisatie} werkt kan dit vertellen.")
        return redirect(back)
    form = forms.HoeGingHetForm(sent(request), initial=_answered(found))

    def tell(**filled: Any) -> Done:
        actions.vertel_hoe_het_ging(found, by=request.user, **filled)
        return "Dank u. Wie dit ook overweegt, leest uw antwoord.", back

    context = {"overname": found, "bron": found.bron, "terug": back}
    return act(request, form, tell, template="leren/overname.html", context=context)


@login_required
@require_POST
@explained(overname_url)
def overname_weg(request: Request, pk: UUID) -> HttpResponse:
    """Undo taking over."""
    found = get_object_or_404(queries.overnames(), pk=pk)
    actions.draai_overname_terug(found, by=request.user)
    messages.success(request, f"{found.organisatie} staat er niet meer bij.")
    return redirect(bron_url(found))


def _take_over(request: Request, bron: Variant | Les, url: str) -> HttpResponse:
    made = actions.neem_over(bron, by=request.user)
    messages.success(
        request,
        f"{made.organisatie} staat erbij. Op {datum(made.vraag_op)} vragen we of het hielp.",
    )
    return redirect(url)


def _answered(found: Overname) -> dict[str, str]:
    if found.beantwoord_op is None:
        return {}
    still = "ja" if found.doet_nog else "nee"
    return {"doet_nog": still, "hielp": found.hielp, "aangepast": found.aangepast}
