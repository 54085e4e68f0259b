"""What residents tell in their own words, and what is done with it as long as they consent."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Leefgebied

LONGEST = 20_000


class Verhaal(models.Model):
    """What somebody went through. It stays hers: she changes her consent, or takes it back.

    `maker` is empty when nobody was signed in. Whoever holds the code is the teller too; of the
    code only its hash is kept. There is a day and no time, so that no log tells who it was.
    """

    class Lezers(models.TextChoices):
        """Who may read the whole verhaal."""

        TEAM = "team", "Alleen het programmateam"
        OPENBAAR = "openbaar", "Iedereen"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    maker = models.ForeignKey(
        "organisaties.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sleutel = models.BinaryField(max_length=32, unique=True, help_text="sha256 van de code.")
    samen = models.BooleanField(default=False, help_text="Opgeschreven samen met een inwoner.")
    gemeente = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    opgave = models.ForeignKey(
        "opgaven.Opgave", models.PROTECT, null=True, blank=True, related_name="+"
    )
    titel = EenRegelField(max_length=100, help_text="De eerste zin.")
    tekst = models.TextField()
    hielp = models.TextField(blank=True, help_text="Wat had geholpen?")
    thema = models.CharField(
        max_length=12, choices=Leefgebied.choices, help_text="Waar het vooral over gaat."
    )
    ook = ArrayField(
        models.CharField(max_length=12, choices=Leefgebied.choices), default=list, blank=True
    )
    lezers = models.CharField(max_length=8, choices=Lezers.choices, default=Lezers.TEAM)
    citeren = models.BooleanField(default=False, help_text="Mag een zin op de verhaalpagina?")
    toestemming = models.PositiveSmallIntegerField(help_text="Versie van de tekst.")
    toestemming_op = models.DateField(default=klok.today)
    verteld_op = models.DateField(default=klok.today)
    nagelezen_op = models.DateField(
        null=True, blank=True, help_text="Wanneer het team las dat er niemand in te herkennen is."
    )
    zoektekst = search_column("titel", "tekst", "hielp")

    class Meta:
        ordering = ["-verteld_op", "id"]
        verbose_name_plural = "verhalen"
        indexes = [
            *search_indexes("verhaal"),
            models.Index(fields=["opgave", "thema"], name="verhaal_opgave"),
            models.Index(fields=["maker"], name="verhaal_maker"),
            models.Index(
                fields=["-verteld_op"],
                condition=Q(lezers="openbaar", nagelezen_op__isnull=False),
                name="verhaal_openbaar",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    LessThanOrEqual(Length("tekst"), LONGEST),
                    LessThanOrEqual(Length("hielp"), LONGEST),
                ),
                name="verhaal_niet_te_lang",
            ),
            models.CheckConstraint(
                condition=Q(thema__in=Leefgebied.values, lezers__in=["team", "openbaar"]),
                name="verhaal_keuzes",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("verhalen:verhaal", args=[self.pk])


class Citaat(models.Model):
    """A literal passage of a verhaal, chosen for the verhaalpagina.

    The database keeps to that, and removes it with its verhaal (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    verhaal = models.ForeignKey(
        Verhaal, models.DO_NOTHING, related_name="citaten", db_constraint=False
    )
    tekst = models.TextField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "citaten"
        constraints = [models.UniqueConstraint(fields=["verhaal", "tekst"], name="citaat_uniek")]

    def __str__(self) -> str:
        return self.tekst

    def get_absolute_url(self) -> str:
        """Return the page of its verhaal."""
        return reverse("verhalen:verhaal", args=[self.verhaal_id])


class Aanwijzing(models.Model):
    """This verhaal points at that knelpunt, says the team. Goes with the verhaal, too."""

    verhaal = models.ForeignKey(Verhaal, models.DO_NOTHING, related_name="+", db_constraint=False)
    knelpunt = models.ForeignKey("praktijk.Knelpunt", models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "aanwijzingen"
        constraints = [
            models.UniqueConstraint(fields=["verhaal", "knelpunt"], name="aanwijzing_uniek")
        ]


class Verhaalpagina(models.Model):
    """The team published the verhalen of this opgave for councils; without a row it did not."""

    opgave = models.OneToOneField("opgaven.Opgave", models.CASCADE, related_name="+")
    gepubliceerd_op = models.DateField(default=klok.today)

    class Meta:
        verbose_name_plural = "verhaalpagina's"

    def __str__(self) -> str:
        return f"Verhaalpagina: {self.opgave}"
