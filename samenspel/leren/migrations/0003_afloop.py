"""A besluit is what partners take together; how it goes on after an experiment is its afloop."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leren", "0002_wie_ziet_wat")]

    operations = [
        migrations.RemoveConstraint("variant", "variant_besluit_over_experiment"),
        migrations.RenameField("variant", "besluit", "afloop"),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("afloop", ""),
                    models.Q(
                        models.Q(("vraag", ""), _negated=True), ("besloten_op__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="variant_afloop_van_experiment",
            ),
        ),
    ]
