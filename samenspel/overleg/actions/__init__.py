"""What people do at the table: place, answer, decide, agree, carry out."""

from samenspel.overleg.actions.afspraken import begin_inzet, maak_afspraak, rond_af
from samenspel.overleg.actions.besluiten import (
    Gevraagd,
    bekrachtig,
    bereid_besluit_voor,
    neem_besluit,
    open_fase,
    reageer,
    trek_voorstel_in,
    vraag_bijdrage,
    wijzig_voorstel,
)
from samenspel.overleg.actions.partners import laat_partner_gaan
from samenspel.overleg.actions.plaatsing import agendeer, beantwoord, verwerk_termijnen

__all__ = [
    "Gevraagd",
    "agendeer",
    "beantwoord",
    "begin_inzet",
    "bekrachtig",
    "bereid_besluit_voor",
    "laat_partner_gaan",
    "maak_afspraak",
    "neem_besluit",
    "open_fase",
    "reageer",
    "rond_af",
    "trek_voorstel_in",
    "verwerk_termijnen",
    "vraag_bijdrage",
    "wijzig_voorstel",
]
