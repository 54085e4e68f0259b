"""Who sees and changes a variant, and what hangs from it."""

from samenspel.basis.policy.conditions import Of
from samenspel.basis.policy.tables import Rows
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.organisaties.wie import COLLEGA, MAKER
from samenspel.organisaties.zichtbaarheid import LEZER
from samenspel.spoor.beleid import spoor_follows

HET_KNELPUNT = Of("knelpunt", "het knelpunt")
DE_VARIANT = Of("variant", "de variant")
OF_VARIANT = DE_VARIANT.has(COLLEGA)
# One of both is null, and null names no row.
DE_BRON = DE_VARIANT | Of("les", "de les")

BELEID = [
    Rows(Variant, read=LEZER, insert=COLLEGA & MAKER & HET_KNELPUNT, update=COLLEGA),
    Rows(
        Uitkomst,
        read=DE_VARIANT,
        insert=OF_VARIANT & MAKER,
        update=OF_VARIANT,
        delete=OF_VARIANT,
    ),
    Rows(
        Overname,
        read=DE_BRON,
        insert=DE_BRON & COLLEGA & MAKER,
        update=COLLEGA,
        delete=COLLEGA,
    ),
    *spoor_follows(Variant),
]
