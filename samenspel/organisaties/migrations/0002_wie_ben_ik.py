"""Who is working, and for which organisaties: the two questions that row policies ask."""

from django.db import migrations

# They run as their owner, so they may read memberships whatever policies come later. pg_temp
# comes last: otherwise a temporary table with the same name would be read first.
FUNCTIONS = """
    create function mijn_id() returns bigint
    language sql stable parallel safe set search_path = public, pg_temp
    as $$ select nullif(current_setting('samenspel.gebruiker', true), '')::bigint $$;

    create function mijn_organisaties() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$ select organisatie_id from organisaties_lidmaatschap where gebruiker_id = mijn_id() $$;
"""

# The registers are public and only commands (as owner) write them; accounts and memberships
# are changed by an administrator, through actions that the web role may run.
RIGHTS = """
    revoke insert, update, delete on
        organisaties_indeling, organisaties_herindeling, organisaties_regeling,
        organisaties_regeling_ministeries
    from samenspel_web;
"""


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, "drop function mijn_organisaties(); drop function mijn_id();"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
