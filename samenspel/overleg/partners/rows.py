"""What still runs of a partner in an opgave."""

from dataclasses import dataclass

from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.opgaven.wachten import Wachtend, fetch
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.rows import van_partner


@dataclass(frozen=True)
class Loopt:
    """What keeps a partner in an opgave: what it owes, and who act for it."""

    open: list[Wachtend]
    mandaten: list[Mandaat]
    team: list[Teamlid]

    def __bool__(self) -> bool:
        return bool(self.open or self.mandaten or self.team)


def loopt_van(opgave: Opgave, organisatie: Organisatie) -> Loopt:
    """Return what of `organisatie` still runs in `opgave`. Three queries."""
    mandaten = running_mandaten(opgave).filter(gever__organisatie=organisatie)
    team = Teamlid.objects.filter(opgave=opgave, organisatie=organisatie)
    return Loopt(
        fetch(van_partner(opgave, organisatie)),
        list(mandaten),
        list(team.select_related("gebruiker")),
    )
