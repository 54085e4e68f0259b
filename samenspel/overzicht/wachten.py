"""What an opgave needs now, and of this reader, and who waits on whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.rij import SOON, Rij
from samenspel.basis.soorten import url_of
from samenspel.basis.templatetags.samenspel import dagen, datum, meervoud
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import GEEN_DAG, Wachtend, fetch, lezer_of
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.overleg import open as open_
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.rows import van_opgaven
from samenspel.overleg.vormen import VORMEN as OVERLEG
from samenspel.overzicht.rows import van_lezer
from samenspel.overzicht.vormen import VORMEN

EACH = 10
"""How many of each kind the opgave page holds; the lists show the rest."""


def nu_nodig(ids: Sequence[UUID], *, hier: str = "", takes_part: bool = True) -> list[Rij]:
    """Return what is open in these opgaven, except afspraken that have time yet. One query.

    `hier` is the title of the opgave whose page it is; a row of a part names that part.
    """
    today = klok.today()
    soon = today + timedelta(days=SOON)
    rows = fetch(van_opgaven(ids, today, until=soon, takes_part=takes_part), most=EACH)
    rows.sort(key=lambda row: (row.termijn or date.max, row.titel))
    return [tell(row, OVERLEG[row.soort], today) for row in _here(rows, hier)]


def _here(rows: Iterable[Wachtend], hier: str) -> list[Wachtend]:
    return [row._replace(opgave="") if row.opgave == hier else row for row in rows]


def aan_u(
    ids: Sequence[UUID], reader: Gebruiker, *, hier: str = "", wacht: Iterable[Rij] = ()
) -> tuple[str, Rij] | None:
    """Return what waits on this reader in these opgaven, what ends first: kind and row. One query.

    `wacht` is what the partners of the opgave must agree on: whether she answered that is asked
    here too.
    """
    today = klok.today()
    rows = fetch(van_lezer(lezer_of(reader), today), opgaven=ids)
    told = [(row, tell(row, VORMEN[row.soort], today)) for row in _here(rows, hier)]
    agree = {rij.url for rij in wacht}
    hers = [
        (row.termijn or date.max, rij.titel, row.soort, rij)
        for row, rij in told
        if row.soort not in ELSEWHERE or rij.url in agree
    ]
    return min(hers, key=lambda one: one[:3])[2:] if hers else None


ELSEWHERE = {"uitnodiging", "teamvraag", "teamplek", "pen", "wijziging", "afscheid"}
"""Kinds of which the opgave is not known until one looks: those of this page stand in `wacht`."""


@dataclass(frozen=True)
class Wacht:
    """One organisatie waits on another, for one thing or more."""

    van: str
    op: str
    url: str
    """The page of who must act."""
    wat: list[str]
    woorden: str
    """How late it is, until when it may last, or since when it waits."""
    laat: int
    """So many days too late; 0 is in time."""
    sinds: date

    @property
    def zin(self) -> str:
        """What it waits for."""
        return "; ".join(self.wat)

    @property
    def is_eigen(self) -> bool:
        """Does it wait on itself: is what it brought in its own turn?"""
        return self.van == self.op


class _Rij(NamedTuple):
    """So many of one kind, for which `van` waits on `op`."""

    soort: str
    van: str
    op: str
    op_pk: UUID
    aantal: int
    termijn: date | None
    sinds: datetime


def wie_wacht_op_wie(ids: Sequence[UUID]) -> list[Wacht]:
    """Return who waits on whom, the longest first. One query.

    Whoever asked, proposed, or brought in the besluit waits; where the reader may not see who that
    is, whoever must act is told alone.
    """
    today = klok.today()
    reacting = open_.zonder_reactie(today).filter(opgave__in=ids)
    must_agree = open_.te_bekrachtigen().filter(besluit__opgave__in=ids)
    parts = [
        _grouped(open_.onbeantwoord().filter(opgave__in=ids), "agendering", "aan", "uiterlijk"),
        _grouped(must_agree, "bijdrage", "organisatie", "", _brought_in("besluit_id")),
        _grouped(
            open_.na_te_komen().filter(opgave__in=ids),
            "afspraak",
            "organisatie",
            "uiterlijk",
            _brought_in("besluit_id"),
        ),
        _grouped(reacting, "reactie", "opgave__partners__organisatie", "sluit_op"),
    ]
    pairs: dict[tuple[str, UUID], list[_Rij]] = {}
    for row in parts[0].union(*parts[1:], all=True):
        found = _Rij(*row)
        pairs.setdefault((found.van, found.op_pk), []).append(found)
    waits = [_wacht(rows, today) for rows in pairs.values()]
    return sorted(waits, key=lambda one: (-one.laat, one.sinds, one.van, one.op))


def _brought_in(besluit: str) -> Any:
    """Who proposed it; a join would hide what is open from whoever may not read the besluit."""
    proposed = Besluit.objects.filter(pk=OuterRef(besluit)).values("organisatie_id")
    return Coalesce(Subquery(proposed), F("organisatie_id"), output_field=UUIDField())


MAKER = F("organisatie_id")


def _grouped(
    rows: QuerySet[Any], kind: str, who: str, term: str = "", waits: Any = MAKER
) -> QuerySet[Any, Any]:
    since = "besluit__genomen_op" if kind == "bijdrage" else "gemaakt_op"
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(van=waits)
        .values("van", f"{who}__kort", f"{who}_id")
        .annotate(
            aantal=Count("pk"),
            termijn=Cast(Min(term), DateField()) if term else GEEN_DAG,
            sinds=Cast(Min(since), DateTimeField()),
            kort=Subquery(Organisatie.objects.filter(pk=OuterRef("van")).values("kort")),
        )
        .values_list(
            Value(kind, output_field=CharField()),
            "kort",
            f"{who}__kort",
            f"{who}_id",
            "aantal",
            "termijn",
            "sinds",
        )
    )
    return found


def _wacht(rows: Sequence[_Rij], today: date) -> Wacht:
    terms = [row.termijn for row in rows if row.termijn]
    since = timezone.localdate(min(row.sinds for row in rows))
    laat = (today - min(terms)).days if terms and min(terms) < today else 0
    if laat:
        woorden = f"{dagen(laat)} te laat"
    else:
        woorden = f"tot {datum(min(terms))}" if terms else f"sinds {datum(since)}"
    wat = sorted(f"{row.aantal} {meervoud(row.aantal, WORDS[row.soort])}" for row in rows)
    one = rows[0]
    return Wacht(one.van, one.op, url_of(Organisatie, one.op_pk), wat, woorden, laat, since)


WORDS = {
    "agendering": "vraag,vragen",
    "bijdrage": "eigen besluit,eigen besluiten",
    "afspraak": "afspraak,afspraken",
    "reactie": "reactie op een voorstel,reacties op een voorstel",
}
