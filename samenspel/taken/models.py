"""What somebody asked the program to do while she goes on."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samenspel.basis.regel import EenRegelField


class Taak(models.Model):
    """One piece of work; the database puts it in the queue as soon as it is written (sql/).

    So an act and the work that follows from it are there both or neither. Only whoever asked sees
    it; what nobody asked who is signed in, nobody sees.
    """

    class Stand(models.TextChoices):
        """How far it is."""

        WACHT = "wacht", "Wacht op zijn beurt"
        BEZIG = "bezig", "Bezig"
        KLAAR = "klaar", "Klaar"
        GESTOPT = "gestopt", "Gestopt"
        MISLUKT = "mislukt", "Mislukt"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    soort = EenRegelField(max_length=60, help_text="De naam in `taken.work.SOORTEN`.")
    gegevens = models.JSONField(default=dict, help_text="Alleen nummers van rijen, nooit tekst.")
    aanvrager = models.ForeignKey(
        "organisaties.Gebruiker", models.CASCADE, null=True, related_name="+"
    )
    gevraagd_op = models.DateTimeField(auto_now_add=True)
    stand = models.CharField(max_length=7, choices=Stand.choices, default=Stand.WACHT)
    voortgang = models.PositiveSmallIntegerField(default=0, help_text="In procenten.")
    stap = EenRegelField(max_length=80, blank=True, help_text="Wat er nu gebeurt.")
    stop_gevraagd = models.BooleanField(default=False)
    uitkomst = EenRegelField(max_length=300, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gevraagd_op"]
        verbose_name_plural = "taken"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvrager", "soort", "gegevens"],
                condition=Q(klaar_op=None),
                name="taak_een_tegelijk",
            ),
            models.CheckConstraint(condition=Q(voortgang__lte=100), name="taak_voortgang"),
            models.CheckConstraint(
                condition=Q(klaar_op=None) ^ Q(stand__in=["klaar", "gestopt", "mislukt"]),
                name="taak_klaar_op",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} van {self.gevraagd_op:%d-%m-%Y}"
