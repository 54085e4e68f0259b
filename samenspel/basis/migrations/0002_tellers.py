"""Throttling counts in the database; what the library before it kept goes."""

from pathlib import Path

from django.db import migrations

TELLERS = Path(__file__).parent.parent / "sql" / "tellers.sql"
OLD = "axes_accessattemptexpiration, axes_accessattempt, axes_accesslog, axes_accessfailurelog"


class Migration(migrations.Migration):
    dependencies = [("basis", "0001_rollen")]
    operations = [
        migrations.RunSQL(
            TELLERS.read_text(),
            """
            drop function tel_mee(bytea, integer);
            drop function tel_terug(bytea);
            drop table basis_teller;
            """,
        ),
        migrations.RunSQL(f"drop table if exists {OLD}", migrations.RunSQL.noop),
    ]
