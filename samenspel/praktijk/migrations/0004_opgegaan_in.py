"""Two knelpunten about the same thing become one, and can be taken apart again."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("praktijk", "0003_doorbraakplan")]
    operations = [
        migrations.AddField(
            "knelpunt",
            "opgegaan_in",
            models.ForeignKey(
                blank=True,
                help_text="Het knelpunt dat over hetzelfde gaat en dat nu voor beide telt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ook_genoemd_als",
                to="praktijk.knelpunt",
            ),
        ),
        migrations.AddField(
            "koppeling",
            "via",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="praktijk.knelpunt",
            ),
        ),
        migrations.AlterField(
            "knelpunt",
            "casussen",
            models.ManyToManyField(
                related_name="knelpunten",
                through="praktijk.Koppeling",
                through_fields=("knelpunt", "casus"),
                to="praktijk.casus",
            ),
        ),
        migrations.AddIndex(
            "casus",
            models.Index(
                condition=Q(ingebracht_op__isnull=False),
                fields=["-ingebracht_op"],
                name="casus_ingebracht",
            ),
        ),
        migrations.AddConstraint(
            "knelpunt",
            models.CheckConstraint(
                condition=~Q(opgegaan_in=F("id")), name="knelpunt_niet_in_zichzelf"
            ),
        ),
    ]
