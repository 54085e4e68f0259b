"""What overleg shows on the pages of lower apps, as `project.slots` says where."""

from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.opgaven.pages.opgave import OpgavePage
from samenspel.opgaven.pages.samen import SamenPage
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.request import Request
from samenspel.overleg import rows
from samenspel.overleg.afspraken.pages import rij_of_afspraak
from samenspel.overleg.afspraken.rows import afspraken
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.pages import rij_of_besluit
from samenspel.overleg.besluiten.rows import besluiten_of, gevolgen_of, partners_of
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.pages import mandaten_part
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.open import zonder_voorstel
from samenspel.overleg.pages import next_steps, openstaand, rijen_of, zinnen_of
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.pages import AgenderingPage
from samenspel.overleg.register.pages import is_changing, plaats_of, tegenspraak_of
from samenspel.overleg.register.permissions import check_herzien
from samenspel.overleg.vervolg import knelpunten_of, vervolg_of
from samenspel.praktijk.models import Casus, Knelpunt


def show_open(request: Request, ids: Sequence[UUID]) -> str:
    """Show what still runs in an opgave that somebody wants to close."""
    context = {"openstaand": openstaand(rows.van_opgaven(ids, klok.today()))}
    return render_to_string("overleg/slot_open.html", context, request)


def show_mandaat(request: Request, page: OpgavePage) -> str:
    """Show in one line how far this table may decide, and the way to what it decided."""
    context = {"mandaten": list(running_mandaten(page.opgave)), "opgave": page.opgave}
    return render_to_string("overleg/slot_mandaat.html", context, request)


def show_mandaten(request: Request, page: SamenPage) -> str:
    """Show on whose authority somebody may decide, and until when."""
    part = mandaten_part(page.opgave, viewer=request.user)
    return render_to_string("overleg/slot_mandaten.html", {"page": page, "part": part}, request)


def show_gevolgen(request: Request, mandaat: Mandaat) -> str:
    """Show what withdrawing a mandaat does to besluiten."""
    return render_to_string(
        "overleg/slot_mandaat_gevolgen.html", {"gevolgen": gevolgen_of(mandaat)}, request
    )


def show_knelpunt(request: Request, knelpunt: Knelpunt) -> str:
    """Show where a knelpunt was asked, decided and agreed, and the way to do so."""
    vervolg = vervolg_of(knelpunten_of(knelpunt))
    may_act = knelpunt.opgegaan_in_id is None and is_teamlid(request.user, knelpunt.opgave_id)
    context = {
        "rijen": rijen_of(vervolg),
        "knoppen": next_steps(knelpunt, vervolg) if may_act else [],
    }
    return render_to_string("overleg/slot_knelpunt.html", context, request)


def show_stap(request: Request, page: AgenderingPage) -> str:
    """Let the team prepare a besluit about a question, once at a time.

    A question about a knelpunt that went into another is a question about that other.
    """
    if not page.in_team:
        return ""
    asked = page.agendering.knelpunt_id
    about = zonder_voorstel().filter(pk=asked).values_list("om", flat=True).first()
    if about is None:
        return ""
    new = reverse("overleg:besluit_nieuw", args=[about])
    context = {
        "url": f"{new}?agendering={page.agendering.pk}" if about == asked else new,
        "label": "Bereid een besluit voor",
        "variant": "secondary" if page.may_answer else "primary",
    }
    return render_to_string("onderdelen/knop_link.html", context)


def show_agendering(request: Request, agendering: Agendering) -> str:
    """Show which proposals and besluiten came of a question."""
    today = klok.today()
    rijen = [rij_of_besluit(row, today) for row in besluiten_of(agendering)]
    return render_to_string("overleg/slot_agendering.html", {"rijen": rijen}, request)


def show_besluit(request: Request, besluit: Besluit) -> str:
    """Show what was agreed because of a besluit."""
    today = klok.today()
    rijen = [rij_of_afspraak(row, today) for row in afspraken().filter(besluit=besluit)]
    return render_to_string("overleg/slot_besluit.html", {"rijen": rijen}, request)


def show_geldigheid(request: Request, besluit: Besluit) -> str:
    """Show from when until when a besluit is in force, and what ties it to others."""
    context = {"plaats": plaats_of(besluit)}
    return render_to_string("overleg/besluit_geldigheid.html", context, request)


def show_herzien(request: Request, besluit: Besluit) -> str:
    """Ask the team whether a besluit still holds, when its day is near and nothing changes it."""
    may = allows(check_herzien, besluit, by=request.user)
    if not may or is_changing(besluit):
        return ""
    new = reverse("overleg:besluit_nieuw", args=[besluit.knelpunt_id])
    context = {"besluit": besluit, "anders": f"{new}?van={besluit.pk}"}
    return render_to_string("overleg/besluit_klopt_nog.html", context, request)


def show_tegenspraak(request: Request, besluit: Besluit) -> str:
    """Keep in sight who did not simply consent to what was decided."""
    if besluit.stand != Besluit.Stand.GENOMEN or not partners_of(besluit):
        return ""
    context = {"tegenspraak": tegenspraak_of(besluit)}
    return render_to_string("overleg/besluit_tegenspraak.html", context, request)


def show_casus(request: Request, casus: Casus) -> str:
    """Show what became of a casus, step by step."""
    knelpunten = knelpunten_of(casus)
    context = {"zinnen": zinnen_of(vervolg_of(knelpunten)), "knelpunten": knelpunten}
    return render_to_string("overleg/slot_casus.html", context, request)


def show_organisatie(request: Request, organisatie: Organisatie) -> str:
    """Show what the others wait for from an organisatie."""
    context = {"openstaand": openstaand(rows.van_organisatie(organisatie, klok.today()))}
    return render_to_string("overleg/slot_organisatie.html", context, request)
