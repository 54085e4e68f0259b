"""A citaat and an aanwijzing go with their verhaal, whoever takes that back."""

from django.db import migrations


def goes_with_verhaal(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        alter table {table} add constraint {table}_verhaal foreign key (verhaal_id)
            references verhalen_verhaal (id) on delete cascade deferrable initially deferred
        """,
        f"alter table {table} drop constraint {table}_verhaal",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("verhalen", "0001_initial"),
        ("opgaven", "0002_wie_ziet_wat"),
        ("praktijk", "0002_wie_ziet_wat"),
        ("spoor", "0002_verzegeld"),
    ]
    operations = [goes_with_verhaal("verhalen_citaat"), goes_with_verhaal("verhalen_aanwijzing")]
