"""The pen is offered to somebody, who takes it or not."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An invitation can offer the pen to somebody in the team."""

    dependencies = [("opgaven", "0007_uitnodigen")]

    operations = [
        migrations.RemoveConstraint("uitnodiging", "uitnodiging_mens_in_team"),
        migrations.AlterField(
            "uitnodiging",
            "rol",
            models.CharField(
                choices=[
                    ("trekker", "Trekker"),
                    ("partner", "Partner"),
                    ("meedenker", "Meedenker"),
                    ("teamlid", "Lid van het programmateam"),
                    ("regisseur", "Opgaveregisseur"),
                ],
                default="partner",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "uitnodiging",
            models.CheckConstraint(
                condition=Q(gebruiker=None) & ~Q(rol="regisseur")
                | Q(gebruiker__isnull=False, rol__in=["teamlid", "regisseur"]),
                name="uitnodiging_mens_in_team",
            ),
        ),
    ]
