"""What the pages of praktijk show."""

from samenspel.praktijk.queries.beeld import Beeld, beeld_page, leefgebieden_in, regelingen
from samenspel.praktijk.queries.casussen import (
    casus_page,
    casussen,
    casussen_with_regels,
    gelijkende,
    opgaven_to_choose,
    people_to_name,
    start_page,
    vast_page,
)
from samenspel.praktijk.queries.knelpunten import (
    Spreiding,
    knelpunt_page,
    knelpunten,
    knelpunten_to_change,
    knelpunten_with_regels,
    lessen,
    opgaven_with_knelpunten,
    spread_of,
)

__all__ = [
    "Beeld",
    "Spreiding",
    "beeld_page",
    "casus_page",
    "casussen",
    "casussen_with_regels",
    "gelijkende",
    "knelpunt_page",
    "knelpunten",
    "knelpunten_to_change",
    "knelpunten_with_regels",
    "leefgebieden_in",
    "lessen",
    "opgaven_to_choose",
    "opgaven_with_knelpunten",
    "people_to_name",
    "regelingen",
    "spread_of",
    "start_page",
    "vast_page",
]
