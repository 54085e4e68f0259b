"""For which of her organisaties somebody works now."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0004_beheer")]
    operations = [
        migrations.AddField(
            model_name="gebruiker",
            name="werkt_voor",
            field=models.ForeignKey(
                blank=True,
                help_text="Namens wie zij nu werkt, als zij er meer heeft.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisaties.organisatie",
            ),
        ),
    ]
