"""What is only hers (password, address, key of the calendar) leaves the table that all may read."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COPY = """
    insert into organisaties_account (gebruiker_id, inlognaam, email, wachtwoord, kalender_sleutel)
    select id, username, email, case when password like '!%' then '' else password end,
           kalender_sleutel
    from organisaties_gebruiker;
    insert into organisaties_sleutel (hash, gebruiker_id, waarvoor)
    select encode(sha256(convert_to(kalender_sleutel::text, 'UTF8')), 'hex'), id, 'agenda'
    from organisaties_gebruiker;
    update organisaties_gebruiker set first_name = '' where not voorbeeld;
"""
NOT_HERE = [
    "username", "email", "password", "kalender_sleutel", "last_login", "last_name", "date_joined",
    "is_staff", "is_superuser", "groups", "user_permissions",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0005_stem_en_keuze")]
    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "gebruiker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inlognaam",
                    models.CharField(
                        help_text="Meestal haar e-mailadres.", max_length=150, unique=True
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=254)),
                (
                    "wachtwoord",
                    models.CharField(
                        blank=True,
                        help_text="Als hash; leeg als zij er nog geen koos.",
                        max_length=128,
                    ),
                ),
                (
                    "kalender_sleutel",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="Geheim adres van de eigen agenda.",
                        unique=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sleutel",
            fields=[
                (
                    "hash",
                    models.CharField(
                        help_text="sha256 van de sleutel.",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "waarvoor",
                    models.CharField(
                        choices=[
                            ("sessie", "ingelogd zijn"),
                            ("agenda", "de eigen agenda lezen"),
                            ("taak", "werk van het programma voor haar"),
                            ("wachtwoord", "een wachtwoord kiezen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("tot", models.DateTimeField(help_text="Leeg: tot er een andere komt.", null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.AlterModelManagers(name="gebruiker", managers=[]),
        *(migrations.RemoveField("gebruiker", name) for name in NOT_HERE),
        migrations.RenameField("gebruiker", "first_name", "doet"),
        migrations.AlterField(
            "gebruiker",
            "doet",
            models.CharField(
                blank=True, help_text="Wat zij in het voorbeeld doet.", max_length=150
            ),
        ),
        migrations.AlterField(
            "gebruiker",
            "is_active",
            models.BooleanField(default=True, help_text="Uit: zij komt er niet meer in."),
        ),
        migrations.RunSQL("drop table if exists django_session", migrations.RunSQL.noop),
    ]
