"""Bridge between casussen and the kernel: which of them seem to be about the same.

Everything here is worked out from casussen the reader may read now, and from nothing else. What
is kept of a vermoeden is only which casussen it holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from samenspel.analyse import patronen
from samenspel.analyse.errors import AnalyseError
from samenspel.basis.errors import RuleError
from samenspel.inzichten import taal
from samenspel.inzichten.models import Vermoeden, VermoedenCasus
from samenspel.opgaven.models import Opgave
from samenspel.praktijk.models import Casus, Koppeling

MINIMUM = 5
"""Fewer casussen are not shown as a group."""
SOUGHT = 3
"""So small are the groups that are sought; with few casussen larger ones would mix subjects."""
MOST = 5_000
"""So many of the newest casussen are compared."""
PROPOSED = 20
"""At most so many new vermoedens at a time, the most widely shared first."""
SAME = 0.5
"""From this overlap (Jaccard) on, a group is one that she knows."""
BATCH = 250
"""So many casussen are turned into vectors between two reports."""
IN_LABEL = 3
"""A telling word stands in this many casussen. She may read each of them; nobody else sees it."""

Groep = frozenset[UUID]


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


def find_groups(
    rows: Sequence[Gelezen], report: Callable[[float], None] = lambda part: None
) -> list[list[Gelezen]]:
    """Group these casussen, those shared by most gemeenten first. Asks the database nothing.

    `report` is told now and then which part is done, from 0 to 1.
    """
    texts = [row.text for row in rows]
    parts = []
    for start in range(0, len(texts), BATCH):
        report(0.8 * start / len(texts))
        parts.append(taal.encode(texts[start : start + BATCH]))
    if not parts:
        return []
    report(0.8)
    found = patronen.find_groups(taal.stacked(parts), minimum=SOUGHT, seed=1)
    groups: dict[int, list[Gelezen]] = defaultdict(list)
    for row, group in zip(rows, found.member_of.tolist(), strict=True):
        if group != patronen.NOISE:
            groups[group].append(row)
    enough = [group for group in groups.values() if len(group) >= MINIMUM]
    return sorted(enough, key=lambda group: (*_spread(group), group[0].pk))


def halve(vermoeden: Vermoeden) -> Groep:
    """Return the smaller of the two groups that the program sees in the casussen of `vermoeden`."""
    from samenspel.analyse.patronen.halveren import halve as in_two

    rows = read(vermoeden.casussen.all())
    try:
        second = in_two(taal.encode([row.text for row in rows]), minimum=MINIMUM)
    except AnalyseError as error:
        said = f"{error} Haal zelf vinkjes weg om te splitsen."
        raise RuleError(said, about=vermoeden) from error
    return frozenset(row.pk for row, apart in zip(rows, second.tolist(), strict=True) if apart)


def members(vermoedens: Iterable[Vermoeden]) -> dict[UUID, set[UUID]]:
    """Return which casussen that she may read are in each of these vermoedens. One query."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links = VermoedenCasus.objects.filter(vermoeden__in=vermoedens)
    for vermoeden, casus in links.values_list("vermoeden", "casus"):
        found[vermoeden].add(casus)
    return found


def linked(casussen: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each knelpunt that stands on its own which of these casussen it plays in."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links = Koppeling.objects.filter(casus__in=casussen, knelpunt__opgegaan_in=None)
    for knelpunt, casus in links.values_list("knelpunt", "casus"):
        found[knelpunt].add(casus)
    return found


def same_group(group: Groep, known: Mapping[UUID, set[UUID]]) -> UUID | None:
    """Return the known group that `group` mostly is, the most alike first."""
    alike = {pk: len(group & other) / len(group | other) for pk, other in known.items()}
    best = max(alike, key=lambda pk: (alike[pk], str(pk)), default=None)
    return best if best is not None and alike[best] >= SAME else None


def label(rows: Sequence[Gelezen]) -> tuple[str, ...]:
    """Return the words that say what these casussen are about."""
    return taal.label([row.text for row in rows], minimum=IN_LABEL)


def central(rows: Sequence[Gelezen], most: int = 3) -> list[Gelezen]:
    """Return the casussen nearest to the middle, nearest first."""
    vectors = taal.encode([row.text for row in rows])
    near = (vectors @ vectors.sum(axis=0)).tolist()
    order = sorted(range(len(rows)), key=lambda at: (-round(near[at], 6), rows[at].pk))
    return [rows[at] for at in order[:most]]


def background() -> list[float]:
    """Return when the newest casussen were brought in, as years; by quarter. One query."""
    newest = brought_in().order_by("-ingebracht_op", "pk").values("pk")[:MOST]
    quarters = (
        Casus.objects.filter(pk__in=newest)
        .order_by()
        .values_list(TruncQuarter("ingebracht_op"))
        .annotate(Count("pk"))
    )
    return [_year(day.date()) for day, number in quarters for _ in range(number)]


def growth(moments: Iterable[datetime], every: Sequence[float]) -> str:
    """Say whether it happens more often than first, beside all casussen; "" without enough."""
    quarters = [_year(timezone.localdate(moment)) for moment in moments]
    since = min(every, default=0.0)
    found = patronen.growth([year for year in quarters if year >= since], every)
    if found is None:
        return ""
    if not found.certain:
        return "Of het vaker voorkomt dan eerst, is nog niet te zeggen."
    low, high = (f"{value:.1f}".replace(".", ",") for value in (found.low, found.high))
    how = "vaker" if found.low > 1 else "minder vaak"
    return (
        f"Het komt {how} voor dan eerst: {low} tot {high} keer zo vaak, "
        "vergeleken met alle casussen die u mag lezen."
    )


def _spread(group: Sequence[Gelezen]) -> tuple[int, int, int]:
    gemeenten = len({row.gemeente_id for row in group})
    opgaven = len({row.opgave_id for row in group if row.opgave_id})
    return -gemeenten, -opgaven, -len(group)


def _year(day: date) -> float:
    return day.year + (day.month - 1) // 3 / 4


def _pk(row: Gelezen) -> UUID:
    return row.pk
