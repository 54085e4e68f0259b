"""That a bijdrage asks for a power is a column of its own, and no longer its first words."""

from django.db import migrations, models

CONVERT = """
    update overleg_bijdrage x set bevoegdheid = true from overleg_besluit b
    where b.id = x.besluit_id and b.bevoegd_id = x.organisatie_id and x.bedrag = 0
      and x.wat like 'Eigen bevoegdheid gebruiken:%';
    set constraints all immediate;
    set constraints all deferred;
"""


class Migration(migrations.Migration):
    dependencies = [("overleg", "0013_openbare_tekst")]

    operations = [
        migrations.AddField(
            model_name="bijdrage",
            name="bevoegdheid",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Vraagt alleen om de bevoegdheid te gebruiken die het besluit noemt.",
            ),
        ),
        migrations.RunSQL(CONVERT, migrations.RunSQL.noop),
    ]
