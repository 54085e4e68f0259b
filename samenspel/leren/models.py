"""Local ways of doing the same: what is done, what came of it, and who took it over."""

from math import sqrt
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.leren import rules
from samenspel.organisaties.models import Zichtbaar


class Variant(Zichtbaar):
    """How one organisatie goes about a knelpunt; with a `vraag` it is an experiment.

    An experiment has an end and names the rule or besluit that gives it room. Whoever made it is
    asked at the end what was learned and how to go on.
    """

    class Afloop(models.TextChoices):
        """How it goes on after an experiment."""

        DOORGAAN = rules.DOORGAAN, "Doorgaan: dit wordt onze gewone werkwijze"
        AANPASSEN = rules.AANPASSEN, "Aanpassen: we proberen het nog een keer, anders"
        STOPPEN = rules.STOPPEN, "Stoppen"

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey("praktijk.Knelpunt", models.PROTECT, related_name="+")
    titel = EenRegelField(max_length=160)
    aanpak = models.TextField(help_text="Wat doen wij?")
    context = models.TextField(help_text="Voor wie, waar, en waarom hier zo?")
    sinds = models.DateField()
    tot = models.DateField(null=True, blank=True)
    vraag = models.TextField(blank=True, help_text="Wat wil een experiment te weten komen?")
    regeling = models.ForeignKey(
        "organisaties.Regeling", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ruimte = EenRegelField(
        max_length=300, blank=True, help_text="Het artikel of besluit dat ruimte geeft."
    )
    afloop = models.CharField(max_length=10, choices=Afloop.choices, blank=True)
    geleerd = models.TextField(blank=True)
    besloten_op = models.DateField(null=True, blank=True)
    # Without a constraint: an example may be closed to its follower, or gone.
    naar_voorbeeld_van = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name="+"
    )
    zoektekst = search_column("titel", "aanpak", "context")

    class Meta(Zichtbaar.Meta):
        verbose_name_plural = "varianten"
        indexes = [
            *search_indexes("variant"),
            models.Index(fields=["knelpunt"], name="variant_knelpunt"),
            models.Index(
                fields=["maker", "tot"], condition=~Q(vraag=""), name="variant_experiment"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("sinds")), name="variant_looptijd"
            ),
            models.CheckConstraint(
                condition=Q(vraag="") | (Q(tot__isnull=False) & ~Q(ruimte="")),
                name="variant_experiment_heeft_einde_en_ruimte",
            ),
            models.CheckConstraint(
                condition=Q(afloop="") | (~Q(vraag="") & Q(besloten_op__isnull=False)),
                name="variant_afloop_van_experiment",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("leren:variant", args=[self.pk])

    @property
    def looptijd(self) -> rules.Looptijd:
        """How long it runs, as a plain value."""
        return rules.Looptijd(self.sinds, self.tot, self.vraag, self.afloop)


class Uitkomst(models.Model):
    """What was counted of a variant over a period: so many of so many, or a mean.

    Never of a person: a count of fewer than five is refused, here too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="uitkomsten")
    maat = EenRegelField(max_length=160, help_text="Wat is geteld, in woorden.")
    hoger_is_beter = models.BooleanField(default=True)
    aantal = models.PositiveIntegerField(help_text="Hoeveel er geteld zijn.")
    geslaagd = models.PositiveIntegerField(null=True, blank=True)
    gemiddelde = models.FloatField(null=True, blank=True)
    spreiding = models.FloatField(null=True, blank=True, help_text="De standaardafwijking.")
    van = models.DateField()
    tot = models.DateField()
    bron = EenRegelField(max_length=200)
    maker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    gemaakt_op = GemaaktOpField()

    class Meta:
        ordering = ["maat", "-tot", "-gemaakt_op"]
        verbose_name_plural = "uitkomsten"
        constraints = [
            models.CheckConstraint(
                condition=Q(aantal__gte=rules.LEAST), name="uitkomst_niemand_herkenbaar"
            ),
            models.CheckConstraint(condition=Q(van__lte=F("tot")), name="uitkomst_periode"),
            models.CheckConstraint(
                condition=Q(
                    geslaagd__isnull=False,
                    geslaagd__lte=F("aantal"),
                    gemiddelde__isnull=True,
                    spreiding__isnull=True,
                )
                | Q(geslaagd__isnull=True, gemiddelde__isnull=False, spreiding__gt=0),
                name="uitkomst_aandeel_of_gemiddelde",
            ),
        ]

    def __str__(self) -> str:
        return self.maat

    def get_absolute_url(self) -> str:
        """Return the page of its variant."""
        return reverse("leren:variant", args=[self.variant_id])

    @property
    def is_aandeel(self) -> bool:
        """Is it so many of so many, and not a mean?"""
        return self.geslaagd is not None

    @property
    def standaardfout(self) -> float:
        """The standard error of the mean, in its unit."""
        return float(self.spreiding or 0) / sqrt(self.aantal)


class Overname(models.Model):
    """An organisatie does this too: a variant or a les of another, with credit.

    After half a year somebody there is asked whether they still do, and whether it helped.
    """

    class Hielp(models.TextChoices):
        """What the taker says of it."""

        JA = "ja", "Ja"
        DEELS = "deels", "Voor een deel"
        NEE = "nee", "Nee"
        ONBEKEND = "onbekend", "Dat weten we nog niet"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    variant = models.ForeignKey(
        Variant, models.CASCADE, null=True, blank=True, related_name="overnames"
    )
    les = models.ForeignKey("praktijk.Les", models.CASCADE, null=True, blank=True, related_name="+")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    maker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    op = models.DateField()
    vraag_op = models.DateField(help_text="Wanneer we vragen of het hielp.")
    doet_nog = models.BooleanField(null=True, blank=True)
    hielp = models.CharField(max_length=8, choices=Hielp.choices, blank=True)
    aangepast = models.TextField(blank=True)
    beantwoord_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(variant__isnull=True) ^ Q(les__isnull=True),
                name="overname_van_variant_of_les",
            ),
            models.UniqueConstraint(fields=["variant", "organisatie"], name="overname_variant"),
            models.UniqueConstraint(fields=["les", "organisatie"], name="overname_les"),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie} neemt over: {self.bron}"

    def get_absolute_url(self) -> str:
        """Return the page of what was taken over."""
        if self.variant_id is not None:
            return reverse("leren:variant", args=[self.variant_id])
        return reverse("praktijk:les", args=[self.les_id])

    @property
    def bron(self) -> models.Model:
        """The variant or les that was taken over."""
        bron = self.variant or self.les
        assert bron is not None  # noqa: S101 - the constraint says so
        return bron
