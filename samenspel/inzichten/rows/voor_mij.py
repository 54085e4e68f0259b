"""Lessen and varianten for somebody: about what is stuck in her casussen, or like their text.

Row security governs every search; nothing is kept of what was found for whom.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from samenspel.basis import zoeken
from samenspel.basis.zoeken import CONFIG
from samenspel.inzichten import taal
from samenspel.leren.models import Variant
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Koppeling, Les

CASUSSEN = 25
"""So many of her newest casussen count."""
COMPARED = 8
"""So many of those are compared by their text too."""
WORDS = 6
BEST = 60
NEWEST = 100
"""So many of each kind are looked at: by words, and of her knelpunten."""
LIKE = 0.22
"""Cosine from which a les or variant is like a casus; a choice, made on the example programme."""


@dataclass(frozen=True)
class Past:
    """A les or variant, and which of her casussen it fits."""

    ding: Les | Variant
    casus: Casus
    deelt_knelpunt: bool


def own_casussen(viewer: Gebruiker) -> list[Casus]:
    """Return her newest casussen, as many as count."""
    mine = Casus.objects.filter(maker=viewer).only("titel", "tekst", "gemaakt_op")
    return list(mine.order_by("-gemaakt_op")[:CASUSSEN])


def fitting(mine: Sequence[Casus], *, viewer: Gebruiker) -> list[Past]:
    """Return what others learned or try that fits these casussen of hers, newest first.

    Three queries, whatever there is.
    """
    if not mine:
        return []
    by_pk = {casus.pk: casus for casus in mine}
    stuck: dict[UUID, list[Casus]] = defaultdict(list)
    links = Koppeling.objects.filter(casus__in=by_pk).values_list("knelpunt_id", "casus_id")
    for knelpunt, casus in links:
        stuck[knelpunt].append(by_pk[casus])
    query = _query(mine[:COMPARED])
    lessen = list(_candidates(Les.objects.exclude(maker=viewer), stuck, query))
    varianten = list(_candidates(Variant.objects.exclude(maker=viewer), stuck, query))
    things = [*lessen, *varianten]
    known = [thing for thing in things if thing.knelpunt_id in stuck]
    others = [thing for thing in things if thing.knelpunt_id not in stuck]
    found = [Past(one, stuck[one.knelpunt_id][0], deelt_knelpunt=True) for one in known]
    found += _alike(others, mine[:COMPARED])
    return sorted(found, key=lambda one: one.ding.gemaakt_op, reverse=True)


def _query(casussen: Sequence[Casus]) -> SearchQuery | None:
    """Ask for any of the words that tell most about these casussen."""
    words = {
        word
        for casus in casussen
        for word in taal.telling_words(taal.text_of(casus.titel, casus.tekst), WORDS)
    }
    parts = [SearchQuery(word, config=CONFIG) for word in sorted(words)]
    return reduce(or_, parts) if parts else None


def _candidates(
    rows: QuerySet[Any], stuck: Mapping[UUID, list[Casus]], query: SearchQuery | None
) -> QuerySet[Any]:
    """The newest of her knelpunten, and the best of those that share words with her casussen.

    Joined to what their page is read with: no link leads to a page that is not there for her.
    """
    found = rows.filter(knelpunt__in=list(stuck)).order_by("-gemaakt_op", "pk")
    parts = [found.values("pk")[:NEWEST]]
    if query is not None:
        some = rows.filter(zoektekst=query).order_by().values("pk")[: zoeken.CANDIDATES]
        rank = SearchRank(F("zoektekst"), query)
        parts.append(rows.filter(pk__in=some).order_by(rank.desc(), "pk").values("pk")[:BEST])
    joined = rows.select_related("organisatie", "knelpunt", "opgave").order_by()
    return joined.filter(pk__in=parts[0].union(*parts[1:])).defer("zoektekst")


def _alike(things: Sequence[Les | Variant], casussen: Sequence[Casus]) -> list[Past]:
    """Keep what is like one of these casussen, by cosine, with the one it is most like."""
    if not things:
        return []
    own = taal.encode([taal.text_of(casus.titel, casus.tekst) for casus in casussen])
    likeness = taal.encode([_text_of(thing) for thing in things]) @ own.T
    return [
        Past(thing, casussen[int(row.argmax())], deelt_knelpunt=False)
        for thing, row in zip(things, likeness, strict=True)
        if row.max() >= LIKE
    ]


def _text_of(thing: Les | Variant) -> str:
    if isinstance(thing, Les):
        return taal.text_of(thing.titel, thing.tekst)
    return taal.text_of(thing.titel, f"{thing.aanpak}\n{thing.context}")
