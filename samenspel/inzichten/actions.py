"""What keeps the insights up to date."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, QuerySet, Subquery
from pgvector import HalfVector

from samenspel.inzichten import taal
from samenspel.inzichten.models import CasusVector
from samenspel.praktijk.models import Casus

BATCH = 1000


def onthoud_vectoren(casussen: Sequence[Casus]) -> None:
    """Keep the vectors of these casussen, as they read now."""
    vectors = taal.encode([taal.text_of(casus.titel, casus.tekst) for casus in casussen])
    rows = [
        CasusVector(
            casus=casus, versie=casus.versie, taal=taal.version(), vector=HalfVector(vector)
        )
        for casus, vector in zip(casussen, vectors, strict=True)
    ]
    CasusVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["casus"],
        update_fields=["versie", "taal", "vector"],
    )


def ververs_vectoren() -> int:
    """Make the vector of every casus brought in that lacks one, or changed; says how many.

    A job of the owner: it sees every casus. The language was learned from a public text, so a
    vector says nothing of any other casus.
    """
    done = 0
    while rows := list(_outdated()[:BATCH]):
        onthoud_vectoren(rows)
        done += len(rows)
    return done


def _outdated() -> QuerySet[Casus]:
    made = CasusVector.objects.filter(casus=OuterRef("pk"), taal=taal.version())
    brought_in = Casus.objects.filter(ingebracht_op__isnull=False).order_by("pk")
    return brought_in.alias(van_versie=Subquery(made.values("versie"))).exclude(
        van_versie__isnull=False, van_versie=F("versie")
    )
