"""Who may read a casus reads its vector; who works for its organisatie keeps it up to date."""

from django.db import migrations

from samenspel.basis.rls import in_my_organisaties, row_policy_through

OF_MY_CASUS = f"exists (select from praktijk_casus where id = casus_id and {in_my_organisaties()})"


class Migration(migrations.Migration):
    dependencies = [("inzichten", "0001_initial"), ("praktijk", "0002_wie_ziet_wat")]
    operations = [
        row_policy_through(
            "inzichten_casusvector", parent="praktijk_casus", column="casus_id", write=OF_MY_CASUS
        ),
        # A vector goes with its casus, also when that is deleted in SQL or by a lower app.
        migrations.RunSQL(
            """
            alter table inzichten_casusvector
                add constraint inzichten_casusvector_casus foreign key (casus_id)
                references praktijk_casus (id) on delete cascade deferrable initially deferred
            """,
            "alter table inzichten_casusvector drop constraint inzichten_casusvector_casus",
        ),
    ]
