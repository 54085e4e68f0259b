"""What the pages of casussen show."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samenspel.basis.blad import Alinea, Noot
from samenspel.basis.checks import allows
from samenspel.basis.verschil import Woorden, alineas
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.pages.beeld import LABELS, Plaatje, teken_beeld
from samenspel.praktijk.pages.plan import PlanKort, plan_kort
from samenspel.praktijk.rows.casussen import CasusRij, casussen, gelijkende
from samenspel.praktijk.rows.knelpunten import PER_PAGE, knelpunten, lessen
from samenspel.praktijk.rows.regelingen import recognise_in, regelingen_of
from samenspel.praktijk.terugkoppeling.permissions import check_terugkoppelen
from samenspel.praktijk.totaalplaatje import InBeeld
from samenspel.spoor.pages import Verteld, tell


@dataclass(frozen=True)
class StartPage:
    """Where practice begins: casussen, what is stuck in them, and what was learned.

    Of all opgaven together the casussen are my own, and None before I signed in.
    """

    opgave: Opgave | None
    casussen: Page[Casus] | None
    knelpunten: list[Knelpunt]
    lessen: list[Les]


@dataclass(frozen=True)
class CasusPage:
    """Everything the page of one casus shows; `may_...` says what this viewer can do here.

    Without `verloop` nobody asked for it.
    """

    casus: Casus
    alineas: list[Alinea]
    leefgebieden: list[str]
    regelingen: list[InBeeld]
    ministeries: int
    plaatje: Plaatje
    knelpunten: list[Knelpunt]
    plan: PlanKort
    spoor: Verteld
    is_concept: bool
    may_change: bool
    may_bring_in: bool
    may_answer: bool
    heropening: dict[str, Any] | None


@dataclass(frozen=True)
class VastPage:
    """What is stuck: the knelpunten of this casus, and those that look alike."""

    casus: Casus
    eigen: list[Knelpunt]
    gelijkend: list[Knelpunt]


def start_page(
    viewer: Gebruiker, *, opgave: Opgave | None = None, pagina: str | None = None
) -> StartPage:
    """Compose the first page of praktijk, or the room of one opgave, for this viewer."""
    stuck, learned = knelpunten(opgave=opgave), lessen(opgave=opgave)
    shown = None
    if opgave is not None:
        shown = casussen().filter(opgave=opgave)
    elif viewer.is_authenticated:
        shown = casussen().filter(maker=viewer)
    page = None
    if shown is not None:
        page = Paginator(shown.order_by("-gemaakt_op"), PER_PAGE).get_page(pagina)
    return StartPage(opgave, page, list(stuck[:5]), list(learned[:5]))


def casus_page(casus: CasusRij, *, viewer: Gebruiker) -> CasusPage:
    """Compose the page of `casus` (a row of `casussen_with_regelingen()`) for this viewer."""
    regelingen = regelingen_of(casus)
    known = list(knelpunten().filter(casussen=casus))
    return CasusPage(
        casus=casus,
        alineas=alineas_of(casus.tekst, regelingen),
        leefgebieden=[label for code, label in LABELS.items() if code in casus.leefgebieden],
        regelingen=regelingen,
        ministeries=len({naam for one in regelingen for naam in one.ministeries}),
        plaatje=teken_beeld(casus.leefgebieden, regelingen),
        knelpunten=known,
        plan=plan_kort(casus),
        spoor=tell(casus, viewer=viewer),
        is_concept=casus.ingebracht_op is None,
        may_change=permissions.is_indiener(viewer, casus),
        may_bring_in=allows(permissions.check_inbrengen, casus, by=viewer),
        heropening=casus.heropening,
        may_answer=allows(check_terugkoppelen, casus, by=viewer),
    )


def alineas_of(tekst: str, regelingen: list[InBeeld]) -> list[Alinea]:
    """Return the paragraphs, with beside each the regelingen of this casus that it names.

    A regeling stands at the first word that says it, and only when the indiener confirmed it.
    """
    left = {one.pk: one for one in regelingen}
    found = []
    for woorden in alineas([Woorden("gelijk", tekst)]):
        said = "".join(stuk.tekst for stuk in woorden)
        hits = [hit for hit in recognise_in(said, left.values()) if hit.code]
        noten = [_noot(left.pop(hit.code), hit.words[0].text) for hit in hits if hit.code in left]
        found.append(Alinea(woorden, noten))
    return found


def _noot(regeling: InBeeld, word: str) -> Noot:
    van = f" ({', '.join(regeling.ministeries)})" if regeling.ministeries else ""
    url = reverse("organisaties:regeling", args=[regeling.pk])
    return Noot(f"Bij “{word}”:", url, f"{regeling.naam}{van}")


def vast_page(casus: Casus) -> VastPage:
    """Compose the page that asks what is stuck."""
    return VastPage(casus, list(knelpunten().filter(casussen=casus)), gelijkende(casus))
