"""The kinds of things of praktijk."""

from samenspel.basis.soorten import Soort
from samenspel.praktijk.models import Casus, Knelpunt, Les

SOORTEN = [
    Soort(Knelpunt, "knelpunten", tekst="omschrijving"),
    Soort(Casus, "casussen", tekst="tekst"),
    Soort(Les, "lessen", tekst="tekst"),
]
