"""Who there is: organisaties, their people and organen, and the regelingen they carry out."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.organisaties.rules import orgaan_in_zin, orgaan_naam
from samenspel.organisaties.zichtbaarheid import LEZERS, Zichtbaarheid, keuzes


class Niveau(models.TextChoices):
    """The level on which something can be solved, low to high."""

    LOKAAL = "lokaal", "lokaal"
    REGIONAAL = "regionaal", "regionaal"
    LANDELIJK = "landelijk", "landelijk"


class Leefgebied(models.TextChoices):
    """A domain of daily life in which a household may need support."""

    INKOMEN = "inkomen", "Inkomen"
    SCHULDEN = "schulden", "Schulden"
    WERK = "werk", "Werk en dagbesteding"
    ONDERWIJS = "onderwijs", "Onderwijs"
    OPGROEIEN = "opgroeien", "Opgroeien en opvoeden"
    ZORG = "zorg", "Zorg en gezondheid"
    WONEN = "wonen", "Wonen"
    MEEDOEN = "meedoen", "Meedoen en netwerk"
    VEILIGHEID = "veiligheid", "Veiligheid en justitie"
    IDENTITEIT = "identiteit", "Identiteit en verblijf"


class Organisatie(models.Model):
    """An organisation with its own standing: a gemeente, a ministerie, a clients' council.

    Rows from the registers carry `bron`; a gemeente that was merged keeps its row with an
    end date.
    """

    class Soort(models.TextChoices):
        """What kind of organisation it is."""

        GEMEENTE = "gemeente", "Gemeente"
        REGIO = "regio", "Regio"
        PROVINCIE = "provincie", "Provincie"
        MINISTERIE = "ministerie", "Ministerie"
        UITVOERDER = "uitvoerder", "Uitvoeringsorganisatie"
        AANBIEDER = "aanbieder", "Aanbieder"
        CORPORATIE = "corporatie", "Woningcorporatie"
        VERZEKERAAR = "verzekeraar", "Zorgverzekeraar of zorgkantoor"
        KOEPEL = "koepel", "Koepel"
        INWONERS = "inwoners", "Inwonersorganisatie"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    soort = models.CharField(max_length=12, choices=Soort.choices)
    naam = EenRegelField(max_length=120)
    afkorting = EenRegelField(max_length=20, blank=True)
    kort = models.GeneratedField(
        expression=Coalesce(NullIf("afkorting", Value("")), "naam"),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    code = EenRegelField(
        max_length=12, blank=True, help_text="Code uit het register, zoals GM0034."
    )
    tooi_uri = models.URLField(blank=True, help_text="Adres in TOOI, het register van overheden.")
    inwoners = models.PositiveIntegerField(null=True, blank=True, help_text="Op 1 januari 2025.")
    begint_op = models.DateField(null=True, blank=True)
    eindigt_op = models.DateField(null=True, blank=True)
    bron = EenRegelField(max_length=120, blank=True, help_text="Register en peildatum.")
    voorbeeld = models.BooleanField(default=False, help_text="Hoort bij het voorbeeld.")

    class Meta:
        ordering = ["naam"]
        indexes = [
            GinIndex(fields=["naam"], name="organisatie_naam_trgm", opclasses=["gin_trgm_ops"])
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "code"], condition=~Q(code=""), name="organisatie_code"
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("organisaties:detail", args=[self.pk])


class Indeling(models.Model):
    """In which gebied (a regio or provincie) a gemeente lies, and as of which year."""

    class Soort(models.TextChoices):
        """The divisions of the country that the registers know."""

        PROVINCIE = "provincie", "provincie"
        JEUGDREGIO = "jeugdregio", "jeugdregio"
        ARBEIDSMARKTREGIO = "arbeidsmarktregio", "arbeidsmarktregio"
        ZORGKANTOORREGIO = "zorgkantoorregio", "zorgkantoorregio"
        VEILIGHEIDSREGIO = "veiligheidsregio", "veiligheidsregio"

    soort = models.CharField(max_length=20, choices=Soort.choices)
    gemeente = models.ForeignKey(Organisatie, models.CASCADE, related_name="+")
    gebied = models.ForeignKey(Organisatie, models.CASCADE, related_name="+")
    peiljaar = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["soort", "gemeente", "gebied"], name="indeling_uniek")
        ]


class Herindeling(models.Model):
    """`oud` went up, whole or in part, in `nieuw` on `op`."""

    oud = models.ForeignKey(Organisatie, models.CASCADE, related_name="+")
    nieuw = models.ForeignKey(Organisatie, models.CASCADE, related_name="+")
    op = models.DateField()
    aard = EenRegelField(max_length=20, help_text="Geheel of gedeeltelijk.")

    class Meta:
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["oud", "nieuw", "op"], name="herindeling_uniek")
        ]


class Regeling(models.Model):
    """A law that households meet: who is responsible, who carries it out, which room it gives."""

    class Ruimte(models.TextChoices):
        """For whom the law lets the executor depart from it."""

        INDIVIDUEEL = "individueel", "voor één huishouden"
        DEEL = "deel", "voor één huishouden, op een onderdeel"
        GROEP = "groep", "voor een groep gevallen"
        GEEN = "geen", "geen bepaling gevonden"
        ONBEKEND = "onbekend", "niet onderzocht"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bwb_id = EenRegelField(max_length=12, blank=True, help_text="Nummer in wetten.overheid.nl.")
    naam = EenRegelField(max_length=200)
    afkorting = EenRegelField(max_length=30, unique=True)
    ministeries = models.ManyToManyField(Organisatie, related_name="+")
    uitvoerder = EenRegelField(max_length=200)
    niveaus = ArrayField(models.CharField(max_length=12, choices=Niveau.choices))
    leefgebieden = ArrayField(models.CharField(max_length=12, choices=Leefgebied.choices))
    ruimte = models.CharField(max_length=12, choices=Ruimte.choices, default=Ruimte.ONBEKEND)
    ruimte_toelichting = EenRegelField(max_length=300, blank=True)
    peildatum = models.DateField(help_text="De stand van de wettekst waarop dit rust.")
    bron = EenRegelField(max_length=200)

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("organisaties:regeling", args=[self.pk])


class Orgaan(models.Model):
    """A body of an organisatie that can answer or decide: a college, a raad, a directie."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    naam = EenRegelField(max_length=120)
    niveau = models.CharField(max_length=12, choices=Niveau.choices)
    besluitend = models.BooleanField(
        default=False, help_text="Besluit voor de organisatie wat geen mandaat dekt."
    )
    hoger = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="De volgende trede van de escalatieladder.",
    )
    voorbeeld = models.BooleanField(default=False)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hoger__isnull=True) | ~Q(hoger=F("id")), name="orgaan_niet_eigen_trede"
            )
        ]

    def __str__(self) -> str:
        return orgaan_naam(self.naam, self.organisatie.kort)

    @property
    def in_zin(self) -> str:
        """Its name in the middle of a sentence."""
        return orgaan_in_zin(self.naam, self.organisatie.kort)


class Gebruiker(models.Model):
    """A person, as everybody may know her; what is hers alone stands in `Account`."""

    naam = EenRegelField(max_length=120)
    is_active = models.BooleanField(default=True, help_text="Uit: zij komt er niet meer in.")
    mail_bij_werk = models.BooleanField(
        default=True, help_text="Stuur mij eens per dag een mail als er iets op mij wacht."
    )
    gemaild_op = models.DateField(null=True, blank=True)
    werkt_voor = models.ForeignKey(
        Organisatie,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Namens wie zij nu werkt, als zij er meer heeft.",
    )
    voorbeeld = models.BooleanField(default=False)
    doet = EenRegelField(max_length=150, blank=True, help_text="Wat zij in het voorbeeld doet.")

    # What Django asks of whoever signs in.
    is_authenticated, is_anonymous = True, False
    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = ()

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Account(models.Model):
    """What is only hers: the pages ask functions for it (toegang/sql), and read none of it."""

    gebruiker = models.OneToOneField(Gebruiker, models.CASCADE, primary_key=True)
    inlognaam = EenRegelField(max_length=150, unique=True, help_text="Meestal haar e-mailadres.")
    email = EenRegelField(max_length=254, blank=True)
    wachtwoord = EenRegelField(
        max_length=128, blank=True, help_text="Als hash; leeg als zij er nog geen koos."
    )
    kalender_sleutel = models.UUIDField(
        default=uuid4, unique=True, help_text="Geheim adres van de eigen agenda."
    )

    def __str__(self) -> str:
        return self.inlognaam


class Sleutel(models.Model):
    """A secret that proves who somebody is, of which we keep only a hash (sql/wie.sql)."""

    class Waarvoor(models.TextChoices):
        """What it opens; all but a link to choose a password say who is working."""

        SESSIE = "sessie", "ingelogd zijn"
        AGENDA = "agenda", "de eigen agenda lezen"
        TAAK = "taak", "werk van het programma voor haar"
        WACHTWOORD = "wachtwoord", "een wachtwoord kiezen"

    hash = EenRegelField(max_length=64, primary_key=True, help_text="sha256 van de sleutel.")
    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="+")
    waarvoor = models.CharField(max_length=10, choices=Waarvoor.choices)
    tot = models.DateTimeField(null=True, help_text="Leeg: tot er een andere komt.")

    def __str__(self) -> str:
        return f"{self.waarvoor} van {self.gebruiker}"


class Lidmaatschap(models.Model):
    """Somebody works for an organisatie, in a role that says what she may do for it."""

    class Rol(models.TextChoices):
        """Each role may do what the one before it may, and more."""

        MEDEWERKER = "medewerker", "Medewerker"
        VERTEGENWOORDIGER = "vertegenwoordiger", "Vertegenwoordiger"
        BEHEERDER = "beheerder", "Beheerder"

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="lidmaatschappen")
    organisatie = models.ForeignKey(Organisatie, models.CASCADE, related_name="+")
    rol = models.CharField(max_length=20, choices=Rol.choices, default=Rol.MEDEWERKER)
    functie = EenRegelField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "organisatie"], name="lidmaatschap_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.organisatie}"

    def get_absolute_url(self) -> str:
        """Return the page where a beheerder changes it."""
        return reverse("toegang:mens", args=[self.pk])


class Zichtbaar(models.Model):
    """The columns that row security reads, for every table with work of organisaties."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    maker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="+")
    zichtbaarheid = models.CharField(max_length=12, choices=keuzes, default=Zichtbaarheid.PARTNERS)
    genoemden = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Wie een besloten stuk mag lezen.",
    )
    gemaakt_op = GemaaktOpField()
    versie = models.PositiveIntegerField(default=1, help_text="Gaat omhoog bij elke wijziging.")

    class Meta:
        abstract = True
        ordering = ["-gemaakt_op"]

    @property
    def lezers(self) -> str:
        """Who may read it, in words."""
        return LEZERS[Zichtbaarheid(self.zichtbaarheid)].wie
