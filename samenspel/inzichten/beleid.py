"""Who sees what the program finds: one person, and whoever she asks."""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.inzichten.models import CasusVector, Navraag, Vermoeden, VermoedenCasus
from samenspel.organisaties.wie import COLLEGA, MAKER, TEAM

DE_CASUS = Of("casus", "de casus")
HET_KNELPUNT = Of("knelpunt", "het knelpunt")
HET_VERMOEDEN = Of("vermoeden", "het vermoeden")
OPEN = Named("zonder antwoord", "De navraag is nog niet beantwoord.", "{row}.stand = 'open'")
OF_CASUS = DE_CASUS.has(COLLEGA)
BOTH_ENDS = DE_CASUS & HET_KNELPUNT
ASKED = (OF_CASUS | HET_KNELPUNT.has(COLLEGA | TEAM)).called("wie over de navraag gaat")
IN_VERMOEDEN = HET_VERMOEDEN & DE_CASUS

BELEID = [
    Rows(
        CasusVector,
        read=DE_CASUS,
        insert=OF_CASUS,
        update=OF_CASUS,
        delete=OF_CASUS,
        werker="select, insert, update",
    ),
    Rows(Vermoeden, read=MAKER, insert=MAKER, update=MAKER),
    Rows(VermoedenCasus, read=IN_VERMOEDEN, insert=IN_VERMOEDEN, delete=IN_VERMOEDEN),
    Rows(
        Navraag,
        read=BOTH_ENDS & (MAKER | ASKED),
        insert=BOTH_ENDS & MAKER & OPEN,
        update=OF_CASUS,
    ),
]
