"""Who sees and changes a variant, and what hangs from it."""

from django.db import migrations

from samenspel.basis.rls import (
    in_my_organisaties,
    readable,
    row_policy,
    trail_policy,
    visible_to_me,
)

OF_VARIANT = readable("leren_variant", "variant_id")
OF_MY_VARIANT = (
    f"exists (select from leren_variant where id = variant_id and {in_my_organisaties()})"
)
# One of both is null, and null names no row.
SOURCE = f"({readable('leren_variant', 'variant_id')} or {readable('praktijk_les', 'les_id')})"


class Migration(migrations.Migration):
    dependencies = [("leren", "0001_initial"), ("praktijk", "0002_wie_ziet_wat")]
    operations = [
        row_policy(
            "leren_variant",
            read=visible_to_me(),
            insert=f"{in_my_organisaties()} and maker_id = mijn_id()"
            f" and {readable('praktijk_knelpunt', 'knelpunt_id')}",
            update=in_my_organisaties(),
        ),
        row_policy(
            "leren_uitkomst",
            read=OF_VARIANT,
            insert=f"{OF_VARIANT} and {OF_MY_VARIANT} and maker_id = mijn_id()",
            update=OF_MY_VARIANT,
            delete=OF_MY_VARIANT,
        ),
        row_policy(
            "leren_overname",
            read=SOURCE,
            insert=f"{SOURCE} and {in_my_organisaties()} and maker_id = mijn_id()",
            update=in_my_organisaties(),
            delete=in_my_organisaties(),
        ),
        trail_policy("leren_variant", "variant"),
    ]
