"""What an opgave needs now, and who waits on whom. Two questions to the database, no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse

from samenspel.basis import klok
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overzicht.lus import PAGES
from samenspel.praktijk.models import Knelpunt

EACH = 4
"""How many of each kind the opgave page shows; the lists show the rest."""


@dataclass(frozen=True)
class Nodig:
    """One row of "Nu nodig"."""

    titel: str
    url: str
    feiten: str
    tag: str
    tag_soort: str


@dataclass(frozen=True)
class Wachter:
    """How much one organisatie still owes the others, and since or until when."""

    organisatie: str
    url: str
    zin: str


def nu_nodig(ids: Sequence[UUID], *, takes_part: bool = True) -> list[Nodig]:
    """Return what these opgaven need now: what is silent or late, decided on, or not placed.

    Who does not take part may not read where a knelpunt was placed, so nothing is said of that.
    """
    today = klok.today()
    asked = Q(stand="open") | Q(stand="verlopen", volgende__isnull=True)
    rows = [
        _rows("agendering", Agendering.objects.filter(asked), "uiterlijk", F("aan__kort"), ids),
        _rows(
            "besluit",
            Besluit.objects.filter(fase__in=rules.OPEN_FASEN),
            "sluit_op",
            F("organisatie__kort"),
            ids,
        ),
        _rows(
            "afspraak",
            Afspraak.objects.filter(gedaan_op=None, uiterlijk__lt=today),
            "uiterlijk",
            F("eigenaar__naam"),
            ids,
        ),
        _rows(
            "knelpunt",
            Knelpunt.objects.filter(opgegaan_in=None).exclude(
                pk__in=Agendering.objects.values("knelpunt_id")
            ),
            "gemaakt_op",
            F("organisatie__kort"),
            ids,
        ),
    ]
    if not takes_part:
        rows.pop()
    found = rows[0].union(*rows[1:], all=True)
    return [_nodig(*row, today=today) for row in sorted(found, key=lambda row: row[3])]


def _rows(
    kind: str, rows: QuerySet[Any], term: str, who: F, ids: Sequence[UUID]
) -> QuerySet[Any, Any]:
    return (
        rows.filter(opgave__in=ids)
        .order_by(term)
        .values_list(
            Value(kind, output_field=CharField()),
            "pk",
            "titel",
            Cast(term, DateField()),
            who,
        )[:EACH]
    )


def _nodig(kind: str, pk: UUID, titel: str, term: date, who: str, *, today: date) -> Nodig:
    days = (today - term).days
    if kind == "knelpunt":
        feiten, tag, soort = f"Knelpunt, benoemd door {who}", "te plaatsen", "wacht"
    elif days > 0:
        soort = "stil" if kind == "agendering" else "wacht"
        word = "stil" if kind == "agendering" else "te laat"
        feiten, tag = _facts(kind, who), f"{_days(days)} {word}"
    else:
        when = "vandaag" if days == 0 else f"nog {_days(-days)}"
        feiten, tag, soort = _facts(kind, who), when, "wacht"
    return Nodig(titel, reverse(PAGES[kind], args=[pk]), feiten, tag, soort)


def _facts(kind: str, who: str) -> str:
    return {
        "agendering": f"Vraag aan {who}",
        "besluit": f"Besluit, voorbereid door {who}",
        "afspraak": f"Afspraak van {who}",
    }[kind]


def _days(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagen'}"


def wie_wacht_op_wie(ids: Sequence[UUID]) -> list[Wachter]:
    """Return for each organisatie what the others wait for, in alphabetical order."""
    asked = Agendering.objects.filter(
        Q(stand="open") | Q(stand="verlopen", volgende__isnull=True), opgave__in=ids
    )
    promised = Bijdrage.objects.filter(
        besluit__opgave__in=ids, bekrachtigd_op=None, orgaan__isnull=False
    )
    agreed = Afspraak.objects.filter(opgave__in=ids, gedaan_op=None)
    answered = Reactie.objects.filter(
        besluit=OuterRef("pk"),
        organisatie=OuterRef("opgave__partners__organisatie"),
        ronde=OuterRef("ronde"),
    )
    discussed = Besluit.objects.filter(~Exists(answered), opgave__in=ids, fase__in=rules.OPEN_FASEN)
    rows = [
        _grouped(asked, "vraag", "aan", "uiterlijk"),
        _grouped(promised, "besluit", "organisatie", "besluit__sluit_op"),
        _grouped(agreed, "afspraak", "organisatie", "uiterlijk"),
        _grouped(discussed, "reactie", "opgave__partners__organisatie", "sluit_op"),
    ]
    sentences: dict[tuple[str, UUID], list[str]] = {}
    today = klok.today()
    for kind, pk, name, number, first in rows[0].union(*rows[1:], all=True):
        sentences.setdefault((name, pk), []).append(_sentence(kind, number, first, today))
    return [
        Wachter(name, reverse("organisaties:detail", args=[pk]), "; ".join(sorted(found)))
        for (name, pk), found in sorted(sentences.items())
    ]


def _grouped(rows: QuerySet[Any], kind: str, who: str, term: str) -> QuerySet[Any, Any]:
    grouped: Any = rows.order_by().values(f"{who}__kort", f"{who}_id")
    counted: QuerySet[Any, Any] = grouped.annotate(
        number=Count("pk"), first=Cast(Min(term), DateField())
    ).values_list(
        Value(kind, output_field=CharField()), f"{who}_id", f"{who}__kort", "number", "first"
    )
    return counted


def _sentence(kind: str, number: int, first: date | None, today: date) -> str:
    words = {
        "vraag": ("vraag", "vragen"),
        "besluit": ("besluit van het eigen orgaan", "besluiten van het eigen orgaan"),
        "afspraak": ("afspraak", "afspraken"),
        "reactie": ("reactie op een voorstel", "reacties op een voorstel"),
    }[kind]
    text = f"{number} {words[number != 1]}"
    if first is not None and kind != "besluit" and first < today:
        return f"{text}, langst {_days((today - first).days)} te laat"
    return text
