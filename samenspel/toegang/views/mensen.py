"""The people of one's organisatie: everybody there sees them, a beheerder changes them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.checks import why_not
from samenspel.organisaties.models import Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import check_beheerder, lidmaatschappen_of
from samenspel.organisaties.request import Request
from samenspel.toegang import pages
from samenspel.toegang.actions import mensen as actions
from samenspel.toegang.forms import MensForm, RolForm
from samenspel.toegang.permissions import check_verwijderen
from samenspel.toegang.rows import accounts_van

MOST_TEXT = 200


@login_required
@require_safe
def mensen(request: Request) -> HttpResponse:
    """List the people of one's organisatie."""
    organisatie = _organisatie(request)
    text = request.GET.get("q", "").replace("\x00", "")[:MOST_TEXT].strip()
    page = pages.mensen_page(
        organisatie, viewer=request.user, text=text, number=request.GET.get("pagina")
    )
    return render(request, "toegang/mensen.html", {"page": page, "q": text})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Request) -> HttpResponse:
    """Let a colleague take part."""
    organisatie = _organisatie(request)
    check_beheerder(organisatie, by=request.user)
    form = MensForm(sent(request), initial={"rol": Lidmaatschap.Rol.MEDEWERKER})

    def add(**filled: str) -> Done:
        lid = actions.voeg_mens_toe(organisatie, **filled, by=request.user)
        return _welcome(lid), _list(organisatie)

    context = {"organisatie": organisatie, "lijst": _list(organisatie)}
    return act(request, form, add, template="toegang/mens_nieuw.html", context=context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mens(request: Request, pk: int) -> HttpResponse:
    """Change the role of a colleague, or begin to remove her."""
    lid = _lid(request, pk)
    form = RolForm(sent(request), initial={"rol": lid.rol, "functie": lid.functie})

    def change(**filled: str) -> Done:
        now = actions.wijzig_rol(lid, **filled, by=request.user)
        said = f"{now.gebruiker} is nu {now.get_rol_display().lower()}."
        said += " Er gaat geen mail; vertel het uw collega zelf."
        return said, _list(now.organisatie)

    context = {
        "lid": lid,
        "lijst": _list(lid.organisatie),
        "email": accounts_van(lid.organisatie_id)[lid.gebruiker_id].email,
        "blijft": why_not(check_verwijderen, lid, by=request.user),
    }
    return act(request, form, change, template="toegang/mens.html", context=context)


@login_required
@require_POST
def verwijder(request: Request, pk: int) -> HttpResponse:
    """End that a colleague works for the organisatie."""
    lid = _lid(request, pk)
    actions.verwijder_mens(lid, by=request.user)
    said = f"{lid.gebruiker} hoort niet meer bij {lid.organisatie}."
    myself = lid.gebruiker_id == request.user.pk
    return done(request, said, "toegang:profiel" if myself else _list(lid.organisatie))


def _organisatie(request: Request) -> Organisatie:
    """The organisatie that was asked for, or the first; only one's own exist here."""
    asked = request.GET.get("organisatie", "")
    for lid in lidmaatschappen_of(request.user):
        if asked in ("", str(lid.organisatie_id)):
            return lid.organisatie
    raise Http404


def _lid(request: Request, pk: int) -> Lidmaatschap:
    """Fetch a colleague, for a beheerder; people of other organisaties do not exist here."""
    own = [lid.organisatie_id for lid in lidmaatschappen_of(request.user)]
    rows = Lidmaatschap.objects.select_related("gebruiker", "organisatie")
    lid = get_object_or_404(rows, pk=pk, organisatie__in=own)
    check_beheerder(lid.organisatie, by=request.user)
    return lid


def _list(organisatie: Organisatie) -> str:
    return f"{reverse('toegang:mensen')}?organisatie={organisatie.pk}"


def _welcome(lid: Lidmaatschap) -> str:
    if accounts_van(lid.organisatie_id)[lid.gebruiker_id].uitgenodigd:
        then = "en krijgt een mail met een link om een wachtwoord te kiezen."
    else:
        then = "en kon al inloggen. Er gaat geen mail; vertel het uw collega zelf."
    return f"{lid.gebruiker} hoort nu bij {lid.organisatie} {then}"
