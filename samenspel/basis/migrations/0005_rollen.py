"""The worker has none of the web role's rights unless it becomes that role."""

from django.db import migrations

from samenspel.basis.database import ROLLEN


class Migration(migrations.Migration):
    dependencies = [("basis", "0004_klok")]
    operations = [migrations.RunSQL(ROLLEN.read_text(), migrations.RunSQL.noop)]
