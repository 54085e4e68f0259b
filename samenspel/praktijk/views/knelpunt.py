"""Knelpunten and what was learned of them; everybody reads what she may see."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.forms import filled
from samenspel.organisaties.request import Request
from samenspel.praktijk import actions, permissions
from samenspel.praktijk.forms import KnelpuntWijzigForm, KnelpuntZoekForm, SamenvoegForm
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.pages.knelpunt import knelpunt_page
from samenspel.praktijk.rows import knelpunten
from samenspel.praktijk.rows.knelpunten import (
    knelpunten_to_change,
    knelpunten_with_regelingen,
    opgaven_with_knelpunten,
)

PER_PAGE = 25


@require_safe
def lijst(request: Request) -> HttpResponse:
    """Find knelpunten by words, opgave and oorzaak."""
    form = KnelpuntZoekForm(request.GET, opgaven=opgaven_with_knelpunten())
    found = Paginator(knelpunten.knelpunten(**filled(form)), PER_PAGE)
    pagina = found.get_page(request.GET.get("pagina"))
    return render(request, "praktijk/knelpunten.html", {"form": form, "pagina": pagina})


@require_safe
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one knelpunt: where it occurs, since when, and what is done about it."""
    knelpunt = get_object_or_404(knelpunten_with_regelingen(), pk=pk)
    page = knelpunt_page(
        knelpunt,
        viewer=request.user,
        pagina=request.GET.get("pagina"),
    )
    return render(request, "praktijk/knelpunt.html", {"page": page, "knelpunt": knelpunt})


@login_required
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Sharpen what is stuck."""
    knelpunt = _found(pk)
    permissions.check_knelpunt(knelpunt, by=request.user)
    now = {name: getattr(knelpunt, name) for name in KnelpuntWijzigForm.base_fields}

    def do(**answers: Any) -> Done:
        actions.wijzig_knelpunt(knelpunt, **answers, by=request.user)
        return "Het knelpunt is bijgewerkt.", knelpunt

    form = KnelpuntWijzigForm(sent(request), initial=now)
    template, context = "praktijk/knelpunt_wijzig.html", {"knelpunt": knelpunt}
    return act(request, form, do, template=template, context=context)


@login_required
def samenvoegen(request: Request, pk: UUID) -> HttpResponse:
    """Let this knelpunt go into another one that is about the same."""
    knelpunt = _found(pk)
    permissions.check_samenvoegen(knelpunt, by=request.user)

    def do(in_: Knelpunt) -> Done:
        actions.voeg_knelpunten_samen(knelpunt, in_, by=request.user)
        said = f"‘{knelpunt}’ is opgegaan in ‘{in_}’. De casussen van beide tellen nu hier."
        return said, in_

    others = knelpunten_to_change(request.user).exclude(pk=pk)
    form = SamenvoegForm(sent(request), knelpunten=others)
    template, context = "praktijk/knelpunt_samenvoegen.html", {"knelpunt": knelpunt}
    return act(request, form, do, template=template, context=context)


@login_required
@require_POST
def uit_elkaar(request: Request, pk: UUID) -> HttpResponse:
    """Take it out of the knelpunt that it went into."""
    knelpunt = actions.haal_uit_elkaar(_found(pk), by=request.user)
    said = "Dit is weer een knelpunt op zichzelf, met zijn eigen casussen."
    return done(request, said, knelpunt)


def _found(pk: UUID) -> Knelpunt:
    return get_object_or_404(Knelpunt.objects.select_related("opgave", "organisatie"), pk=pk)


@require_safe
def lessen(request: Request) -> HttpResponse:
    """Find what was learned."""
    zoek = request.GET.get("zoek", "")[:200]
    pagina = Paginator(knelpunten.lessen(zoek=zoek), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "praktijk/lessen.html", {"pagina": pagina, "zoek": zoek})


@require_safe
def les(request: Request, pk: UUID) -> HttpResponse:
    """Show one les."""
    return render(
        request, "praktijk/les.html", {"les": get_object_or_404(knelpunten.lessen(), pk=pk)}
    )
