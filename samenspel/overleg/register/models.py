"""What became of a besluit after it was taken: what everybody reads, and that it still holds."""

from django.db import models

from samenspel.basis import klok
from samenspel.basis.regel import EenRegelField
from samenspel.overleg.besluiten.models import Besluit


class Herziening(models.Model):
    """The team looked at a besluit on its day, and it still holds; never changed itself.

    Writing one moves `Besluit.herzien_op` (`sql/register.sql`), and nothing else does.
    """

    besluit = models.ForeignKey(Besluit, models.CASCADE, related_name="herzieningen")
    herzien_op = models.DateField(help_text="Wanneer partners weer kijken.")
    reden = models.TextField(help_text="Waarom het nog klopt.")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, related_name="+")
    op = models.DateTimeField(default=klok.now)

    class Meta:
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reden=""), name="herziening_met_reden")
        ]


class OpenbaarBesluit(models.Model):
    """All that somebody without an account reads of a besluit: nothing else is open to her.

    The database writes it when the besluit is taken (`sql/register.sql`). `standpunten` names the
    partners of an opgave that everybody may read, with consent, zorg or bezwaar; no words of them.
    """

    besluit = models.OneToOneField(Besluit, models.CASCADE, related_name="openbaar")
    titel = EenRegelField(max_length=160)
    tekst = models.TextField()
    genomen_op = models.DateField()
    geldt_van = models.DateField()
    geldt_tot = models.DateField(null=True)
    standpunten = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "openbare besluiten"

    def __str__(self) -> str:
        return self.titel
