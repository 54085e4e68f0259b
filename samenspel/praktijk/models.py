"""What practice meets: casussen, their plans, the knelpunten in them, and the lessen of it."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.moment import GemaaktOpField
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Leefgebied, Zichtbaar
from samenspel.praktijk import rules

MOST_NAMED = 100
"""So many people may be named as the readers of a casus; they must fit in its index."""


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
    titel = EenRegelField(max_length=120)
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
    zoektekst = search_column("titel", "tekst")

    class Meta(Zichtbaar.Meta):
        indexes = [
            *search_indexes("casus"),
            # With all that row security reads: the loop of an opgave counts its 19,000 casussen
            # without looking one of them up.
            models.Index(
                fields=["opgave", "-ingebracht_op"],
                include=[
                    "gelezen_op",
                    "zichtbaarheid",
                    "organisatie",
                    "maker",
                    "genoemden",
                ],
                condition=Q(ingebracht_op__isnull=False),
                name="casus_opgave",
            ),
            models.Index(
                fields=["-ingebracht_op"],
                condition=Q(ingebracht_op__isnull=False),
                name="casus_ingebracht",
            ),
            models.Index(fields=["maker", "-gemaakt_op"], name="casus_maker"),
            models.Index(fields=["gemeente"], name="casus_gemeente"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(genoemden__len__lte=MOST_NAMED), name="casus_genoemden"
            )
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("praktijk:casus", args=[self.pk])


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
    titel = EenRegelField(max_length=160)
    omschrijving = models.TextField()
    oorzaak = models.CharField(max_length=12, choices=Oorzaak.choices)
    weeffout = models.BooleanField(default=False)
    simpel = models.TextField(blank=True, help_text="Wat zou simpel helpen?")
    regelingen = models.ManyToManyField("organisaties.Regeling", related_name="+", blank=True)
    casussen = models.ManyToManyField(
        Casus,
        through="Koppeling",
        through_fields=("knelpunt", "casus"),
        related_name="knelpunten",
    )
    opgegaan_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ook_genoemd_als",
        help_text="Het knelpunt dat over hetzelfde gaat en dat nu voor beide telt.",
    )
    zoektekst = search_column("titel", "omschrijving")

    class Meta(Zichtbaar.Meta):
        indexes = [
            *search_indexes("knelpunt"),
            models.Index(fields=["opgave", "-gemaakt_op"], name="knelpunt_opgave"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opgegaan_in=F("id")), name="knelpunt_niet_in_zichzelf"
            )
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("praktijk:knelpunt", args=[self.pk])


class Koppeling(models.Model):
    """This knelpunt plays in this casus. Whoever may see the casus sees the link.

    A link with `via` was made by the database, because that knelpunt went into this one; it comes
    and goes with the link it copies (docs/decisions/0012).
    """

    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    knelpunt = models.ForeignKey(Knelpunt, models.CASCADE, related_name="+")
    via = models.ForeignKey(Knelpunt, models.CASCADE, null=True, blank=True, related_name="+")
    op = GemaaktOpField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["casus", "knelpunt"], name="koppeling_uniek")
        ]


class Heropening(models.Model):
    """It did not help, or not enough: this casus is back in the loop, at the place she chose.

    The team and the partners who may read the knelpunt read it, also where they may not read the
    casus: the indiener tells it to whoever can do something about it. It closes when she says
    again whether it helps.
    """

    class Plek(models.TextChoices):
        """Where in the loop it goes back to; the word says what must be looked at again."""

        KNELPUNT = "knelpunt", "Het knelpunt: er zit nog iets vast"
        AGENDERING = "agendering", "Het antwoord: wat toegezegd is, werkt hier niet"
        AFSPRAAK = "afspraak", "De afspraak: die is niet nagekomen of pakt anders uit"

    class Stand(models.TextChoices):
        """On whom it waits."""

        OPEN = "open", "Weer open"
        BEANTWOORD = "beantwoord", "Beantwoord"
        GESLOTEN = "gesloten", "Gesloten"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="heropeningen")
    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="+")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    plek = models.CharField(max_length=10, choices=Plek.choices)
    mist = models.TextField(help_text="Wat dit huishouden nog nodig heeft.")
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.OPEN)
    gemaakt_op = models.DateTimeField(default=klok.now)
    antwoord = models.TextField(blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["casus"], condition=~Q(stand="gesloten"), name="heropening_een_tegelijk"
            ),
            models.CheckConstraint(
                condition=~Q(stand="beantwoord") | ~Q(antwoord=""), name="heropening_met_antwoord"
            ),
        ]
        indexes = [
            models.Index(
                fields=["knelpunt"], condition=~Q(stand="gesloten"), name="heropening_knelpunt"
            )
        ]

    def __str__(self) -> str:
        return f"Weer open: {self.get_plek_display()}"

    def get_absolute_url(self) -> str:
        """Return the page with all that is open again about its knelpunt."""
        return reverse("praktijk:weer_open", args=[self.knelpunt_id])


class Les(Zichtbaar):
    """What was learned, for whoever meets the same knelpunt next."""

    opgave = models.ForeignKey("opgaven.Opgave", models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="+")
    titel = EenRegelField(max_length=160)
    tekst = models.TextField()
    zoektekst = search_column("titel", "tekst")

    class Meta(Zichtbaar.Meta):
        indexes = search_indexes("les")
        verbose_name_plural = "lessen"

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("praktijk:les", args=[self.pk])


class Doorbraakplan(models.Model):
    """What would get one household unstuck, and what that costs against going on as now.

    Whoever reads the casus reads its plan. It is there from the first maatregel or sum on;
    `versie` guards the sum, which is written as a whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    casus = models.OneToOneField(Casus, models.CASCADE, related_name="plan")
    versie = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Doorbraakplan: {self.casus}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("praktijk:plan", args=[self.casus_id])


def _score() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    """Make a column for 0 to 3; empty is not judged."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


class Maatregel(models.Model):
    """One thing to do, the law it rests on, and what it is worth on the three waarden."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Doorbraakplan, models.CASCADE, related_name="maatregelen")
    wat = EenRegelField(max_length=300)
    regeling = models.ForeignKey(
        "organisaties.Regeling", models.PROTECT, null=True, blank=True, related_name="+"
    )
    artikel = EenRegelField(max_length=200, blank=True)
    wie = models.ForeignKey(
        "organisaties.Organisatie", models.PROTECT, null=True, blank=True, related_name="+"
    )
    legitimiteit = _score()
    legitimiteit_zin = EenRegelField(max_length=300, blank=True)
    betrokkenheid = _score()
    betrokkenheid_zin = EenRegelField(max_length=300, blank=True)
    rendement = _score()
    rendement_zin = EenRegelField(max_length=300, blank=True)
    # Without a constraint: whoever takes over cannot be changed when the source goes.
    overgenomen_van = models.ForeignKey(
        "self",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="overgenomen",
    )
    gemaakt_op = GemaaktOpField()
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["gemaakt_op"]
        verbose_name_plural = "maatregelen"
        constraints = [
            models.CheckConstraint(
                condition=Q(legitimiteit__lte=3) & Q(betrokkenheid__lte=3) & Q(rendement__lte=3),
                name="maatregel_waarden_tot_drie",
            )
        ]

    def __str__(self) -> str:
        return self.wat

    def get_absolute_url(self) -> str:
        """Return the page of its plan."""
        return reverse("praktijk:plan", args=[self.plan.casus_id])

    @property
    def waarden(self) -> list[tuple[str, str, str]]:
        """Each waarde as a question, with the answer in words ("" for none yet) and why."""
        return [
            (
                vraag,
                rules.ANTWOORDEN.get(getattr(self, waarde), ""),
                getattr(self, f"{waarde}_zin"),
            )
            for waarde, vraag in rules.VRAGEN.items()
        ]

    @property
    def laagste(self) -> int | None:
        """The lowest score; None while one waarde is not judged and none is zero."""
        scores = [getattr(self, waarde) for waarde in rules.VRAGEN]
        known = [score for score in scores if score is not None]
        return min(known) if 0 in known or len(known) == len(scores) else None


class Kostenpost(models.Model):
    """What one payer pays each year on one of the two paths, in whole euros with a band."""

    class Pad(models.TextChoices):
        """Go on as now, or break through."""

        DOORMODDEREN = "doormodderen", "Doormodderen"
        DOORBREKEN = "doorbreken", "Doorbreken"

    class Betaler(models.TextChoices):
        """Who pays, where it is no organisatie by name."""

        GEMEENTE = "gemeente", "de gemeente"
        VERZEKERAAR = "verzekeraar", "de zorgverzekeraar"
        ZORGKANTOOR = "zorgkantoor", "het zorgkantoor"
        CORPORATIE = "corporatie", "de woningcorporatie"
        SCHOOL = "school", "de school"
        SZW = "szw", "het Rijk (SZW)"
        VWS = "vws", "het Rijk (VWS)"
        JENV = "jenv", "het Rijk (JenV)"
        RIJK = "rijk", "het Rijk (anders)"
        HUISHOUDEN = "huishouden", "het huishouden"
        ANDER = "ander", "een ander"

    plan = models.ForeignKey(Doorbraakplan, models.CASCADE, related_name="kostenposten")
    pad = models.CharField(max_length=12, choices=Pad.choices)
    wat = EenRegelField(max_length=120)
    betaler = models.ForeignKey(
        "organisaties.Organisatie", models.PROTECT, null=True, blank=True, related_name="+"
    )
    betaler_soort = models.CharField(max_length=12, choices=Betaler.choices, blank=True)
    van_jaar = models.PositiveSmallIntegerField(default=1)
    tot_jaar = models.PositiveSmallIntegerField(default=5, help_text="Dit jaar telt mee.")
    laag = models.PositiveIntegerField()
    waarschijnlijk = models.PositiveIntegerField()
    hoog = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "kostenposten"
        constraints = [
            models.CheckConstraint(
                condition=Q(laag__lte=F("waarschijnlijk")) & Q(waarschijnlijk__lte=F("hoog")),
                name="kostenpost_band",
            ),
            models.CheckConstraint(
                condition=Q(van_jaar__gte=1, van_jaar__lte=F("tot_jaar"), tot_jaar__lte=5),
                name="kostenpost_jaren",
            ),
            models.CheckConstraint(
                condition=Q(betaler__isnull=True) ^ Q(betaler_soort=""),
                name="kostenpost_een_betaler",
            ),
        ]

    def __str__(self) -> str:
        return self.wat
