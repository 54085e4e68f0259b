"""What the program finds for one person, and what she asks the indieners of others."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PARENT = django.db.models.deletion.CASCADE


def to(model: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=PARENT, related_name="+", to=model, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("inzichten", "0002_wie_ziet_wat"),
        ("praktijk", "0004_opgegaan_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Vermoeden",
            [
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gemaakt_op", models.DateTimeField(auto_now_add=True)),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("open", "Nog te bekijken"),
                            ("bevestigd", "Bevestigd"),
                            ("afgewezen", "Afgewezen"),
                            ("opgegaan", "Opgegaan in een ander"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("reden", models.TextField(blank=True, help_text="Waarom het is afgewezen.")),
                (
                    "knelpunt",
                    to(
                        "praktijk.knelpunt", blank=True, help_text="Wat er bevestigd is.", null=True
                    ),
                ),
                ("maker", to(settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name_plural": "vermoedens",
                "ordering": ["-gemaakt_op"],
                "indexes": [models.Index(fields=["maker", "stand"], name="vermoeden_maker")],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(stand="bevestigd") | Q(knelpunt__isnull=False),
                        name="vermoeden_bevestigd_als",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "VermoedenCasus",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("vermoeden", to("inzichten.vermoeden")),
                ("casus", to("praktijk.casus")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["vermoeden", "casus"], name="vermoedencasus_uniek"
                    )
                ]
            },
        ),
        migrations.AddField(
            "vermoeden",
            "casussen",
            models.ManyToManyField(
                related_name="+", through="inzichten.VermoedenCasus", to="praktijk.casus"
            ),
        ),
        migrations.CreateModel(
            "Voorstel",
            [
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gemaakt_op", models.DateTimeField(auto_now_add=True)),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("open", "Nog geen antwoord"),
                            ("ja", "Ja, dit speelt hier ook"),
                            ("nee", "Nee, dit speelt hier niet"),
                        ],
                        default="open",
                        max_length=4,
                    ),
                ),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
                ("casus", to("praktijk.casus")),
                ("knelpunt", to("praktijk.knelpunt")),
                ("maker", to(settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name_plural": "voorstellen",
                "ordering": ["gemaakt_op"],
                "constraints": [
                    models.UniqueConstraint(fields=["casus", "knelpunt"], name="voorstel_uniek"),
                    models.CheckConstraint(
                        condition=Q(stand="open") ^ Q(beantwoord_op__isnull=False),
                        name="voorstel_beantwoord",
                    ),
                ],
            },
        ),
    ]
