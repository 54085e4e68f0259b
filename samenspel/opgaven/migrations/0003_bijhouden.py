"""What an opgave said before, how it ended, and why a mandaat was withdrawn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opgaven", "0002_wie_ziet_wat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name="mandaat",
            name="ondermandaat",
        ),
        migrations.AddField(
            model_name="mandaat",
            name="ingetrokken_reden",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="opgave",
            name="afgerond_op",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="opgave",
            name="slotzin",
            field=models.TextField(
                blank=True, help_text="Wat ervan kwam, toen de opgave klaar was."
            ),
        ),
        migrations.AlterField(
            model_name="mandaat",
            name="bedrag",
            field=models.PositiveIntegerField(
                blank=True, help_text="Hoogste bedrag samen, euro.", null=True
            ),
        ),
        migrations.CreateModel(
            name="EerdereVersie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("versie", models.PositiveIntegerField()),
                ("titel", models.CharField(max_length=200)),
                ("bedoeling", models.TextField()),
                ("reden", models.TextField(help_text="Waarom de opgave daarna werd gewijzigd.")),
                ("gewijzigd_op", models.DateTimeField(auto_now_add=True)),
                (
                    "gewijzigd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eerdere_versies",
                        to="opgaven.opgave",
                    ),
                ),
            ],
            options={
                "ordering": ["-versie"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opgave", "versie"), name="eerdereversie_uniek"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True),
                        name="eerdereversie_met_reden",
                    ),
                ],
            },
        ),
    ]
