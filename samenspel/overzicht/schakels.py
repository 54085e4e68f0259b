"""The links of the loop, in order: one row of the table for each kind of thing in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet, Value

from samenspel.basis import klok
from samenspel.basis.lus import TagSoort
from samenspel.overleg import open as open_
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les

NEVER, ALWAYS, ALL = Value(False), Value(True), Q()


@dataclass(frozen=True)
class Schakel:
    """One kind of thing in the loop.

    `label` names the step of one thing, `woorden` how many there are in an opgave. `knelpunt` is
    the column that ties it to the knelpunt it is about; `klaar` says when a step is finished.
    Of `rows` those that fit `telt` are counted; the ribbon marks how many of these fit `nieuw`, or
    are in `wacht`, and `waarom`. `geweten` says of which somebody read what became of them.
    """

    model: type[Model]
    label: str
    woorden: str
    rows: Callable[[], QuerySet[Any]]
    knelpunt: str = "knelpunt"
    klaar: Q | Value = NEVER
    telt: Q = ALL
    nieuw: Callable[[], Q] | None = None
    wacht: Callable[[date], QuerySet[Any]] | None = None
    geweten: Q | Value = NEVER
    waarom: str = ""
    tag_soort: TagSoort = "wacht"


def _brought_in() -> QuerySet[Casus]:
    return Casus.objects.filter(ingebracht_op__isnull=False)


def _this_week() -> Q:
    return Q(ingebracht_op__gt=klok.now() - timedelta(days=7))


def _not_withdrawn() -> QuerySet[Besluit]:
    return Besluit.objects.exclude(stand=Besluit.Stand.INGETROKKEN)


Stand = Agendering.Stand
SCHAKELS = {
    "casus": Schakel(
        Casus,
        "Casus",
        "casus,casussen",
        _brought_in,
        knelpunt="",  # a casus has many; it is where one looks from
        nieuw=_this_week,
        geweten=Q(gelezen_op__isnull=False),
        waarom="deze week",
        tag_soort="klaar",
    ),
    "knelpunt": Schakel(
        Knelpunt,
        "Knelpunt",
        "knelpunt,knelpunten",
        Knelpunt.objects.all,
        knelpunt="pk",
        telt=Q(opgegaan_in=None),
        wacht=lambda today: open_.te_plaatsen(),
        waarom="te plaatsen",
    ),
    "agendering": Schakel(
        Agendering,
        "Geplaatst",
        "geplaatst,geplaatst",
        Agendering.objects.all,
        klaar=Q(stand__in=[Stand.TOEGEPAST, Stand.AFGEWEKEN]),
        telt=~Q(stand=Stand.DOORGEZET),
        wacht=lambda today: open_.onbeantwoord().filter(uiterlijk__lt=today),
        waarom="zonder antwoord",
        tag_soort="stil",
    ),
    "besluit": Schakel(
        Besluit,
        "Besluit",
        "besluit,besluiten",
        _not_withdrawn,
        klaar=Q(stand=Besluit.Stand.GENOMEN),
        wacht=lambda today: open_.lopend(),
        waarom="nog niet genomen",
    ),
    "afspraak": Schakel(
        Afspraak,
        "Afspraak",
        "afspraak,afspraken",
        Afspraak.objects.all,
        knelpunt="besluit__knelpunt",
        klaar=Q(gedaan_op__isnull=False),
        wacht=lambda today: open_.na_te_komen().filter(uiterlijk__lt=today),
        waarom="te laat",
    ),
    "les": Schakel(Les, "Les", "les,lessen", Les.objects.all, klaar=ALWAYS),
}
"""A new kind of thing in the loop is a row here; `knelpunt_stap` in the database tells the same
steps to whoever may read no more than that."""
