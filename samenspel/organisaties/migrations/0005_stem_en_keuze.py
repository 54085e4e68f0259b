"""Who speaks for an organisatie, and for which of hers somebody works now."""

import django.db.models.deletion
from django.db import migrations, models

FUNCTION = """
    create or replace function mijn_stem() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$
        select organisatie_id from organisaties_lidmaatschap
        where gebruiker_id = mijn_id() and rol in ('vertegenwoordiger', 'beheerder')
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0004_beheer")]
    operations = [
        migrations.AddField(
            model_name="gebruiker",
            name="werkt_voor",
            field=models.ForeignKey(
                blank=True,
                help_text="Namens wie zij nu werkt, als zij er meer heeft.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisaties.organisatie",
            ),
        ),
        # Going back keeps it: policies of later migrations need it, and those stay.
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
    ]
