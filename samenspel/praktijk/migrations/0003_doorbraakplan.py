"""The doorbraakplan of a casus, its maatregelen and its kostenposten."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisaties", "0004_beheer"),
        ("praktijk", "0002_wie_ziet_wat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Doorbraakplan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                (
                    "casus",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan",
                        to="praktijk.casus",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Kostenpost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pad",
                    models.CharField(
                        choices=[("doormodderen", "Doormodderen"), ("doorbreken", "Doorbreken")],
                        max_length=12,
                    ),
                ),
                ("wat", models.CharField(max_length=120)),
                (
                    "betaler_soort",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gemeente", "de gemeente"),
                            ("verzekeraar", "de zorgverzekeraar"),
                            ("zorgkantoor", "het zorgkantoor"),
                            ("corporatie", "de woningcorporatie"),
                            ("school", "de school"),
                            ("szw", "het Rijk (SZW)"),
                            ("vws", "het Rijk (VWS)"),
                            ("jenv", "het Rijk (JenV)"),
                            ("rijk", "het Rijk (anders)"),
                            ("huishouden", "het huishouden"),
                            ("ander", "een ander"),
                        ],
                        max_length=12,
                    ),
                ),
                ("van_jaar", models.PositiveSmallIntegerField(default=1)),
                (
                    "tot_jaar",
                    models.PositiveSmallIntegerField(default=5, help_text="Dit jaar telt mee."),
                ),
                ("laag", models.PositiveIntegerField()),
                ("waarschijnlijk", models.PositiveIntegerField()),
                ("hoog", models.PositiveIntegerField()),
                (
                    "betaler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kostenposten",
                        to="praktijk.doorbraakplan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kostenposten",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("laag__lte", models.F("waarschijnlijk")),
                            ("waarschijnlijk__lte", models.F("hoog")),
                        ),
                        name="kostenpost_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tot_jaar__lte", 5),
                            ("van_jaar__gte", 1),
                            ("van_jaar__lte", models.F("tot_jaar")),
                        ),
                        name="kostenpost_jaren",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("betaler__isnull", True), ("betaler_soort", ""), _connector="XOR"
                        ),
                        name="kostenpost_een_betaler",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Maatregel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wat", models.CharField(max_length=300)),
                ("artikel", models.CharField(blank=True, max_length=200)),
                (
                    "legitimiteit",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("legitimiteit_zin", models.CharField(blank=True, max_length=300)),
                (
                    "betrokkenheid",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("betrokkenheid_zin", models.CharField(blank=True, max_length=300)),
                (
                    "rendement",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("rendement_zin", models.CharField(blank=True, max_length=300)),
                ("gemaakt_op", models.DateTimeField(auto_now_add=True)),
                ("versie", models.PositiveIntegerField(default=1)),
                (
                    "overgenomen_van",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="overgenomen",
                        to="praktijk.maatregel",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="maatregelen",
                        to="praktijk.doorbraakplan",
                    ),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.regeling",
                    ),
                ),
                (
                    "wie",
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
                "verbose_name_plural": "maatregelen",
                "ordering": ["gemaakt_op"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("legitimiteit__lte", 3),
                            ("betrokkenheid__lte", 3),
                            ("rendement__lte", 3),
                        ),
                        name="maatregel_waarden_tot_drie",
                    )
                ],
            },
        ),
    ]
