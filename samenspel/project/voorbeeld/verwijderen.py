"""Take the example away, and whatever was made in it.

What that is follows from the columns by which one row points at another: no list of kinds is kept
here, so a new kind goes along.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CASCADE, ForeignKey, ManyToOneRel, Model, Q

from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.praktijk.models import Casus
from samenspel.verhalen.models import Verhaal

Kind = type[Model]
Gone = dict[Kind, set[Any]]
"""The keys of the rows that go, of each kind."""


@transaction.atomic
def verwijder() -> int:
    """Remove the example; returns how many opgaven went.

    Example people lose their memberships and cannot sign in; their names stay in the spoor,
    which cannot be changed. What others made elsewhere stays, and points at it no longer.
    """
    people = Gebruiker.objects.filter(voorbeeld=True)
    gone = _all_of_it(set(people.values_list("pk", flat=True)))
    opgaven = len(gone[Opgave])
    _let_go(gone)
    # The last kind first. Rows hold each other: foreign keys are checked at the end.
    with connection.cursor() as cursor:
        for kind in reversed(list(apps.get_models(include_auto_created=True))):
            if gone[kind]:
                table, key = kind._meta.db_table, kind._meta.pk.column
                statement = f"delete from {table} where {key} = any(%s)"  # noqa: S608
                cursor.execute(statement, [list(gone[kind])])
        cursor.execute("delete from basis_klok")
    Lidmaatschap.objects.filter(gebruiker__in=people).delete()
    people.update(is_active=False)
    Organisatie.objects.filter(voorbeeld=True).delete()
    return opgaven


def _all_of_it(people: set[int]) -> Gone:
    """Find the opgaven of the example, what its people told, and everything that needs those."""
    gone: Gone = defaultdict(set)
    for field in _pointing_at(Gebruiker):
        if field.remote_field.on_delete is CASCADE:
            gone[field.model] |= _keys(field.model, Q(**{f"{field.name}__in": people}))
    gone[Opgave] |= _keys(Opgave, Q(voorbeeld=True))
    gone[Casus] |= _keys(Casus, Q(maker__in=people))
    gone[Verhaal] |= _keys(Verhaal, Q(maker__in=people))
    waiting = list(gone)
    while waiting:
        kind = waiting.pop()
        for field in filter(_goes_along, _pointing_at(kind)):
            more = _keys(field.model, Q(**{f"{field.name}__in": gone[kind]})) - gone[field.model]
            if more:
                gone[field.model] |= more
                waiting.append(field.model)
    return gone


def _let_go(gone: Gone) -> None:
    """Let rows that stay no longer point at what goes."""
    for kind, keys in list(gone.items()):
        for field in _pointing_at(kind):
            if not _goes_along(field):
                rows = field.model._base_manager.filter(**{f"{field.name}__in": keys})
                rows.exclude(pk__in=gone[field.model]).update(**{field.name: None})


def _goes_along(field: ForeignKey[Any, Any]) -> bool:
    """Does a row go when the row goes that it names here? Work always goes with its opgave."""
    cascades = field.remote_field.on_delete is CASCADE
    return cascades or not field.null or (field.related_model is Opgave and field.name == "opgave")


def _pointing_at(kind: Kind) -> Iterator[ForeignKey[Any, Any]]:
    for relation in kind._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            yield relation.field


def _keys(kind: Kind, which: Q) -> set[Any]:
    return set(kind._base_manager.filter(which).values_list("pk", flat=True))
