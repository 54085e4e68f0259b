"""What an opgave needs now, and who waits on whom. Two questions to the database, no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast

from samenspel.basis import klok
from samenspel.basis.rij import SOON, Rij
from samenspel.basis.soorten import url_of
from samenspel.basis.templatetags.samenspel import dagen, meervoud
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import GEEN_DAG, fetch
from samenspel.organisaties.models import Organisatie
from samenspel.overleg import open as open_
from samenspel.overleg.rows import van_opgaven
from samenspel.overleg.vormen import VORMEN

EACH = 4
"""How many of each kind the opgave page shows; the lists show the rest."""


@dataclass(frozen=True)
class Wachter:
    """How much one organisatie still owes the others, and since or until when."""

    organisatie: str
    url: str
    zin: str


def nu_nodig(ids: Sequence[UUID], *, hier: str = "", takes_part: bool = True) -> list[Rij]:
    """Return what is open in these opgaven, except afspraken that have time yet. One query.

    `hier` is the title of the opgave whose page it is; a row of a part names that part.
    """
    today = klok.today()
    soon = today + timedelta(days=SOON)
    rows = fetch(van_opgaven(ids, today, until=soon, takes_part=takes_part), most=EACH)
    rows.sort(key=lambda row: (row.termijn or date.max, row.titel))
    here = [row._replace(opgave="") if row.opgave == hier else row for row in rows]
    return [tell(row, VORMEN[row.soort], today) for row in here]


def wie_wacht_op_wie(ids: Sequence[UUID]) -> list[Wachter]:
    """Return for each organisatie what the others wait for, in alphabetical order. One query."""
    today = klok.today()
    agreed = open_.na_te_komen().filter(opgave__in=ids)
    rows = [
        _grouped(open_.onbeantwoord().filter(opgave__in=ids), "agendering", "aan", "uiterlijk"),
        _grouped(
            open_.te_bekrachtigen().filter(besluit__opgave__in=ids), "bijdrage", "organisatie"
        ),
        _grouped(agreed, "afspraak", "organisatie", "uiterlijk"),
        _grouped(
            open_.zonder_reactie(today).filter(opgave__in=ids),
            "reactie",
            "opgave__partners__organisatie",
            "sluit_op",
        ),
    ]
    sentences: dict[tuple[str, UUID], list[str]] = {}
    for kind, pk, name, number, first in rows[0].union(*rows[1:], all=True):
        sentences.setdefault((name, pk), []).append(_sentence(kind, number, first, today))
    return [
        Wachter(name, url_of(Organisatie, pk), "; ".join(sorted(found)))
        for (name, pk), found in sorted(sentences.items())
    ]


def _grouped(rows: QuerySet[Any], kind: str, who: str, term: str = "") -> QuerySet[Any, Any]:
    grouped: Any = rows.order_by().values(f"{who}__kort", f"{who}_id")
    first = Cast(Min(term), DateField()) if term else GEEN_DAG
    counted: QuerySet[Any, Any] = grouped.annotate(number=Count("pk"), first=first).values_list(
        Value(kind, output_field=CharField()), f"{who}_id", f"{who}__kort", "number", "first"
    )
    return counted


WORDS = {
    "agendering": "vraag,vragen",
    "bijdrage": "eigen besluit,eigen besluiten",
    "afspraak": "afspraak,afspraken",
    "reactie": "reactie op een voorstel,reacties op een voorstel",
}
LATE = {"agendering": "stil", "afspraak": "te laat"}


def _sentence(kind: str, number: int, first: date | None, today: date) -> str:
    text = f"{number} {meervoud(number, WORDS[kind])}"
    if first is not None and kind in LATE and first < today:
        return f"{text}, langst {dagen((today - first).days)} {LATE[kind]}"
    return text
