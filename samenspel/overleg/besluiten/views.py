"""The pages of a proposal and a besluit."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.acts import Done, act, explained, sent
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.permissions import require_teamlid
from samenspel.opgaven.queries import spoken_for
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.permissions import require_may_speak_for
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten import actions, forms, rules
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.pages import besluit_page
from samenspel.overleg.besluiten.rows import besluiten, reactie_of, stille_partners
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.views import knelpunt_url
from samenspel.praktijk.models import Knelpunt

Row = TypeVar("Row", Agendering, Besluit)


def besluit_url(pk: UUID) -> str:
    """Return the page of a besluit."""
    return reverse("overleg:besluit", args=[pk])


def _bijdrage_url(pk: int) -> str:
    return besluit_url(get_object_or_404(Bijdrage, pk=pk).besluit_id)


def _of_team(request: Request, pk: UUID) -> Besluit:
    """Fetch a besluit that is not finished, for somebody of the team."""
    found = get_object_or_404(besluiten().select_related("opgave"), pk=pk)
    require_teamlid(request.user, found.opgave)
    rules.next_fase(found.fase)
    return found


def besluit(request: Request, pk: UUID) -> HttpResponse:
    """Show one besluit: who thinks what, and whether this table may decide it."""
    found = get_object_or_404(besluiten(), pk=pk)
    page = besluit_page(found, viewer=request.user)
    return render(request, "overleg/besluit.html", {"page": page})


@login_required
@explained(knelpunt_url)
def besluit_nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Write a proposal about a knelpunt."""
    knelpunt = get_object_or_404(Knelpunt.objects.select_related("opgave"), pk=pk)
    require_teamlid(request.user, knelpunt.opgave)
    answer = _same(Agendering, request.GET.get("agendering"), knelpunt)
    earlier = _same(Besluit, request.GET.get("van"), knelpunt)
    known = {"titel": earlier.titel, "voorstel": earlier.voorstel} if earlier else {}
    form = forms.VoorstelForm(sent(request), initial=known)

    def prepare(**filled: Any) -> Done:
        made = actions.bereid_besluit_voor(knelpunt, agendering=answer, by=request.user, **filled)
        said = "Uw voorstel staat klaar. Vraag nu wie wat bijdraagt, of open de beeldvorming."
        return said, besluit_url(made.pk)

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
@explained(besluit_url)
def besluit_wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change a proposal; whoever was second sees the newer text beside her own."""
    found = _of_team(request, pk)
    form = forms.WijzigForm(sent(request), besluit=found)

    def change(**filled: Any) -> Done:
        changed = actions.wijzig_voorstel(found, by=request.user, **filled)
        if changed.fase != Besluit.Fase.BESLUIT:
            return "Het voorstel is aangepast.", besluit_url(pk)
        return (
            f"Ronde {changed.ronde} is open tot {datum(changed.sluit_op)}. "
            "Alle partners reageren opnieuw.",
            besluit_url(pk),
        )

    context = {"besluit": found}
    return act(request, form, change, template="overleg/besluit_wijzig.html", context=context)


@login_required
@explained(besluit_url)
def besluit_bijdrage(request: Request, pk: UUID) -> HttpResponse:
    """Say what the proposal asks of a partner."""
    found = _of_team(request, pk)
    form = forms.BijdrageForm(sent(request), opgave=found.opgave)

    def ask(*, organisatie: Organisatie, wat: str, bedrag: int) -> Done:
        part = actions.Gevraagd(organisatie, wat, bedrag)
        actions.vraag_bijdrage(found, part, by=request.user)
        return f"De vraag aan {organisatie} staat bij het voorstel.", besluit_url(pk)

    context = {"besluit": found}
    return act(request, form, ask, template="overleg/besluit_bijdrage.html", context=context)


@login_required
@explained(besluit_url)
def besluit_ronde(request: Request, pk: UUID) -> HttpResponse:
    """Open the next round."""
    found = _of_team(request, pk)
    fase = rules.next_fase(found.fase)
    if fase == Besluit.Fase.GENOMEN:
        raise RuleError("Dit is de laatste ronde. Neem het besluit, of pas het voorstel aan.")
    form = forms.RondeForm(sent(request))

    def open_round(**filled: Any) -> Done:
        opened = actions.open_fase(found, by=request.user, **filled)
        return (
            f"De {fase} is open tot {datum(opened.sluit_op)}. Alle partners kunnen reageren.",
            besluit_url(pk),
        )

    context = {"besluit": found, "fase": fase, "label": Besluit.Fase(fase).label}
    return act(request, form, open_round, template="overleg/besluit_ronde.html", context=context)


@login_required
@explained(besluit_url)
def besluit_reactie(request: Request, pk: UUID) -> HttpResponse:
    """React for a partner: consent, a concern, or a reasoned objection."""
    found = get_object_or_404(Besluit.objects.select_related("opgave"), pk=pk)
    if found.fase not in rules.OPEN_FASEN:
        raise RuleError("Op dit voorstel kan nu niet worden gereageerd.")
    speaks = spoken_for(request.user, found.opgave)
    if not speaks:
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan reageren. "
            "Vraag een collega met die rol."
        )
    who = next((o for o in speaks if str(o.pk) == request.GET.get("organisatie")), speaks[0])
    said = reactie_of(found, who)
    form = forms.ReactieForm(
        sent(request),
        opgave_id=found.opgave_id,
        organisaties=list(speaks),
        initial={"organisatie": who.pk} | forms.as_said(said),
    )

    def react(*, organisatie: Organisatie, **filled: Any) -> Done:
        actions.reageer(found, organisatie, by=request.user, **filled)
        return (
            f"De reactie van {organisatie} staat erbij. U kunt haar wijzigen tot de ronde sluit.",
            besluit_url(pk),
        )

    context = {
        "besluit": found,
        "organisaties": speaks,
        "uitleg": rules.explain_bezwaar(found.ronde),
        "gezegd": said,
    }
    return act(request, form, react, template="overleg/besluit_reactie.html", context=context)


@login_required
@explained(besluit_url)
def besluit_nemen(request: Request, pk: UUID) -> HttpResponse:
    """Take the besluit; what is still in the way is said before anything is asked."""
    found = _of_team(request, pk)
    if rules.next_fase(found.fase) != Besluit.Fase.GENOMEN:
        raise RuleError("Open eerst de ronde besluitvorming.")
    page = besluit_page(found, viewer=request.user)
    rules.check_consent(page.standpunten, found.ronde)
    rules.check_gehoord(stille_partners(found), found.sluit_op, klok.today())
    form = forms.NemenForm(sent(request), gezag=page.gezag)

    def take(**filled: Any) -> Done:
        taken = actions.neem_besluit(found, by=request.user, **filled)
        waits = taken.bijdragen.filter(bekrachtigd_op=None).count()
        if not waits:
            return "Het besluit is genomen. Maak nu afspraken: wie doet wat?", besluit_url(pk)
        who = "1 organisatie moet" if waits == 1 else f"{waits} organisaties moeten"
        return f"Het besluit is genomen. {who} nog zelf besluiten.", besluit_url(pk)

    context = {"besluit": found, "page": page}
    return act(request, form, take, template="overleg/besluit_nemen.html", context=context)


@login_required
@explained(besluit_url)
def besluit_intrekken(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a proposal that is not taken."""
    found = _of_team(request, pk)
    form = forms.IntrekForm(sent(request))

    def withdraw(**filled: str) -> Done:
        actions.trek_voorstel_in(found, by=request.user, **filled)
        return (
            "Het voorstel is ingetrokken. Partners lezen waarom. Het knelpunt blijft staan.",
            besluit_url(pk),
        )

    context = {"besluit": found}
    return act(request, form, withdraw, template="overleg/besluit_intrekken.html", context=context)


@login_required
@explained(_bijdrage_url)
def bijdrage_bekrachtig(request: Request, pk: int) -> HttpResponse:
    """Note that the orgaan that had to decide did so."""
    found = get_object_or_404(
        Bijdrage.objects.select_related("besluit", "organisatie", "orgaan"), pk=pk
    )
    require_may_speak_for(request.user, found.organisatie)
    if found.besluit.fase != Besluit.Fase.GENOMEN or found.bekrachtigd_op is not None:
        raise RuleError("Hierover hoeft nu geen orgaan te besluiten.")
    form = forms.BekrachtigForm(sent(request))

    def confirm(**filled: Any) -> Done:
        actions.bekrachtig(found, by=request.user, **filled)
        return (
            f"Het besluit van {found.orgaan or found.organisatie} staat erbij. "
            "Het team kan nu afspraken maken.",
            besluit_url(found.besluit_id),
        )

    context = {"bijdrage": found}
    return act(request, form, confirm, template="overleg/bekrachtig.html", context=context)
