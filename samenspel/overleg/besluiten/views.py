"""The pages of a proposal and a besluit."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samenspel.basis.acts import Done, act, sent
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.permissions import speaks_for
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten import actions, forms, rules
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.pages import besluit_page
from samenspel.overleg.besluiten.permissions import (
    check_bekrachtigen,
    check_nemen,
    check_reageren,
    check_ronde,
    check_voorstellen,
    check_wijzigen,
)
from samenspel.overleg.besluiten.rows import besluiten, gezegd, partners_of
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt

Row = TypeVar("Row", Agendering, Besluit)


def _found(pk: UUID) -> Besluit:
    return get_object_or_404(besluiten().select_related("opgave"), pk=pk)


@require_safe
def besluit(request: Request, pk: UUID) -> HttpResponse:
    """Show one besluit: who thinks what, and whether this table may decide it."""
    found = get_object_or_404(besluiten(), pk=pk)
    page = besluit_page(found, viewer=request.user)
    return render(request, "overleg/besluit.html", {"page": page})


@login_required
def besluit_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Write a proposal about a knelpunt."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    check_voorstellen(knelpunt, by=request.user)
    answer = _same(Agendering, request.GET.get("agendering"), knelpunt)
    earlier = _same(Besluit, request.GET.get("van"), knelpunt)
    known = {"titel": earlier.titel, "voorstel": earlier.voorstel} if earlier else {}
    form = forms.VoorstelForm(sent(request), initial=known)

    def prepare(**filled: Any) -> Done:
        made = actions.bereid_besluit_voor(knelpunt, agendering=answer, by=request.user, **filled)
        said = "Uw voorstel staat klaar. Vraag nu wie wat bijdraagt, of open de beeldvorming."
        return said, made

    context = {"knelpunt": knelpunt, "agendering": answer}
    return act(request, form, prepare, template="overleg/besluit_nieuw.html", context=context)


def _same(model: type[Row], pk: str | None, knelpunt: Knelpunt) -> Row | None:
    """Fetch the row with this key about the same knelpunt, if one was asked for."""
    if not pk:
        return None
    try:
        return get_object_or_404(model, pk=pk, knelpunt=knelpunt)
    except ValidationError as error:
        raise Http404 from error


@login_required
def besluit_wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change a proposal; whoever was second sees the newer text beside her own."""
    found = _found(pk)
    check_wijzigen(found, by=request.user)
    form = forms.VoorstelWijzigForm(sent(request), besluit=found)

    def change(**filled: Any) -> Done:
        changed = actions.wijzig_voorstel(found, by=request.user, **filled)
        if changed.stand != Besluit.Stand.BESLUIT:
            return "Het voorstel is aangepast.", found
        said = f"Ronde {changed.ronde} is open tot {datum(changed.sluit_op)}."
        return f"{said} Alle partners reageren opnieuw.", found

    context = {"besluit": found}
    return act(request, form, change, template="overleg/besluit_wijzig.html", context=context)


@login_required
def besluit_bijdrage(request: Request, pk: UUID) -> HttpResponse:
    """Say what the proposal asks of a partner."""
    found = _found(pk)
    check_wijzigen(found, by=request.user)
    form = forms.BijdrageForm(sent(request), opgave=found.opgave)

    def ask(*, organisatie: Organisatie, wat: str, bedrag: int) -> Done:
        part = actions.Gevraagd(organisatie, wat, bedrag)
        actions.vraag_bijdrage(found, part, by=request.user)
        return f"De vraag aan {organisatie} staat bij het voorstel.", found

    context = {"besluit": found}
    return act(request, form, ask, template="overleg/besluit_bijdrage.html", context=context)


@login_required
def besluit_ronde(request: Request, pk: UUID) -> HttpResponse:
    """Open the next round."""
    found = _found(pk)
    check_ronde(found, by=request.user)
    ronde = rules.NEXT_STAND[found.stand]
    form = forms.RondeForm(sent(request))

    def open_round(**filled: Any) -> Done:
        opened = actions.open_ronde(found, by=request.user, **filled)
        said = f"De {ronde} is open tot {datum(opened.sluit_op)}. Alle partners kunnen reageren."
        return said, found

    context = {"besluit": found, "ronde": ronde, "label": Besluit.Stand(ronde).label}
    return act(request, form, open_round, template="overleg/besluit_ronde.html", context=context)


@login_required
def besluit_reactie(request: Request, pk: UUID) -> HttpResponse:
    """React for a partner: consent, a concern, or a reasoned objection."""
    found = _found(pk)
    check_reageren(found, by=request.user)
    speaks = [one for one in partners_of(found) if speaks_for(request.user, one)]
    who = next((o for o in speaks if str(o.pk) == request.GET.get("organisatie")), speaks[0])
    said = gezegd(found).get(who.pk)
    form = forms.ReactieForm(
        sent(request),
        opgave_id=found.opgave_id,
        organisaties=speaks,
        initial={"organisatie": who.pk} | forms.as_said(said),
    )

    def react(*, organisatie: Organisatie, **filled: Any) -> Done:
        actions.reageer(found, organisatie, by=request.user, **filled)
        said = f"De reactie van {organisatie} staat erbij."
        return f"{said} U kunt haar wijzigen tot de ronde sluit.", found

    context = {
        "besluit": found,
        "organisaties": speaks,
        "uitleg": rules.explain_bezwaar(found.ronde),
        "gezegd": said,
    }
    return act(request, form, react, template="overleg/besluit_reactie.html", context=context)


@login_required
def besluit_nemen(request: Request, pk: UUID) -> HttpResponse:
    """Take the besluit; what is still in the way is said before anything is asked."""
    found = _found(pk)
    check_nemen(found, by=request.user)
    page = besluit_page(found, viewer=request.user)
    form = forms.NemenForm(sent(request), gezag=page.gezag)

    def take(**filled: Any) -> Done:
        taken = actions.neem_besluit(found, by=request.user, **filled)
        waits = taken.bijdragen.filter(bekrachtigd_op=None).count()
        if not waits:
            return "Het besluit is genomen. Maak nu afspraken: wie doet wat?", found
        said = ngettext(
            "Het besluit is genomen. %(aantal)d organisatie moet nog zelf besluiten.",
            "Het besluit is genomen. %(aantal)d organisaties moeten nog zelf besluiten.",
            waits,
        )
        return said % {"aantal": waits}, found

    context = {"besluit": found, "page": page}
    return act(request, form, take, template="overleg/besluit_nemen.html", context=context)


@login_required
def besluit_intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a proposal that is not taken."""
    found = _found(pk)
    check_wijzigen(found, by=request.user)
    form = forms.IntrekForm(sent(request))

    def withdraw(**filled: str) -> Done:
        actions.trek_voorstel_in(found, by=request.user, **filled)
        said = "Het voorstel is ingetrokken. Partners lezen waarom. Het knelpunt blijft staan."
        return said, found

    context = {"besluit": found}
    return act(request, form, withdraw, template="overleg/besluit_intrekken.html", context=context)


@login_required
def bijdrage_bekrachtig(request: Request, pk: int) -> HttpResponse:
    """Note that the orgaan that had to decide did so."""
    found = get_object_or_404(
        Bijdrage.objects.select_related("besluit", "organisatie", "orgaan"), pk=pk
    )
    check_bekrachtigen(found, by=request.user)
    form = forms.BekrachtigForm(sent(request))

    def confirm(**filled: Any) -> Done:
        actions.bekrachtig(found, by=request.user, **filled)
        said = f"Het besluit van {found.orgaan or found.organisatie} staat erbij."
        return f"{said} Het team kan nu afspraken maken.", found

    context = {"bijdrage": found}
    return act(request, form, confirm, template="overleg/bekrachtig.html", context=context)
