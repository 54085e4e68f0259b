"""One thing as one row: a link, one line of facts, one tag."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from samenspel.basis.templatetags.samenspel import dagen
from samenspel.opgaven.models import Opgave
from samenspel.praktijk.models import Knelpunt

SHOWN = 10
"""How many of each kind a page of a lower app shows; the lists of overleg show the rest."""
SOON = 7
"""From so many days before a term on, somebody must act now."""


@dataclass(frozen=True)
class Knop:
    """Something the viewer may do now; with `nadruk` it can be the one thing to do first."""

    label: str
    url: str
    nadruk: bool = True


@dataclass(frozen=True)
class Rij:
    """A row in a list; `tag_soort` as in `{% tag %}`."""

    titel: str
    url: str
    feiten: str
    tag: str
    tag_soort: str


def titel_of(model: type[Model], column: str) -> Subquery:
    """The titel of the row that `column` names, or null when I may not see that row.

    A join would hide the whole row from whoever may not see the other.
    """
    return Subquery(model._default_manager.filter(pk=OuterRef(column)).values("titel")[:1])


def with_titles(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `rows` with `opgave_titel`."""
    found: QuerySet[Any] = rows.annotate(opgave_titel=titel_of(Opgave, "opgave_id"))
    return found


def with_origin(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `rows` with `opgave_titel` and `knelpunt_titel`."""
    found: QuerySet[Any] = with_titles(rows).annotate(
        knelpunt_titel=titel_of(Knelpunt, "knelpunt_id")
    )
    return found


def term_of(uiterlijk: date, today: date) -> tuple[str, str]:
    """Say how long is left or how much too late it is.

    >>> term_of(date(2026, 1, 10), date(2026, 1, 22))
    ('12 dagen te laat', 'wacht')
    >>> term_of(date(2026, 2, 10), date(2026, 1, 22))
    ('nog 19 dagen', 'gewoon')
    """
    left = (uiterlijk - today).days
    if left < 0:
        return f"{dagen(-left)} te laat", "wacht"
    return days_left(left), "wacht" if left <= SOON else "gewoon"


def days_left(days: int) -> str:
    """Write how long is left until a term."""
    return f"nog {dagen(days)}" if days else "vandaag"


def facts_of(first: str, row: Any) -> str:
    """Write the facts of a row, with its opgave where the reader may know it."""
    opgave = getattr(row, "opgave_titel", None)
    return f"{first} · {opgave}" if opgave else first
