"""Nothing any more: who sees and changes what stands in `beleid.py` and `sql/`, as it is now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("opgaven", "0001_initial"), ("spoor", "0002_verzegeld")]
    operations = []
