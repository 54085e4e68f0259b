"""Who sees and changes an opgave and what hangs from it."""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.opgaven.models import (
    Belang,
    EerdereVersie,
    Instemming,
    Inzet,
    Opgave,
    Partner,
    Teamlid,
    Uitnodiging,
    Wijziging,
)
from samenspel.organisaties.wie import (
    COLLEGA,
    MAKER,
    PARTNER,
    TEAM,
    VERTEGENWOORDIGER,
    ZELF,
    one_of,
)
from samenspel.organisaties.zichtbaarheid import LEZER, LEZER_VAN_OPGAVE
from samenspel.spoor.beleid import spoor_follows

DE_OPGAVE = Of("opgave", "de opgave")
IN_HAAR_TEAM = Named(TEAM.naam, TEAM.zin, one_of("id", "mijn_teamopgaven"))
BEGINT = Named(
    "wie de opgave net begon",
    "Maakte de opgave, die nog een concept zonder team is, voor de organisatie met de pen.",
    "begint({row}.opgave_id, {row}.organisatie_id)",
)
BEHEERT = (DE_OPGAVE & (TEAM | DE_OPGAVE.has(VERTEGENWOORDIGER))).called("wie de opgave beheert")
CONCEPT = Named(
    "zolang het concept is", "De opgave is niet vastgesteld.", "{row}.stand = 'concept'"
)
LAAT_STAAN = Named(
    "wie laat staan wat is afgesproken",
    "Wijzigt niet alleen wat partners samen afspreken; een concept krijgt dan een nieuwe versie.",
    "opgave_blijft({row})",
)
IS_PARTNER = Named(
    "van een partner",
    "De organisatie doet mee aan de opgave.",
    "is_partner({row}.opgave_id, {row}.organisatie_id)",
)

# Uitnodigingen
OPEN = Named("zolang er geen antwoord is", "Wacht nog op een antwoord.", "{row}.stand = 'open'")
AAN_ORGANISATIE = Named(
    "aan een organisatie", "Vraagt een organisatie, geen mens.", "{row}.gebruiker_id is null"
)
AAN_MENS = Named("aan een mens", "Vraagt een mens voor het team.", "{row}.gebruiker_id is not null")
ALS_PARTNER = Named(
    "als partner",
    "Gaat over meedoen, niet over het team.",
    "{row}.rol not in ('teamlid', 'regisseur')",
)
VOOR_TEAM = Named("voor het team", "Gaat over een plek in het team.", "{row}.rol = 'teamlid'")
OM_DE_PEN = Named("om de pen", "Biedt de pen van de opgave aan.", "{row}.rol = 'regisseur'")
BINNEN_TERMIJN = Named(
    "met een termijn",
    "Eindigt vanaf vandaag, en niet later dan de langste ronde.",
    "{row}.uiterlijk between (select nu()::date) and (select nu()::date + 120)",
)
NODIGT_UIT = Named(
    "wie uitnodigt",
    "Zet haar eigen naam erbij, en een organisatie waarvoor zij werkt.",
    "{row}.door_id = (select mijn_id()) and " + one_of("namens_id", "mijn_organisaties"),
)
BEANTWOORD = Named(
    "met haar eigen antwoord",
    "Zegt nu ja of nee, onder haar eigen naam.",
    "{row}.stand in ('aangenomen', 'afgewezen') and {row}.beantwoord_door_id = (select mijn_id())"
    " and {row}.beantwoord_op > nu() - interval '1 hour'",
)
INGETROKKEN = Named("om in te trekken", "Trekt het in.", "{row}.stand = 'ingetrokken'")
GEVRAAGD = ((AAN_ORGANISATIE & VERTEGENWOORDIGER) | (ZELF & COLLEGA)).called("wie is uitgenodigd")
VOERT_DE_PEN = DE_OPGAVE.has(VERTEGENWOORDIGER)
TREKT_IN = (
    (AAN_ORGANISATIE & BEHEERT)
    | (AAN_MENS & VOOR_TEAM & VERTEGENWOORDIGER)
    | (OM_DE_PEN & VOERT_DE_PEN)
).called("wie een uitnodiging intrekt")
NIEUWE_PARTNER = AAN_ORGANISATIE & ALS_PARTNER & BEHEERT & DE_OPGAVE.has(CONCEPT)
VRAAG_OM_TEAMLID = AAN_ORGANISATIE & VOOR_TEAM & BEHEERT & IS_PARTNER
TEAMPLEK = AAN_MENS & VOOR_TEAM & VERTEGENWOORDIGER & IS_PARTNER
PEN = AAN_MENS & OM_DE_PEN & VOERT_DE_PEN

# Wijzigingen
DE_WIJZIGING = Of("wijziging", "de wijziging")
NAMENS = Named(
    "namens een partner",
    "Spreekt voor een partner, en doet het namens die.",
    one_of("namens_id", "mijn_stem") + " and is_partner({row}.opgave_id, {row}.namens_id)",
)
UIT_TEAM = Named(
    "uit het team",
    "Zit in het team voor de partner namens wie zij het doet.",
    "exists (select from opgaven_teamlid t where t.opgave_id = {row}.opgave_id"
    " and t.gebruiker_id = (select mijn_id()) and t.organisatie_id = {row}.namens_id)",
)
OVER_HAAR = Named(
    "wie het aangaat",
    "Spreekt voor de organisatie die weg moet.",
    "{row}.soort = 'partner weg' and " + one_of("organisatie_id", "mijn_stem"),
)
AANGENOMEN = Named(
    "als het is afgesproken", "Alle partners zeiden ja.", "{row}.stand = 'aangenomen'"
)
STEMT = Named(
    "wie instemt of niet",
    "Spreekt voor een partner die iets te zeggen heeft, zolang het niet is afgelopen.",
    one_of("organisatie_id", "mijn_stem")
    + " and mag_instemmen({row}.wijziging_id, {row}.organisatie_id)",
)

BELEID = [
    Rows(
        Opgave,
        read=LEZER_VAN_OPGAVE,
        insert=COLLEGA & MAKER & CONCEPT,
        update=VERTEGENWOORDIGER | IN_HAAR_TEAM,
        becomes=(VERTEGENWOORDIGER | IN_HAAR_TEAM) & LAAT_STAAN,
        werker="select",
    ),
    Rows(EerdereVersie, read=DE_OPGAVE),
    # Further partners and teamleden the database makes of an accepted uitnodiging. A partner leaves
    # by its own word, and alone says who is in the team for it; whoever is there may go herself.
    # The worker lets the silent go back to being invited, and ends what ran out.
    Rows(
        Partner,
        read=DE_OPGAVE,
        insert=BEGINT & COLLEGA,
        delete=VERTEGENWOORDIGER,
        werker="select, delete",
    ),
    Rows(
        Teamlid,
        read=DE_OPGAVE,
        insert=BEGINT & COLLEGA & ZELF,
        delete=VERTEGENWOORDIGER | ZELF,
        werker="select, delete",
    ),
    Rows(
        Uitnodiging,
        read=((AAN_ORGANISATIE | OM_DE_PEN) & (PARTNER | TEAM)) | VERTEGENWOORDIGER | ZELF,
        insert=OPEN
        & BINNEN_TERMIJN
        & NODIGT_UIT
        & (NIEUWE_PARTNER | VRAAG_OM_TEAMLID | TEAMPLEK | PEN),
        update=OPEN & (GEVRAAGD | TREKT_IN),
        becomes=(BEANTWOORD & GEVRAAGD) | (INGETROKKEN & TREKT_IN),
        rights="select, insert, update (stand, beantwoord_door_id, beantwoord_op, reden, versie)",
        werker="select, insert, update (stand)",
    ),
    Rows(
        Wijziging,
        read=PARTNER | TEAM | OVER_HAAR,
        insert=OPEN & BINNEN_TERMIJN & MAKER & ((TEAM & UIT_TEAM) | NAMENS),
        update=(OPEN & (MAKER | NAMENS)) | (AANGENOMEN & OVER_HAAR),
        becomes=(INGETROKKEN & (MAKER | NAMENS)) | (AANGENOMEN & OVER_HAAR),
        rights="select, insert, update (stand, gesloten_op, gelezen_op)",
        werker="select, update (stand, gesloten_op, verlengd, uiterlijk)",
    ),
    Rows(
        Instemming,
        read=DE_WIJZIGING,
        insert=DE_WIJZIGING & STEMT & ZELF,
        update=DE_WIJZIGING & STEMT,
        becomes=DE_WIJZIGING & STEMT & ZELF,
        werker="select",
    ),
    Rows(Belang, read=LEZER, insert=VERTEGENWOORDIGER & MAKER, update=VERTEGENWOORDIGER),
    Rows(Inzet, read=LEZER, insert=(COLLEGA | TEAM) & MAKER, update=COLLEGA | TEAM),
    *spoor_follows(Opgave),
]
