"""The links of the loop, in order: one row of the table for each kind of thing in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from samenspel.basis import klok
from samenspel.basis.lus import TagSoort
from samenspel.opgaven.models import Opgave
from samenspel.overleg import open as open_
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les

NEVER, ALWAYS, ALL, NONE = Value(False), Value(True), Q(), Value("")


@dataclass(frozen=True)
class Schakel:
    """One kind of thing in the loop.

    `label` names the step of one thing, `woorden` how many there are in an opgave. `knelpunt` is
    the column that ties it to the knelpunt it is about; `klaar` says when a step is finished.
    Of `rows` those that fit `telt` are counted; the ribbon marks how many of these fit `nieuw`, or
    are in `wacht`, and `waarom`. `geweten` says of which somebody read what became of them.
    `fase` is read with a thing that is in this step, and `fase_in_woorden` says what it means.
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
    tag_soort: TagSoort = "gewoon"
    fase: Combinable = NONE
    fase_in_woorden: Callable[[str], str] = str


def _brought_in() -> QuerySet[Casus]:
    return Casus.objects.filter(ingebracht_op__isnull=False)


def _this_week() -> Q:
    return Q(ingebracht_op__gt=klok.now() - timedelta(days=7))


def _not_withdrawn() -> QuerySet[Besluit]:
    return Besluit.objects.exclude(stand=Besluit.Stand.INGETROKKEN)


def _ronde() -> Combinable:
    # By a subquery: whoever reads a proposal may not read its opgave.
    opgave = Opgave.objects.filter(pk=OuterRef("opgave_id"))
    rondes = Coalesce(Subquery(opgave.values("verval_na_rondes")), 0)
    return Concat(
        "stand", *(Concat(Value("/"), Cast(one, CharField())) for one in ("ronde", rondes))
    )


def ronde_in_woorden(fase: str) -> str:
    """Say in which round a proposal is, and after which an objection lapses.

    >>> ronde_in_woorden("besluitvorming/2/3"), ronde_in_woorden("besluitvorming/4/3")
    ('ronde 2 van 3', 'ronde 4')
    >>> ronde_in_woorden("beeldvorming/0/3"), ronde_in_woorden("voorbereiding/0/3")
    ('beeldvorming', 'in voorbereiding')
    """
    stand, ronde, rondes = fase.split("/")
    if stand == Besluit.Stand.BESLUIT:
        return f"ronde {ronde} van {rondes}" if int(ronde) <= int(rondes) else f"ronde {ronde}"
    return "in voorbereiding" if stand == Besluit.Stand.VOORBEREIDING else stand


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
        tag_soort="wacht",
    ),
    "besluit": Schakel(
        Besluit,
        "Besluit",
        "besluit,besluiten",
        _not_withdrawn,
        klaar=Q(stand=Besluit.Stand.GENOMEN),
        wacht=lambda today: open_.lopend(),
        waarom="nog niet genomen",
        fase=_ronde(),
        fase_in_woorden=ronde_in_woorden,
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
        tag_soort="wacht",
    ),
    "les": Schakel(Les, "Les", "les,lessen", Les.objects.all, klaar=ALWAYS),
}
"""A new kind of thing in the loop is a row here; `knelpunt_stap` in the database tells the same
steps to whoever may read no more than that."""
