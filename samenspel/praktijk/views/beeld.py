"""The two questions between a text and a casus: does this picture hold, and what is stuck?"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.htmx import show
from samenspel.organisaties.request import Request
from samenspel.praktijk import actions
from samenspel.praktijk.forms import BeeldForm, NieuwKnelpuntForm
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.pages.beeld import beeld_page
from samenspel.praktijk.pages.casus import vast_page
from samenspel.praktijk.rows.casussen import opgaven_to_choose
from samenspel.praktijk.views import own_casus

JOINING = {"sluit_aan", "maak_los"}


def vast_url(pk: UUID) -> str:
    """Return the page that asks what is stuck."""
    return reverse("praktijk:casus_vast", args=[pk])


@login_required
def beeld(request: Request, pk: UUID) -> HttpResponse:
    """Confirm or correct the totaalplaatje; `actie=teken` only draws what is ticked."""
    casus = own_casus(request, pk)
    ticked: dict[str, Any] = {"leefgebieden": None, "gekozen": None}
    if request.method == "POST":
        areas, regelingen = (request.POST.getlist(n) for n in ("leefgebieden", "regelingen"))
        ticked = {"leefgebieden": areas, "gekozen": regelingen}
    page = beeld_page(casus, **ticked)
    form = BeeldForm(
        sent(request),
        initial={"versie": casus.versie},
        leefgebieden=[(one.waarde, one.label) for one in page.leefgebieden],
        regelingen=[(one.waarde, one.label) for one in [*page.suggesties, *page.overige]],
    )
    context = {"page": page, "casus": casus}
    if request.POST.get("actie") == "teken":
        template, context = "praktijk/casus_beeld.html", context | {"form": form}
        return show(request, template, context, part="plaatje", status=422 if form.errors else 200)

    def confirm(**filled: Any) -> Done:
        actions.bevestig_beeld(casus, by=request.user, **filled)
        return "Het totaalplaatje is bewaard.", vast_url(pk)

    return act(request, form, confirm, template="praktijk/casus_beeld.html", context=context)


@login_required
def vast(request: Request, pk: UUID) -> HttpResponse:
    """Say what is stuck: join a knelpunt that exists, undo that, or name a new one.

    Whoever did looks at the whole casus next, and can bring it in there.
    """
    casus = own_casus(request, pk)
    if request.POST.get("actie") in JOINING:
        return _join(request, casus)
    opgaven = opgaven_to_choose(request.user)
    form = NieuwKnelpuntForm(sent(request), opgaven=opgaven)

    def name(**filled: Any) -> Done:
        actions.benoem_knelpunt(casus, by=request.user, **filled)
        return "Het knelpunt staat erbij. Anderen kunnen nu aansluiten.", casus

    context = {"page": vast_page(casus), "casus": casus}
    return act(request, form, name, template="praktijk/casus_vast.html", context=context)


def _join(request: Request, casus: Casus) -> HttpResponse:
    try:
        chosen = UUID(request.POST.get("knelpunt", ""))
    except ValueError:
        return redirect(vast_url(casus.pk))
    knelpunt = get_object_or_404(Knelpunt, pk=chosen)
    if request.POST["actie"] == "sluit_aan":
        actions.sluit_aan(casus, knelpunt, by=request.user)
        return done(request, f"Uw casus hoort nu bij ‘{knelpunt}’.", casus)
    actions.maak_los(casus, knelpunt, by=request.user)
    return done(request, f"Uw casus hoort niet meer bij ‘{knelpunt}’.", vast_url(casus.pk))
