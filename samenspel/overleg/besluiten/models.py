"""Proposals that become besluiten, what partners say of them and what they ask."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.regel import EenRegelField
from samenspel.basis.zoeken import search_column, search_indexes
from samenspel.organisaties.models import Zichtbaar
from samenspel.overleg.besluiten.geldigheid import zin
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering


class Besluit(Zichtbaar):
    """A proposal that becomes a besluit when no partner has a reasoned, overriding objection.

    `versie` is that of what is proposed: the text, whose power is used, what is asked of whom, from
    when until when it holds, what it does with an earlier one, what everybody may read.
    Without `bevoegd` it uses nobody's power and is an advice. `tafel` is written by the database
    when it is taken (`sql/register.sql`), for partners and werkafspraken change later.
    """

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
    bevoegd = models.ForeignKey(
        "organisaties.Organisatie",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wiens bevoegdheid dit besluit gebruikt; zonder is het een advies.",
    )
    bevoegdheid = EenRegelField(
        max_length=200, blank=True, help_text="Welke bevoegdheid, van welk orgaan."
    )
    geopend_op = models.DateField(null=True, blank=True, help_text="Wanneer de ronde begon.")
    gewijzigd_op = models.DateField(
        default=klok.today, help_text="Sinds wanneer het voorstel zo luidt."
    )
    verlengd_op = models.DateField(
        null=True, blank=True, help_text="Wanneer de ronde is verlengd, omdat te weinig spraken."
    )
    sluit_op = models.DateField(null=True, blank=True)
    gezamenlijk = models.BooleanField(
        default=False, help_text="Alleen genomen door wie instemde; te weinig partners reageerden."
    )
    eerdere_regels = models.BooleanField(
        default=False, help_text="Genomen voordat deze regels golden."
    )
    genomen_op = models.DateTimeField(null=True, blank=True)
    tafel = models.JSONField(
        null=True, editable=False, help_text="Wie partner was en wat was afgesproken, toen."
    )
    geldt_van = models.DateField(null=True, blank=True, help_text="Vanaf welke dag het geldt.")
    geldt_tot = models.DateField(
        null=True, blank=True, help_text="Vanaf welke dag het niet meer geldt."
    )
    ingetrokken_op = models.DateField(null=True, blank=True)
    ingetrokken_reden = models.TextField(blank=True)
    herzien_op = models.DateField(
        null=True, blank=True, help_text="Wanneer partners kijken of het besluit nog klopt."
    )
    openbare_tekst = models.TextField(
        blank=True, help_text="Wat iedereen mag lezen als het is genomen; leeg is niets."
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
            ),
            models.CheckConstraint(
                condition=Q(geldt_tot__isnull=True)
                | Q(geldt_van__isnull=True)
                | Q(geldt_tot__gte=F("geldt_van")),
                name="besluit_geldt_na_begin",
            ),
            models.CheckConstraint(
                condition=Q(bevoegd__isnull=True) | ~Q(bevoegdheid=""),
                name="besluit_bevoegdheid_in_woorden",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("overleg:besluit", args=[self.pk])


class Opvolging(models.Model):
    """What a besluit does with one that was taken before, in the same opgave.

    It is part of what is proposed. Without `deel` it is about all of `eerder`: one that is replaced
    or withdrawn is then in force until the other one is (`sql/register.sql`).
    """

    class Aard(models.TextChoices):
        """What becomes of the earlier one."""

        VERVANGT = "vervangt", "Vervangt"
        WERKT_UIT = "werkt uit", "Werkt uit"
        TREKT_IN = "trekt in", "Trekt in"

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="opvolgingen")
    eerder = models.ForeignKey(Besluit, models.PROTECT, related_name="opgevolgd")
    aard = models.CharField(max_length=9, choices=Aard.choices)
    deel = EenRegelField(
        max_length=200, blank=True, help_text="Welk deel van het eerdere besluit; leeg is alles."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["besluit", "eerder"], name="opvolging_uniek"),
            models.CheckConstraint(
                condition=~Q(besluit=F("eerder")), name="opvolging_van_een_ander"
            ),
        ]

    def __str__(self) -> str:
        return zin(self.aard, self.deel, str(self.eerder))

    def get_absolute_url(self) -> str:
        """Return the page of the later besluit."""
        return self.besluit.get_absolute_url()


class Voorstelversie(models.Model):
    """What a proposal said when partners could react to it; never changed itself.

    The database writes `daarbij`: whoever could write it otherwise could rewrite what partners
    consented to. `vanwege` is the objection that caused the change.
    """

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="versies")
    nummer = models.PositiveIntegerField()
    ronde = models.PositiveSmallIntegerField()
    titel = EenRegelField(max_length=160)
    voorstel = models.TextField()
    daarbij = models.JSONField(
        default=dict,
        editable=False,
        help_text="Welke bevoegdheid, wat van wie, hoe lang; de database vult het in.",
    )
    vanwege = models.ForeignKey(
        "overleg.Reactie", models.PROTECT, null=True, blank=True, related_name="+"
    )
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    op = models.DateTimeField(default=klok.now)

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["besluit", "nummer"], name="voorstelversie_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.titel} (versie {self.nummer})"


class Reactie(models.Model):
    """What somebody said for a partner, of one version of a proposal, in one round.

    Never changed or removed: whoever thinks again says it again, and the latest of a version
    counts. A question is answered or withdrawn, and stays what it was.
    """

    class Soort(models.TextChoices):
        """What one can say; `rules.SOORTEN` says in which round.

        Consent is the absence of a reasoned, overriding objection.
        """

        VRAAG = "vraag", "Vraag"
        HELDER = "helder", "Niets toe te voegen"
        FEIT = "feit", "Feit"
        WAARDE = "waarde", "Waarde"
        BELANG = "belang", "Belang"
        CONSENT = "consent", "Consent"
        ZORG = "zorg", "Consent, met zorg"
        BEZWAAR = "bezwaar", "Bezwaar"

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="reacties")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    fase = models.CharField(
        max_length=16, choices=Besluit.Stand.choices, default=Besluit.Stand.BESLUIT
    )
    ronde = models.PositiveSmallIntegerField()
    voorstelversie = models.PositiveIntegerField(
        default=1, help_text="Van welke versie van het voorstel dit is gezegd."
    )
    versie = models.PositiveIntegerField(
        default=1, help_text="Hoeveelste keer deze partner iets zei van dit voorstel."
    )
    soort = models.CharField(max_length=8, choices=Soort.choices)
    belang = models.ForeignKey(
        "opgaven.Belang", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Repeats belang.kern: the belang may be confidential, that it is a kernbelang is not.
    kern = models.BooleanField(default=False)
    opgelost = models.BooleanField(
        default=False, help_text="Ons eerdere bezwaar op een kernbelang is opgelost."
    )
    toelichting = models.TextField(blank=True)
    deel = EenRegelField(max_length=200, blank=True, help_text="Over welk deel gaat het?")
    wet = EenRegelField(max_length=200, blank=True, help_text="Op welke wet rust het bezwaar?")
    oplossing = models.TextField(blank=True, help_text="Wat zou uw bezwaar wegnemen?")
    antwoord = models.TextField(blank=True, help_text="Antwoord op een vraag.")
    beantwoord_door = models.ForeignKey(
        "organisaties.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+"
    )
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    gelezen_op = models.DateTimeField(
        null=True, blank=True, help_text="Wanneer wie de vraag stelde het antwoord zag."
    )
    ingetrokken_op = models.DateTimeField(null=True, blank=True, help_text="Een vraag vervalt.")
    op = models.DateTimeField(default=klok.now)

    class Meta:
        ordering = ["organisatie__naam", "versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["besluit", "organisatie", "versie"], name="reactie_volgorde"
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["consent", "helder"]) | ~Q(toelichting=""),
                name="reactie_met_reden",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of its besluit."""
        return reverse("overleg:besluit", args=[self.besluit_id])

    @property
    def is_open(self) -> bool:
        """Is it a question to which nobody answered yet?"""
        waits = self.beantwoord_op is None and self.ingetrokken_op is None
        return self.soort == self.Soort.VRAAG and waits


class Bijdrage(models.Model):
    """What a besluit asks of one organisatie, and on whose authority that is promised.

    It binds since `bekrachtigd_op`: somebody of it accepted it on `mandaat` (`Aanvaarding`), or
    `orgaan` decided so, with proof. Whoever said no yes is not bound: what was asked of it lapses.
    """

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="bijdragen")
    organisatie = models.ForeignKey("organisaties.Organisatie", models.PROTECT, related_name="+")
    wat = EenRegelField(max_length=200)
    bevoegdheid = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Vraagt alleen om de bevoegdheid te gebruiken die het besluit noemt.",
    )
    bedrag = models.PositiveIntegerField(default=0, help_text="In euro.")
    uiterlijk = models.DateField(null=True, blank=True, help_text="Wanneer het er moet zijn.")
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
    bewijs = EenRegelField(
        max_length=300, blank=True, help_text="Nummer of adres van het besluit van het orgaan."
    )
    vervallen_op = models.DateField(null=True, blank=True)
    vervallen_reden = models.TextField(blank=True)
    afgewezen = models.BooleanField(default=False, help_text="Het orgaan zei nee.")

    class Meta:
        ordering = ["organisatie__naam"]
        constraints = [
            models.UniqueConstraint(fields=["besluit", "organisatie"], name="bijdrage_uniek"),
            models.CheckConstraint(
                condition=Q(vervallen_op__isnull=True)
                | (Q(bekrachtigd_op__isnull=True) & ~Q(vervallen_reden="")),
                name="bijdrage_vervallen_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie}: {self.wat}"

    def get_absolute_url(self) -> str:
        """Return the page of its besluit."""
        return reverse("overleg:besluit", args=[self.besluit_id])


class Aanvaarding(models.Model):
    """Who holds a mandaat promises a bijdrage on it, as it is asked in one version.

    Her own act, whatever organisatie she works for; she read its subject and instructions. The
    latest of a version counts: without `mandaat` she takes it back.
    """

    bijdrage = models.ForeignKey(Bijdrage, models.CASCADE, related_name="aanvaardingen")
    mandaat = models.ForeignKey(Mandaat, models.PROTECT, null=True, blank=True, related_name="+")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    voorstelversie = models.PositiveIntegerField()
    # Repeats the bijdrage: what is asked is what was promised, or it is not promised.
    wat = EenRegelField(max_length=200)
    bedrag = models.PositiveIntegerField(help_text="In euro.")
    op = models.DateTimeField(default=klok.now)

    class Meta:
        ordering = ["op", "pk"]
