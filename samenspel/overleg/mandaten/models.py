"""The power to decide in the name of an orgaan."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samenspel.basis.regel import EenRegelField


class Mandaat(models.Model):
    """The power to decide in the name of an orgaan (Awb 10:1 - 10:12).

    What is decided on it adds up, to `bedrag` at the most; without `bedrag` there is no limit.
    The giver instructs the holder (Awb 10:6) and can withdraw it at any time (Awb 10:8).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opgave = models.ForeignKey("opgaven.Opgave", models.CASCADE, related_name="+")
    gever = models.ForeignKey("organisaties.Orgaan", models.PROTECT, related_name="+")
    houder = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    onderwerp = EenRegelField(max_length=200)
    bedrag = models.PositiveIntegerField(
        null=True, blank=True, help_text="Hoogste bedrag samen, euro."
    )
    begint_op = models.DateField()
    eindigt_op = models.DateField()
    instructies = models.TextField(blank=True)
    ingetrokken_op = models.DateField(null=True, blank=True)
    ingetrokken_reden = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt_op__gt=F("begint_op")), name="mandaat_eindigt_na_begin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.onderwerp} (namens {self.gever})"

    def get_absolute_url(self) -> str:
        """Return the page that shows who take part, on whose authority."""
        return reverse("opgaven:samen", args=[self.opgave_id])

    def geldt_op(self, dag: date) -> bool:
        """Is the mandate in force on `dag`? It ends at the beginning of its last day."""
        if self.ingetrokken_op is not None and self.ingetrokken_op <= dag:
            return False
        return self.begint_op <= dag < self.eindigt_op
