"""The verhalen of one opgave: for its team, and for a council."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import done
from samenspel.basis.htmx import show
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import gedragen_teams_of
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import actions, rows
from samenspel.verhalen.pages import verhaalpagina as pagina
from samenspel.verhalen.pages.opgave import opgave_page

SHOWN = 25


@require_safe
def bij_opgave(request: Request, pk: UUID) -> HttpResponse:
    """Show the verhalen of an opgave that I may read, by thema."""
    page = opgave_page(
        get_object_or_404(Opgave, pk=pk),
        viewer=request.user,
        thema=request.GET.get("thema", ""),
        pagina=request.GET.get("pagina"),
    )
    return render(request, "verhalen/opgave.html", {"page": page})


@require_safe
def bij_knelpunt(request: Request, pk: UUID) -> HttpResponse:
    """Show the verhalen I may read that point at a knelpunt."""
    knelpunt = get_object_or_404(Knelpunt, pk=pk)
    context = {"knelpunt": knelpunt, "verhalen": rows.bij_knelpunt(knelpunt, SHOWN)}
    return show(request, "verhalen/knelpunt.html", context, part="lijst")


@require_safe
def verhaalpagina(request: Request, pk: UUID) -> HttpResponse:
    """Show what a council reads; before it is published only to the team."""
    opgave = get_object_or_404(Opgave, pk=pk)
    page = pagina.verhaalpagina(opgave, gemeente=request.GET.get("gemeente", ""))
    in_team = pk in gedragen_teams_of(request.user)
    if page.gepubliceerd is None and not in_team:
        raise Http404
    context = {"page": page, "in_team": in_team}
    return render(request, "verhalen/verhaalpagina.html", context)


@login_required
@require_POST
def publiceer(request: Request, pk: UUID) -> HttpResponse:
    """Open the verhaalpagina for everybody, or close it."""
    opgave = get_object_or_404(Opgave, pk=pk)
    if request.POST.get("actie") == "weg":
        actions.haal_pagina_weg(opgave, by=request.user)
        said = "De verhaalpagina is alleen nog voor het team."
    else:
        actions.publiceer(opgave, by=request.user)
        said = "Iedereen kan de verhaalpagina nu lezen. Stuur raadsleden de link."
    return done(request, said, reverse("verhalen:verhaalpagina", args=[pk]))
