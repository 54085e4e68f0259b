"""The clock of the example."""

from django.db import migrations

TABLE = """
    create table basis_klok (
        een boolean primary key default true check (een),
        dagen integer not null default 0 check (dagen between 0 and 1000)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("basis", "0003_werker")]
    operations = [migrations.RunSQL(TABLE, "drop table basis_klok")]
