"""The pages of inzichten."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.htmx import show
from samenspel.inzichten import actions, queries
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.request import Request
from samenspel.praktijk.permissions import may_change_casus
from samenspel.praktijk.views import own_casus

MOST_LETTERS = 20_000
"""What a casus may hold; the form says so, the question need not be answered."""


@require_safe
def gelijkend_casus(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the casussen like this one, and what was done there."""
    casus = get_object_or_404(queries.casussen_with_vector(), pk=pk)
    page = queries.gelijkend_page(casus)
    outdated = casus.ingebracht_op and not casus.bij  # type: ignore[attr-defined]
    if outdated and may_change_casus(cast(Gebruiker, request.user), casus):
        # Others find a new casus at once; the daily job does the rest. No act, so no trail.
        actions.onthoud_vectoren([casus])
    return show(request, "inzichten/gelijkend.html", {"page": page}, part="lijst")


@login_required
@require_safe
def maatregelen(request: Request, pk: UUID) -> HttpResponse:
    """Show what casussen like this one do, to whoever makes its plan."""
    page = queries.maatregelen_page(own_casus(request, pk), viewer=request.user)
    return show(request, "inzichten/maatregelen.html", {"page": page}, part="lijst")


@login_required
@require_POST
def gelijkend_tekst(request: HttpRequest) -> HttpResponse:
    """Show the casussen like the text she is typing; nothing is stored."""
    titel, tekst = (
        request.POST.get(name, "").replace("\x00", "")[:MOST_LETTERS] for name in ("titel", "tekst")
    )
    page = queries.GelijkendPage(None, queries.gelijkende(titel, tekst))
    return render(request, "inzichten/gelijkend_lijst.html", {"page": page})
