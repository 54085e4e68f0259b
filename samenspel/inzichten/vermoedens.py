"""Bridge between casussen and the kernel: which of them seem to be about the same.

Everything here is worked out of rows that somebody read, and asks the database nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from samenspel.analyse import patronen
from samenspel.analyse.errors import AnalyseError
from samenspel.basis.errors import RuleError
from samenspel.inzichten import taal
from samenspel.inzichten.models import Vermoeden
from samenspel.inzichten.rows.vermoedens import Gelezen
from samenspel.inzichten.rules import MINIMUM, Groep, quarter, widest_first

if TYPE_CHECKING:  # the numerical libraries take a second to load; most pages need none
    from samenspel.analyse.patronen import Growth

SOUGHT = 3
"""So small are the groups that are sought; with few casussen larger ones would mix subjects."""
BATCH = 250
"""So many casussen are turned into vectors between two reports."""
IN_LABEL = 3
"""A telling word stands in this many casussen. She may read each of them; nobody else sees it."""


def find_groups(
    rows: Sequence[Gelezen], report: Callable[[float], None] = lambda part: None
) -> list[list[Gelezen]]:
    """Group these casussen, those shared by most gemeenten first.

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
    return sorted((one for one in groups.values() if len(one) >= MINIMUM), key=widest_first)


def halve(rows: Sequence[Gelezen], *, about: Vermoeden) -> Groep:
    """Return the smaller of the two groups that the program sees in the casussen of `about`."""
    from samenspel.analyse.patronen.halveren import halve as in_two

    try:
        second = in_two(taal.encode([row.text for row in rows]), minimum=MINIMUM)
    except AnalyseError as error:
        said = f"{error} Haal zelf vinkjes weg om te splitsen."
        raise RuleError(said, about=about) from error
    return frozenset(row.pk for row, apart in zip(rows, second.tolist(), strict=True) if apart)


def label(rows: Sequence[Gelezen]) -> tuple[str, ...]:
    """Return the words that say what these casussen are about."""
    return taal.label([row.text for row in rows], minimum=IN_LABEL)


def central(rows: Sequence[Gelezen], most: int = 3) -> list[Gelezen]:
    """Return the casussen nearest to the middle, nearest first."""
    vectors = taal.encode([row.text for row in rows])
    near = (vectors @ vectors.sum(axis=0)).tolist()
    order = sorted(range(len(rows)), key=lambda at: (-round(near[at], 6), rows[at].pk))
    return [rows[at] for at in order[:most]]


def growth(moments: Iterable[datetime], every: Sequence[float]) -> "Growth | None":
    """Work out whether it happens more often than first, beside `every` casus (as quarters)."""
    quarters = [quarter(timezone.localdate(moment)) for moment in moments]
    since = min(every, default=0.0)
    return patronen.growth([year for year in quarters if year >= since], every)
