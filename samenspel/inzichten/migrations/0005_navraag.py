"""A voorstel is a besluit not yet taken; what asks an indiener yes or no is a navraag."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inzichten", "0004_betere_vectorindex")]

    operations = [
        migrations.RenameModel("Voorstel", "Navraag"),
        migrations.AlterModelOptions(
            name="navraag",
            options={"ordering": ["gemaakt_op"], "verbose_name_plural": "navragen"},
        ),
        migrations.RemoveConstraint("navraag", "voorstel_uniek"),
        migrations.RemoveConstraint("navraag", "voorstel_beantwoord"),
        migrations.AddConstraint(
            model_name="navraag",
            constraint=models.UniqueConstraint(fields=("casus", "knelpunt"), name="navraag_uniek"),
        ),
        migrations.AddConstraint(
            model_name="navraag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stand", "open"), ("beantwoord_op__isnull", False), _connector="XOR"
                ),
                name="navraag_beantwoord",
            ),
        ),
    ]
