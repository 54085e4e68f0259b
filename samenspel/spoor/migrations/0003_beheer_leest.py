"""A beheerder reads who changed the memberships of her organisatie."""

from django.db import migrations

POLICY = """
    create policy trail_of_organisatie on spoor_gebeurtenis for select using (
        soort = 'organisatie' and object_id = any (array(select mijn_beheer()))
    );
"""


class Migration(migrations.Migration):
    dependencies = [("spoor", "0002_verzegeld"), ("organisaties", "0004_beheer")]
    operations = [
        migrations.RunSQL(POLICY, "drop policy trail_of_organisatie on spoor_gebeurtenis;")
    ]
