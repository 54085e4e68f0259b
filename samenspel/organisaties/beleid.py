"""Who sees and changes the people and organisaties; the registers only commands change."""

from samenspel.basis.policy.conditions import IEDEREEN
from samenspel.basis.policy.tables import ALL, Open, Rows
from samenspel.organisaties.models import (
    Gebruiker,
    Herindeling,
    Indeling,
    Lidmaatschap,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.organisaties.wie import BEHEERDER

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
    Open(
        Gebruiker,
        "nodig bij inloggen, voordat bekend is wie er werkt",
        ALL,
        werker="select, update (gemaild_op)",
    ),
]
