"""Nothing any more: who sees and changes what stands in `beleid.py` and `sql/`, as it is now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leren", "0001_initial"), ("praktijk", "0002_wie_ziet_wat")]
    operations = []
