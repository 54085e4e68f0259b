"""Who sees and changes an opgave and what hangs from it."""

from django.db import migrations

from samenspel.basis.rls import (
    in_my_organisaties,
    in_my_teams,
    row_policy,
    row_policy_through,
    trail_policy,
    visible_to_me,
)

FUNCTIONS = """
    create function mijn_partneropgaven() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$
        select opgave_id from opgaven_partner
        where organisatie_id = any (array(select mijn_organisaties()))
    $$;

    create function mijn_teamopgaven() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$
        -- Whoever leaves her organisatie leaves its place in the team too.
        select opgave_id from opgaven_teamlid
        where gebruiker_id = mijn_id()
          and organisatie_id = any (array(select mijn_organisaties()))
    $$;
"""
BY_TEAM_OR_OWNER = f"""
    {in_my_teams()} or exists (
        select from opgaven_opgave where id = opgave_id and {in_my_organisaties()}
    )
"""
BY_GIVER = f"""
    exists (select from organisaties_orgaan where id = gever_id and {in_my_organisaties()})
"""


class Migration(migrations.Migration):
    dependencies = [("opgaven", "0001_initial"), ("spoor", "0002_verzegeld")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS, "drop function mijn_partneropgaven(); drop function mijn_teamopgaven();"
        ),
        row_policy(
            "opgaven_opgave",
            read=visible_to_me(opgave="id"),
            insert=f"{in_my_organisaties()} and maker_id = mijn_id()",
            update=f"{in_my_organisaties()} or {in_my_teams('id')}",
        ),
        row_policy_through(
            "opgaven_partner", parent="opgaven_opgave", column="opgave_id", write=BY_TEAM_OR_OWNER
        ),
        row_policy_through(
            "opgaven_teamlid", parent="opgaven_opgave", column="opgave_id", write=BY_TEAM_OR_OWNER
        ),
        row_policy_through(
            "opgaven_mandaat", parent="opgaven_opgave", column="opgave_id", write=BY_GIVER
        ),
        row_policy(
            "opgaven_belang",
            read=visible_to_me(),
            insert=f"{in_my_organisaties()} and maker_id = mijn_id()",
            update=in_my_organisaties(),
        ),
        row_policy(
            "opgaven_inzet",
            read=visible_to_me(),
            insert=f"({in_my_organisaties()} or {in_my_teams()}) and maker_id = mijn_id()",
            update=f"{in_my_organisaties()} or {in_my_teams()}",
        ),
        trail_policy("opgaven_opgave", "opgave"),
        trail_policy("opgaven_inzet", "inzet"),
    ]
