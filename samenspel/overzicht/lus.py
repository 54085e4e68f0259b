"""De lus: where one thing stands in the loop, and where everything of an opgave stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.lus import Stap
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.verloop import knelpunten_of
from samenspel.praktijk.models import Casus, Knelpunt, Les

STEPS = {
    "casus": "Casus",
    "knelpunt": "Knelpunt",
    "agendering": "Geplaatst",
    "besluit": "Besluit",
    "afspraak": "Afspraak",
    "les": "Les",
}
PAGES = {
    "casus": "praktijk:casus",
    "knelpunt": "praktijk:knelpunt",
    "agendering": "overleg:agendering",
    "besluit": "overleg:besluit",
    "afspraak": "overleg:afspraak",
    "les": "praktijk:les",
}
ORDER = list(STEPS)
FINISHED = {"toegepast", "afgeweken", "genomen", "gedaan", "vastgelegd"}


@dataclass(frozen=True)
class Lus:
    """The steps of the loop and the sentence that closes it."""

    stappen: Sequence[Stap]
    terug: str = ""


def lus_of(thing: Model) -> Lus:
    """Return where `thing` stands: every earlier and later step is a link. One query.

    Of each kind the newest counts. A step without a row that others have passed was skipped.
    """
    found = _newest_of_each(thing)
    kind = thing._meta.model_name or ""
    found[kind] = (thing.pk, _stand(thing) or found.get(kind, (thing.pk, ""))[1])
    reached = [step for step in STEPS if step in found]
    stappen = []
    for step, label in STEPS.items():
        if step not in found:
            stappen.append(_absent(step, label, reached[-1]))
            continue
        pk, stand = found[step]
        done = step != reached[-1] or stand in FINISHED
        url = "" if pk == thing.pk else reverse(PAGES[step], args=[pk])
        stappen.append(Stap(label, url=url, staat="gedaan" if done else "nu"))
    return Lus(stappen, _closing(thing, found))


def _absent(step: str, label: str, furthest: str) -> Stap:
    """Draw a step without a row: still to come, or skipped. Everything began with a casus."""
    if step == "casus":
        return Stap(label, staat="gedaan")
    return Stap(label, staat="" if ORDER.index(step) < ORDER.index(furthest) else "straks")


def _newest_of_each(thing: Model) -> dict[str, tuple[UUID, str]]:
    ids = knelpunten_of(thing)
    rows = [
        _rows("knelpunt", Knelpunt.objects.filter(pk__in=ids), Value("")),
        _rows("agendering", Agendering.objects.filter(knelpunt__in=ids), F("stand")),
        _rows(
            "besluit",
            Besluit.objects.filter(knelpunt__in=ids).exclude(fase=Besluit.Fase.INGETROKKEN),
            F("fase"),
        ),
        _rows(
            "afspraak",
            Afspraak.objects.filter(besluit__knelpunt__in=ids),
            F("inzet__stand"),
        ),
        _rows("les", Les.objects.filter(knelpunt__in=ids), Value("vastgelegd")),
    ]
    found: dict[str, tuple[UUID, str]] = {}
    for kind, pk, stand, _ in rows[0].union(*rows[1:], all=True).order_by("op"):
        found[kind] = (pk, stand)
    return found


def _rows(kind: str, rows: QuerySet[Any], stand: Value | F) -> QuerySet[Any, Any]:
    dated = rows.order_by().annotate(op=F("gemaakt_op"))
    columns: QuerySet[Any, Any] = dated.values_list(
        Value(kind, output_field=CharField()), "pk", Cast(stand, CharField()), "op"
    )
    return columns


def _stand(thing: Model) -> str:
    return str(getattr(thing, "stand", getattr(thing, "fase", "")))


def _closing(thing: Model, found: dict[str, tuple[UUID, str]]) -> str:
    if not isinstance(thing, Casus):
        return ""
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


def as_told(knelpunt: Knelpunt, stappen: Sequence[Stap]) -> Sequence[Stap]:
    """Draw as far as a verhaalpagina tells a visitor, where she may read less. One query.

    Else two public pages would contradict each other.
    """
    step = stappen_of([knelpunt.pk]).get(knelpunt.pk, "knelpunt")
    reached = max(number for number, stap in enumerate(stappen) if stap.staat in ("nu", "gedaan"))
    if ORDER.index(step) <= reached:
        return stappen
    told = zip(stappen, up_to(step), strict=True)
    return [replace(seen, staat=further.staat) for seen, further in told]


def up_to(step: str) -> list[Stap]:
    """Draw the loop up to and including `step`; nothing is a link."""
    reached = ORDER.index(step)
    stappen = []
    for number, (code, label) in enumerate(STEPS.items()):
        done = number < reached or code == "les" == step
        stappen.append(Stap(label, staat="gedaan" if done else "nu" if code == step else "straks"))
    return stappen


COUNTS = """
    select c.alle, c.nieuw, c.weten, k.alle, k.los, a.alle, a.stil,
           b.alle, b.open, f.alle, f.laat, l.alle
    from
      (select count(*) alle,
              count(*) filter (where ingebracht_op > %(week)s) nieuw,
              count(gelezen_op) weten
         from praktijk_casus
        where opgave_id = any(%(ids)s) and ingebracht_op is not null) c,
      (select count(*) alle,
              count(*) filter (where not exists (
                  select from overleg_agendering where knelpunt_id = praktijk_knelpunt.id)) los
         from praktijk_knelpunt where opgave_id = any(%(ids)s) and opgegaan_in_id is null) k,
      (select count(*) alle, count(*) filter (where stand = 'verlopen') stil
         from overleg_agendering where opgave_id = any(%(ids)s)) a,
      (select count(*) alle,
              count(*) filter (
                  where fase in ('beeldvorming', 'oordeelsvorming', 'besluitvorming')) open
         from overleg_besluit
        where opgave_id = any(%(ids)s) and fase not in ('voorbereiding', 'ingetrokken')) b,
      (select count(*) alle,
              count(*) filter (where gedaan_op is null and uiterlijk < %(today)s) laat
         from overleg_afspraak where opgave_id = any(%(ids)s)) f,
      (select count(*) alle from praktijk_les where opgave_id = any(%(ids)s)) l
"""
"""Everything the ribbon of an opgave counts, in one question; row security counts along."""


def lus_of_opgave(ids: Sequence[UUID], *, takes_part: bool = True) -> Lus:
    """Return how much there is in every step of these opgaven, as far as I may see. One query.

    To who does not take part it says so, and not that a knelpunt was never placed.
    """
    today = klok.today()
    week = klok.now() - timedelta(days=7)
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"ids": list(ids), "today": today, "week": week})
        row = cursor.fetchone()
    casussen, nieuw, weten, knelpunten, los, geplaatst, stil, *rest = row
    besluiten, in_ronde, afspraken, laat, lessen = rest
    terug = f"{weten} van {casussen} indieners weten wat er met hun casus gebeurde"
    if not takes_part:
        los, terug = 0, "Geteld is wat u mag lezen"
    elif not casussen:
        terug = ""
    return Lus(
        [
            _counted("casus,casussen", casussen, nieuw, "deze week", "klaar"),
            _counted("knelpunt,knelpunten", knelpunten, los, "te plaatsen", "wacht"),
            _counted("geplaatst,geplaatst", geplaatst, stil, "zonder antwoord", "stil"),
            _counted("besluit,besluiten", besluiten, in_ronde, "in een ronde", "wacht"),
            _counted("afspraak,afspraken", afspraken, laat, "te laat", "wacht"),
            _counted("les,lessen", lessen, 0, "", "klaar"),
        ],
        terug,
    )


def _counted(words: str, aantal: int, marked: int, why: str, soort: Any) -> Stap:
    tag = f"{marked} {why}" if marked else ""
    return Stap(meervoud(aantal, words), aantal=aantal, tag=tag, tag_soort=soort)
