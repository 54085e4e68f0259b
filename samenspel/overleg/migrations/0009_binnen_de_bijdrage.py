"""Nothing any more: `sql/binnen_bijdrage.sql` adds up what is agreed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("overleg", "0008_doorgezet_is_een_stand")]
    operations = []
