"""Dutch full-text search: stemming, prefixes, accents ignored, typing errors forgiven."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorField,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import Exists, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Greatest

CONFIG = "dutch"
CANDIDATES = 500
"""So many hits in the title, and as many in the text, are ranked; where a word occurs in more
rows, some of those are not shown until the reader adds a word."""
ENOUGH = 10
"""So many hits are a first page; only with fewer the reader may have made a typing error."""

_QUOTE = "\x01"


class ZonderAccenten(Func):
    """The text without accents (the SQL function of `sql/rollen.sql`)."""

    function = "zonder_accenten"
    output_field = TextField()


def search_column(title: str, *texts: str) -> models.GeneratedField:
    """Make a stored column with the words of a row; those in the title weigh more."""
    weighted: Any = SearchVector(ZonderAccenten(title), config=CONFIG, weight="A")
    for text in texts:
        weighted = weighted + SearchVector(ZonderAccenten(text), config=CONFIG, weight="C")
    return models.GeneratedField(
        expression=weighted, output_field=SearchVectorField(), db_persist=True
    )


def search_indexes(name: str) -> list[models.Index]:
    """Make the indexes for a model with `titel` and `zoektekst = search_column(...)`."""
    return [
        GinIndex(fields=["zoektekst"], name=f"{name}_zoektekst"),
        GinIndex(fields=["titel"], name=f"{name}_titel_trgm", opclasses=["gin_trgm_ops"]),
    ]


def words(text: str) -> list[str]:
    """Cut a search text into words, at most twelve.

    >>> words("schuld & (hulp) 'Café'")
    ['schuld', 'hulp', 'Café']
    """
    return re.findall(r"\w+", text)[:12]


def search(rows: QuerySet[Any, Any], text: str) -> QuerySet[Any, Any]:
    """Return the rows that hold all words of `text` (or their beginnings), best first.

    Where fewer than `ENOUGH` hold them, a row whose title nearly holds the text counts too
    (`basis.postgres.base.SIMILAR_ENOUGH`). Nothing typed, nothing found.
    """
    terms = words(text)
    if not terms:
        return rows.none()
    query = SearchQuery(_beginnings(terms), config=CONFIG, search_type="raw")
    whole = " ".join(terms)
    # Two limited index scans; ranking a hundred thousand rows to show ten takes a second.
    anywhere = rows.filter(zoektekst=query)
    enough = Exists(anywhere.order_by()[ENOUGH - 1 : ENOUGH])
    in_title = rows.filter(~enough, titel__trigram_word_similar=whole)
    candidates = [part.order_by().values("pk")[:CANDIDATES] for part in (in_title, anywhere)]
    rank = Greatest(SearchRank(F("zoektekst"), query), TrigramWordSimilarity(whole, "titel") / 4)
    found = rows.filter(pk__in=candidates[0].union(candidates[1]))
    ranked: QuerySet[Any, Any] = found.annotate(score=rank).order_by("-score", "titel")
    return ranked


def _beginnings(terms: Sequence[str]) -> Func:
    """Ask for all `terms` or their beginnings, in the notation of a tsquery.

    Without its accents a word may hold a quote ("ŉ" is "'n"), so it is quoted after that: a sign
    that stands in no word holds the place of the quotes until then. The space keeps a word that
    comes to nothing from being an empty operand, which is an error.
    """
    asked = " & ".join(f"{_QUOTE} {term}{_QUOTE}:*" for term in terms)
    plain = ZonderAccenten(Value(asked))
    return Func(plain, Value(f"{_QUOTE}'\\"), Value("'  "), function="translate")


def alike(rows: QuerySet[Any, Any], text: str) -> QuerySet[Any, Any]:
    """Return the rows that share words with `text`, most telling first.

    Unlike `search`, one shared word is enough.
    """
    terms = sorted({term.lower() for term in re.findall(r"\w{4,}", text)})[:60]
    if not terms:
        return rows.none()
    query = reduce(or_, (SearchQuery(ZonderAccenten(Value(term)), config=CONFIG) for term in terms))
    rank = SearchRank(F("zoektekst"), query, normalization=Value(1))
    ranked: QuerySet[Any, Any] = rows.filter(zoektekst=query).annotate(score=rank)
    return ranked.order_by("-score", "titel")
