"""Who answers, reacts and confirms speaks for her organisatie, as the actions ask."""

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

BY_TEAM = f"{in_my_organisaties()} and {in_my_teams()} and maker_id = mijn_id()"
I_SPEAK = any_of("organisatie_id", "mijn_stem")
SEE_BESLUIT = readable("overleg_besluit", "besluit_id")
TEAM_OF_BESLUIT = f"""
    exists (
        select from overleg_besluit where overleg_besluit.id = besluit_id and {in_my_teams()}
    )
"""
SIGNED = f"{SEE_BESLUIT} and {I_SPEAK} and gebruiker_id = mijn_id()"
# A reaction is of the organisatie: a colleague may replace it, under her own name.
REPLACE = f"""
    drop policy may_update on overleg_reactie;
    create policy may_update on overleg_reactie for update
        using ({SEE_BESLUIT} and {I_SPEAK}) with check ({SIGNED});
"""


class Migration(migrations.Migration):
    dependencies = [("overleg", "0003_intrekken"), ("organisaties", "0005_stem_en_keuze")]
    operations = [
        in_place_of_the_old(
            row_policy(
                "overleg_agendering",
                read=visible_to_me(asked="aan_id"),
                insert=BY_TEAM,
                update=f"{in_my_teams()} or {any_of('aan_id', 'mijn_stem')}",
            )
        ),
        in_place_of_the_old(row_policy("overleg_reactie", read=SEE_BESLUIT, insert=SIGNED)),
        migrations.RunSQL(REPLACE, migrations.RunSQL.noop),
        in_place_of_the_old(
            row_policy(
                "overleg_bijdrage",
                read=SEE_BESLUIT,
                insert=TEAM_OF_BESLUIT,
                update=f"{TEAM_OF_BESLUIT} or ({SEE_BESLUIT} and {I_SPEAK})",
                delete=TEAM_OF_BESLUIT,
            )
        ),
    ]
