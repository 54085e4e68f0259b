"""What is worked out of many casussen, kept so that it can be found again."""

from django.db import models
from pgvector.django import HalfVectorField, HnswIndex

from samenspel.inzichten.taal import DIMENSIONS


class CasusVector(models.Model):
    """What a casus says, as a direction; whoever may see the casus sees it.

    It can always be made again from the text: losing one loses nothing.
    """

    # The database removes the vector with its casus (see the migration), whoever deletes that.
    casus = models.OneToOneField(
        "praktijk.Casus", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    versie = models.PositiveIntegerField(help_text="De versie van de casus waarvan dit is gemaakt.")
    taal = models.CharField(max_length=24, help_text="Waarmee dit is gemaakt: `taal.version()`.")
    vector = HalfVectorField(dimensions=DIMENSIONS)

    class Meta:
        indexes = [
            HnswIndex(
                name="casusvector_vector",
                fields=["vector"],
                m=16,
                ef_construction=64,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"vector van {self.casus_id}"
