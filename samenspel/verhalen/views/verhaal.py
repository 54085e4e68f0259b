"""One verhaal: for whoever reads it, for its teller, and for the team."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Leefgebied
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import actions
from samenspel.verhalen.forms import (
    AanwijzenForm,
    CitaatForm,
    NalezenForm,
    ToestemmingForm,
    now_of,
)
from samenspel.verhalen.models import Citaat, Verhaal
from samenspel.verhalen.pages.verhaal import verhaal_page
from samenspel.verhalen.permissions import (
    check_citeren,
    check_gebruiken,
    check_nalezen,
    check_teller,
)
from samenspel.verhalen.rows import (
    gepubliceerd,
    knelpunten_to_point_at,
    opgaven_to_read_over,
    verhalen,
)
from samenspel.verhalen.views import forget, open_door

PER_PAGE = 25
TEMPLATE = "verhalen/verhaal.html"


@require_safe
def lijst(request: Request) -> HttpResponse:
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


@require_safe
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one verhaal, and to its teller what was done with it."""
    code = open_door(request)
    return render(request, TEMPLATE, _context(request, _found(pk), code))


@require_http_methods(["GET", "HEAD", "POST"])
def toestemming(request: Request, pk: UUID) -> HttpResponse:
    """Let the teller choose anew."""
    code = open_door(request)
    verhaal = _found(pk)
    check_teller(verhaal, by=request.user, code=code)
    form = ToestemmingForm(sent(request), initial=now_of(verhaal))

    def do(lezers: str, citeren: bool, **_: Any) -> Done:
        actions.wijzig_toestemming(
            verhaal, lezers=lezers, citeren=citeren, by=request.user, code=code
        )
        return "Uw nieuwe keuze geldt vanaf nu.", verhaal

    context = {"verhaal": verhaal}
    return act(request, form, do, template="verhalen/toestemming.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Take the verhaal back, after one question."""
    code = open_door(request)
    verhaal = _found(pk)
    check_teller(verhaal, by=request.user, code=code)
    if request.method != "POST":
        return render(request, "verhalen/intrekken.html", {"verhaal": verhaal})
    actions.trek_in(verhaal, by=request.user, code=code)
    said = "Uw verhaal is weg. Het is nergens meer te lezen of te vinden en telt nergens meer mee."
    return forget(done(request, said, "verhalen:lijst"))


@login_required
@require_POST
def nalezen(request: Request, pk: UUID) -> HttpResponse:
    """Say that nobody can be recognised in it."""
    verhaal = _found(pk)
    check_nalezen(verhaal, by=request.user)
    form = NalezenForm(request.POST, opgaven=opgaven_to_read_over(verhaal, request.user))

    def do(opgave: Opgave) -> Done:
        actions.lees_na(verhaal, opgave=opgave, by=request.user)
        return "Het verhaal is nagelezen en hoort nu bij deze opgave.", verhaal

    context = _context(request, verhaal) | {"nalezen": form}
    return act(request, form, do, template=TEMPLATE, context=context)


@login_required
@require_POST
def citaat(request: Request, pk: UUID) -> HttpResponse:
    """Choose a passage."""
    verhaal = _found(pk)
    check_citeren(verhaal, by=request.user)
    form = CitaatForm(request.POST, verhaal=verhaal, chosen=())

    def do(tekst: str) -> Done:
        actions.kies_citaat(verhaal, tekst=tekst, by=request.user)
        return "De zin is gekozen voor de verhaalpagina.", verhaal

    context = _context(request, verhaal) | {"citaat": form}
    return act(request, form, do, template=TEMPLATE, context=context)


@login_required
@require_POST
def citaat_weg(request: Request, pk: UUID) -> HttpResponse:
    """Drop a passage."""
    found = get_object_or_404(Citaat.objects.select_related("verhaal__opgave"), pk=pk)
    actions.laat_citaat_vallen(found, by=request.user)
    return done(request, "De zin staat niet meer op de verhaalpagina.", found)


@login_required
@require_POST
def aanwijzen(request: Request, pk: UUID) -> HttpResponse:
    """Say which knelpunt it shows."""
    verhaal = _found(pk)
    check_gebruiken(verhaal, by=request.user)
    form = AanwijzenForm(request.POST, knelpunten=knelpunten_to_point_at(verhaal))

    def do(knelpunt: Knelpunt) -> Done:
        actions.wijs_aan(verhaal, knelpunt, by=request.user)
        return "Gekoppeld. De verteller ziet het knelpunt en hoever het is.", verhaal

    context = _context(request, verhaal) | {"aanwijzen": form}
    return act(request, form, do, template=TEMPLATE, context=context)


@login_required
@require_POST
def afwijzen(request: Request, pk: UUID, knelpunt: UUID) -> HttpResponse:
    """Say that it does not show this knelpunt after all."""
    verhaal = _found(pk)
    actions.wijs_af(verhaal, get_object_or_404(Knelpunt, pk=knelpunt), by=request.user)
    return done(request, "Het verhaal hoort niet meer bij dit knelpunt.", verhaal)


def _found(pk: UUID) -> Verhaal:
    """Fetch a verhaal that may be read here; any other does not exist."""
    return get_object_or_404(verhalen(), pk=pk)


def _context(request: Request, verhaal: Verhaal, code: str = "") -> dict[str, Any]:
    """Return what the page of a verhaal shows, with the forms this viewer can use."""
    page = verhaal_page(verhaal, viewer=request.user, code=code)
    context: dict[str, Any] = {"page": page, "verhaal": verhaal, "met_code": bool(code)}
    if page.may_read_over:
        opgaven = opgaven_to_read_over(verhaal, request.user)
        context["nalezen"] = NalezenForm(opgaven=opgaven)
    if page.may_use:
        context["aanwijzen"] = AanwijzenForm(knelpunten=knelpunten_to_point_at(verhaal))
    if page.may_cite:
        chosen = [one.tekst for one in page.citaten]
        context["citaat"] = CitaatForm(verhaal=verhaal, chosen=chosen)
    return context
