"""A vector goes with its casus, also when that is deleted in SQL or by a lower app."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inzichten", "0001_initial"), ("praktijk", "0002_wie_ziet_wat")]
    operations = [
        migrations.RunSQL(
            """
            alter table inzichten_casusvector
                add constraint inzichten_casusvector_casus foreign key (casus_id)
                references praktijk_casus (id) on delete cascade deferrable initially deferred
            """,
            "alter table inzichten_casusvector drop constraint inzichten_casusvector_casus",
        ),
    ]
