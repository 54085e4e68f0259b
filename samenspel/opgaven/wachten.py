"""What waits on somebody, whatever its kind: rows of one shape, all of them in one query.

Each app says in its `rows` which of its things wait on whom; `opgaven.vormen` says them in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast

from samenspel.opgaven.models import Uitnodiging, Wijziging
from samenspel.opgaven.permissions import teams_of
from samenspel.opgaven.rows import (
    TitelVanUitnodiging,
    afscheid_van,
    uitnodigingen_aan,
    wijzigingen_voor,
)
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of

COUNTED = 100
"""So many of one kind are counted; beyond it a page says "meer dan"."""
GEEN = Value("", output_field=TextField())
GEEN_DAG = Cast(Value(None), DateField())
GEEN_OPGAVE = Cast(Value(None), UUIDField())

Part = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True)
class Lezer:
    """For whom we look what waits: her teams, and the organisaties she speaks for."""

    gebruiker: Gebruiker
    teams: frozenset[UUID]
    stem: frozenset[UUID]


class Wachtend(NamedTuple):
    """One thing that waits, whatever its kind.

    `opgave` is the title of its opgave, as far as the reader may know it, and `over` that of what
    else it belongs to.
    """

    soort: str
    pk: UUID
    titel: str
    opgave: str
    over: str
    wie: str
    stand: str
    termijn: date | None
    sinds: datetime | None


WITH_TITELS = """
    select soort, pk, titel,
           coalesce((select o.titel from opgaven_opgave o where o.id = opgave), ''),
           over, wie, stand, termijn, sinds
    from ({rows}) waits ({columns})
    where %s::uuid[] is null or opgave is null or opgave = any(%s)
"""
"""The title of an opgave is looked up beside a row instead of joined to it: whoever is asked
something may read the question, also where the opgave is not hers to read. Around all of them, so
that its policy is checked once and not for each kind."""


def lezer_of(gebruiker: Gebruiker) -> Lezer:
    """Return in whose teams `gebruiker` is, and for whom she may answer and react."""
    stem = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker) if lid.rol in SPEAKS]
    return Lezer(gebruiker, frozenset(teams_of(gebruiker)), frozenset(stem))


def since(column: str) -> Cast:
    """Bring a column that holds a day into the shape of `Wachtend.sinds`."""
    return Cast(F(column), DateTimeField())


def part(  # one shape for every kind of thing
    found: QuerySet[Any],
    soort: str,
    *,
    pk: str = "pk",
    titel: Any = "titel",
    opgave: Any = "opgave_id",
    over: Any = GEEN,
    wie: Any = GEEN,
    stand: Any = GEEN,
    termijn: Any = GEEN_DAG,
    sinds: Any = "gemaakt_op",
) -> Part:
    """Bring the rows of one kind into the columns of a `Wachtend`; first what must be told first.

    `opgave` is here still the key of the opgave.
    """
    return found.values_list(
        Value(soort, output_field=TextField()),
        F(pk),
        titel,
        opgave,
        over,
        wie,
        stand,
        termijn,
        sinds,
    )


def fetch(
    parts: Iterable[Part], *, most: int = COUNTED + 1, opgaven: Sequence[UUID] | None = None
) -> list[Wachtend]:
    """Fetch all parts in one query; at most `most` of each.

    With `opgaven` what is of these, or of none: an invitation belongs to no opgave one may read.
    """
    found = [one[:most] for one in parts]
    if not found:
        return []
    first, *others = found
    try:
        sql, params = (first.union(*others, all=True) if others else first).query.sql_with_params()
    except EmptyResultSet:  # none of them can hold a row
        return []
    with connection.cursor() as cursor:
        named = WITH_TITELS.format(columns=", ".join(Wachtend._fields), rows=sql)
        ids = None if opgaven is None else list(opgaven)
        cursor.execute(named, (*params, ids, ids))
        return [Wachtend(*row) for row in cursor.fetchall()]


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Invitations and wijzigingen on which she can answer, and what was done without her."""
    asked = uitnodigingen_aan(lezer.gebruiker, lezer.stem)
    herself, for_team = Q(gebruiker=lezer.gebruiker), Q(rol=Uitnodiging.Rol.TEAMLID)
    found = [
        _uitnodigingen(asked.filter(herself & for_team), "teamplek"),
        _uitnodigingen(asked.filter(herself & ~for_team), "pen"),
    ]
    if lezer.stem:
        found += [
            _uitnodigingen(asked.filter(~for_team, gebruiker=None), "uitnodiging"),
            _uitnodigingen(asked.filter(for_team, gebruiker=None), "teamvraag"),
            _wijzigingen(wijzigingen_voor(lezer.stem), "wijziging"),
            _wijzigingen(afscheid_van(lezer.stem), "afscheid"),
        ]
    return found


def _uitnodigingen(found: QuerySet[Uitnodiging], soort: str) -> Part:
    titel = TitelVanUitnodiging("pk")
    return part(
        found.order_by("uiterlijk"),
        soort,
        titel=titel,
        opgave=GEEN_OPGAVE,
        wie=F("namens__kort"),
        termijn="uiterlijk",
    )


def _wijzigingen(found: QuerySet[Wijziging], soort: str) -> Part:
    over, term = F("titel"), GEEN_DAG if soort == "afscheid" else "uiterlijk"
    return part(
        found.order_by("uiterlijk"),
        soort,
        titel=SOORT_IN_WORDS,
        opgave=GEEN_OPGAVE,
        over=over,
        wie=F("namens__kort"),
        termijn=term,
    )


SOORT_IN_WORDS = Case(
    *(When(soort=one.value, then=Value(one.label)) for one in Wijziging.Soort),
    output_field=TextField(),
)
