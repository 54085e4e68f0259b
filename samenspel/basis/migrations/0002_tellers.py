"""Throttling counts in the database; what the library before it kept goes."""

from django.db import migrations

TABLE = """
    create table basis_teller (
        sleutel bytea primary key,
        aantal integer not null,
        tot timestamptz not null
    )
"""
OLD = "axes_accessattemptexpiration, axes_accessattempt, axes_accesslog, axes_accessfailurelog"


class Migration(migrations.Migration):
    dependencies = [("basis", "0001_rollen")]
    operations = [
        migrations.RunSQL(TABLE, "drop table basis_teller"),
        migrations.RunSQL(f"drop table if exists {OLD}", migrations.RunSQL.noop),
    ]
