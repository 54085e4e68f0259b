"""Who sees and removes a verhaal and what hangs from it, in words; nobody holds a code here."""

from typing import TYPE_CHECKING

from django.db.models import Model

from samenspel.opgaven.models import (
    Belang,
    Instemming,
    Opgave,
    Partner,
    Uitnodiging,
    Wijziging,
)
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina

if TYPE_CHECKING:
    from tests.orakel import Orakel

TABLES = (Verhaal, Citaat, Aanwijzing, Verhaalpagina)


class VerhalenOrakel:
    """Answers for the person of `orakel`."""

    def __init__(self, orakel: "Orakel") -> None:
        self.orakel, self.world = orakel, orakel.world

    def sees(self, row: Model) -> bool:
        match row:
            case Verhaal():
                everybody = row.lezers == "openbaar" and row.nagelezen_op is not None
                return everybody or self.told(row) or self.team(row) or self.could_take(row)
            case Citaat():
                verhaal = self.verhaal(row)
                return self.told(verhaal) or self.team(verhaal)
            case Aanwijzing():
                knelpunt = self.world.find(Knelpunt, row.knelpunt_id)
                return self.sees(self.verhaal(row)) and self.orakel.sees(knelpunt)
        return self.orakel.sees(self.world.find(Opgave, row.opgave_id))

    def changes(self, row: Model) -> bool:
        """Her consent is the teller's; nothing else is changed, only removed and made again."""
        return isinstance(row, Verhaal) and self.told(row)

    def removes(self, row: Model) -> bool:
        match row:
            case Verhaal():
                return self.told(row)
            case Citaat() | Aanwijzing():
                verhaal = self.verhaal(row)
                return self.sees(row) and (self.told(verhaal) or self.team(verhaal))
        return self.sees(row) and self.world.in_team(self.orakel.person, row.opgave_id)

    def told(self, verhaal: Model) -> bool:
        return self.orakel.id is not None and verhaal.maker_id == self.orakel.id

    def team(self, row: Model) -> bool:
        """Only of an opgave in which another than its maker said that it takes part."""
        if not self.world.in_team(self.orakel.person, row.opgave_id):
            return False
        opgave = self.world.find(Opgave, row.opgave_id)
        return opgave.stand != "concept" and any(
            partner.opgave_id == opgave.pk
            and partner.organisatie_id != opgave.organisatie_id
            and self.said_so(partner)
            for partner in self.world.rows[Partner]
        )

    def could_take(self, verhaal: Model) -> bool:
        """Without an opgave the teams read it with which its gemeente said it takes part."""
        return verhaal.opgave_id is None and any(
            partner.organisatie_id == verhaal.gemeente_id
            and self.team(partner)
            and self.world.find(Opgave, partner.opgave_id).stand == "vastgesteld"
            and self.said_so(partner)
            for partner in self.world.rows[Partner]
        )

    def said_so(self, partner: Model) -> bool:
        """It accepted its invitation, agreed to a wijziging or named a belang: nobody else can."""
        rows, which = self.world.rows, (partner.opgave_id, partner.organisatie_id)
        said = [*rows[Belang], *(one for one in rows[Uitnodiging] if self.as_partner(one))]
        agreed = [
            (self.world.find(Wijziging, one.wijziging_id).opgave_id, one.organisatie_id)
            for one in rows[Instemming]
            if one.ja
        ]
        return which in [*agreed, *((one.opgave_id, one.organisatie_id) for one in said)]

    def as_partner(self, uitnodiging: Model) -> bool:
        return uitnodiging.stand == "aangenomen" and uitnodiging.rol != "teamlid"

    def verhaal(self, row: Model) -> Verhaal:
        return self.world.find(Verhaal, row.verhaal_id)
