"""De lus: where one thing stands in the loop, and where everything of an opgave stands."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    Model,
    Q,
    QuerySet,
    Value,
)

from samenspel.basis import klok
from samenspel.basis.lus import Lus, Station, StationStand, weg_terug
from samenspel.basis.soorten import url_of
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.overleg.vervolg import knelpunten_of
from samenspel.overzicht.schakels import ALWAYS, NEVER, SCHAKELS
from samenspel.praktijk.models import Casus, Heropening, Knelpunt
from samenspel.praktijk.terugkoppeling.rows import weer_open

Condition: TypeAlias = Q | Value
ORDER = list(SCHAKELS)
AROUND = ("agendering", "besluit", "afspraak")
"""What is made anew each time that a knelpunt goes round."""
WETEN = "weten"
"""Counted beside the steps: the casussen whose indiener read what became of them."""
HEROPEND = "heropend"
"""Counted beside the steps: the households that are not helped yet, and wait for an answer."""


class Halte(NamedTuple):
    """A thing in a step of the loop: whether it is finished, since when it is there, how far."""

    pk: UUID
    klaar: bool
    op: datetime
    fase: str


def lus_of(thing: Model) -> Lus:
    """Return where `thing` stands: every earlier and later step is a link. One query.

    Of each kind the newest counts, as far as the steps before it led there: see `_this_round`. A
    step without a row that others have passed was skipped.
    """
    found = _newest_of_each(thing)
    reached = [step for step in SCHAKELS if step in found]
    stappen = []
    for step, schakel in SCHAKELS.items():
        if step not in found:
            stappen.append(_absent(step, reached[-1]))
            continue
        halte = found[step]
        url = "" if halte.pk == thing.pk else url_of(schakel.model, halte.pk)
        if step != reached[-1] or halte.klaar:
            stappen.append(Station(schakel.label, url=url, stand="gedaan"))
        else:
            fase = schakel.fase_in_woorden(halte.fase) if halte.fase else ""
            stappen.append(Station(schakel.label, url=url, stand="nu", fase=fase))
    return Lus(stappen, _closing(thing, found))


def _absent(step: str, furthest: str) -> Station:
    """Draw a step without a row: still to come, or skipped. Everything began with a casus."""
    label = SCHAKELS[step].label
    if step == "casus":
        return Station(label, stand="gedaan")
    return Station(label, stand="" if ORDER.index(step) < ORDER.index(furthest) else "straks")


def _newest_of_each(thing: Model) -> dict[str, Halte]:
    """Return of each kind about the same knelpunten the newest; of its own kind `thing` itself."""
    ids, own = knelpunten_of(thing), thing._meta.model_name or ""
    rows = [
        schakel.rows()
        .filter(**{f"{schakel.knelpunt}__in": ids})
        .order_by()
        .annotate(
            op=F("gemaakt_op"),
            klaar=ExpressionWrapper(schakel.klaar, BooleanField()),
            fase=ExpressionWrapper(schakel.fase, CharField()),
        )
        .values_list(Value(step, output_field=CharField()), "pk", "klaar", "op", "fase")
        for step, schakel in SCHAKELS.items()
        if schakel.knelpunt
    ]
    found = {own: Halte(thing.pk, False, getattr(thing, "gemaakt_op"), "")}  # noqa: B009
    for step, *row in rows[0].union(*rows[1:], all=True).order_by("op"):
        halte = Halte(*row)
        is_after = halte.op > found[own].op and ORDER.index(step) < ORDER.index(own)
        if halte.pk == thing.pk or (step != own and not (is_after and step in found)):
            found[step] = halte
    return _this_round(found, own)


def _this_round(found: dict[str, Halte], own: str) -> dict[str, Halte]:
    """Leave out what came of an earlier round of the loop about the same knelpunt.

    A knelpunt that was decided about goes round again. What is older than the thing one looks at
    did not come of it; what was finished before a new proposal, or before a question or afspraak
    that still runs, is not where things stand.
    """
    kept: dict[str, Halte] = {}
    made = begun = datetime.min.replace(tzinfo=UTC)
    for step in filter(found.get, ORDER):
        halte = found[step]
        if step != own and (halte.op < made or (halte.klaar and halte.op < begun)):
            continue
        kept[step] = halte
        if step in AROUND:
            made = halte.op if step == own else made
            begun = begun if halte.klaar and step != "besluit" else halte.op
    return kept


def _closing(thing: Model, found: Container[str]) -> str:
    if not isinstance(thing, Casus):
        return ""
    heropening = getattr(thing, "heropening", None)
    if heropening and heropening["stand"] == Heropening.Stand.OPEN:
        return "Nog niet geholpen. De casus is weer open: het programmateam antwoordt de indiener."
    if thing.geholpen:
        return f"Geholpen voor dit huishouden: {thing.get_geholpen_display().lower()}"
    if "les" in found:
        return "Er is een les. Laat weten of het dit huishouden hielp."
    return "De indiener hoort hier wat ervan komt."


def stappen_of(knelpunten: Sequence[UUID]) -> dict[UUID, str]:
    """Return how far these knelpunten are, as far as verhalen name them to the reader. One query.

    The database tells the step and no more, whoever may read what was agreed.
    """
    with connection.cursor() as cursor:
        cursor.execute("select k, knelpunt_stap(k) from unnest(%s::uuid[]) k", [list(knelpunten)])
        return {pk: step for pk, step in cursor.fetchall() if step}


def as_told(knelpunt: Knelpunt, stappen: Sequence[Station]) -> Sequence[Station]:
    """Draw as far as a verhaalpagina tells a visitor, where she may read less. One query.

    Else two public pages would contradict each other.
    """
    step = stappen_of([knelpunt.pk]).get(knelpunt.pk, "knelpunt")
    reached = max(number for number, stap in enumerate(stappen) if stap.stand in ("nu", "gedaan"))
    if ORDER.index(step) <= reached:
        return stappen
    told = zip(stappen, up_to(step), strict=True)
    return [replace(seen, stand=further.stand) for seen, further in told]


def up_to(step: str) -> list[Station]:
    """Draw the loop up to and including `step`; nothing is a link."""
    reached = ORDER.index(step)
    stappen = []
    for number, (code, schakel) in enumerate(SCHAKELS.items()):
        done = number < reached or code == "les" == step
        stand: StationStand = "gedaan" if done else "nu" if code == step else "straks"
        stappen.append(Station(schakel.label, stand=stand))
    return stappen


def lus_of_opgave(ids: Sequence[UUID], *, takes_part: bool = True) -> Lus:
    """Return how much there is in every step of these opgaven, as far as I may see. One query.

    To whoever does not take part it says so, and not that a knelpunt was never placed.
    """
    alle, wacht = _counts(ids, klok.today())
    if not takes_part:
        wacht["knelpunt"] = 0
    stappen = [
        Station(
            meervoud(alle[step], schakel.woorden),
            aantal=alle[step],
            tag=f"{wacht[step]} {schakel.waarom}" if wacht[step] else "",
            tag_soort=schakel.tag_soort,
        )
        for step, schakel in SCHAKELS.items()
    ]
    if not takes_part:
        return Lus(stappen, "Geteld is wat u mag lezen")
    terug, nog = weg_terug(alle[WETEN], alle["casus"])
    if alle[HEROPEND]:
        is_open = meervoud(alle[HEROPEND], "huishouden is weer open,huishoudens zijn weer open")
        terug += f"; {alle[HEROPEND]} {is_open}"
    return Lus(stappen, terug, nog)


def _counts(ids: Sequence[UUID], today: date) -> tuple[Counter[str], Counter[str]]:
    """Count for each step what there is, and what of it the ribbon marks; and how many know."""
    opened = weer_open().annotate(opgave=F("knelpunt__opgave"))
    parts = [_counted(HEROPEND, opened, ids)]
    for step, schakel in SCHAKELS.items():
        rows = schakel.rows().filter(schakel.telt)
        new = schakel.nieuw() if schakel.nieuw else NEVER
        parts.append(_counted(step, rows, ids, wacht=new, geweten=schakel.geweten))
        if schakel.wacht:
            parts.append(_counted(step, schakel.wacht(today), ids, alle=NEVER, wacht=ALWAYS))
    alle: Counter[str] = Counter()
    wacht: Counter[str] = Counter()
    for step, number, marked, known in parts[0].union(*parts[1:], all=True):
        alle[step] += number
        wacht[step] += marked
        alle[WETEN] += known
    return alle, wacht


def _counted(
    step: str,
    rows: QuerySet[Any],
    ids: Sequence[UUID],
    *,
    alle: Condition = ALWAYS,
    wacht: Condition = NEVER,
    geweten: Condition = NEVER,
) -> QuerySet[Any, Any]:
    """Count these rows in one pass: of 19,000 casussen it takes 10 ms who may see which.

    By `opgave`, which all of them have: of casussen the index knows that one.
    """
    grouped = rows.filter(opgave__in=ids).order_by().values("opgave")
    conditions = {"number": alle, "marked": wacht, "known": geweten}
    counts = {name: Count("opgave", filter=one) for name, one in conditions.items()}
    counted: QuerySet[Any, Any] = grouped.annotate(**counts).values_list(
        Value(step, output_field=CharField()), *counts
    )
    return counted
