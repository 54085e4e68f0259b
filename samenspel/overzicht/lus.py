"""De lus: where one thing stands in the loop, and where everything of an opgave stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Count, F, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.lus import Stap
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.overleg import open as open_
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


def lus_of_opgave(ids: Sequence[UUID], *, takes_part: bool = True) -> Lus:
    """Return how much there is in every step of these opgaven, as far as I may see. One query.

    To who does not take part it says so, and not that a knelpunt was never placed.
    """
    found = _counts(ids, klok.today())
    casussen, weten, nieuw = found["casus"], found["weten"], found["nieuw"]
    terug = f"{weten} van {casussen} indieners weten wat er met hun casus gebeurde"
    if not takes_part:
        terug = "Geteld is wat u mag lezen"
    elif not casussen:
        terug = ""
    te_plaatsen = found["te_plaatsen"] if takes_part else 0
    return Lus(
        [
            _counted("casus,casussen", casussen, nieuw, "deze week", "klaar"),
            _counted("knelpunt,knelpunten", found["knelpunt"], te_plaatsen, "te plaatsen", "wacht"),
            _counted(
                "geplaatst,geplaatst", found["agendering"], found["stil"], "zonder antwoord", "stil"
            ),
            _counted(
                "besluit,besluiten", found["besluit"], found["lopend"], "nog niet genomen", "wacht"
            ),
            _counted("afspraak,afspraken", found["afspraak"], found["laat"], "te laat", "wacht"),
            _counted("les,lessen", found["les"], 0, "", "klaar"),
        ],
        terug,
    )


def _counts(ids: Sequence[UUID], today: date) -> Counter[str]:
    """Count everything the ribbon of an opgave says; what waits, as `overleg.open` says it."""
    brought = Casus.objects.filter(ingebracht_op__isnull=False)
    asked = Agendering.objects.exclude(stand=Agendering.Stand.DOORGEZET)
    counted: dict[str, QuerySet[Any]] = {
        "casus": brought,
        "nieuw": brought.filter(ingebracht_op__gt=klok.now() - timedelta(days=7)),
        "weten": brought.filter(gelezen_op__isnull=False),
        "knelpunt": Knelpunt.objects.filter(opgegaan_in=None),
        "te_plaatsen": open_.te_plaatsen(),
        "agendering": asked,
        "stil": open_.onbeantwoord().filter(uiterlijk__lt=today),
        "besluit": Besluit.objects.exclude(fase=Besluit.Fase.INGETROKKEN),
        "lopend": open_.lopend(),
        "afspraak": Afspraak.objects.all(),
        "laat": open_.na_te_komen().filter(uiterlijk__lt=today),
        "les": Les.objects.all(),
    }
    rows = [
        rows.filter(opgave__in=ids)
        .order_by()
        .values("opgave")
        .annotate(number=Count("pk"))
        .values_list(Value(kind, output_field=CharField()), "number")
        for kind, rows in counted.items()
    ]
    found: Counter[str] = Counter()
    for kind, number in rows[0].union(*rows[1:], all=True):
        found[kind] += number
    return found


def _counted(words: str, aantal: int, marked: int, why: str, soort: Any) -> Stap:
    tag = f"{marked} {why}" if marked else ""
    return Stap(meervoud(aantal, words), aantal=aantal, tag=tag, tag_soort=soort)
