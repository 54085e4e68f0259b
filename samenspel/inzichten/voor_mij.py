"""Lessen and varianten for somebody: about what is stuck in her casussen, or like their text.

Row security governs every search; nothing is kept of what was found for whom.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from samenspel.basis.zoeken import CONFIG
from samenspel.inzichten import taal
from samenspel.leren.models import Variant
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Koppeling, Les

if TYPE_CHECKING:
    from samenspel.analyse.patronen.encoder import Vectors

CASUSSEN = 25
"""So many of her newest casussen count."""
COMPARED = 8
"""So many of those are compared by their text too."""
WORDS = 6
CANDIDATES = 60
LIKE = 0.22
"""Cosine from which a les or variant is like a casus; a choice, made on the example programme."""
PER_PAGE = 25
SHORT = 3


@dataclass(frozen=True)
class VoorMij:
    """A les or variant, and which of her casussen it is shown for."""

    soort: Literal["les", "variant"]
    titel: str
    url: str
    van: str
    op: datetime
    casus: Casus
    deelt_knelpunt: bool


@dataclass(frozen=True)
class VoorMijPage:
    """What there is for her, newest first; without `casussen` she has none to compare with."""

    pagina: Page[VoorMij]
    casussen: bool

    @property
    def eerste(self) -> list[VoorMij]:
        """The newest few."""
        return list(self.pagina.object_list[:SHORT])


def voor_mij_page(viewer: Gebruiker, *, pagina: str | None = None) -> VoorMijPage:
    """Compose the page; four questions to the database, whatever there is."""
    mine = list(
        Casus.objects.filter(maker=viewer)
        .only("titel", "tekst", "gemaakt_op")
        .order_by("-gemaakt_op")[:CASUSSEN]
    )
    found = _found(mine, viewer) if mine else []
    found.sort(key=lambda one: one.op, reverse=True)
    return VoorMijPage(Paginator(found, PER_PAGE).get_page(pagina), bool(mine))


def _found(mine: Sequence[Casus], viewer: Gebruiker) -> list[VoorMij]:
    by_pk = {casus.pk: casus for casus in mine}
    stuck: dict[UUID, list[Casus]] = defaultdict(list)
    links = Koppeling.objects.filter(casus__in=by_pk).values_list("knelpunt_id", "casus_id")
    for knelpunt, casus in links:
        stuck[knelpunt].append(by_pk[casus])
    query = _query(mine[:COMPARED])
    lessen = list(_candidates(Les.objects.exclude(maker=viewer), stuck, query))
    varianten = list(_candidates(Variant.objects.exclude(maker=viewer), stuck, query))
    texts = [taal.text_of(les.titel, les.tekst) for les in lessen]
    texts += [f"{one.titel}\n{one.aanpak}\n{one.context}" for one in varianten]
    things: list[Les | Variant] = [*lessen, *varianten]
    if not things:
        return []
    return _matched(things, _likeness(texts, mine[:COMPARED]), mine, stuck)


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
    """Those of her knelpunten, and the best of those that share words with her casussen.

    Joined to what their page is read with: no link leads to a page that is not there for her.
    """
    mine = Q(knelpunt__in=list(stuck))
    if query is not None:
        rank = SearchRank(F("zoektekst"), query)
        best = rows.filter(zoektekst=query).order_by(rank.desc(), "pk")
        mine |= Q(pk__in=best.values("pk")[:CANDIDATES])
    return rows.filter(mine).select_related("organisatie", "knelpunt", "opgave")


def _likeness(texts: Sequence[str], casussen: Sequence[Casus]) -> "Vectors":
    """Compare each text with each casus, by cosine."""
    own = [taal.text_of(casus.titel, casus.tekst) for casus in casussen]
    return taal.encode(texts) @ taal.encode(own).T


def _matched(
    things: Sequence[Les | Variant],
    likeness: "Vectors",
    mine: Sequence[Casus],
    stuck: Mapping[UUID, list[Casus]],
) -> list[VoorMij]:
    found = []
    for at, thing in enumerate(things):
        shared = stuck.get(thing.knelpunt_id)
        if shared:
            found.append(_told(thing, shared[0], deelt_knelpunt=True))
        elif likeness[at].max() >= LIKE:
            found.append(_told(thing, mine[int(likeness[at].argmax())], deelt_knelpunt=False))
    return found


def _told(thing: Les | Variant, casus: Casus, *, deelt_knelpunt: bool) -> VoorMij:
    is_les = isinstance(thing, Les)
    return VoorMij(
        soort="les" if is_les else "variant",
        titel=thing.titel,
        url=reverse("praktijk:les" if is_les else "leren:variant", args=[thing.pk]),
        van=thing.organisatie.kort,
        op=thing.gemaakt_op,
        casus=casus,
        deelt_knelpunt=deelt_knelpunt,
    )
