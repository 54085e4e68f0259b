"""Casussen like this one: by the same words and by other words for the same thing.

Row security governs both searches; what a reader may not see changes neither a place in the
order nor a word on her page.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import JSONObject
from django_stubs_ext import WithAnnotations
from pgvector import HalfVector
from pgvector.django import CosineDistance

from samenspel.analyse import patronen
from samenspel.basis.zoeken import CANDIDATES, CONFIG, ZonderAccenten
from samenspel.inzichten import taal
from samenspel.inzichten.models import CasusVector
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les, Maatregel
from samenspel.praktijk.rows.casussen import casussen
from samenspel.praktijk.rows.plan import MetPlan, over_te_nemen, same_knelpunt, with_plan

if TYPE_CHECKING:
    from samenspel.analyse.patronen.encoder import Vectors


MEASURES = 5
NEAREST = 15
"""The more, the longer it searches for whoever may read little, and the less of the ten nearest it
misses (benchmarks/gelijkend.py)."""
WORDS = 5
PER_KNELPUNT = 3
ALIKE = 0.18
"""Below this two texts are not alike; in 5,000 moties one in twenty random pairs reaches 0.17."""
SCAN = """
    select set_config('hnsw.iterative_scan', 'relaxed_order', true),
           set_config('hnsw.ef_search', '100', true)
"""
"""Go on until enough rows are found that the reader may see (pgvector 0.8). In strict order it
throws away what it meets too late: among a million casussen of which she may read 2%, it then
found 0.85 of the ten nearest, and 0.94 in this order."""


class WatErvanKwam(TypedDict):
    """What came of a knelpunt: what was asked, agreed and learned."""

    gevraagd: list[dict[str, str]]
    afspraken: list[dict[str, str]]
    lessen: list[dict[str, str]]


KnelpuntMetGevolg: TypeAlias = "WithAnnotations[Knelpunt, WatErvanKwam]"


class MetGevolg(MetPlan):
    """What `with_outcome` brings along."""

    vast: list[KnelpuntMetGevolg]


CasusMetGevolg: TypeAlias = "WithAnnotations[Casus, MetGevolg]"


class _MetVector(TypedDict):
    bij: bool


CasusMetVector: TypeAlias = "WithAnnotations[Casus, _MetVector]"


def casussen_with_vector() -> QuerySet[CasusMetVector]:
    """The casussen with in `bij` whether their vector is up to date."""
    made = CasusVector.objects.filter(
        casus=OuterRef("pk"), versie=OuterRef("versie"), taal=taal.version()
    )
    return Casus.objects.select_related("organisatie").annotate(bij=Exists(made))


def is_outdated(casus: CasusMetVector) -> bool:
    """Is `casus` brought in, and changed since its vector was made?"""
    return casus.ingebracht_op is not None and not casus.bij


def most_alike(titel: str, tekst: str, *, zonder: UUID | None = None) -> dict[UUID, float]:
    """Return the casussen brought in that are like this text, most alike first, by cosine.

    Two rankings, by vector and by words, are merged; then whoever is not alike enough drops
    out. How alike is worked out from the texts, so a casus without a vector counts as well.
    """
    text = taal.text_of(titel, tekst)
    vector = taal.encode([text])[0]
    if not vector.any():
        return {}
    order = patronen.fuse([_nearest(HalfVector(vector), zonder), _sharing_words(text, zonder)])
    alike = _likeness(order, vector)
    return {pk: alike[pk] for pk in order if alike[pk] >= ALIKE}


def maatregelen_like(casus: Casus, *, viewer: Gebruiker) -> list[Maatregel]:
    """Return what casussen like `casus` do, most alike first.

    Those with its own knelpunt are left out: the page of its plan has them.
    """
    alike = list(most_alike(casus.titel, casus.tekst, zonder=casus.pk))
    found = over_te_nemen(casus, viewer).filter(plan__casus__in=alike).exclude(same_knelpunt(casus))
    # Sorting is stable: within a casus what was taken over most stays first.
    rows = sorted(found.order_by(F("keer").desc()), key=lambda row: alike.index(row.plan.casus_id))
    return rows[:MEASURES]


def _likeness(pks: Sequence[UUID], vector: "Vectors") -> dict[UUID, float]:
    """Compare what these casussen say now with `vector`, by cosine."""
    rows = list(Casus.objects.filter(pk__in=pks).only("titel", "tekst").order_by())
    cosines = taal.encode([taal.text_of(row.titel, row.tekst) for row in rows]) @ vector
    return {row.pk: cosine for row, cosine in zip(rows, cosines.tolist(), strict=True)}


def _nearest(vector: HalfVector, zonder: UUID | None) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)
    current = CasusVector.objects.filter(
        taal=taal.version(), versie=F("casus__versie"), casus__ingebracht_op__isnull=False
    )
    if zonder:
        current = current.exclude(casus=zonder)
    rows = current.annotate(ver=CosineDistance("vector", vector)).order_by("ver", "casus")
    return [pk for _, pk in sorted(rows.values_list("ver", "casus")[:NEAREST])]


def _sharing_words(text: str, zonder: UUID | None) -> list[UUID]:
    """Find casussen that share two of the words that tell most.

    One word alone may stand in one in twenty of a million casussen, and each of those has to be
    checked for whether the reader may see it.
    """
    words = [
        SearchQuery(ZonderAccenten(Value(word)), config=CONFIG)
        for word in taal.telling_words(text, WORDS)
    ]
    if not words:
        return []
    pairs = [one & other for one, other in combinations(words, 2)]
    query = reduce(or_, pairs or words)
    rows = Casus.objects.filter(zoektekst=query, ingebracht_op__isnull=False)
    if zonder:
        rows = rows.exclude(pk=zonder)
    candidates = rows.order_by().values("pk")[:CANDIDATES]
    rank = SearchRank(F("zoektekst"), query)
    ranked = Casus.objects.filter(pk__in=candidates).order_by(rank.desc(), "pk")
    return list(ranked.values_list("pk", flat=True)[:NEAREST])


def with_outcome(pks: Sequence[UUID]) -> QuerySet[CasusMetGevolg]:
    """The casussen with their plan and knelpunten, and what came of those."""
    knelpunten = (
        Knelpunt.objects.filter(opgegaan_in=None)
        .annotate(
            # Where nobody answered, the question went on: only the last step counts.
            gevraagd=_links(
                Agendering.objects.filter(knelpunt=OuterRef("pk")).exclude(
                    stand=Agendering.Stand.DOORGEZET
                ),
                aan="aan__kort",
                stand="stand",
            ),
            afspraken=_links(Afspraak.objects.filter(besluit__knelpunt=OuterRef("pk"))),
            lessen=_links(Les.objects.filter(knelpunt=OuterRef("pk"))),
        )
        .order_by("titel", "pk")
    )
    rows = with_plan(casussen()).filter(pk__in=pks)
    return rows.prefetch_related(Prefetch("knelpunten", knelpunten, to_attr="vast"))


def _links(rows: QuerySet[Any], **more: str) -> ArraySubquery:
    one = JSONObject(pk="pk", titel="titel", **more)
    return ArraySubquery(rows.order_by("titel", "pk").values(json=one)[:PER_KNELPUNT])
