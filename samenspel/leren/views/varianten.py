"""Varianten: side by side, one, a new one, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.errors import RuleError
from samenspel.basis.forms import filled
from samenspel.basis.htmx import show
from samenspel.leren import actions, forms, permissions
from samenspel.leren import rows as leren_rows
from samenspel.leren.models import Variant
from samenspel.leren.pages import naast_elkaar_page, variant_page, with_stand
from samenspel.leren.rows import measures_of, varianten
from samenspel.organisaties.request import Request
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.praktijk.models import Knelpunt

PER_PAGE = 25


@require_safe
def lijst(request: Request) -> HttpResponse:
    """Find varianten by words, opgave, and whether they are experiments."""
    form = forms.VariantZoekForm(request.GET)
    found = Paginator(leren_rows.lijst(**filled(form)), PER_PAGE)
    pagina = found.get_page(request.GET.get("pagina"))
    context = {"form": form, "pagina": pagina, "gevonden": with_stand(pagina)}
    return render(request, "leren/lijst.html", context)


@require_safe
def naast_elkaar(request: Request, pk: UUID) -> HttpResponse:
    """Lay the varianten of one knelpunt side by side."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    pagina = request.GET.get("pagina")
    page = naast_elkaar_page(knelpunt, viewer=request.user, pagina=pagina)
    context = {"page": page, "knelpunt": knelpunt}
    return show(request, "leren/naast_elkaar.html", context, part="kort")


@login_required
def nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Tell how her organisatie goes about a knelpunt; `?naar=` names the variant it follows."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    permissions.check_beschrijven(knelpunt, by=request.user)
    example = _example(request, knelpunt)
    closed = knelpunt.zichtbaarheid == Zichtbaarheid.BESLOTEN
    start: dict[str, Any] = {"zichtbaarheid": knelpunt.zichtbaarheid}
    if example:
        start |= {"titel": example.titel, "aanpak": example.aanpak}
    form = forms.VariantForm(sent(request), initial=start, closed=closed)

    def describe(**filled: Any) -> Done:
        made = actions.beschrijf_variant(
            knelpunt, naar_voorbeeld_van=example, by=request.user, **filled
        )
        said = "Uw aanpak staat ernaast. Telt u ook wat het oplevert? Leg dan een uitkomst vast."
        return said, made

    context = {"knelpunt": knelpunt, "voorbeeld": example}
    return act(request, form, describe, template="leren/variant_nieuw.html", context=context)


@require_safe
def variant(request: Request, pk: UUID) -> HttpResponse:
    """Show one variant: what is done, what came of it, who took it over."""
    found = get_object_or_404(varianten(), pk=pk)
    page = variant_page(found, viewer=request.user)
    return render(request, "leren/variant.html", {"page": page, "variant": found})


@login_required
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change what is written about a variant."""
    found = _own(request, pk)
    now = {name: getattr(found, name) for name in forms.VariantForm.base_fields}
    closed = found.zichtbaarheid == Zichtbaarheid.BESLOTEN
    form = forms.VariantForm(sent(request), initial=now, closed=closed, change=True)

    def change(**filled: Any) -> Done:
        actions.wijzig_variant(found, by=request.user, **filled)
        return "De aanpak is bijgewerkt.", found

    context = {"variant": found}
    return act(request, form, change, template="leren/variant_wijzig.html", context=context)


@login_required
def afloop(request: Request, pk: UUID) -> HttpResponse:
    """Say what an experiment taught and how to go on."""
    found = get_object_or_404(varianten(), pk=pk)
    permissions.check_afronden(found, by=request.user)
    form = forms.AfloopForm(sent(request))

    def decide(**filled: Any) -> Done:
        les = actions.rond_experiment_af(found, by=request.user, **filled)
        told = " De les gaat naar iedereen die dit knelpunt tegenkomt." if les else ""
        return f"Uw keuze staat erbij, met wat u leerde.{told}", found

    context = {"variant": found}
    return act(request, form, decide, template="leren/afloop.html", context=context)


@login_required
def uitkomst(request: Request, pk: UUID) -> HttpResponse:
    """Keep what was counted."""
    found = _own(request, pk)
    known = measures_of(found.knelpunt)
    form = forms.UitkomstForm(sent(request), known=known)

    def keep(**filled: Any) -> Done:
        actions.leg_uitkomst_vast(found, by=request.user, **filled)
        said = "De uitkomst staat erbij en telt mee in de vergelijking."
        return said, reverse("leren:naast_elkaar", args=[found.knelpunt_id])

    context = {"variant": found}
    return act(request, form, keep, template="leren/uitkomst.html", context=context)


@login_required
@require_POST
def uitkomst_weg(request: Request, pk: UUID) -> HttpResponse:
    """Take back an uitkomst."""
    found = _own(request, pk)
    form = forms.UitkomstWegForm(request.POST, variant=found)
    if not form.is_valid():
        raise RuleError("Deze uitkomst is er niet meer.", about=found)
    actions.haal_uitkomst_weg(form.cleaned_data["uitkomst"], by=request.user)
    return done(request, "De uitkomst is weg en telt niet meer mee.", found)


def _own(request: Request, pk: UUID) -> Variant:
    found = get_object_or_404(varianten(), pk=pk)
    permissions.check_variant(found, by=request.user)
    return found


def _example(request: Request, knelpunt: Knelpunt) -> Variant | None:
    """Return the variant that hers follows, if she may read it; a wrong key is none."""
    try:
        pk = UUID(request.GET.get("naar", ""))
    except ValueError:
        return None
    return Variant.objects.filter(pk=pk, knelpunt=knelpunt).select_related("organisatie").first()
