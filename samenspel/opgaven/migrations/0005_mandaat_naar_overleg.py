"""A mandaat is overleg's (overleg 0007 took its table along)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("opgaven", "0004_wie_wijzigt_wat"), ("overleg", "0007_mandaat")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Mandaat")]
        ),
    ]
