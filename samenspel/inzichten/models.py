"""What is worked out of many casussen, kept so that it can be found again."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from pgvector.django import HalfVectorField, HnswIndex

from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.inzichten.taal import DIMENSIONS
from samenspel.praktijk.models import Knelpunt


class CasusVector(models.Model):
    """What a casus says, as a direction; whoever may see the casus sees it.

    It can always be made again from the text: losing one loses nothing.
    """

    # The database removes the vector with its casus (see the migration), whoever deletes that.
    casus = models.OneToOneField(
        "praktijk.Casus", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    versie = models.PositiveIntegerField(help_text="De versie van de casus waarvan dit is gemaakt.")
    taal = EenRegelField(max_length=24, help_text="Waarmee dit is gemaakt: `taal.version()`.")
    vector = HalfVectorField(dimensions=DIMENSIONS)

    class Meta:
        indexes = [
            HnswIndex(
                name="casusvector_vector",
                fields=["vector"],
                m=16,
                # With 64, some texts among a million miss all of their ten nearest.
                ef_construction=128,
                opclasses=["halfvec_cosine_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"vector van {self.casus_id}"


class Vermoeden(models.Model):
    """A group of casussen that seem to be about the same, found by the program.

    Only its maker sees it: which casussen lie together depends on every casus that she may read.
    It keeps which casussen, and nothing about them: what a page shows of it is worked out from
    the casussen she may read at that moment (docs/decisions/0012).
    """

    class Stand(models.TextChoices):
        """What its maker did with it."""

        OPEN = "open", "Nog te bekijken"
        BEVESTIGD = "bevestigd", "Bevestigd"
        AFGEWEZEN = "afgewezen", "Afgewezen"
        OPGEGAAN = "opgegaan", "Opgegaan in een ander"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    maker = models.ForeignKey("organisaties.Gebruiker", models.CASCADE, related_name="+")
    gemaakt_op = GemaaktOpField()
    stand = models.CharField(max_length=9, choices=Stand.choices, default=Stand.OPEN)
    knelpunt = models.ForeignKey(
        "praktijk.Knelpunt",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wat er bevestigd is.",
    )
    reden = models.TextField(blank=True, help_text="Waarom het is afgewezen.")
    casussen = models.ManyToManyField("praktijk.Casus", through="VermoedenCasus", related_name="+")

    class Meta:
        ordering = ["-gemaakt_op"]
        verbose_name_plural = "vermoedens"
        indexes = [models.Index(fields=["maker", "stand"], name="vermoeden_maker")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stand="bevestigd") | Q(knelpunt__isnull=False),
                name="vermoeden_bevestigd_als",
            )
        ]

    def __str__(self) -> str:
        return f"vermoeden van {self.gemaakt_op:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("inzichten:vermoeden", args=[self.pk])


class VermoedenCasus(models.Model):
    """This casus belongs to the group; whoever sees both sees this."""

    vermoeden = models.ForeignKey(Vermoeden, models.CASCADE, related_name="+")
    casus = models.ForeignKey("praktijk.Casus", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vermoeden", "casus"], name="vermoedencasus_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.casus_id} in {self.vermoeden_id}"


class Navraag(models.Model):
    """Somebody thinks that a knelpunt plays in the casus of another, who says yes or no."""

    class Stand(models.TextChoices):
        """What the indiener of the casus says."""

        OPEN = "open", "Nog geen antwoord"
        JA = "ja", "Ja, dit speelt hier ook"
        NEE = "nee", "Nee, dit speelt hier niet"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    casus = models.ForeignKey("praktijk.Casus", models.CASCADE, related_name="+")
    knelpunt = models.ForeignKey("praktijk.Knelpunt", models.CASCADE, related_name="+")
    maker = models.ForeignKey("organisaties.Gebruiker", models.CASCADE, related_name="+")
    gemaakt_op = GemaaktOpField()
    stand = models.CharField(max_length=4, choices=Stand.choices, default=Stand.OPEN)
    beantwoord_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["gemaakt_op"]
        verbose_name_plural = "navragen"
        constraints = [
            models.UniqueConstraint(fields=["casus", "knelpunt"], name="navraag_uniek"),
            models.CheckConstraint(
                condition=Q(stand="open") ^ Q(beantwoord_op__isnull=False),
                name="navraag_beantwoord",
            ),
        ]

    def __str__(self) -> str:
        return f"navraag van {self.maker_id} bij {self.casus_id}"

    def get_absolute_url(self) -> str:
        """Return the page of its casus, where it is asked."""
        return reverse("praktijk:casus", args=[self.casus_id])

    @property
    def gaat_over(self) -> Knelpunt:
        """The knelpunt that a yes joins: the one that counts for it by now."""
        return self.knelpunt.opgegaan_in or self.knelpunt
