"""The pages of inzichten."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Acted, Done, act, done
from samenspel.basis.htmx import show
from samenspel.inzichten import actions
from samenspel.inzichten.forms import AfwijsForm, BestaandForm, NieuwForm
from samenspel.inzichten.models import Navraag, Vermoeden
from samenspel.inzichten.pages.gelijkend import gelijkend_page, maatregelen_page, tekst_page
from samenspel.inzichten.pages.vermoedens import (
    first_answers,
    lijst_page,
    others_page,
    vermoeden_page,
)
from samenspel.inzichten.pages.voor_mij import voor_mij_page
from samenspel.inzichten.permissions import check_open
from samenspel.inzichten.rows.gelijkend import casussen_with_vector, is_outdated
from samenspel.inzichten.rows.vermoedens import (
    casussen_of,
    knelpunten_to_choose,
    most_named,
    regelingen_to_choose,
    simpel_of,
)
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.permissions import is_indiener
from samenspel.praktijk.rows.casussen import opgaven_to_choose
from samenspel.praktijk.rows.knelpunten import Ingebracht
from samenspel.praktijk.views import own_casus


@require_safe
def gelijkend_casus(request: Request, pk: UUID) -> HttpResponse:
    """Show the casussen like this one, and what was done there."""
    casus = get_object_or_404(casussen_with_vector(), pk=pk)
    page = gelijkend_page(casus)
    if is_outdated(casus) and is_indiener(request.user, casus):
        # Others find a new casus at once; the daily job does the rest. No act, so no spoor.
        actions.onthoud_vectoren([casus])
    return show(request, "inzichten/gelijkend.html", {"page": page}, part="lijst")


@login_required
@require_safe
def maatregelen(request: Request, pk: UUID) -> HttpResponse:
    """Show what casussen like this one do, to whoever makes its plan."""
    page = maatregelen_page(own_casus(request, pk), viewer=request.user)
    return show(request, "inzichten/maatregelen.html", {"page": page}, part="lijst")


@login_required
@require_POST
def gelijkend_tekst(request: Request) -> HttpResponse:
    """Show the casussen like the text she is typing; nothing is stored."""
    page = tekst_page(*(request.POST.get(name, "") for name in ("titel", "tekst")))
    return render(request, "inzichten/gelijkend_lijst.html", {"page": page})


@login_required
@require_safe
def vermoedens(request: Request) -> HttpResponse:
    """Show what the program found in the casussen she may read, and let her look again."""
    opgave = _opgave(request.GET)
    page = lijst_page(opgave=opgave, pagina=request.GET.get("pagina"))
    return render(request, "inzichten/vermoedens.html", {"page": page})


@login_required
@require_POST
def zoek(request: Request) -> HttpResponse:
    """Look for groups in the casussen she may read."""
    opgave = _opgave(request.POST)
    taak = actions.zoek_vermoedens(by=request.user, opgave=opgave)
    return Acted(reverse("taken:taak", args=[taak.pk]))


@login_required
@require_safe
def vermoeden(request: Request, pk: UUID) -> HttpResponse:
    """Show one group: where, since when, about which laws, and what was asked already."""
    return _show(request, pk, AfwijsForm())


@login_required
@require_POST
def wijs_af(request: Request, pk: UUID) -> HttpResponse:
    """Say why these casussen are not about the same."""
    found, _ = _fetch(pk)
    check_open(found, by=request.user)

    def do(reden: str) -> Done:
        actions.wijs_vermoeden_af(found, reden=reden, by=request.user)
        said = "Dit vermoeden komt niet terug. U vindt het onderaan, bij ‘Afgewezen’."
        return said, reverse("inzichten:vermoedens")

    return _show(request, pk, AfwijsForm(request.POST), do)


@login_required
@require_POST
def heropen(request: Request, pk: UUID) -> HttpResponse:
    """Undo a rejection."""
    found, _ = _fetch(pk)
    actions.heropen_vermoeden(found, by=request.user)
    return done(request, "Dit vermoeden staat weer open.", found)


@login_required
@require_POST
def splits(request: Request, pk: UUID) -> HttpResponse:
    """Let the program make two groups of it."""
    return _split(request, _fetch(pk)[0], None)


@login_required
def samen(request: Request, pk: UUID) -> HttpResponse:
    """Choose another vermoeden that is about the same."""
    found, _ = _fetch(pk)
    check_open(found, by=request.user)
    if request.method == "POST":
        ander, _ = _fetch(_uuid(request.POST.get("ander")))
        actions.voeg_vermoedens_samen(found, ander, by=request.user)
        return done(request, "De twee groepen zijn samengevoegd.", found)
    context = {"vermoeden": found, "anderen": others_page(found)}
    return render(request, "inzichten/vermoeden_samen.html", context)


@login_required
def bevestig(request: Request, pk: UUID) -> HttpResponse:
    """Say which knelpunt it is, of the casussen that are ticked; or set the others apart."""
    found, casussen = _fetch(pk)
    check_open(found, by=request.user)
    actie = request.POST.get("actie", "")
    if actie == "apart":
        return _split(request, found, _ticked(request))
    bestaand = BestaandForm(
        request.POST if actie == "bestaand" else None,
        casussen=casussen,
        knelpunten=knelpunten_to_choose(casussen),
        initial={"knelpunt": most_named(casussen)},
    )
    nieuw = NieuwForm(
        request.POST if actie == "nieuw" else None,
        casussen=casussen,
        opgaven=opgaven_to_choose(request.user),
        regelingen=regelingen_to_choose(casussen),
        initial=first_answers(casussen),
    )

    def do(casussen: list[str], knelpunt: Knelpunt | None = None, **answers: Any) -> Done:
        asked = actions.bevestig_vermoeden(
            found,
            casussen=map(UUID, casussen),
            knelpunt=knelpunt,
            nieuw=answers,
            by=request.user,
        )
        return _asked(len(asked)), reverse("praktijk:knelpunt", args=[found.knelpunt_id])

    ticked = _ticked(request) if request.method == "POST" else {row.pk for row in casussen}
    context = {
        "vermoeden": found,
        "keuzes": [(row, row.pk in ticked) for row in casussen],
        "simpel": simpel_of(casussen),
        "bestaand": bestaand,
        "nieuw": nieuw,
    }
    form = bestaand if actie == "bestaand" else nieuw
    if form.is_bound:
        return act(request, form, do, template="inzichten/bevestig.html", context=context)
    return render(request, "inzichten/bevestig.html", context)


@login_required
@require_POST
def navraag(request: Request, pk: UUID) -> HttpResponse:
    """Answer whether a knelpunt plays in her casus."""
    asked = Navraag.objects.select_related("casus__organisatie", "knelpunt__opgegaan_in")
    found = get_object_or_404(asked, pk=pk)
    ja = request.POST.get("antwoord") == "ja"
    actions.beantwoord_navraag(found, ja=ja, by=request.user)
    said = "Bewaard: hier speelt het niet."
    if ja:
        said = f"Uw casus hoort nu bij ‘{found.gaat_over}’."
    return done(request, said, found)


def _split(request: Request, found: Vermoeden, stays: set[UUID] | None) -> HttpResponse:
    new = actions.splits_vermoeden(found, stays, by=request.user)
    if new is None:
        return done(request, "De andere casussen horen er niet meer bij.", found)
    return done(request, "Er zijn nu twee groepen. Dit is de andere.", new)


def _show(
    request: Request, pk: UUID, form: AfwijsForm, do: Callable[..., Done] | None = None
) -> HttpResponse:
    found, casussen = _fetch(pk)
    context: dict[str, Any] = {"page": vermoeden_page(found, casussen)}
    if do is None:
        return render(request, "inzichten/vermoeden.html", context | {"form": form})
    return act(request, form, do, template="inzichten/vermoeden.html", context=context)


def _fetch(pk: UUID | None) -> tuple[Vermoeden, list[Ingebracht]]:
    """Fetch a vermoeden of hers of which she may read enough casussen."""
    found = get_object_or_404(Vermoeden.objects.select_related("knelpunt"), pk=pk)
    casussen = casussen_of(found)
    if not casussen:
        raise Http404
    return found, casussen


def _opgave(data: QueryDict) -> Opgave | None:
    pk = _uuid(data.get("opgave"))
    return get_object_or_404(Opgave, pk=pk) if pk else None


def _ticked(request: Request) -> set[UUID]:
    return {pk for value in request.POST.getlist("casussen") if (pk := _uuid(value))}


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def _asked(number: int) -> str:
    if not number:
        return "Bevestigd. U hoeft niemand meer iets te vragen."
    return ngettext(
        "Bevestigd. %(aantal)d indiener krijgt de vraag of dit ook in die casus speelt.",
        "Bevestigd. %(aantal)d indieners krijgen de vraag of dit ook bij hun casus speelt.",
        number,
    ) % {"aantal": number}


@login_required
@require_safe
def voor_mij(request: Request) -> HttpResponse:
    """Show the lessen and varianten that fit her casussen."""
    page = voor_mij_page(request.user, pagina=request.GET.get("pagina"))
    return show(request, "inzichten/voor_mij.html", {"page": page}, part="kort")
