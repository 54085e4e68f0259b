"""A casus: describe it, bring it in, and hear what came of it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.organisaties.request import Request
from samenspel.praktijk import actions, permissions
from samenspel.praktijk.forms import CasusForm, CasusWijzigForm, InbrengForm
from samenspel.praktijk.models import Heropening
from samenspel.praktijk.pages.casus import CasusPage, casus_page, start_page
from samenspel.praktijk.rows.casussen import (
    casussen_with_regelingen,
    opgaven_to_choose,
    people_to_name,
)
from samenspel.praktijk.terugkoppeling.actions import lees_terugkoppeling
from samenspel.praktijk.terugkoppeling.forms import TerugkoppelForm
from samenspel.praktijk.views import own_casus


@require_safe
def start(request: Request) -> HttpResponse:
    """Show my casussen with where they stand, and what others found stuck and learned."""
    page = start_page(request.user, pagina=request.GET.get("pagina"))
    return render(request, "praktijk/start.html", {"page": page})


@require_safe
def opgave(request: Request, pk: UUID) -> HttpResponse:
    """Show what of practice belongs to one opgave: the same, in its own room."""
    one = get_object_or_404(Opgave.objects.select_related("deel_van"), pk=pk)
    page = start_page(request.user, opgave=one, pagina=request.GET.get("pagina"))
    return render(request, "praktijk/start.html", {"page": page})


@login_required
def nieuw(request: Request) -> HttpResponse:
    """Describe a household; nothing is stored before the text is clean."""
    form = CasusForm(sent(request), initial={"gemeente": _own_gemeente(request)})
    if request.POST.get("actie") == "vervang":
        form = form.with_proposals()
    if request.POST.get("actie") == "kijk":
        form = CasusForm(initial=request.POST.dict())
        return render(request, "praktijk/casus_nieuw.html", {"form": form})

    def describe(**_: Any) -> Done:
        casus = actions.beschrijf_casus(by=request.user, **form.answers())
        return (
            "Bewaard als concept. Alleen u kunt het lezen.",
            reverse("praktijk:casus_beeld", args=[casus.pk]),
        )

    return act(request, form, describe, template="praktijk/casus_nieuw.html", context={})


@login_required
@require_POST
def controle(request: Request) -> HttpResponse:
    """Mark personal data in what is being typed; nothing is stored."""
    field = CasusForm(request.POST)["geen_personen"]
    return render(request, "praktijk/gemarkeerd.html", {"field": field, "live": True})


@login_required
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change the description."""
    casus = own_casus(request, pk)
    now = {name: getattr(casus, name) for name in ("titel", "tekst", "wens", "versie")}
    now |= {"gemeente": casus.gemeente_id}
    form: CasusForm = CasusWijzigForm(sent(request), initial=now)
    if request.POST.get("actie") == "vervang":
        form = form.with_proposals()

    def change(**_: Any) -> Done:
        actions.wijzig_casus(casus, by=request.user, **form.answers())
        return "De beschrijving is bijgewerkt.", casus

    template = "praktijk/casus_wijzig.html"
    return act(request, form, change, template=template, context={"casus": casus})


@require_safe
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one casus: what it is, where it stands, what became of it."""
    context = casus_context(request, pk)
    if context["page"].may_answer:
        lees_terugkoppeling(context["casus"], by=request.user)
    return render(request, "praktijk/casus.html", context)


@login_required
@require_POST
def inbrengen(request: Request, pk: UUID) -> HttpResponse:
    """Bring the casus in at an opgave."""
    casus = own_casus(request, pk)
    permissions.check_inbrengen(casus, by=request.user)
    form = _inbreng_form(request, request.POST)

    def bring_in(**filled: Any) -> Done:
        brought = actions.breng_in(casus, by=request.user, **filled)
        said = (
            f"Uw casus ligt bij {brought.opgave}, te lezen voor {brought.lezers}. "
            "U leest hier wat ervan komt."
        )
        return said, casus

    context = casus_context(request, pk) | {"inbreng": form}
    return act(request, form, bring_in, template="praktijk/casus.html", context=context)


@login_required
@require_POST
def weggooien(request: Request, pk: UUID) -> HttpResponse:
    """Throw a concept away."""
    actions.verwijder_concept(own_casus(request, pk), by=request.user)
    return done(request, "Het concept is weggegooid.", "praktijk:start")


def casus_context(request: Request, pk: UUID) -> dict[str, Any]:
    """Return what the page of a casus shows, with the forms this viewer can use."""
    casus = get_object_or_404(casussen_with_regelingen(), pk=pk)
    page = casus_page(casus, viewer=request.user)
    return {
        "page": page,
        "casus": casus,
        "inbreng": _inbreng_form(request, page=page) if page.may_bring_in else None,
        "terug": _terug_form(page) if page.may_answer else None,
    }


def _inbreng_form(
    request: Request, data: Any = None, *, page: CasusPage | None = None
) -> InbrengForm:
    """Ask where a casus goes; the opgave that all its knelpunten belong to is chosen beforehand."""
    opgaven = {one.opgave_id for one in page.knelpunten} if page else set()
    return InbrengForm(
        data,
        initial={"opgave": opgaven.pop()} if len(opgaven) == 1 else {},
        opgaven=opgaven_to_choose(request.user),
        mensen=people_to_name(request.user),
    )


def _terug_form(page: CasusPage) -> TerugkoppelForm:
    casus, last = page.casus, page.heropening
    known = {"geholpen": casus.geholpen, "toelichting": casus.geholpen_toelichting}
    if last and last["stand"] == Heropening.Stand.OPEN:
        known |= {name: last[name] for name in ("plek", "mist", "knelpunt")}
    return TerugkoppelForm(initial=known, knelpunten=page.knelpunten)


def _own_gemeente(request: Request) -> UUID | None:
    """The gemeente she works for, if she works for one."""
    places = [lid.organisatie for lid in lidmaatschappen_of(request.user)]
    return next((place.pk for place in places if place.soort == "gemeente"), None)
