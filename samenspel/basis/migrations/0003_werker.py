"""The worker logs in as a role of its own."""

from django.db import migrations

from samenspel.basis.database import ROLLEN


class Migration(migrations.Migration):
    dependencies = [("basis", "0002_tellers")]
    operations = [migrations.RunSQL(ROLLEN.read_text(), migrations.RunSQL.noop)]
