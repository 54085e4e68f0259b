"""Proposals that become besluiten, what partners say of them and what they ask."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Zichtbaar
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering


class Besluit(Zichtbaar):
    """A proposal that becomes a besluit when no partner has a reasoned, overriding objection."""

    class Stand(models.TextChoices):
        """The rounds of deciding; `rules.py` says which steps are allowed."""

        VOORBEREIDING = "voorbereiding", "In voorbereiding"
        BEELD = "beeldvorming", "Beeldvorming: is het helder?"
        OORDEEL = "oordeelsvorming", "Oordeelsvorming: wat vinden we?"
        BESLUIT = "besluitvorming", "Besluitvorming: kan iedereen ermee verder?"
        GENOMEN = "genomen", "Genomen"
        INGETROKKEN = "ingetrokken", "Ingetrokken"

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey("praktijk.Knelpunt", models.PROTECT, related_name="+")
    agendering = models.ForeignKey(
        Agendering, models.PROTECT, null=True, blank=True, related_name="+"
    )
    titel = EenRegelField(max_length=160)
    voorstel = models.TextField()
    stand = models.CharField(max_length=16, choices=Stand.choices, default=Stand.VOORBEREIDING)
    ronde = models.PositiveSmallIntegerField(
        default=0, help_text="Hoeveelste consentronde; 0 voor de besluitvorming."
    )
    sluit_op = models.DateField(null=True, blank=True)
    genomen_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateField(null=True, blank=True)
    ingetrokken_reden = models.TextField(blank=True)
    herzien_op = models.DateField(
        null=True, blank=True, help_text="Wanneer partners kijken of het besluit nog klopt."
    )
    zoektekst = search_column("titel", "voorstel")

    class Meta(Zichtbaar.Meta):
        verbose_name_plural = "besluiten"
        indexes = [
            *search_indexes("besluit"),
            models.Index(fields=["opgave", "stand"], name="besluit_opgave"),
            models.Index(fields=["knelpunt"], name="besluit_knelpunt"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stand="ingetrokken") | ~Q(ingetrokken_reden=""),
                name="besluit_ingetrokken_met_reden",
            )
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("overleg:besluit", args=[self.pk])


class Reactie(models.Model):
    """What one partner says of a proposal in one round; each organisatie counts once."""

    class Soort(models.TextChoices):
        """Consent is the absence of a reasoned, overriding objection."""

        CONSENT = "consent", "Consent"
        ZORG = "zorg", "Consent, met zorg"
        BEZWAAR = "bezwaar", "Bezwaar"

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="reacties")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    ronde = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=8, choices=Soort.choices)
    belang = models.ForeignKey(
        "opgaven.Belang", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Repeats belang.kern: the belang may be confidential, that it is a kernbelang is not.
    kern = models.BooleanField(default=False)
    toelichting = models.TextField(blank=True)
    oplossing = models.TextField(blank=True, help_text="Wat zou uw bezwaar wegnemen?")
    op = models.DateTimeField(auto_now=True)
    versie = models.PositiveIntegerField(default=1, help_text="Gaat omhoog bij elke wijziging.")

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["besluit", "organisatie", "ronde"], name="reactie_een_per_ronde"
            ),
            models.CheckConstraint(
                condition=Q(soort="consent") | ~Q(toelichting=""), name="reactie_met_reden"
            ),
        ]


class Bijdrage(models.Model):
    """What a besluit asks of one organisatie, and on whose authority that is promised.

    Either a mandaat covers it, or `orgaan` must still decide; `bekrachtigd_op` is when it did.
    """

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="bijdragen")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    wat = EenRegelField(max_length=200)
    bedrag = models.PositiveIntegerField(default=0, help_text="In euro.")
    mandaat = models.ForeignKey(Mandaat, models.PROTECT, null=True, blank=True, related_name="+")
    orgaan = models.ForeignKey(
        "organisaties.Orgaan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wie hierover moet besluiten als geen mandaat het dekt.",
    )
    bekrachtigd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.UniqueConstraint(fields=["besluit", "organisatie"], name="bijdrage_uniek")
        ]

    def get_absolute_url(self) -> str:
        """Return the page of its besluit."""
        return reverse("overleg:besluit", args=[self.besluit_id])
