"""What the pages of casussen show."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from samenspel.basis.checks import allows
from samenspel.basis.zoeken import alike
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.queries.beeld import (
    LABELS,
    Plaatje,
    regels_of,
    teken_beeld,
    with_regels,
)
from samenspel.praktijk.queries.knelpunten import PER_PAGE, knelpunten
from samenspel.praktijk.queries.plan import PlanKort, plan_kort, with_plan
from samenspel.praktijk.totaalplaatje import Regel
from samenspel.spoor.queries import Verteld, tell, with_spoor

MOST_ALIKE = 6


@dataclass(frozen=True)
class StartPage:
    """Where practice begins: my casussen, and what others found stuck."""

    casussen: Page[Casus] | None
    knelpunten: list[Knelpunt]


@dataclass(frozen=True)
class CasusPage:
    """Everything the page of one casus shows; `may_...` says what this viewer can do here.

    Without `verloop` nobody asked for it.
    """

    casus: Casus
    leefgebieden: list[str]
    regels: list[Regel]
    ministeries: int
    plaatje: Plaatje
    knelpunten: list[Knelpunt]
    plan: PlanKort
    spoor: Verteld
    is_concept: bool
    may_change: bool
    may_bring_in: bool
    may_answer: bool


@dataclass(frozen=True)
class VastPage:
    """What is stuck: the knelpunten of this casus, and those that look alike."""

    casus: Casus
    eigen: list[Knelpunt]
    gelijkend: list[Knelpunt]


def casussen() -> QuerySet[Casus]:
    """The casussen, newest first, with in `met_les` whether a les came of it."""
    les = Les.objects.filter(knelpunt__casussen=OuterRef("pk"))
    return Casus.objects.select_related(
        "gemeente", "organisatie", "opgave", "maker"
    ).annotate(met_les=Exists(les))  # fmt: skip


def casussen_with_regels() -> QuerySet[Casus]:
    """As `casussen`, for the page of one."""
    links = Casus.regelingen.through.objects.filter(casus=OuterRef(OuterRef("pk")))
    return with_spoor(with_plan(with_regels(casussen(), links)))


def start_page(viewer: Gebruiker, *, pagina: str | None = None) -> StartPage:
    """Compose the first page of praktijk; who is not signed in has no casussen."""
    own = None
    if viewer.is_authenticated:
        rows = casussen().filter(maker=viewer).order_by("-gemaakt_op")
        own = Paginator(rows, PER_PAGE).get_page(pagina)
    return StartPage(own, list(knelpunten()[:5]))


def casus_page(casus: Casus, *, viewer: Gebruiker) -> CasusPage:
    """Compose the page of `casus` (a row of `casussen_with_regels()`) for this viewer."""
    regels = regels_of(casus)
    known = list(knelpunten().filter(casussen=casus))
    return CasusPage(
        casus=casus,
        leefgebieden=[label for code, label in LABELS.items() if code in casus.leefgebieden],
        regels=regels,
        ministeries=len({naam for regel in regels for naam in regel.ministeries}),
        plaatje=teken_beeld(casus.leefgebieden, regels),
        knelpunten=known,
        plan=plan_kort(casus),
        spoor=tell(casus, viewer=viewer),
        is_concept=casus.ingebracht_op is None,
        may_change=permissions.is_indiener(viewer, casus),
        may_bring_in=allows(permissions.check_inbrengen, casus, by=viewer),
        may_answer=allows(permissions.check_terugkoppelen, casus, by=viewer),
    )


def gelijkende(casus: Casus) -> list[Knelpunt]:
    """Find the knelpunten that share most words with `casus`, its own left out."""
    others = knelpunten().exclude(casussen=casus)
    return list(alike(others, f"{casus.titel} {casus.tekst}")[:MOST_ALIKE])


def vast_page(casus: Casus) -> VastPage:
    """Compose the page that asks what is stuck."""
    return VastPage(casus, list(knelpunten().filter(casussen=casus)), gelijkende(casus))


def opgaven_to_choose(gebruiker: Gebruiker) -> QuerySet[Opgave]:
    """The opgaven that run, those of my team or organisatie first (`van_mij`)."""
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    partner = Partner.objects.filter(opgave=OuterRef("pk"), organisatie__in=mine)
    team = Teamlid.objects.filter(opgave=OuterRef("pk"), gebruiker=gebruiker)
    running = Opgave.objects.filter(stand=Opgave.Stand.VASTGESTELD)
    return running.annotate(van_mij=Exists(partner) | Exists(team)).order_by("-van_mij", "titel")


def people_to_name(gebruiker: Gebruiker) -> list[Gebruiker]:
    """Return who may be named for a besloten casus: colleagues, and the teams around us.

    All of them: whoever is left out of a list without a word cannot be named.
    """
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    colleagues = Lidmaatschap.objects.filter(organisatie__in=mine).values("gebruiker")
    shared = Partner.objects.filter(organisatie__in=mine).values("opgave")
    team = Teamlid.objects.filter(opgave__in=shared).values("gebruiker")
    found = Gebruiker.objects.filter(Q(pk__in=colleagues) | Q(pk__in=team), is_active=True)
    return list(found.exclude(pk=gebruiker.pk))
