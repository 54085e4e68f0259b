"""Why the ladder went to this orgaan."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("overleg", "0005_stap_voor_de_verteller"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendering",
            name="doorgezet_reden",
            field=models.TextField(
                blank=True, help_text="Waarom de ladder na die trede hierheen ging."
            ),
        ),
    ]
