"""Extensions, the web role and its rights, before any table is made."""

from pathlib import Path

from django.db import migrations

ROLLEN = Path(__file__).parent.parent / "sql" / "rollen.sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    operations = [migrations.RunSQL(ROLLEN.read_text(), migrations.RunSQL.noop)]
