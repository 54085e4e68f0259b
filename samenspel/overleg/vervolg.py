"""What became of knelpunten: every question, proposal and afspraak about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling

SHOWN = 10
"""How many of each kind a page of a lower app shows; the lists of overleg show the rest."""
Knelpunten = Iterable[UUID] | QuerySet[Any, UUID]


@dataclass(frozen=True)
class Vervolg:
    """What became of one or more knelpunten."""

    agenderingen: list[Agendering]
    besluiten: list[Besluit]
    afspraken: list[Afspraak]


def vervolg_of(knelpunten: Knelpunten) -> Vervolg:
    """Return what became of these knelpunten, the newest `SHOWN` of a kind. Three queries."""
    questions = Agendering.objects.filter(knelpunt__in=knelpunten)
    decided = Besluit.objects.filter(knelpunt__in=knelpunten)
    agreed = Afspraak.objects.filter(besluit__knelpunt__in=knelpunten)
    return Vervolg(
        _newest(questions.select_related("orgaan__organisatie")),
        _newest(decided),
        _newest(agreed.select_related("organisatie", "eigenaar", "les")),
    )


def _newest(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("-gemaakt_op")[:SHOWN])[::-1]


@singledispatch
def knelpunten_of(thing: Any) -> QuerySet[Any, UUID] | list[UUID]:
    """Return the knelpunten that tie `thing` to the rest of the loop."""
    return [thing.knelpunt_id]


@knelpunten_of.register
def _(thing: Casus) -> QuerySet[Koppeling, UUID]:
    return Koppeling.objects.filter(casus=thing).values_list("knelpunt_id", flat=True)


@knelpunten_of.register
def _(thing: Knelpunt) -> QuerySet[Knelpunt, UUID]:
    # With what went into it: what was asked about that one, was asked about this one.
    with_others = Q(pk=thing.pk) | Q(opgegaan_in=thing)
    return Knelpunt.objects.filter(with_others).order_by().values_list("pk", flat=True)


@knelpunten_of.register
def _(thing: Afspraak) -> list[UUID]:
    return [thing.besluit.knelpunt_id]
