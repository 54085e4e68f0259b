"""The kinds of things of overleg."""

from samenspel.basis.soorten import Soort
from samenspel.overleg.models import Afspraak, Agendering, Besluit

SOORTEN = [
    Soort(Agendering, "vragen", tekst="vraag"),
    Soort(Besluit, "besluiten", tekst="voorstel"),
    Soort(Afspraak, "afspraken", tekst="tekst"),
]
