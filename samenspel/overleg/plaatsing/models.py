"""A knelpunt on the table of one orgaan."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Niveau, Zichtbaar
from samenspel.overleg.plaatsing import rules


class Agendering(Zichtbaar):
    """A knelpunt placed with one orgaan, with a question and a term: pas toe of leg uit."""

    class Stand(models.TextChoices):
        """The answer, or its absence.

        A question that nobody answered in time climbs the ladder (doorgezet) and lies one step
        higher from then on; at the top it stays where it is (verlopen) and can still be answered.
        """

        OPEN = "open", "Wacht op antwoord"
        TOEGEPAST = "toegepast", "Toegepast"
        AFGEWEKEN = "afgeweken", "Afgeweken, met uitleg"
        VERLOPEN = "verlopen", "Geen antwoord"
        DOORGEZET = "doorgezet", "Geen antwoord, doorgezet"

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey("praktijk.Knelpunt", models.PROTECT, related_name="+")
    orgaan = models.ForeignKey("organisaties.Orgaan", models.PROTECT, related_name="+")
    # Repeats orgaan.organisatie: the row policy lets the organisatie that is asked read it.
    aan = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    titel = EenRegelField(max_length=160)
    vraag = models.TextField()
    uiterlijk = models.DateField()
    advies = models.CharField(max_length=12, choices=Niveau.choices)
    advies_reden = models.TextField()
    afwijking = models.TextField(
        blank=True, help_text="Waarom op een ander niveau geplaatst dan geadviseerd."
    )
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.OPEN)
    antwoord = models.TextField(blank=True)
    tot_wanneer = models.DateField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        "organisaties.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    vorige = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volgende",
        help_text="De trede waar geen antwoord kwam.",
    )
    doorgezet_reden = models.TextField(
        blank=True, help_text="Waarom de ladder na die trede hierheen ging."
    )
    zoektekst = search_column("titel", "vraag")

    class Meta(Zichtbaar.Meta):
        indexes = [
            *search_indexes("agendering"),
            models.Index(fields=["knelpunt"], name="agendering_knelpunt"),
            models.Index(
                fields=["aan", "uiterlijk"],
                condition=Q(stand__in=rules.ONBEANTWOORD),
                name="agendering_onbeantwoord",
            ),
            models.Index(fields=["opgave", "stand"], name="agendering_opgave"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=["open", "verlopen", "doorgezet"]) | ~Q(antwoord=""),
                name="agendering_antwoord_met_reden",
            )
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("overleg:agendering", args=[self.pk])
