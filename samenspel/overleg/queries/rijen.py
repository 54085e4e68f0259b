"""One thing as one row: a link, one line of facts, one tag."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.urls import reverse

from samenspel.basis.templatetags.samenspel import dagen
from samenspel.opgaven.models import Opgave
from samenspel.overleg import rules
from samenspel.overleg.models import Afspraak, Agendering, Besluit
from samenspel.praktijk.models import Knelpunt

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


def rij_of_agendering(agendering: Agendering, today: date) -> Rij:
    """Write a question as a row."""
    tag, soort = stand_of(agendering, today)
    return Rij(
        agendering.titel,
        reverse("overleg:agendering", args=[agendering.pk]),
        _facts(
            f"Vraag aan {agendering.orgaan.naam}, {agendering.orgaan.organisatie.kort}", agendering
        ),
        tag,
        soort,
    )


def rij_of_besluit(besluit: Besluit, today: date) -> Rij:
    """Write a proposal or besluit as a row."""
    facts = _facts("Besluit" if besluit.fase == "genomen" else "Voorstel", besluit)
    tag, soort = fase_of(besluit, today)
    return Rij(besluit.titel, reverse("overleg:besluit", args=[besluit.pk]), facts, tag, soort)


def rij_of_afspraak(afspraak: Afspraak, today: date) -> Rij:
    """Write an afspraak as a row."""
    who = f"{afspraak.eigenaar}, {afspraak.organisatie.kort}"
    url = reverse("overleg:afspraak", args=[afspraak.pk])
    tag, soort = voortgang_of(afspraak, today)
    return Rij(afspraak.titel, url, _facts(who, afspraak), tag, soort)


def stand_of(agendering: Agendering, today: date) -> tuple[str, str]:
    """Say in a tag where the question stands; silence is grey, and says so."""
    stand = Agendering.Stand
    return {
        stand.TOEGEPAST: ("toegepast", "klaar"),
        stand.AFGEWEKEN: ("afgeweken, met uitleg", "gewoon"),
        stand.VERLOPEN: ("geen antwoord", "stil"),
    }.get(stand(agendering.stand)) or term_of(agendering.uiterlijk, today)


def fase_of(besluit: Besluit, today: date) -> tuple[str, str]:
    """Say in a tag where the proposal stands."""
    if besluit.fase in rules.OPEN_FASEN and besluit.sluit_op is not None:
        left = (besluit.sluit_op - today).days
        if left < 0:
            return "ronde is voorbij", "wacht"
        return f"{besluit.fase}, {_left(left)}", "wacht" if left <= SOON else "gewoon"
    if besluit.fase == Besluit.Fase.GENOMEN:
        return "genomen", "klaar"
    return besluit.get_fase_display().lower(), "stil"


def voortgang_of(afspraak: Afspraak, today: date) -> tuple[str, str]:
    """Say in a tag how far the afspraak is."""
    if afspraak.gedaan_op is not None:
        return "gedaan", "klaar"
    return term_of(afspraak.uiterlijk, today)


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
    return _left(left), "wacht" if left <= SOON else "gewoon"


def _left(days: int) -> str:
    return f"nog {dagen(days)}" if days else "vandaag"


def _facts(first: str, row: Any) -> str:
    opgave = getattr(row, "opgave_titel", None)
    return f"{first} · {opgave}" if opgave else first
