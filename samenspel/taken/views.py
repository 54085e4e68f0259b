"""How far the work is that somebody asked for."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from samenspel.basis.htmx import show
from samenspel.organisaties.request import Request
from samenspel.taken import actions
from samenspel.taken.models import Taak
from samenspel.taken.work import SOORTEN


@login_required
@require_safe
def taak(request: Request, pk: UUID) -> HttpResponse:
    """Show how far it is; once it is done, what came out."""
    found = get_object_or_404(Taak, pk=pk)
    soort = SOORTEN.get(found.soort)
    if soort is None or not soort.titel:
        raise Http404
    daarna = soort.daarna(**found.gegevens)
    if found.stand == Taak.Stand.KLAAR:
        messages.success(request, found.uitkomst)
        return (
            HttpResponseClientRedirect(daarna)
            if getattr(request, "htmx", False)
            else redirect(daarna)
        )
    context = {"taak": found, "titel": soort.titel, "daarna": daarna}
    return show(request, "taken/taak.html", context, part="stand")


@login_required
@require_POST
def stop(request: Request, pk: UUID) -> HttpResponse:
    """Stop it."""
    found = get_object_or_404(Taak, pk=pk)
    actions.stop(found)
    return redirect("taken:taak", pk=pk)
