"""When whoever asked a question saw the answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("overleg", "0014_bevoegdheid_gevraagd")]

    operations = [
        migrations.AddField(
            model_name="reactie",
            name="gelezen_op",
            field=models.DateTimeField(
                blank=True,
                help_text="Wanneer wie de vraag stelde het antwoord zag.",
                null=True,
            ),
        ),
    ]
