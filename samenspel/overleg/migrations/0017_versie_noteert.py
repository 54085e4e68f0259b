"""What goes with the text of a version is noted by the database; what was noted keeps its words."""

from django.db import migrations, models

KEEP_WORDS = r"""
update overleg_voorstelversie set daarbij = jsonb_build_object('woorden', concat_ws(
    E'\n', nullif(bevoegdheid, ''), nullif(gevraagd, ''), nullif(geldigheid, '')));
"""


class Migration(migrations.Migration):
    """Three texts become what the database notes."""

    dependencies = [("overleg", "0016_herzien_en_openbaar")]

    operations = [
        migrations.AddField(
            "voorstelversie",
            "daarbij",
            models.JSONField(
                default=dict,
                editable=False,
                help_text="Welke bevoegdheid, wat van wie, hoe lang; de database vult het in.",
            ),
        ),
        migrations.RunSQL(KEEP_WORDS, migrations.RunSQL.noop),
        migrations.RemoveField("voorstelversie", "bevoegdheid"),
        migrations.RemoveField("voorstelversie", "gevraagd"),
        migrations.RemoveField("voorstelversie", "geldigheid"),
    ]
