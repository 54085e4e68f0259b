"""How one besluit follows on another."""

from django.db import models
from django.db.models import F, Q

from samenspel.basis.regel import EenRegelField
from samenspel.overleg.besluiten.models import Besluit


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
        about = f" {self.deel} van" if self.deel else ""
        return f"{self.get_aard_display()}{about} “{self.eerder}”"

    def get_absolute_url(self) -> str:
        """Return the page of the later besluit."""
        return self.besluit.get_absolute_url()
