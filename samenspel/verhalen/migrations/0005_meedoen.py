"""Nothing any more: who sees and changes what stands in `beleid.py` and `sql/`, as it is now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("verhalen", "0004_opgegaan_in"), ("opgaven", "0004_wie_wijzigt_wat")]
    operations = []
