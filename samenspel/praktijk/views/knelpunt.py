"""Knelpunten and what was learned of them; everybody reads what she may see."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from samenspel.basis.errors import DomainError, NotAllowedError, StaleError
from samenspel.basis.forms import add_error
from samenspel.praktijk import actions, permissions, queries
from samenspel.praktijk.forms import KnelpuntWijzigForm, ZoekForm
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.views import me, status_of, with_version

PER_PAGE = 25


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Find knelpunten by words, opgave and oorzaak."""
    form = ZoekForm(request.GET, opgaven=queries.opgaven_with_knelpunten())
    found = Paginator(queries.knelpunten(**form.filled()), PER_PAGE)
    pagina = found.get_page(request.GET.get("pagina"))
    return render(request, "praktijk/knelpunten.html", {"form": form, "pagina": pagina})


@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one knelpunt: where it occurs, since when, and what is done about it."""
    knelpunt = get_object_or_404(queries.knelpunten_with_regels(), pk=pk)
    page = queries.knelpunt_page(
        knelpunt,
        viewer=me(request),
        pagina=request.GET.get("pagina"),
        with_verloop="verloop" in request.GET,
    )
    return render(request, "praktijk/knelpunt.html", {"page": page, "knelpunt": knelpunt})


@login_required
def wijzig(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sharpen what is stuck."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave", "organisatie"), pk=pk)
    try:
        permissions.require_may_change_knelpunt(me(request), knelpunt)
    except NotAllowedError as error:
        raise PermissionDenied(error.message) from error
    now = {name: getattr(knelpunt, name) for name in KnelpuntWijzigForm.base_fields}
    form = KnelpuntWijzigForm(request.POST or None, initial=now)
    huidig = None
    if form.is_valid():
        try:
            actions.wijzig_knelpunt(knelpunt, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
            if isinstance(error, StaleError):
                huidig = get_object_or_404(Knelpunt, pk=pk)
                with_version(form, huidig.versie)
        else:
            messages.success(request, "Het knelpunt is bijgewerkt.")
            return redirect("praktijk:knelpunt", pk=pk)
    context = {"form": form, "knelpunt": knelpunt, "huidig": huidig}
    return render(request, "praktijk/knelpunt_wijzig.html", context, status=status_of(form))


@require_safe
def lessen(request: HttpRequest) -> HttpResponse:
    """Find what was learned."""
    zoek = request.GET.get("zoek", "")[:200]
    pagina = Paginator(queries.lessen(zoek=zoek), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "praktijk/lessen.html", {"pagina": pagina, "zoek": zoek})


@require_safe
def les(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one les."""
    return render(request, "praktijk/les.html", {"les": get_object_or_404(queries.lessen(), pk=pk)})
