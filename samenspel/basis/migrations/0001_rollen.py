"""Extensions, the web role and its rights, before any table is made."""

from django.db import migrations

from samenspel.basis.database import ROLLEN


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("contenttypes", "0001_initial")]
    operations = [migrations.RunSQL(ROLLEN.read_text(), migrations.RunSQL.noop)]
