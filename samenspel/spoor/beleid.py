"""Who reads the spoor: whoever did it, and whoever may read what it is about."""

from samenspel.basis.policy.conditions import ModelClass, Named
from samenspel.basis.policy.tables import Also, Rows
from samenspel.organisaties.wie import one_of
from samenspel.spoor.models import Gebeurtenis

DEED_HET = Named(
    "wie het deed", "Staat als dader in het spoor.", "{row}.wie_id = (select mijn_id())"
)
OVER_EIGEN_ORGANISATIE = Named(
    "beheerder bij de organisatie",
    "Leest wie de mensen van haar organisatie wijzigde.",
    f"{{row}}.soort = 'organisatie' and {one_of('object_id', 'mijn_beheer')}",
)


def spoor_follows(*models: ModelClass) -> list[Also]:
    """Let whoever may read a row of these tables read its spoor."""
    return [_spoor_of(model._meta.model_name, model._meta.db_table) for model in models]


def _spoor_of(kind: str | None, table: str) -> Also:
    readable = f"(select true from {table} where {table}.id = {{row}}.object_id)"
    reader = Named(
        "wie leest waar het over gaat",
        "Mag de rij lezen waar de gebeurtenis over gaat.",
        f"{{row}}.soort = '{kind}' and {readable}",
    )
    return Also(Gebeurtenis, f"spoor_of_{kind}", read=reader)


BELEID = [
    Rows(
        Gebeurtenis,
        read=DEED_HET,
        insert=DEED_HET,
        rights="select, insert (wie_id, wat, soort, object_id, inhoud)",
        werker="select, insert (wie_id, wat, soort, object_id, inhoud)",
    ),
    Also(Gebeurtenis, "spoor_of_organisatie", read=OVER_EIGEN_ORGANISATIE),
]
