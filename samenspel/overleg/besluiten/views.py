"""The pages of a proposal and a besluit, for the team that brings it further."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samenspel.basis.acts import Done, act, sent
from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten import actions, forms, rules
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.pages import besluit_page, standing_bezwaren
from samenspel.overleg.besluiten.permissions import (
    check_nemen,
    check_ronde,
    check_verlengen,
    check_voorstellen,
    check_wijzigen,
)
from samenspel.overleg.besluiten.reacties import lees_antwoorden
from samenspel.overleg.besluiten.rows import besluiten, next_termijn, stille_partners
from samenspel.overleg.besluiten.voorstel_forms import VoorstelForm, VoorstelWijzigForm
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt

Row = TypeVar("Row", Agendering, Besluit)


def found_besluit(pk: UUID) -> Besluit:
    """Fetch a besluit that the reader may see."""
    return get_object_or_404(besluiten(), pk=pk)


@require_safe
def besluit(request: Request, pk: UUID) -> HttpResponse:
    """Show one besluit: who thinks what, and whether this table may decide it."""
    found = get_object_or_404(besluiten(), pk=pk)
    page = besluit_page(found, viewer=request.user)
    lees_antwoorden(found, by=request.user)
    last = page.einde if page.is_open else None
    return render(request, "overleg/besluit.html", {"page": page, "einde_ronde": last})


@login_required
def besluit_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Write a proposal about a knelpunt."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    check_voorstellen(knelpunt, by=request.user)
    answer = _same(Agendering, request.GET.get("agendering"), knelpunt)
    earlier = _same(Besluit, request.GET.get("van"), knelpunt)
    names = ("titel", "voorstel", "bevoegdheid", "openbare_tekst")
    known = {name: getattr(earlier, name) for name in names} if earlier else {}
    if earlier is not None and earlier.stand == Besluit.Stand.GENOMEN:
        known["eerder"] = earlier.pk
    form = VoorstelForm(sent(request), initial=known, opgave_id=knelpunt.opgave_id)

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
    found = found_besluit(pk)
    check_wijzigen(found, by=request.user)
    in_round = found.stand in rules.RONDEN
    form = VoorstelWijzigForm(
        sent(request),
        besluit=found,
        bezwaren=standing_bezwaren(found),
        termijn=next_termijn(found) if in_round else None,
    )

    def change(**filled: Any) -> Done:
        changed = actions.wijzig_voorstel(found, by=request.user, **filled)
        if not in_round:
            return "Het voorstel is aangepast.", found
        said = f"Versie {changed.versie} ligt voor tot en met {datum(changed.sluit_op)}."
        return f"{said} Wat partners zeiden, blijft bij de versie waarvan zij het zeiden.", found

    context = {"besluit": found}
    return act(request, form, change, template="overleg/besluit_wijzig.html", context=context)


@login_required
def besluit_bijdrage(request: Request, pk: UUID) -> HttpResponse:
    """Say what the proposal asks of a partner."""
    found = found_besluit(pk)
    check_wijzigen(found, by=request.user)
    form = forms.BijdrageForm(sent(request), opgave_id=found.opgave_id)

    def ask(*, organisatie: Organisatie, **filled: Any) -> Done:
        part = actions.Gevraagd(organisatie, **filled)
        actions.vraag_bijdrage(found, part, by=request.user)
        return f"De vraag aan {organisatie} staat bij het voorstel.", found

    context = {"besluit": found}
    return act(request, form, ask, template="overleg/besluit_bijdrage.html", context=context)


@login_required
def besluit_ronde(request: Request, pk: UUID) -> HttpResponse:
    """Open the next round, as one click does; or ask until which day."""
    found = found_besluit(pk)
    check_ronde(found, by=request.user)
    ronde = rules.NEXT_STAND[found.stand]
    if request.GET.get("ronde", ronde) != ronde:  # a colleague was first
        raise RuleError("Deze stap is al gezet. Zo staat het voorstel er nu voor.", about=found)
    form = forms.RondeForm(sent(request), termijn=next_termijn(found))

    def open_round(**filled: Any) -> Done:
        opened = actions.open_ronde(found, by=request.user, **filled)
        said = f"De {ronde} is open tot en met {datum(opened.sluit_op)}."
        return f"{said} Alle partners kunnen reageren.", found

    context = {"besluit": found, "ronde": ronde, "label": Besluit.Stand(ronde).label}
    return act(request, form, open_round, template="overleg/besluit_ronde.html", context=context)


@login_required
def besluit_verleng(request: Request, pk: UUID) -> HttpResponse:
    """Give the silent partners one more term."""
    found = found_besluit(pk)
    check_verlengen(found, by=request.user)

    def extend() -> Done:
        extended = actions.verleng_ronde(found, by=request.user)
        said = f"De ronde loopt door tot en met {datum(extended.sluit_op)}."
        return f"{said} Wie nog niets zei, ziet het bij Mijn werk en in de mail.", found

    context = {"besluit": found, "stil": stille_partners(found), "termijn": next_termijn(found)}
    form = Form(sent(request))
    return act(request, form, extend, template="overleg/besluit_verleng.html", context=context)


@login_required
def besluit_nemen(request: Request, pk: UUID) -> HttpResponse:
    """Take the besluit; what is still in the way is said before anything is asked."""
    found = found_besluit(pk)
    check_nemen(found, by=request.user)
    page = besluit_page(found, viewer=request.user)
    form = Form(sent(request))

    def take() -> Done:
        taken = actions.neem_besluit(found, by=request.user)
        waits = taken.bijdragen.filter(bekrachtigd_op=None, vervallen_op=None).count()
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
    found = found_besluit(pk)
    check_wijzigen(found, by=request.user)
    form = forms.IntrekForm(sent(request))

    def withdraw(**filled: str) -> Done:
        actions.trek_voorstel_in(found, by=request.user, **filled)
        said = "Het voorstel is ingetrokken. Partners lezen waarom. Het knelpunt blijft staan."
        return said, found

    context = {"besluit": found}
    return act(request, form, withdraw, template="overleg/besluit_intrekken.html", context=context)
