"""Whoever may change something by `opgaven.permissions` may change its row, and nobody else."""

from django.db import migrations

from samenspel.basis.rls import (
    any_of,
    in_my_organisaties,
    in_my_teams,
    in_place_of_the_old,
    readable,
    row_policy,
    visible_to_me,
)

# Whoever makes an opgave takes the first place in its team; a team never empties after that.
FUNCTION = """
    create or replace function mijn_nieuwe_opgaven() returns setof uuid
    language sql stable security definer rows 10 set search_path = public, pg_temp
    as $$
        select id from opgaven_opgave
        where maker_id = mijn_id()
          and organisatie_id = any (array(select mijn_organisaties()))
          and not exists (select from opgaven_teamlid where opgave_id = opgaven_opgave.id)
    $$;
"""
I_SPEAK = any_of("organisatie_id", "mijn_stem")
SEE_OPGAVE = readable("opgaven_opgave", "opgave_id")
MANAGE = f"""
    {SEE_OPGAVE} and (
        {in_my_teams()}
        or (select {I_SPEAK} from opgaven_opgave where opgaven_opgave.id = opgave_id)
        or {any_of("opgave_id", "mijn_nieuwe_opgaven")}
    )
"""
BY_GIVER = f"""
    {SEE_OPGAVE} and (select {I_SPEAK} from organisaties_orgaan where id = gever_id)
"""


class Migration(migrations.Migration):
    dependencies = [("opgaven", "0003_bijhouden"), ("organisaties", "0005_stem_en_keuze")]
    operations = [
        # Going back keeps it, for the policies that need it stay too (`in_place_of_the_old`).
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
        in_place_of_the_old(
            row_policy(
                "opgaven_opgave",
                read=visible_to_me(opgave="id"),
                insert=f"{in_my_organisaties()} and maker_id = mijn_id()",
                update=f"{I_SPEAK} or {in_my_teams('id')}",
            )
        ),
        row_policy(
            "opgaven_eerdereversie",
            read=SEE_OPGAVE,
            insert=f"{SEE_OPGAVE} and {in_my_teams()} and gewijzigd_door_id = mijn_id()",
            update="false",
        ),
        # A partner may leave, and so may somebody of the team.
        in_place_of_the_old(
            row_policy(
                "opgaven_partner",
                read=SEE_OPGAVE,
                insert=MANAGE,
                delete=f"({MANAGE}) or {I_SPEAK}",
            )
        ),
        in_place_of_the_old(
            row_policy(
                "opgaven_teamlid",
                read=SEE_OPGAVE,
                insert=MANAGE,
                delete=f"({MANAGE}) or gebruiker_id = mijn_id()",
            )
        ),
        in_place_of_the_old(
            row_policy("opgaven_mandaat", read=SEE_OPGAVE, insert=BY_GIVER, delete=BY_GIVER)
        ),
        in_place_of_the_old(
            row_policy(
                "opgaven_belang",
                read=visible_to_me(),
                insert=f"{I_SPEAK} and maker_id = mijn_id()",
                update=I_SPEAK,
            )
        ),
    ]
