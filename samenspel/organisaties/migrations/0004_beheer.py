"""Only a beheerder decides who works for her organisatie, and in which role."""

from django.db import migrations

from samenspel.basis.rls import any_of, row_policy

FUNCTION = """
    create function mijn_beheer() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$
        select organisatie_id from organisaties_lidmaatschap
        where gebruiker_id = mijn_id() and rol = 'beheerder'
    $$;
"""
BY_BEHEERDER = any_of("organisatie_id", "mijn_beheer")


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0003_kort")]
    operations = [
        migrations.RunSQL(FUNCTION, "drop function mijn_beheer();"),
        row_policy(
            "organisaties_lidmaatschap", read="true", insert=BY_BEHEERDER, delete=BY_BEHEERDER
        ),
    ]
