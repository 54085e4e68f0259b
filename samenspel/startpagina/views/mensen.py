"""The people of one's organisatie: everybody there sees them, a beheerder changes them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.basis.errors import DomainError
from samenspel.basis.forms import add_error
from samenspel.organisaties.models import Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import is_lid, lidmaatschappen_of, may_beheren
from samenspel.startpagina import actions, queries
from samenspel.startpagina.forms import MensForm, RolForm
from samenspel.startpagina.views import SignedIn, sent

MOST_TEXT = 200


@login_required
@require_safe
def mensen(request: SignedIn) -> HttpResponse:
    """List the people of one's organisatie."""
    organisatie = _organisatie(request)
    text = request.GET.get("q", "").replace("\x00", "")[:MOST_TEXT].strip()
    page = queries.mensen_page(
        organisatie, viewer=request.user, text=text, number=request.GET.get("pagina")
    )
    return render(request, "startpagina/mensen.html", {"page": page, "q": text})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: SignedIn) -> HttpResponse:
    """Let a colleague take part."""
    organisatie = _organisatie(request)
    if not may_beheren(request.user, organisatie):
        raise PermissionDenied
    form = MensForm(sent(request), initial={"rol": Lidmaatschap.Rol.MEDEWERKER})
    if form.is_valid():
        try:
            lid = actions.voeg_mens_toe(organisatie, **form.cleaned_data, by=request.user)
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, _welcome(lid))
            return redirect(_list(organisatie))
    context = {"form": form, "organisatie": organisatie, "lijst": _list(organisatie)}
    return render(request, "startpagina/mens_nieuw.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mens(request: SignedIn, pk: int) -> HttpResponse:
    """Change the role of a colleague, or begin to remove her."""
    lid = _lid(request, pk)
    form = RolForm(sent(request), initial={"rol": lid.rol, "functie": lid.functie})
    if form.is_valid():
        try:
            lid = actions.wijzig_rol(lid, **form.cleaned_data, by=request.user)
        except DomainError as error:
            add_error(form, error)
        else:
            now = f"{lid.gebruiker} is nu {lid.get_rol_display().lower()}."
            messages.success(request, f"{now} Er gaat geen mail; vertel het uw collega zelf.")
            return redirect(_list(lid.organisatie))
    context = {"form": form, "lid": lid, "lijst": _list(lid.organisatie)}
    return render(request, "startpagina/mens.html", context)


@login_required
@require_POST
def verwijder(request: SignedIn, pk: int) -> HttpResponse:
    """End that a colleague works for the organisatie."""
    lid = _lid(request, pk)
    try:
        actions.verwijder_mens(lid, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("startpagina:mens", pk=pk)
    messages.success(request, f"{lid.gebruiker} hoort niet meer bij {lid.organisatie}.")
    myself = lid.gebruiker_id == request.user.pk
    return redirect(reverse("startpagina:profiel") if myself else _list(lid.organisatie))


def _organisatie(request: SignedIn) -> Organisatie:
    """The organisatie that was asked for, or the first; only one's own exist here."""
    asked = request.GET.get("organisatie", "")
    for lid in lidmaatschappen_of(request.user):
        if asked in ("", str(lid.organisatie_id)):
            return lid.organisatie
    raise Http404


def _lid(request: SignedIn, pk: int) -> Lidmaatschap:
    lid = get_object_or_404(Lidmaatschap.objects.select_related("gebruiker", "organisatie"), pk=pk)
    if not is_lid(request.user, lid.organisatie):
        raise Http404
    if not may_beheren(request.user, lid.organisatie):
        raise PermissionDenied
    return lid


def _list(organisatie: Organisatie) -> str:
    return f"{reverse('startpagina:mensen')}?organisatie={organisatie.pk}"


def _welcome(lid: Lidmaatschap) -> str:
    if lid.gebruiker.is_uitgenodigd:
        then = "en krijgt een mail met een link om een wachtwoord te kiezen."
    else:
        then = "en kon al inloggen. Er gaat geen mail; vertel het uw collega zelf."
    return f"{lid.gebruiker} hoort nu bij {lid.organisatie} {then}"
