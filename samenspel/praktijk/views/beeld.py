"""The two questions between a text and a casus: does this picture hold, and what is stuck?"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from samenspel.basis.errors import DomainError
from samenspel.basis.forms import add_error
from samenspel.basis.htmx import show
from samenspel.praktijk import actions, queries
from samenspel.praktijk.forms import BeeldForm, NieuwKnelpuntForm
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.queries.beeld import Beeld
from samenspel.praktijk.views import REFUSED, me, own_casus, status_of

JOINING = {"sluit_aan", "maak_los"}


@login_required
def beeld(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm or correct the totaalplaatje; `actie=teken` only draws what is ticked."""
    casus = own_casus(request, pk)
    if request.method != "POST":
        page = queries.beeld_page(casus, leefgebieden=None, gekozen=None)
        return render(request, "praktijk/casus_beeld.html", {"page": page, "casus": casus})
    page = _ticked(casus, request.POST)
    form = BeeldForm(
        request.POST,
        leefgebieden=[(one.waarde, one.label) for one in page.leefgebieden],
        regelingen=[(one.waarde, one.label) for one in [*page.voorstellen, *page.overige]],
    )
    if form.is_valid() and request.POST.get("actie") != "teken":
        actions.bevestig_beeld(casus, **form.cleaned_data, by=me(request))
        messages.success(request, "Het totaalplaatje is bewaard.")
        return redirect("praktijk:casus_vast", pk=pk)
    context = {"page": page, "casus": casus, "form": form}
    status = REFUSED if form.errors else 200
    return show(request, "praktijk/casus_beeld.html", context, part="plaatje", status=status)


@login_required
def vast(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is stuck: join a knelpunt that exists, undo that, or name a new one."""
    casus = own_casus(request, pk)
    if request.POST.get("actie") in JOINING:
        return _join(request, casus)
    opgaven = queries.opgaven_to_choose(me(request))
    form = NieuwKnelpuntForm(request.POST or None, opgaven=opgaven)
    if form.is_valid():
        try:
            actions.benoem_knelpunt(casus, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Het knelpunt staat erbij. Anderen kunnen nu aansluiten.")
            return redirect("praktijk:casus_vast", pk=pk)
    context = {"page": queries.vast_page(casus), "casus": casus, "form": form}
    return render(request, "praktijk/casus_vast.html", context, status=status_of(form))


def _ticked(casus: Casus, data: QueryDict) -> Beeld:
    return queries.beeld_page(
        casus, leefgebieden=data.getlist("leefgebieden"), gekozen=data.getlist("regelingen")
    )


def _join(request: HttpRequest, casus: Casus) -> HttpResponse:
    try:
        chosen = UUID(request.POST.get("knelpunt", ""))
    except ValueError:
        return redirect("praktijk:casus_vast", pk=casus.pk)
    knelpunt = get_object_or_404(Knelpunt, pk=chosen)
    if request.POST["actie"] == "sluit_aan":
        actions.sluit_aan(casus, knelpunt, by=me(request))
        messages.success(request, f"Uw casus hoort nu bij ‘{knelpunt}’.")
    else:
        actions.maak_los(casus, knelpunt, by=me(request))
        messages.success(request, f"Uw casus hoort niet meer bij ‘{knelpunt}’.")
    return redirect("praktijk:casus_vast", pk=casus.pk)
