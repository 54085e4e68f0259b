"""The secret by which `sql/verhaalpagina.sql` takes something off small groups."""

from django.db import migrations

TABLE = """
    create table verhalen_geheim (sleutel uuid primary key default gen_random_uuid());
    insert into verhalen_geheim default values;
    alter table verhalen_geheim enable row level security;
    revoke all on verhalen_geheim from public, samenspel_web;
"""


class Migration(migrations.Migration):
    dependencies = [("verhalen", "0006_klok")]
    operations = [migrations.RunSQL(TABLE, migrations.RunSQL.noop)]
