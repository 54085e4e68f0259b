"""The register: who sat at the table, from when until when a besluit holds, what follows on it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SINCE = """
    update overleg_besluit set geldt_van = (genomen_op at time zone 'Europe/Amsterdam')::date
    where stand = 'genomen';
    set constraints all immediate;
    set constraints all deferred;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("opgaven", "0006_werkafspraken"),
        ("organisaties", "0005_stem_en_keuze"),
        ("overleg", "0011_besluiten_die_houden"),
        ("praktijk", "0005_heropening"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opvolging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aard",
                    models.CharField(
                        choices=[
                            ("vervangt", "Vervangt"),
                            ("werkt uit", "Werkt uit"),
                            ("trekt in", "Trekt in"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "deel",
                    models.CharField(
                        blank=True,
                        help_text="Welk deel van het eerdere besluit; leeg is alles.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="besluit",
            name="geldt_tot",
            field=models.DateField(
                blank=True, help_text="Vanaf welke dag het niet meer geldt.", null=True
            ),
        ),
        migrations.AddField(
            model_name="besluit",
            name="geldt_van",
            field=models.DateField(blank=True, help_text="Vanaf welke dag het geldt.", null=True),
        ),
        migrations.AddField(
            model_name="besluit",
            name="tafel",
            field=models.JSONField(
                editable=False, help_text="Wie partner was en wat was afgesproken, toen.", null=True
            ),
        ),
        migrations.AddField(
            model_name="voorstelversie",
            name="geldigheid",
            field=models.TextField(
                blank=True, help_text="Vanaf en tot wanneer, en wat van eerdere besluiten wordt."
            ),
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="besluit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("geldt_tot__isnull", True),
                    ("geldt_van__isnull", True),
                    ("geldt_tot__gte", models.F("geldt_van")),
                    _connector="OR",
                ),
                name="besluit_geldt_na_begin",
            ),
        ),
        migrations.AddField(
            model_name="opvolging",
            name="besluit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="opvolgingen",
                to="overleg.besluit",
            ),
        ),
        migrations.AddField(
            model_name="opvolging",
            name="eerder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opgevolgd",
                to="overleg.besluit",
            ),
        ),
        migrations.AddConstraint(
            model_name="opvolging",
            constraint=models.UniqueConstraint(
                fields=("besluit", "eerder"), name="opvolging_uniek"
            ),
        ),
        migrations.AddConstraint(
            model_name="opvolging",
            constraint=models.CheckConstraint(
                condition=models.Q(("besluit", models.F("eerder")), _negated=True),
                name="opvolging_van_een_ander",
            ),
        ),
    ]
