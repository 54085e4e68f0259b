"""What is kept about the requests of whoever signed in."""

from django.db import models

from samenspel.basis.regel import EenRegelField


class SentForm(models.Model):
    """A form that was sent and done: the same form that comes once more, is not done again.

    It says nothing of what was filled in; only whoever sent it can find it.
    """

    key = EenRegelField(unique=True, max_length=64, help_text="sha256 van het formulier.")
    gebruiker = models.ForeignKey("organisaties.Gebruiker", models.CASCADE, related_name="+")
    went_to = models.TextField(help_text="Waar het op uitkwam.")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["gebruiker", "sent_at"], name="sentform_gebruiker")]

    def __str__(self) -> str:
        return self.key
