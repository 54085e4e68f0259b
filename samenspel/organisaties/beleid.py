"""Who sees and changes the people and organisaties; the registers only commands change."""

from samenspel.basis.policy.conditions import IEDEREEN, Named
from samenspel.basis.policy.tables import Open, Rows
from samenspel.organisaties.models import (
    Account,
    Gebruiker,
    Herindeling,
    Indeling,
    Lidmaatschap,
    Orgaan,
    Organisatie,
    Regeling,
    Sleutel,
)
from samenspel.organisaties.wie import BEHEERDER

IKZELF = Named("ikzelf", "Het is haar eigen rij.", "{row}.id = (select mijn_id())")

BELEID = [
    Rows(
        Lidmaatschap,
        read=IEDEREEN,
        insert=BEHEERDER,
        update=BEHEERDER,
        delete=BEHEERDER,
        werker="select",
    ),
    Open(Organisatie, "namen van organisaties zijn openbaar", werker="select"),
    Open(Orgaan, "welke organen er zijn is openbaar", werker="select"),
    Open(Indeling, "openbaar register"),
    Open(Herindeling, "openbaar register"),
    Open(Regeling, "openbaar register"),
    Open(Regeling.ministeries.through, "openbaar register"),
    Rows(
        Gebruiker,
        read=IEDEREEN,
        update=IKZELF,
        rights="select, update (mail_bij_werk, werkt_voor_id)",
        werker="select, update (gemaild_op)",
    ),
    Open(
        Account,
        "alleen functies lezen en wijzigen dit, ieder voor wie het mag",
        rights="",
        werker="select (gebruiker_id, inlognaam, email)",
    ),
    Open(
        Sleutel,
        "alleen functies vergelijken hiermee",
        rights="",
        werker="select, insert, delete",
    ),
]
