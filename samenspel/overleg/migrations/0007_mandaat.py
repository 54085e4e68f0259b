"""A mandaat is overleg's: its table moves there, with every row and policy it has."""

from uuid import uuid4

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("opgaven", "0004_wie_wijzigt_wat"),
        ("organisaties", "0005_stem_en_keuze"),
        ("overleg", "0006_doorgezet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "alter table opgaven_mandaat rename to overleg_mandaat;",
                    "alter table overleg_mandaat rename to opgaven_mandaat;",
                )
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Mandaat",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("onderwerp", models.CharField(max_length=200)),
                        (
                            "bedrag",
                            models.PositiveIntegerField(
                                blank=True, help_text="Hoogste bedrag samen, euro.", null=True
                            ),
                        ),
                        ("begint_op", models.DateField()),
                        ("eindigt_op", models.DateField()),
                        ("instructies", models.TextField(blank=True)),
                        ("ingetrokken_op", models.DateField(blank=True, null=True)),
                        ("ingetrokken_reden", models.TextField(blank=True)),
                        (
                            "gever",
                            models.ForeignKey(
                                on_delete=PROTECT, related_name="+", to="organisaties.orgaan"
                            ),
                        ),
                        (
                            "houder",
                            models.ForeignKey(
                                on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "opgave",
                            models.ForeignKey(
                                on_delete=CASCADE, related_name="+", to="opgaven.opgave"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("eindigt_op__gt", models.F("begint_op"))),
                                name="mandaat_eindigt_na_begin",
                            )
                        ],
                    },
                ),
                migrations.AlterField(
                    model_name="bijdrage",
                    name="mandaat",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=PROTECT,
                        related_name="+",
                        to="overleg.mandaat",
                    ),
                ),
            ],
        ),
    ]
