"""Who is asked to take part, and what partners change together."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samenspel.basis.klok


class Migration(migrations.Migration):
    dependencies = [
        ("opgaven", "0006_werkafspraken"),
        ("organisaties", "0005_stem_en_keuze"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Wijziging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("vaststellen", "De opgave vaststellen"),
                            ("inhoud", "De opgave wijzigen"),
                            ("partner erbij", "Een partner uitnodigen"),
                            ("partner weg", "Verder zonder een partner"),
                        ],
                        max_length=16,
                    ),
                ),
                ("versie", models.PositiveIntegerField()),
                ("titel", models.CharField(max_length=200)),
                ("bedoeling", models.TextField()),
                ("ronde_werkdagen", models.PositiveSmallIntegerField()),
                ("verval_na_rondes", models.PositiveSmallIntegerField()),
                ("quorum", models.PositiveSmallIntegerField()),
                (
                    "rol",
                    models.CharField(
                        choices=[
                            ("trekker", "Trekker"),
                            ("partner", "Partner"),
                            ("meedenker", "Meedenker"),
                        ],
                        default="partner",
                        max_length=12,
                    ),
                ),
                ("reden", models.TextField(blank=True)),
                ("gemaakt_op", models.DateTimeField(default=samenspel.basis.klok.now)),
                ("uiterlijk", models.DateField()),
                ("verlengd", models.BooleanField(default=False)),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("open", "Wacht op instemming"),
                            ("aangenomen", "Afgesproken"),
                            ("gestopt", "Niet afgesproken"),
                            ("ingetrokken", "Ingetrokken"),
                            ("verlopen", "Verlopen, niet afgesproken"),
                            ("vervallen", "Vervallen, de opgave is intussen anders"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("gesloten_op", models.DateTimeField(blank=True, null=True)),
                (
                    "gelezen_op",
                    models.DateField(
                        blank=True, help_text="Wanneer wie weg moest dit heeft gezien.", null=True
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "namens",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wijzigingen",
                        to="opgaven.opgave",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ["-gemaakt_op"],
            },
        ),
        migrations.CreateModel(
            name="Instemming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ja", models.BooleanField()),
                ("reden", models.TextField(blank=True)),
                ("op", models.DateTimeField(default=samenspel.basis.klok.now)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "wijziging",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instemmingen",
                        to="opgaven.wijziging",
                    ),
                ),
            ],
            options={
                "ordering": ["organisatie__naam"],
            },
        ),
        migrations.CreateModel(
            name="Uitnodiging",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rol",
                    models.CharField(
                        choices=[
                            ("trekker", "Trekker"),
                            ("partner", "Partner"),
                            ("meedenker", "Meedenker"),
                            ("teamlid", "Lid van het programmateam"),
                        ],
                        default="partner",
                        max_length=12,
                    ),
                ),
                ("gemaakt_op", models.DateTimeField(default=samenspel.basis.klok.now)),
                ("uiterlijk", models.DateField()),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("open", "Uitgenodigd"),
                            ("aangenomen", "Aangenomen"),
                            ("afgewezen", "Afgewezen"),
                            ("ingetrokken", "Ingetrokken"),
                            ("verlopen", "Geen antwoord"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
                ("reden", models.TextField(blank=True)),
                (
                    "versie",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="De versie van de opgave waarop ja is gezegd.",
                        null=True,
                    ),
                ),
                (
                    "beantwoord_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gebruiker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "namens",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uitnodigingen",
                        to="opgaven.opgave",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ["uiterlijk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gebruiker", None), ("stand", "open")),
                        fields=("opgave", "organisatie"),
                        name="uitnodiging_een_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("gebruiker__isnull", False), ("stand", "open")),
                        fields=("opgave", "gebruiker"),
                        name="uitnodiging_teamplek_een_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gebruiker", None), ("rol", "teamlid"), _connector="OR"
                        ),
                        name="uitnodiging_mens_in_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stand", "afgewezen"), _negated=True),
                            models.Q(("reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="uitnodiging_nee_met_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stand", "aangenomen"), _negated=True),
                            models.Q(
                                ("beantwoord_door__isnull", False), ("beantwoord_op__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="uitnodiging_ja_van_iemand",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="wijziging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("soort__in", ["vaststellen", "inhoud"]), ("stand", "open")),
                fields=("opgave",),
                name="wijziging_een_tegelijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="wijziging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisatie__isnull", False), ("stand", "open")),
                fields=("opgave", "organisatie"),
                name="wijziging_een_per_organisatie",
            ),
        ),
        migrations.AddConstraint(
            model_name="wijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("soort", "vaststellen"),
                    models.Q(("reden", ""), _negated=True),
                    _connector="OR",
                ),
                name="wijziging_met_reden",
            ),
        ),
        migrations.AddConstraint(
            model_name="wijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisatie", None), ("soort__in", ["vaststellen", "inhoud"])),
                    models.Q(
                        ("organisatie__isnull", False),
                        ("soort__in", ["partner erbij", "partner weg"]),
                    ),
                    _connector="OR",
                ),
                name="wijziging_over_wie",
            ),
        ),
        migrations.AddConstraint(
            model_name="instemming",
            constraint=models.UniqueConstraint(
                fields=("wijziging", "organisatie"), name="instemming_een"
            ),
        ),
        migrations.AddConstraint(
            model_name="instemming",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ja", True), models.Q(("reden", ""), _negated=True), _connector="OR"
                ),
                name="instemming_met_reden",
            ),
        ),
    ]
