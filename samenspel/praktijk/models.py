"""What practice meets: casussen, the knelpunten in them, and the lessen that come of it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Leefgebied, Zichtbaar


class Casus(Zichtbaar):
    """The totaalplaatje of one household, without personal data."""

    class Geholpen(models.TextChoices):
        """What the indiener says of the outcome for this household."""

        JA = "ja", "Ja"
        DEELS = "deels", "Voor een deel"
        NEE = "nee", "Nee"

    opgave = models.ForeignKey(
        "opgaven.Opgave", models.PROTECT, null=True, blank=True, related_name="+"
    )
    gemeente = models.ForeignKey(
        "organisaties.Organisatie", models.PROTECT, related_name="+", help_text="Waar het speelt."
    )
    titel = models.CharField(max_length=120)
    tekst = models.TextField()
    wens = models.TextField(blank=True, help_text="Waar wil het huishouden over een jaar staan?")
    leefgebieden = ArrayField(
        models.CharField(max_length=12, choices=Leefgebied.choices), default=list, blank=True
    )
    regelingen = models.ManyToManyField("organisaties.Regeling", related_name="+", blank=True)
    ingebracht_op = models.DateTimeField(
        null=True, blank=True, help_text="Leeg zolang het een concept is."
    )
    geholpen = models.CharField(max_length=5, choices=Geholpen.choices, blank=True)
    geholpen_toelichting = models.TextField(blank=True)
    gelezen_op = models.DateTimeField(
        null=True, blank=True, help_text="Wanneer de indiener zag wat ervan kwam."
    )
    zoektekst: SearchVectorField = search_column("titel", "tekst")

    class Meta(Zichtbaar.Meta):
        indexes = [
            *search_indexes("casus"),
            models.Index(
                fields=["opgave", "-ingebracht_op"],
                condition=Q(ingebracht_op__isnull=False),
                name="casus_opgave",
            ),
            models.Index(fields=["maker", "-gemaakt_op"], name="casus_maker"),
            models.Index(fields=["gemeente"], name="casus_gemeente"),
        ]

    def __str__(self) -> str:
        return self.titel


class Knelpunt(Zichtbaar):
    """What blocks, in one casus or in many; a weeffout when it is structural."""

    class Oorzaak(models.TextChoices):
        """Where the cause lies; it decides which niveau has the power over it."""

        UITVOERING = "uitvoering", "De uitvoering"
        SAMENWERKING = "samenwerking", "De samenwerking"
        GEGEVENS = "gegevens", "Het delen van gegevens"
        GELD = "geld", "Het geld"
        BELEID = "beleid", "Het beleid"
        WET = "wet", "De wet"

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    titel = models.CharField(max_length=160)
    omschrijving = models.TextField()
    oorzaak = models.CharField(max_length=12, choices=Oorzaak.choices)
    weeffout = models.BooleanField(default=False)
    simpel = models.TextField(blank=True, help_text="Wat zou simpel helpen?")
    regelingen = models.ManyToManyField("organisaties.Regeling", related_name="+", blank=True)
    casussen = models.ManyToManyField(Casus, through="Koppeling", related_name="knelpunten")
    zoektekst: SearchVectorField = search_column("titel", "omschrijving")

    class Meta(Zichtbaar.Meta):
        indexes = [
            *search_indexes("knelpunt"),
            models.Index(fields=["opgave", "-gemaakt_op"], name="knelpunt_opgave"),
        ]

    def __str__(self) -> str:
        return self.titel


class Koppeling(models.Model):
    """This knelpunt plays in this casus. Whoever may see the casus sees the link."""

    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    knelpunt = models.ForeignKey(Knelpunt, models.CASCADE, related_name="+")
    op = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["casus", "knelpunt"], name="koppeling_uniek")
        ]


class Les(Zichtbaar):
    """What was learned, for whoever meets the same knelpunt next."""

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="+")
    titel = models.CharField(max_length=160)
    tekst = models.TextField()
    zoektekst: SearchVectorField = search_column("titel", "tekst")

    class Meta(Zichtbaar.Meta):
        indexes = search_indexes("les")
        verbose_name_plural = "lessen"

    def __str__(self) -> str:
        return self.titel
