"""Who sees and changes a casus, a knelpunt, a les, and a plan."""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.organisaties.wie import COLLEGA, MAKER, PARTNER, TEAM
from samenspel.organisaties.zichtbaarheid import LEZER
from samenspel.praktijk.models import (
    Casus,
    Doorbraakplan,
    Heropening,
    Knelpunt,
    Koppeling,
    Kostenpost,
    Les,
    Maatregel,
)
from samenspel.spoor.beleid import spoor_follows

DE_CASUS = Of("casus", "de casus")
HET_KNELPUNT = Of("knelpunt", "het knelpunt")
HET_PLAN = Of("plan", "het plan")

CONCEPT = Named(
    "zolang het concept is", "De casus is nog niet ingebracht.", "{row}.ingebracht_op is null"
)
GESLOTEN = Named("om te sluiten", "Sluit het.", "{row}.stand = 'gesloten'")
BEANTWOORD = Named("met een antwoord", "Geeft een antwoord.", "{row}.stand = 'beantwoord'")
OF_CASUS = DE_CASUS.has(COLLEGA)
OF_KNELPUNT = HET_KNELPUNT.has(COLLEGA | TEAM)
DESCRIBES = DE_CASUS.has(MAKER & COLLEGA).called("wie de casus beschreef")
PLANS = HET_PLAN.has(DESCRIBES)

BELEID = [
    Rows(
        Casus,
        read=LEZER,
        insert=COLLEGA & MAKER,
        update=COLLEGA,
        delete=COLLEGA & MAKER & CONCEPT,
        werker="select",
    ),
    Rows(
        Casus.regelingen.through, read=DE_CASUS, insert=OF_CASUS, update=OF_CASUS, delete=OF_CASUS
    ),
    Rows(
        Knelpunt,
        read=LEZER,
        insert=COLLEGA & MAKER,
        update=COLLEGA | TEAM,
        werker="select",
    ),
    Rows(
        Knelpunt.regelingen.through,
        read=HET_KNELPUNT,
        insert=OF_KNELPUNT,
        update=OF_KNELPUNT,
        delete=OF_KNELPUNT,
    ),
    Rows(
        Koppeling,
        read=DE_CASUS & HET_KNELPUNT,
        insert=OF_CASUS & HET_KNELPUNT,
        update=OF_CASUS & HET_KNELPUNT,
        delete=OF_CASUS,
    ),
    Rows(
        Heropening,
        read=HET_KNELPUNT.has(PARTNER | TEAM) | DESCRIBES,
        insert=DESCRIBES & HET_KNELPUNT,
        update=DESCRIBES | HET_KNELPUNT.has(TEAM),
        becomes=(DESCRIBES & GESLOTEN) | (HET_KNELPUNT.has(TEAM) & BEANTWOORD),
        rights="select, insert, update (stand, antwoord, beantwoord_op), delete",
    ),
    Rows(Les, read=LEZER, insert=COLLEGA & MAKER, update=COLLEGA | TEAM),
    Rows(Doorbraakplan, read=DE_CASUS, insert=DESCRIBES, update=DESCRIBES, delete=DESCRIBES),
    Rows(Maatregel, read=HET_PLAN, insert=PLANS, update=PLANS, delete=PLANS),
    Rows(Kostenpost, read=HET_PLAN, insert=PLANS, update=PLANS, delete=PLANS),
    *spoor_follows(Casus, Knelpunt, Les),
]
