"""Who does what by when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Zichtbaar
from samenspel.overleg.besluiten.models import Besluit


class Afspraak(Zichtbaar):
    """Who does what by when, because of a besluit; `organisatie` and `eigenaar` are answerable."""

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="+")
    eigenaar = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    inzet = models.OneToOneField("opgaven.Inzet", models.PROTECT, related_name="+")
    titel = EenRegelField(max_length=160)
    tekst = models.TextField(help_text="Wat spreken we af, en voor wie?")
    uiterlijk = models.DateField()
    afwijking = models.TextField(
        blank=True, help_text="Waarom een ander bedrag dan het besluit vraagt."
    )
    bewijs = models.TextField(blank=True, help_text="Waaraan men ziet dat het is gedaan.")
    resultaat = models.TextField(blank=True)
    gedaan_op = models.DateTimeField(null=True, blank=True)
    les = models.ForeignKey("praktijk.Les", models.PROTECT, null=True, blank=True, related_name="+")
    zoektekst = search_column("titel", "tekst")

    class Meta(Zichtbaar.Meta):
        verbose_name_plural = "afspraken"
        indexes = [
            *search_indexes("afspraak"),
            models.Index(fields=["besluit"], name="afspraak_besluit"),
            models.Index(
                fields=["eigenaar", "uiterlijk"],
                condition=Q(gedaan_op__isnull=True),
                name="afspraak_open",
            ),
            models.Index(fields=["opgave", "uiterlijk"], name="afspraak_opgave"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(gedaan_op__isnull=True) | ~Q(resultaat=""),
                name="afspraak_gedaan_met_resultaat",
            )
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("overleg:afspraak", args=[self.pk])
