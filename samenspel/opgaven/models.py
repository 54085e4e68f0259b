"""Opgaven: for whom, with whom, by which inzet."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.opgaven.rules import Vraag, vraag_van
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


class Uitnodiging(models.Model):
    """An organisatie is asked to take part, or somebody of it to work in the programmateam.

    Only whoever accepted stands in `Partner` and `Teamlid`; the database puts her there
    (`sql/toetreden.sql`). With rol `teamlid` and no `gebruiker` it asks a partner to name somebody;
    with rol `regisseur` it offers the pen to somebody in the team (`sql/pen.sql`).
    """

    class Rol(models.TextChoices):
        """As what."""

        TREKKER = Partner.Rol.TREKKER.value, Partner.Rol.TREKKER.label
        PARTNER = Partner.Rol.PARTNER.value, Partner.Rol.PARTNER.label
        MEEDENKER = Partner.Rol.MEEDENKER.value, Partner.Rol.MEEDENKER.label
        TEAMLID = "teamlid", "Lid van het programmateam"
        REGISSEUR = "regisseur", "Opgaveregisseur"

    class Stand(models.TextChoices):
        """Open until there is an answer, or none is needed any more."""

        OPEN = "open", "Uitgenodigd"
        AANGENOMEN = "aangenomen", "Aangenomen"
        AFGEWEZEN = "afgewezen", "Afgewezen"
        INGETROKKEN = "ingetrokken", "Ingetrokken"
        VERLOPEN = "verlopen", "Geen antwoord"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="uitnodigingen")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey(
        "organisaties.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rol = models.CharField(max_length=12, choices=Rol.choices, default=Rol.PARTNER)
    door = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    namens = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=klok.now)
    uiterlijk = models.DateField()
    stand = models.CharField(max_length=12, choices=Stand.choices, default=Stand.OPEN)
    beantwoord_door = models.ForeignKey(
        "organisaties.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    reden = models.TextField(blank=True)
    versie = models.PositiveIntegerField(
        null=True, blank=True, help_text="De versie van de opgave waarop ja is gezegd."
    )

    class Meta:
        ordering = ["uiterlijk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opgave", "organisatie"],
                condition=Q(stand="open", gebruiker=None),
                name="uitnodiging_een_open",
            ),
            models.UniqueConstraint(
                fields=["opgave", "gebruiker"],
                condition=Q(stand="open", gebruiker__isnull=False),
                name="uitnodiging_teamplek_een_open",
            ),
            models.CheckConstraint(
                condition=Q(gebruiker=None) & ~Q(rol="regisseur")
                | Q(gebruiker__isnull=False, rol__in=["teamlid", "regisseur"]),
                name="uitnodiging_mens_in_team",
            ),
            models.CheckConstraint(
                condition=~Q(stand="afgewezen") | ~Q(reden=""), name="uitnodiging_nee_met_reden"
            ),
            models.CheckConstraint(
                condition=~Q(stand="aangenomen")
                | Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False),
                name="uitnodiging_ja_van_iemand",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisatie)

    def get_absolute_url(self) -> str:
        """Return the page on which it is answered."""
        return reverse("opgaven:uitnodiging", args=[self.pk])

    @property
    def vraag(self) -> Vraag:
        """What is asked."""
        return vraag_van(self.rol, of_somebody=self.gebruiker_id is not None)


class Wijziging(models.Model):
    """What partners can only change together, until each said yes or one said no.

    `titel` up to `quorum` are how the opgave will read; `versie` is the one it starts from.
    `organisatie` is who comes or goes. What was agreed is done by the database
    (`sql/instemmen.sql`).
    """

    class Soort(models.TextChoices):
        """What is changed."""

        VASTSTELLEN = "vaststellen", "De opgave vaststellen"
        INHOUD = "inhoud", "De opgave wijzigen"
        PARTNER_ERBIJ = "partner erbij", "Een partner uitnodigen"
        PARTNER_WEG = "partner weg", "Verder zonder een partner"

    class Stand(models.TextChoices):
        """Open until it is clear; a term that ran out changes nothing."""

        OPEN = "open", "Wacht op instemming"
        AANGENOMEN = "aangenomen", "Afgesproken"
        GESTOPT = "gestopt", "Niet afgesproken"
        INGETROKKEN = "ingetrokken", "Ingetrokken"
        VERLOPEN = "verlopen", "Verlopen, niet afgesproken"
        VERVALLEN = "vervallen", "Vervallen, de opgave is intussen anders"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opgave = models.ForeignKey(Opgave, models.CASCADE, related_name="wijzigingen")
    soort = models.CharField(max_length=16, choices=Soort.choices)
    versie = models.PositiveIntegerField()
    titel = EenRegelField(max_length=200)
    bedoeling = models.TextField()
    ronde_werkdagen = models.PositiveSmallIntegerField()
    verval_na_rondes = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    organisatie = models.ForeignKey(
        "organisaties.Organisatie", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rol = models.CharField(max_length=12, choices=Partner.Rol.choices, default=Partner.Rol.PARTNER)
    reden = models.TextField(blank=True)
    maker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    namens = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=klok.now)
    uiterlijk = models.DateField()
    verlengd = models.BooleanField(default=False)
    stand = models.CharField(max_length=12, choices=Stand.choices, default=Stand.OPEN)
    gesloten_op = models.DateTimeField(null=True, blank=True)
    gelezen_op = models.DateField(
        null=True, blank=True, help_text="Wanneer wie weg moest dit heeft gezien."
    )

    class Meta:
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["opgave"],
                condition=Q(stand="open", soort__in=["vaststellen", "inhoud"]),
                name="wijziging_een_tegelijk",
            ),
            models.UniqueConstraint(
                fields=["opgave", "organisatie"],
                condition=Q(stand="open", organisatie__isnull=False),
                name="wijziging_een_per_organisatie",
            ),
            models.CheckConstraint(
                condition=Q(soort="vaststellen") | ~Q(reden=""), name="wijziging_met_reden"
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["vaststellen", "inhoud"], organisatie=None)
                | Q(soort__in=["partner erbij", "partner weg"], organisatie__isnull=False),
                name="wijziging_over_wie",
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()

    def get_absolute_url(self) -> str:
        """Return the page on which partners say yes or no."""
        return reverse("opgaven:wijziging", args=[self.pk])

    @property
    def is_afscheid(self) -> bool:
        """Did all other partners agree to go on without one?"""
        weg = self.soort == self.Soort.PARTNER_WEG
        return weg and self.stand == self.Stand.AANGENOMEN


class Instemming(models.Model):
    """What one partner says of a wijziging; each counts once, and silence is no yes."""

    wijziging = models.ForeignKey(Wijziging, models.CASCADE, related_name="instemmingen")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    ja = models.BooleanField()
    reden = models.TextField(blank=True)
    op = models.DateTimeField(default=klok.now)

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.UniqueConstraint(fields=["wijziging", "organisatie"], name="instemming_een"),
            models.CheckConstraint(
                condition=Q(ja=True) | ~Q(reden=""), name="instemming_met_reden"
            ),
        ]


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
