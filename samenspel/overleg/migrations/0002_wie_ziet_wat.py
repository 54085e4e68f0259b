"""Who sees and changes an agendering, a besluit, an afspraak."""

from django.db import migrations

from samenspel.basis.rls import (
    in_my_organisaties,
    in_my_teams,
    readable,
    row_policy,
    trail_policy,
    visible_to_me,
)

BY_TEAM = f"{in_my_organisaties()} and {in_my_teams()} and maker_id = mijn_id()"
SEE_BESLUIT = readable("overleg_besluit", "besluit_id")
TEAM_OF_BESLUIT = f"""
    exists (
        select from overleg_besluit where overleg_besluit.id = besluit_id and {in_my_teams()}
    )
"""


class Migration(migrations.Migration):
    dependencies = [("overleg", "0001_initial"), ("praktijk", "0002_wie_ziet_wat")]
    operations = [
        row_policy(
            "overleg_agendering",
            read=visible_to_me(asked="aan_id"),
            insert=BY_TEAM,
            update=f"{in_my_teams()} or {in_my_organisaties('aan_id')}",
        ),
        row_policy("overleg_besluit", read=visible_to_me(), insert=BY_TEAM, update=in_my_teams()),
        row_policy(
            "overleg_reactie",
            read=SEE_BESLUIT,
            insert=f"{SEE_BESLUIT} and {in_my_organisaties()} and gebruiker_id = mijn_id()",
        ),
        row_policy(
            "overleg_bijdrage",
            read=SEE_BESLUIT,
            insert=TEAM_OF_BESLUIT,
            update=f"{TEAM_OF_BESLUIT} or ({SEE_BESLUIT} and {in_my_organisaties()})",
            delete=TEAM_OF_BESLUIT,
        ),
        row_policy(
            "overleg_afspraak",
            read=visible_to_me(),
            insert=f"({in_my_organisaties()} or {in_my_teams()}) and maker_id = mijn_id()",
            update=f"{in_my_organisaties()} or {in_my_teams()}",
        ),
        trail_policy("overleg_agendering", "agendering"),
        trail_policy("overleg_besluit", "besluit"),
        trail_policy("overleg_afspraak", "afspraak"),
    ]
