"""A casus: describe it, bring it in, and hear what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.errors import DomainError, StaleError
from samenspel.basis.forms import add_error
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.praktijk import actions, queries
from samenspel.praktijk.forms import CasusForm, CasusWijzigForm, InbrengForm, TerugkoppelForm
from samenspel.praktijk.models import Casus
from samenspel.praktijk.views import me, own_casus, status_of, with_version

READERS = {
    "openbaar": "Iedereen kan de casus lezen.",
    "partners": "De partners van de opgave kunnen de casus lezen.",
    "team": "Het programmateam kan de casus lezen.",
    "organisatie": "Uw collega's kunnen de casus lezen.",
    "besloten": "Alleen wie u noemde kan de casus lezen.",
}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show my casussen with where they stand, and what others found stuck."""
    page = queries.start_page(me(request), pagina=request.GET.get("pagina"))
    return render(request, "praktijk/start.html", {"page": page})


@login_required
def nieuw(request: HttpRequest) -> HttpResponse:
    """Describe a household; nothing is stored before the text is clean."""
    form = CasusForm(request.POST or None, initial={"gemeente": _own_gemeente(request)})
    if request.POST.get("actie") == "vervang":
        form = form.with_proposals()
    elif form.is_valid():
        try:
            casus = actions.beschrijf_casus(**form.answers(), by=me(request))
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Bewaard als concept. Alleen u kunt het lezen.")
            return redirect("praktijk:casus_beeld", pk=casus.pk)
    return render(request, "praktijk/casus_nieuw.html", {"form": form}, status=status_of(form))


@login_required
@require_POST
def controle(request: HttpRequest) -> HttpResponse:
    """Mark personal data in what is being typed; nothing is stored."""
    field = CasusForm(request.POST)["geen_personen"]
    return render(request, "praktijk/gemarkeerd.html", {"field": field, "live": True})


@login_required
def wijzig(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the description."""
    casus = own_casus(request, pk)
    now = {name: getattr(casus, name) for name in ("titel", "tekst", "wens", "versie")}
    form = CasusWijzigForm(request.POST or None, initial=now | {"gemeente": casus.gemeente_id})
    huidig = None
    if request.POST.get("actie") == "vervang":
        form = form.with_proposals()  # type: ignore[assignment]
    elif form.is_valid():
        try:
            actions.wijzig_casus(casus, **form.answers(), by=me(request))
        except DomainError as error:
            add_error(form, error)
            if isinstance(error, StaleError):
                huidig = get_object_or_404(queries.casussen(), pk=pk)
                with_version(form, huidig.versie)
        else:
            messages.success(request, "De beschrijving is bijgewerkt.")
            return redirect("praktijk:casus", pk=pk)
    context = {"form": form, "casus": casus, "huidig": huidig}
    return render(request, "praktijk/casus_wijzig.html", context, status=status_of(form))


@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one casus: what it is, where it stands, what became of it."""
    return _show(request, pk)


@login_required
@require_POST
def inbrengen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the casus in at an opgave."""
    casus = own_casus(request, pk)
    form = _inbreng_form(request, request.POST)
    if form.is_valid():
        try:
            casus = actions.breng_in(casus, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
        else:
            readers = READERS[casus.zichtbaarheid]
            messages.success(
                request,
                f"Uw casus ligt bij {casus.opgave}. {readers} U leest hier wat ervan komt.",
            )
            return redirect("praktijk:casus", pk=pk)
    return _show(request, pk, inbreng=form)


@login_required
@require_POST
def weggooien(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a concept away."""
    casus = own_casus(request, pk)
    try:
        actions.verwijder_concept(casus, by=me(request))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("praktijk:casus", pk=pk)
    messages.success(request, "Het concept is weggegooid.")
    return redirect("praktijk:start")


@login_required
@require_POST
def terugkoppeling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether what came of it helped this household."""
    casus = own_casus(request, pk)
    if not casus.met_les:  # type: ignore[attr-defined]
        raise Http404
    form = TerugkoppelForm(request.POST)
    if form.is_valid():
        try:
            actions.koppel_terug(casus, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Dank u. Wie eraan werkt, leest of het hielp.")
            return redirect("praktijk:casus", pk=pk)
    return _show(request, pk, terug=form)


def _show(
    request: HttpRequest,
    pk: UUID,
    *,
    inbreng: InbrengForm | None = None,
    terug: TerugkoppelForm | None = None,
) -> HttpResponse:
    casus = get_object_or_404(queries.casussen_with_regels(), pk=pk)
    page = queries.casus_page(casus, viewer=me(request))
    if page.may_answer and request.method == "GET":
        actions.lees_terugkoppeling(casus, by=me(request))
    form = inbreng or terug
    context: dict[str, Any] = {"page": page, "casus": casus}
    if page.may_bring_in:
        context["inbreng"] = inbreng or _inbreng_form(request)
    if page.may_answer:
        context["terug"] = terug or _terug_form(casus)
    status = status_of(form) if form else 200
    return render(request, "praktijk/casus.html", context, status=status)


def _inbreng_form(request: HttpRequest, data: Any = None) -> InbrengForm:
    return InbrengForm(
        data,
        opgaven=queries.opgaven_to_choose(me(request)),
        mensen=queries.people_to_name(me(request)),
    )


def _terug_form(casus: Casus) -> TerugkoppelForm:
    known = {"geholpen": casus.geholpen, "toelichting": casus.geholpen_toelichting}
    return TerugkoppelForm(initial=known)


def _own_gemeente(request: HttpRequest) -> UUID | None:
    """The gemeente she works for, if she works for one."""
    places = [lid.organisatie for lid in lidmaatschappen_of(me(request))]
    return next((place.pk for place in places if place.soort == "gemeente"), None)
