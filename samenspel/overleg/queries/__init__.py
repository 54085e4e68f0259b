"""What the pages of overleg show."""

from samenspel.overleg.queries.afspraken import afspraak_page, afspraken, eigenaren
from samenspel.overleg.queries.besluiten import besluit_page, besluiten
from samenspel.overleg.queries.dekking import (
    Dekking,
    dekkingen,
    find_dekking,
    reactie_of,
    standpunten,
    stille_partners,
)
from samenspel.overleg.queries.openstaand import (
    gevolgen_of,
    open_in_opgaven,
    open_of_partner,
    waits_on_organisatie,
)
from samenspel.overleg.queries.plaatsing import (
    Hoger,
    agendering_page,
    agenderingen,
    next_step,
    organen_for,
    plaatsing_page,
)
from samenspel.overleg.queries.tafel import tafel_page
from samenspel.overleg.queries.verloop import next_steps, verloop_of

__all__ = [
    "Dekking",
    "Hoger",
    "afspraak_page",
    "afspraken",
    "agendering_page",
    "agenderingen",
    "besluit_page",
    "besluiten",
    "dekkingen",
    "eigenaren",
    "find_dekking",
    "gevolgen_of",
    "next_step",
    "next_steps",
    "open_in_opgaven",
    "open_of_partner",
    "organen_for",
    "plaatsing_page",
    "reactie_of",
    "standpunten",
    "stille_partners",
    "tafel_page",
    "verloop_of",
    "waits_on_organisatie",
]
