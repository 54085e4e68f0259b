"""One verhaal: for whoever reads it, for its teller, and for the team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.basis.acts import REFUSED, Done, act, sent
from samenspel.basis.errors import DomainError
from samenspel.basis.forms import add_error
from samenspel.organisaties.models import Leefgebied
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import actions, permissions
from samenspel.verhalen.forms import (
    AanwijzenForm,
    CitaatForm,
    NalezenForm,
    ToestemmingForm,
    now_of,
)
from samenspel.verhalen.models import Citaat, Verhaal
from samenspel.verhalen.queries.pagina import gepubliceerd
from samenspel.verhalen.queries.verhalen import (
    knelpunten_to_point_at,
    opgaven_to_read_over,
    verhaal_page,
    verhalen,
)
from samenspel.verhalen.views import forget, one, open_door, who

PER_PAGE = 25


@never_cache
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Show the verhalen I may read, and the verhaalpagina's."""
    thema = request.GET.get("thema", "")
    thema = thema if thema in Leefgebied.values else ""
    open_door(request)
    context = {
        "pagina": Paginator(
            verhalen(thema=thema).filter(nagelezen_op__isnull=False), PER_PAGE
        ).get_page(request.GET.get("pagina")),
        "paginas": list(gepubliceerd()[:PER_PAGE]),
        "themas": Leefgebied.choices,
        "thema": thema,
    }
    return render(request, "verhalen/lijst.html", context)


@never_cache
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one verhaal, and to its teller what was done with it."""
    return _show(request, pk, open_door(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def toestemming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the teller choose anew."""
    verhaal, code = _mine(request, pk)
    form = ToestemmingForm(sent(request), initial=now_of(verhaal))

    def do(lezers: str, citeren: bool, **_: Any) -> Done:
        actions.wijzig_toestemming(
            verhaal, lezers=lezers, citeren=citeren, by=who(request), code=code
        )
        return "Uw nieuwe keuze geldt vanaf nu.", reverse("verhalen:verhaal", args=[pk])

    context = {"verhaal": verhaal}
    return act(request, form, do, template="verhalen/toestemming.html", context=context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the verhaal back, after one question."""
    verhaal, code = _mine(request, pk)
    if request.method != "POST":
        return render(request, "verhalen/intrekken.html", {"verhaal": verhaal})
    actions.trek_in(verhaal, by=who(request), code=code)
    messages.success(
        request,
        "Uw verhaal is weg. Het is nergens meer te lezen of te vinden en telt nergens meer mee.",
    )
    return forget(redirect("verhalen:lijst"))


@login_required
@require_POST
def nalezen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that nobody can be recognised in it."""
    verhaal = one(pk)
    form = NalezenForm(request.POST, opgaven=opgaven_to_read_over(verhaal, request.user))  # type: ignore[arg-type]

    def do(opgave: Any) -> str:
        actions.lees_na(verhaal, opgave=opgave, by=request.user)  # type: ignore[arg-type]
        return "Het verhaal is nagelezen en hoort nu bij deze opgave."

    return _team_act(request, pk, form, do, name="nalezen")


@login_required
@require_POST
def citaat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a passage."""
    verhaal = one(pk)

    def do(tekst: str) -> str:
        actions.kies_citaat(verhaal, tekst=tekst, by=request.user)  # type: ignore[arg-type]
        return "De zin is gekozen voor de verhaalpagina."

    form = CitaatForm(request.POST, verhaal=verhaal, chosen=())
    return _team_act(request, pk, form, do, name="citaat")


@login_required
@require_POST
def citaat_weg(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a passage."""
    found = get_object_or_404(Citaat.objects.select_related("verhaal__opgave"), pk=pk)
    try:
        actions.laat_citaat_vallen(found, by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "De zin staat niet meer op de verhaalpagina.")
    return redirect("verhalen:verhaal", pk=found.verhaal_id)


@login_required
@require_POST
def aanwijzen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which knelpunt it shows."""
    verhaal = one(pk)
    form = AanwijzenForm(request.POST, knelpunten=knelpunten_to_point_at(verhaal))

    def do(knelpunt: Knelpunt) -> str:
        actions.wijs_aan(verhaal, knelpunt, by=request.user)  # type: ignore[arg-type]
        return "Gekoppeld. De verteller ziet het knelpunt en hoever het is."

    return _team_act(request, pk, form, do, name="aanwijzen")


@login_required
@require_POST
def afwijzen(request: HttpRequest, pk: UUID, knelpunt: UUID) -> HttpResponse:
    """Say that it does not show this knelpunt after all."""
    verhaal = one(pk)
    try:
        found = get_object_or_404(Knelpunt, pk=knelpunt)
        actions.wijs_af(verhaal, found, by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Het verhaal hoort niet meer bij dit knelpunt.")
    return redirect("verhalen:verhaal", pk=pk)


def _mine(request: HttpRequest, pk: UUID) -> tuple[Verhaal, str]:
    """Fetch a verhaal for its teller; to anybody else this page does not exist."""
    code = open_door(request)
    verhaal = one(pk)
    if not permissions.is_teller(who(request), verhaal, code):
        raise Http404
    return verhaal, code


def _team_act(request: HttpRequest, pk: UUID, form: Any, do: Any, *, name: str) -> HttpResponse:
    """Do what the team asks, or show the verhaal with the form as it was filled in."""
    if form.is_valid():
        try:
            said = do(**form.cleaned_data)
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, said)
            return redirect("verhalen:verhaal", pk=pk)
    return _show(request, pk, open_door(request), **{name: form})


def _show(request: HttpRequest, pk: UUID, code: str, **forms: Any) -> HttpResponse:
    verhaal = one(pk)
    viewer: Any = request.user
    page = verhaal_page(verhaal, viewer=viewer, code=code)
    context: dict[str, Any] = {"page": page, "verhaal": verhaal, "met_code": bool(code)}
    if page.may_read_over:
        context["nalezen"] = NalezenForm(opgaven=opgaven_to_read_over(verhaal, viewer))
    if page.may_use:
        context["aanwijzen"] = AanwijzenForm(knelpunten=knelpunten_to_point_at(verhaal))
    if page.may_use and verhaal.citeren:
        chosen = [one.tekst for one in page.citaten]
        context["citaat"] = CitaatForm(verhaal=verhaal, chosen=chosen)
    status = REFUSED if any(form.errors for form in forms.values()) else 200
    return render(request, "verhalen/verhaal.html", context | forms, status=status)
