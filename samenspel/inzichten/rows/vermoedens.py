"""Vermoedens, their casussen and what was asked about them: what this reader may read now.

What is kept of a vermoeden is only which casussen it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter

from samenspel.inzichten import taal
from samenspel.inzichten.models import Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.rules import MINIMUM, quarter, widest_first
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling
from samenspel.praktijk.rows.knelpunten import Ingebracht, ingebracht
from samenspel.praktijk.rows.regelingen import regelingen_with_count

MOST = 5_000
"""So many of the newest casussen are compared."""


@dataclass(frozen=True)
class Gelezen:
    """A casus as it is compared."""

    pk: UUID
    titel: str
    tekst: str
    gemeente_id: UUID
    opgave_id: UUID | None
    ingebracht_op: datetime
    leefgebieden: list[str]

    @property
    def text(self) -> str:
        """The words by which it is compared."""
        return taal.text_of(self.titel, self.tekst)


MetCasussen = tuple[Vermoeden, list[Ingebracht]]
"""A vermoeden and its casussen, as far as she may read them."""


@dataclass(frozen=True)
class Antwoorden:
    """How many of the navragen for a knelpunt were answered."""

    beantwoord: int
    ja: int
    alle: int


def brought_in(opgave: Opgave | None = None) -> QuerySet[Casus]:
    """The casussen brought in, perhaps those of one opgave and its parts."""
    found = Casus.objects.filter(ingebracht_op__isnull=False)
    if opgave is not None:
        found = found.filter(Q(opgave=opgave) | Q(opgave__deel_van=opgave))
    return found


def read(casussen: QuerySet[Casus]) -> list[Gelezen]:
    """Read casussen with their texts, in an order that says nothing. One query."""
    columns = ["pk", "titel", "tekst", "gemeente", "opgave", "ingebracht_op", "leefgebieden"]
    return sorted((Gelezen(*row) for row in casussen.values_list(*columns)), key=_pk)


def newest(opgave: Opgave | None = None) -> list[Gelezen]:
    """Read the newest casussen she may read, as many as are compared."""
    return read(brought_in(opgave).order_by("-ingebracht_op", "pk")[:MOST])


def background() -> list[float]:
    """Return when the newest casussen were brought in, as years; by quarter. One query."""
    newest = brought_in().order_by("-ingebracht_op", "pk").values("pk")[:MOST]
    quarters = (
        Casus.objects.filter(pk__in=newest)
        .order_by()
        .values_list(TruncQuarter("ingebracht_op"))
        .annotate(Count("pk"))
    )
    return [quarter(day.date()) for day, number in quarters for _ in range(number)]


def members(vermoedens: Iterable[Vermoeden]) -> dict[UUID, set[UUID]]:
    """Return which casussen that she may read are in each of these vermoedens. One query."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links = VermoedenCasus.objects.filter(vermoeden__in=vermoedens)
    for vermoeden, casus in links.values_list("vermoeden", "casus"):
        found[vermoeden].add(casus)
    return found


def held(found: QuerySet[Vermoeden]) -> list[MetCasussen]:
    """Return vermoedens with the casussen she may read, most widely shared first. Three queries."""
    every = list(found)
    inside = members(every)
    wanted = {pk for group in inside.values() for pk in group}
    rows = {row.pk: row for row in ingebracht(Casus.objects.filter(pk__in=wanted))}
    groups = [
        (one, [rows[pk] for pk in inside[one.pk]])
        for one in every
        if len(inside[one.pk]) >= MINIMUM
    ]
    return sorted(groups, key=lambda group: widest_first(group[1]))


def casussen_of(vermoeden: Vermoeden) -> list[Ingebracht]:
    """Return the casussen that she may read, newest first; none when there are too few."""
    links = VermoedenCasus.objects.filter(vermoeden=vermoeden)
    rows = ingebracht(Casus.objects.filter(pk__in=links.values("casus")))
    return rows if len(rows) >= MINIMUM else []


def linked(casussen: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each knelpunt that stands on its own which of these casussen it plays in."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links = Koppeling.objects.filter(casus__in=casussen, knelpunt__opgegaan_in=None)
    for knelpunt, casus in links.values_list("knelpunt", "casus"):
        found[knelpunt].add(casus)
    return found


def most_named(casussen: Sequence[Ingebracht]) -> UUID | None:
    """Return the knelpunt that plays in most of these casussen already. One query."""
    links = linked([row.pk for row in casussen])
    return max(links, key=lambda pk: (len(links[pk]), str(pk)), default=None)


def knelpunten_to_choose(casussen: Sequence[Ingebracht]) -> QuerySet[Knelpunt]:
    """The knelpunten that stand on their own in the opgaven of these casussen, or in them."""
    inside = {row.opgave_id for row in casussen if row.opgave_id}
    links = Koppeling.objects.filter(casus__in=[row.pk for row in casussen])
    found = Q(opgave__in=inside) | Q(pk__in=links.values("knelpunt"))
    return Knelpunt.objects.filter(found, opgegaan_in=None).order_by("titel", "pk")


def regelingen_to_choose(casussen: Sequence[Ingebracht]) -> list[tuple[str, str]]:
    """Return the regelingen of these casussen, those of most casussen first."""
    return [(one.pk, one.naam) for one, _ in regelingen_with_count([row.pk for row in casussen])]


def simpel_of(casussen: Sequence[Ingebracht]) -> list[Knelpunt]:
    """Return the knelpunten of these casussen whose namer said what would simply help."""
    links = Koppeling.objects.filter(casus__in=[row.pk for row in casussen])
    found = Knelpunt.objects.filter(pk__in=links.values("knelpunt")).exclude(simpel="")
    return list(found.select_related("organisatie").order_by("titel", "pk"))


def navragen_to(casus: Casus, viewer: Gebruiker) -> list[Navraag]:
    """Return what others think of her casus, and what she has not said no or yes to."""
    if casus.maker_id != viewer.pk:
        return []
    found = Navraag.objects.filter(casus=casus, stand=Navraag.Stand.OPEN)
    return list(found.select_related("knelpunt__opgegaan_in", "maker").order_by("gemaakt_op", "pk"))


def antwoorden_on(knelpunt: Knelpunt) -> Antwoorden:
    """Count the navragen for `knelpunt`, and what went into it, that she may read. One query."""
    about = Navraag.objects.filter(Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt))
    standen = Counter(about.order_by().values_list("stand", flat=True))
    ja = standen[Navraag.Stand.JA]
    return Antwoorden(ja + standen[Navraag.Stand.NEE], ja, standen.total())


def _pk(row: Gelezen) -> UUID:
    return row.pk
