"""Opgaven: for whom, with whom, by which inzet."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Niveau, Zichtbaar


class Opgave(Zichtbaar):
    """A societal challenge that its partners can only improve together.

    `organisatie` holds the pen; every partner has equal standing.
    """

    class Stand(models.TextChoices):
        """The stages; `rules.py` says which steps are allowed."""

        CONCEPT = "concept", "Concept"
        VASTGESTELD = "vastgesteld", "Vastgesteld"
        AFGEROND = "afgerond", "Afgerond"

    titel = EenRegelField(max_length=200)
    bedoeling = models.TextField(help_text="Wat moet er beter worden, en voor wie?")
    deel_van = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    stand = models.CharField(max_length=12, choices=Stand.choices, default=Stand.CONCEPT)
    begint_op = models.DateField()
    eindigt_op = models.DateField(null=True, blank=True)
    slotzin = models.TextField(blank=True, help_text="Wat ervan kwam, toen de opgave klaar was.")
    afgerond_op = models.DateField(null=True, blank=True)
    # The werkafspraken: how the partners decide together (`rules.Werkafspraken`).
    ronde_werkdagen = models.PositiveSmallIntegerField(
        default=10, db_default=10, help_text="Zo lang duurt een ronde, in werkdagen."
    )
    verval_na_rondes = models.PositiveSmallIntegerField(
        default=3,
        db_default=3,
        help_text="Na zoveel rondes vervalt een bezwaar dat op geen kernbelang rust.",
    )
    quorum = models.PositiveSmallIntegerField(
        default=50,
        db_default=50,
        help_text="Meer dan dit deel van de partners moet iets zeggen, in procenten; 100 is alle.",
    )
    voorbeeld = models.BooleanField(default=False)
    zoektekst = search_column("titel", "bedoeling")

    class Meta(Zichtbaar.Meta):
        ordering = ["titel"]
        indexes = search_indexes("opgave")
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt_op__isnull=True) | Q(eindigt_op__gt=F("begint_op")),
                name="opgave_eindigt_na_begin",
                violation_error_message="Een opgave kan niet eindigen voordat zij begint.",
            ),
            models.CheckConstraint(
                condition=Q(ronde_werkdagen__range=(5, 60))
                & Q(verval_na_rondes__range=(1, 10))
                & Q(quorum__range=(50, 100)),
                name="opgave_werkafspraken",
                violation_error_message="Deze werkafspraken kunnen niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("opgaven:detail", args=[self.pk])

    def samen_url(self) -> str:
        """Return the page that shows who take part."""
        return reverse("opgaven:samen", args=[self.pk])


class EerdereVersie(models.Model):
    """What a vastgestelde opgave said before it was changed, and why; never changed itself."""

    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="eerdere_versies")
    versie = models.PositiveIntegerField()
    titel = EenRegelField(max_length=200)
    bedoeling = models.TextField()
    reden = models.TextField(help_text="Waarom de opgave daarna werd gewijzigd.")
    gewijzigd_door = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    gewijzigd_op = GemaaktOpField()

    class Meta:
        ordering = ["-versie"]
        constraints = [
            models.UniqueConstraint(fields=["opgave", "versie"], name="eerdereversie_uniek"),
            models.CheckConstraint(condition=~Q(reden=""), name="eerdereversie_met_reden"),
        ]

    def __str__(self) -> str:
        return f"{self.titel} (versie {self.versie})"


class Partner(models.Model):
    """An organisatie that takes part in an opgave."""

    class Rol(models.TextChoices):
        """What the partner does; standing is equal in every role."""

        TREKKER = "trekker", "Trekker"
        PARTNER = "partner", "Partner"
        MEEDENKER = "meedenker", "Meedenker"

    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="partners")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    rol = models.CharField(max_length=12, choices=Rol.choices, default=Rol.PARTNER)
    toegetreden_op = models.DateField(
        default=klok.today, help_text="Sinds wanneer de organisatie meedoet."
    )

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.UniqueConstraint(fields=["opgave", "organisatie"], name="partner_uniek")
        ]

    def __str__(self) -> str:
        return str(self.organisatie)

    def get_absolute_url(self) -> str:
        """Return the page that shows who take part."""
        return reverse("opgaven:samen", args=[self.opgave_id])


class Belang(Zichtbaar):
    """What a partner needs from an opgave; a kernbelang it cannot give up and names itself."""

    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="+")
    titel = EenRegelField(max_length=200)
    toelichting = models.TextField(blank=True)
    kern = models.BooleanField(default=False, help_text="Dit belang kan niet worden weggestemd.")

    def __str__(self) -> str:
        return self.titel


class Teamlid(models.Model):
    """A member of the programmateam of an opgave, whatever organisatie she is from."""

    class Rol(models.TextChoices):
        """Both may act for the team; the regisseur is who to call."""

        REGISSEUR = "regisseur", "Opgaveregisseur"
        LID = "lid", "Teamlid"

    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="teamleden")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    rol = models.CharField(max_length=12, choices=Rol.choices, default=Rol.LID)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opgave", "gebruiker"], name="teamlid_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.organisatie}"

    def get_absolute_url(self) -> str:
        """Return the page that shows who take part."""
        return reverse("opgaven:samen", args=[self.opgave_id])


class Inzet(Zichtbaar):
    """What a partner puts in: a measure, with its kind, level, state and money."""

    class Soort(models.TextChoices):
        """Where the effort goes; the bedoeling of an opgave says how it should be divided."""

        MENSEN = "mensen", "Ondersteuning van mensen"
        PREVENTIE = "preventie", "Preventie"
        ORGANISATIE = "organisatie", "Ontwikkeling van de organisatie"
        BEZUINIGING = "bezuiniging", "Bezuiniging"
        VERANTWOORDING = "verantwoording", "Verantwoording"

    class Stand(models.TextChoices):
        """How far it is."""

        GEPLAND = "gepland", "Gepland"
        LOOPT = "loopt", "Loopt"
        GEDAAN = "gedaan", "Gedaan"

    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="+")
    titel = EenRegelField(max_length=200)
    soort = models.CharField(max_length=16, choices=Soort.choices)
    niveau = models.CharField(max_length=12, choices=Niveau.choices)
    stand = models.CharField(max_length=8, choices=Stand.choices, default=Stand.GEPLAND)
    bedrag = models.PositiveIntegerField(default=0, help_text="In euro.")

    def __str__(self) -> str:
        return self.titel
