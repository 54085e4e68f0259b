"""Who sees and changes a casus, a knelpunt, and a les."""

from django.db import migrations

from samenspel.basis.rls import (
    in_my_organisaties,
    in_my_teams,
    readable,
    row_policy,
    row_policy_through,
    trail_policy,
    visible_to_me,
)

MINE = f"{in_my_organisaties()} and maker_id = mijn_id()"
OF_MY_CASUS = f"exists (select from praktijk_casus where id = casus_id and {in_my_organisaties()})"
OF_MY_KNELPUNT = f"""
    exists (
        select from praktijk_knelpunt
        where id = knelpunt_id and ({in_my_organisaties()} or {in_my_teams()})
    )
"""
BOTH_ENDS = (
    f"{readable('praktijk_casus', 'casus_id')} and {readable('praktijk_knelpunt', 'knelpunt_id')}"
)


class Migration(migrations.Migration):
    dependencies = [("praktijk", "0001_initial"), ("opgaven", "0002_wie_ziet_wat")]
    operations = [
        row_policy(
            "praktijk_casus",
            read=visible_to_me(),
            insert=MINE,
            update=in_my_organisaties(),
            delete=f"{MINE} and ingebracht_op is null",
        ),
        row_policy_through(
            "praktijk_casus_regelingen",
            parent="praktijk_casus",
            column="casus_id",
            write=OF_MY_CASUS,
        ),
        row_policy(
            "praktijk_knelpunt",
            read=visible_to_me(),
            insert=MINE,
            update=f"{in_my_organisaties()} or {in_my_teams()}",
        ),
        row_policy_through(
            "praktijk_knelpunt_regelingen",
            parent="praktijk_knelpunt",
            column="knelpunt_id",
            write=OF_MY_KNELPUNT,
        ),
        row_policy(
            "praktijk_koppeling",
            read=BOTH_ENDS,
            insert=f"{BOTH_ENDS} and {OF_MY_CASUS}",
            delete=OF_MY_CASUS,
        ),
        row_policy(
            "praktijk_les",
            read=visible_to_me(),
            insert=MINE,
            update=f"{in_my_organisaties()} or {in_my_teams()}",
        ),
        trail_policy("praktijk_casus", "casus"),
        trail_policy("praktijk_knelpunt", "knelpunt"),
        trail_policy("praktijk_les", "les"),
    ]
