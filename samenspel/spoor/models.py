"""The spoor: who did what when. Append-only; each row seals the one before it."""

from django.db import models


class Gebeurtenis(models.Model):
    """One act, written by the database (`sql/zegel.sql`).

    `inhoud` is the exact text that is sealed: ``hash = sha256(vorige + inhoud)``, in
    hexadecimal. The other columns repeat it, to search on.
    """

    volgnummer = models.BigIntegerField(primary_key=True)
    op = models.DateTimeField()
    wie = models.ForeignKey("organisaties.Gebruiker", models.PROTECT, null=True, related_name="+")
    wat = models.CharField(max_length=40)
    soort = models.CharField(max_length=40)
    object_id = models.UUIDField()
    inhoud = models.TextField()
    vorige = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["volgnummer"]
        indexes = [models.Index(fields=["object_id", "volgnummer"], name="spoor_object")]

    def __str__(self) -> str:
        return f"{self.wat} {self.soort}"
