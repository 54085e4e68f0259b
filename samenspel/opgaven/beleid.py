"""Who sees and changes an opgave and what hangs from it."""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.opgaven.models import (
    Belang,
    EerdereVersie,
    Inzet,
    Opgave,
    Partner,
    Teamlid,
)
from samenspel.organisaties.wie import COLLEGA, MAKER, TEAM, VERTEGENWOORDIGER, ZELF, one_of
from samenspel.organisaties.zichtbaarheid import LEZER, LEZER_VAN_OPGAVE
from samenspel.spoor.beleid import spoor_follows

DE_OPGAVE = Of("opgave", "de opgave")
IN_HAAR_TEAM = Named(TEAM.naam, TEAM.zin, one_of("id", "mijn_teamopgaven"))
BEGINT = Named(
    "wie de opgave net begon",
    "Maakte de opgave, die nog geen team heeft, en werkt voor wie de pen vasthoudt.",
    one_of("opgave_id", "mijn_nieuwe_opgaven"),
)
BEHEERT = (DE_OPGAVE & (TEAM | DE_OPGAVE.has(VERTEGENWOORDIGER) | BEGINT)).called(
    "wie de opgave beheert"
)
WIJZIGT = Named(
    "wie wijzigt", "Zet haar eigen naam erbij.", "{row}.gewijzigd_door_id = (select mijn_id())"
)

BELEID = [
    Rows(
        Opgave,
        read=LEZER_VAN_OPGAVE,
        insert=COLLEGA & MAKER,
        update=VERTEGENWOORDIGER | IN_HAAR_TEAM,
        werker="select",
    ),
    Rows(EerdereVersie, read=DE_OPGAVE, insert=DE_OPGAVE & TEAM & WIJZIGT),
    # A partner may leave, and so may somebody of the team.
    Rows(
        Partner,
        read=DE_OPGAVE,
        insert=BEHEERT,
        update=BEHEERT,
        delete=BEHEERT | VERTEGENWOORDIGER,
        werker="select, insert",
    ),
    Rows(Teamlid, read=DE_OPGAVE, insert=BEHEERT, update=BEHEERT, delete=BEHEERT | ZELF),
    Rows(Belang, read=LEZER, insert=VERTEGENWOORDIGER & MAKER, update=VERTEGENWOORDIGER),
    Rows(Inzet, read=LEZER, insert=(COLLEGA | TEAM) & MAKER, update=COLLEGA | TEAM),
    *spoor_follows(Opgave),
]
