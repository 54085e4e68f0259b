"""A thing as one row on a page: a link, a line of facts, a tag; and how a term is said."""

from dataclasses import dataclass
from datetime import date

from samenspel.basis.templatetags.samenspel import dagen

SOON = 14
"""From so many days before its term a thing asks for attention; most organen meet every week or
every other week."""
DRINGEND = 7
"""Within so many days of its term, or after it, a thing is amber: what must be done now."""

Tag = tuple[str, str]
"""The words of a state and their kind, as `{% tag %}` draws them."""


@dataclass(frozen=True)
class Rij:
    """A row in a list, drawn by `onderdelen/rijen.html`; without a state it has no tag.

    `groep` is what things of its kind are called together; `termijn` the day that it is due.
    """

    titel: str
    url: str
    feiten: str
    tag: str = ""
    tag_soort: str = "gewoon"
    termijn: date | None = None
    groep: str = ""


@dataclass(frozen=True)
class Knop:
    """Something the viewer may do now; with `nadruk` it can be the one thing to do first."""

    label: str
    url: str
    nadruk: bool = True


@dataclass(frozen=True)
class VolgendeStap:
    """The one thing for this reader to do now, drawn by `onderdelen/aan_u.html`.

    With `doet` its button does it; without, it leads to where it is done.
    """

    titel: str
    uitleg: str
    knop: Knop
    doet: bool = False


def term(day: date, today: date) -> Tag:
    """Say how long is left until `day`, or how much too late it is.

    >>> term(date(2026, 1, 10), date(2026, 1, 22))
    ('12 dagen te laat', 'wacht')
    >>> term(date(2026, 1, 22), date(2026, 1, 22)), term(date(2026, 2, 5), date(2026, 1, 22))
    (('vandaag', 'wacht'), ('nog 14 dagen', 'gewoon'))
    >>> term(date(2026, 1, 29), date(2026, 1, 22)), term(date(2026, 1, 30), date(2026, 1, 22))
    (('nog 7 dagen', 'wacht'), ('nog 8 dagen', 'gewoon'))
    """
    left = (day - today).days
    if left < 0:
        return f"{dagen(-left)} te laat", "wacht"
    return f"nog {dagen(left)}" if left else "vandaag", "wacht" if left <= DRINGEND else "gewoon"
