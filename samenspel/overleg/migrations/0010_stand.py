"""Where a besluit is, is its stand, as of every other thing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("overleg", "0009_binnen_de_bijdrage")]

    operations = [
        migrations.RemoveConstraint("besluit", "besluit_ingetrokken_met_reden"),
        migrations.RemoveIndex("besluit", "besluit_opgave"),
        migrations.RenameField("besluit", "fase", "stand"),
        migrations.AddIndex(
            "besluit", models.Index(fields=["opgave", "stand"], name="besluit_opgave")
        ),
        migrations.AddConstraint(
            model_name="besluit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stand", "ingetrokken"), _negated=True),
                    models.Q(("ingetrokken_reden", ""), _negated=True),
                    _connector="OR",
                ),
                name="besluit_ingetrokken_met_reden",
            ),
        ),
    ]
