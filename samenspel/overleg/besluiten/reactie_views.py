"""The pages on which partners say something of a proposal, and the team answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from samenspel.basis import klok
from samenspel.basis.acts import Done, act, done, sent
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.permissions import speaks_for
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten import forms, rules
from samenspel.overleg.besluiten.blad import blad_of
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.gezag import aanvaard
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.pages import standing_bezwaren
from samenspel.overleg.besluiten.permissions import check_antwoorden, check_reageren
from samenspel.overleg.besluiten.reacties import (
    beantwoord_vraag,
    herhaal,
    neem_over,
    reageer,
    trek_vraag_in,
)
from samenspel.overleg.besluiten.rows import (
    eigen_kernbezwaren,
    gezegd,
    kernbezwaren_elders,
    kunnen_reageren,
    vorige_reactie,
    werkafspraken,
)
from samenspel.overleg.besluiten.stappen import houdt, power, until_when
from samenspel.overleg.besluiten.views import found_besluit
from samenspel.overleg.mandaten.models import Mandaat


@login_required
def besluit_reactie(request: Request, pk: UUID) -> HttpResponse:
    """React for a partner: a question, a position, consent, a concern or a reasoned objection."""
    found = found_besluit(pk)
    check_reageren(found, by=request.user)
    speaks = [one for one in kunnen_reageren(found) if speaks_for(request.user, one)]
    asked_for = (request.POST or request.GET).get("organisatie")
    who = next((o for o in speaks if str(o.pk) == asked_for), speaks[0])
    said = gezegd(found).get(who.pk)
    asked = found.bijdragen.select_related("organisatie").filter(organisatie=who).first()
    covered = dekkingen(found.opgave_id, [asked], klok.today())[0] if asked else None
    own = houdt(covered, request.user) if covered else []
    own_kern = bool(eigen_kernbezwaren(found, who))
    form = forms.ReactieForm(
        sent(request),
        besluit=found,
        organisaties=speaks,
        has_objected=own_kern,
        asked=asked,
        mandaten=own,
        initial={"organisatie": who.pk} | forms.as_said(said or vorige_reactie(found, who)),
    )

    def react(*, organisatie: Organisatie, mandaat: str | None, **filled: Any) -> Done:
        made = reageer(found, organisatie, by=request.user, **filled)
        if asked is not None and organisatie == who and own:
            _accept(request, found, asked.pk, mandaat)
        return f"{_told(made)} U kunt nog van gedachten veranderen. {until_when(found)}", found

    context = {
        "besluit": found,
        "organisaties": speaks,
        "uitleg": rules.explain_bezwaar(found.ronde, werkafspraken(found).verval_na_rondes),
        "gezegd": said,
        "tot_wanneer": until_when(found),
        "macht": power(found, (asked, covered) if asked and covered else None, request.user),
        "mandaten": [t for t in covered.tegoeden if t.mandaat in own] if covered else [],
        "blad": blad_of(found, standing_bezwaren(found)),
        "elders": [] if said or own_kern else _own(kernbezwaren_elders(found), who),
    }
    return act(request, form, react, template="overleg/besluit_reactie.html", context=context)


def _own(bezwaren: Sequence[Reactie], who: Organisatie) -> list[Reactie]:
    return [one for one in bezwaren if one.organisatie_id == who.pk]


def _accept(request: Request, besluit: Besluit, bijdrage: int, mandaat: str | None) -> None:
    """Say yes on the mandaat that was chosen; without one, take an earlier yes back."""
    asked = besluit.bijdragen.get(pk=bijdrage)
    chosen = (
        get_object_or_404(Mandaat.objects.select_related("gever", "houder"), pk=mandaat)
        if (mandaat)
        else None
    )
    spoke = asked.aanvaardingen.filter(gebruiker=request.user).exists()
    if chosen is not None or spoke:
        aanvaard(asked, chosen, by=request.user)


def _told(said: Reactie) -> str:
    return f"De reactie van {said.organisatie} staat erbij."


@login_required
@require_POST
def besluit_herhaal(request: Request, pk: UUID, wie: UUID) -> HttpResponse:
    """Say of this version what was said of the one before."""
    found = found_besluit(pk)
    organisatie = get_object_or_404(Organisatie, pk=wie)
    said = herhaal(found, organisatie, by=request.user)
    return done(request, f"{_told(said)} Zij geldt nu voor versie {found.versie}.", found)


@login_required
@require_POST
def bezwaar_neem_over(request: Request, pk: UUID, bezwaar: int) -> HttpResponse:
    """Let an objection on a kernbelang elsewhere hold here too."""
    found = found_besluit(pk)
    elsewhere = get_object_or_404(Reactie.objects.select_related("organisatie"), pk=bezwaar)
    said = neem_over(found, elsewhere, by=request.user)
    return done(request, f"Het bezwaar van {said.organisatie} geldt nu ook hier.", found)


def _vraag(pk: int) -> Reactie:
    rows = Reactie.objects.select_related("besluit", "organisatie", "gebruiker")
    return get_object_or_404(rows, pk=pk, soort=Reactie.Soort.VRAAG)


@login_required
def vraag_antwoord(request: Request, pk: int) -> HttpResponse:
    """Answer a question of a partner."""
    vraag = _vraag(pk)
    check_antwoorden(vraag, by=request.user)
    form = forms.AntwoordForm(sent(request))

    def answer(**filled: str) -> Done:
        beantwoord_vraag(vraag, by=request.user, **filled)
        return f"Uw antwoord aan {vraag.organisatie} staat bij de vraag.", vraag.besluit

    context = {"vraag": vraag, "besluit": vraag.besluit}
    return act(request, form, answer, template="overleg/vraag_antwoord.html", context=context)


@login_required
@require_POST
def vraag_intrekken(request: Request, pk: int) -> HttpResponse:
    """Let a question go."""
    vraag = _vraag(pk)
    trek_vraag_in(vraag, by=request.user)
    return done(request, "Uw vraag is ingetrokken. Zij blijft te lezen.", vraag.besluit)
