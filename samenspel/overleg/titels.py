"""The titles of what a row belongs to, for readers who may read the row and perhaps not that."""

from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from samenspel.opgaven.models import Opgave
from samenspel.praktijk.models import Knelpunt


def titel_of(model: type[Model], column: str) -> Subquery:
    """The titel of the row that `column` names, or null when I may not see that row.

    A join would hide the whole row from whoever may not see the other.
    """
    return Subquery(model._default_manager.filter(pk=OuterRef(column)).values("titel")[:1])


def with_titles(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `rows` with `opgave_titel`."""
    found: QuerySet[Any] = rows.annotate(opgave_titel=titel_of(Opgave, "opgave_id"))
    return found


def with_origin(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `rows` with `opgave_titel` and `knelpunt_titel`."""
    found: QuerySet[Any] = with_titles(rows).annotate(
        knelpunt_titel=titel_of(Knelpunt, "knelpunt_id")
    )
    return found


def facts_of(first: str, row: Any) -> str:
    """Write the facts of a row, with its opgave where the reader may know it."""
    opgave = getattr(row, "opgave_titel", None)
    return f"{first} · {opgave}" if opgave else first
