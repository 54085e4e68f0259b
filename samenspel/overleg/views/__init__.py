"""The pages of overleg."""

from samenspel.overleg.views.afspraken import (
    afspraak,
    afspraak_afronden,
    afspraak_begin,
    afspraak_nieuw,
)
from samenspel.overleg.views.besluiten import (
    besluit,
    besluit_bijdrage,
    besluit_intrekken,
    besluit_nemen,
    besluit_nieuw,
    besluit_reactie,
    besluit_ronde,
    besluit_wijzig,
    bijdrage_bekrachtig,
)
from samenspel.overleg.views.partners import partner_weg
from samenspel.overleg.views.plaatsing import agendeer, agendering, antwoord
from samenspel.overleg.views.tafel import start

__all__ = [
    "afspraak",
    "afspraak_afronden",
    "afspraak_begin",
    "afspraak_nieuw",
    "agendeer",
    "agendering",
    "antwoord",
    "besluit",
    "besluit_bijdrage",
    "besluit_intrekken",
    "besluit_nemen",
    "besluit_nieuw",
    "besluit_reactie",
    "besluit_ronde",
    "besluit_wijzig",
    "bijdrage_bekrachtig",
    "partner_weg",
    "start",
]
