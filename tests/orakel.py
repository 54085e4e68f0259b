"""Who sees and changes what: the five visibilities in plain Python, sets and loops, no SQL.

It names every kind itself, on purpose: a list or policy that it read it could not judge.
"""

from django.db.models import Model

from samenspel.inzichten.models import CasusVector, Navraag, Vermoeden, VermoedenCasus
from samenspel.leren.models import Overname, Uitkomst, Variant
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
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import (
    Aanvaarding,
    Besluit,
    Bijdrage,
    Opvolging,
    Reactie,
    Voorstelversie,
)
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.register.models import Herziening, OpenbaarBesluit
from samenspel.praktijk.models import (
    Casus,
    Doorbraakplan,
    Heropening,
    Knelpunt,
    Koppeling,
    Kostenpost,
    Les,
    Maatregel,
)
from samenspel.taken.models import Taak
from samenspel.toegang.models import SentForm
from tests import orakel_verhalen
from tests.orakel_verhalen import VerhalenOrakel
from tests.tabellen import ZICHTBAAR, CasusRegeling, KnelpuntRegeling, World

PARENTS = {
    Partner: [("opgave_id", Opgave)],
    Teamlid: [("opgave_id", Opgave)],
    Mandaat: [("opgave_id", Opgave)],
    EerdereVersie: [("opgave_id", Opgave)],
    Instemming: [("wijziging_id", Wijziging)],
    Uitnodiging: [],
    Wijziging: [],
    Koppeling: [("casus_id", Casus), ("knelpunt_id", Knelpunt)],
    Heropening: [("knelpunt_id", Knelpunt)],
    CasusRegeling: [("casus_id", Casus)],
    KnelpuntRegeling: [("knelpunt_id", Knelpunt)],
    CasusVector: [("casus_id", Casus)],
    SentForm: [],
    Vermoeden: [],
    VermoedenCasus: [("vermoeden_id", Vermoeden), ("casus_id", Casus)],
    Navraag: [("casus_id", Casus), ("knelpunt_id", Knelpunt)],
    Reactie: [("besluit_id", Besluit)],
    Bijdrage: [("besluit_id", Besluit)],
    Opvolging: [("besluit_id", Besluit)],
    Herziening: [("besluit_id", Besluit)],
    OpenbaarBesluit: [],
    Voorstelversie: [("besluit_id", Besluit)],
    Aanvaarding: [("bijdrage_id", Bijdrage)],
    Doorbraakplan: [("casus_id", Casus)],
    Maatregel: [("plan_id", Doorbraakplan)],
    Kostenpost: [("plan_id", Doorbraakplan)],
    Uitkomst: [("variant_id", Variant)],
    Overname: [("variant_id", Variant), ("les_id", Les)],
    Taak: [],
}
WITH_SPOOR = (Opgave, Casus, Knelpunt, Les, Agendering, Besluit, Afspraak, Variant)
"""Whoever reads one of these reads what happened to it."""


class Orakel:
    """Answers for one person (None is nobody) in one world."""

    def __init__(self, world: World, person: Gebruiker | None) -> None:
        self.world, self.person = world, person
        self.id = person.pk if person else None
        self.mine = world.of(person)
        self.verhalen = VerhalenOrakel(self)

    # --- who sees ---------------------------------------------------------------------------

    def sees(self, row: Model) -> bool:
        if type(row) in ZICHTBAAR:
            return self.sees_work(row)
        if isinstance(row, orakel_verhalen.TABLES):
            return self.verhalen.sees(row)
        if isinstance(row, Heropening):
            return self.describes(row) or self.helps(row)
        world = self.world
        ends = [(of, getattr(row, at)) for at, of in PARENTS[type(row)]]
        parents = [world.find(of, key) for of, key in ends if key]
        return all(map(self.sees, parents)) and self.concerns(row, parents)

    def concerns(self, row: Model, parents: list[Model]) -> bool:
        """A vermoeden is for its maker alone; a navraag also for who answers and who gathers.

        A taak is for whoever asked for it; one that nobody asked who is signed in, for nobody.
        """
        match row:
            case Taak():
                return self.id is not None and row.aanvrager_id == self.id
            case SentForm():
                return row.gebruiker_id == self.id
            case Vermoeden():
                return row.maker_id == self.id
            case Navraag():
                casus, knelpunt = parents
                gathers = self.colleague(knelpunt) or self.team(knelpunt)
                return row.maker_id == self.id or self.colleague(casus) or gathers
            case Uitnodiging():
                asked = row.gebruiker_id == self.id if row.gebruiker_id else False
                with_others = row.gebruiker_id is None and (self.partner(row) or self.team(row))
                return asked or with_others or self.speaks(row.organisatie_id)
            case Wijziging():
                about_her = row.soort == "partner weg" and self.speaks(row.organisatie_id)
                return self.partner(row) or self.team(row) or about_her
        return True

    def sees_work(self, row: Model) -> bool:
        if row.maker_id == self.id and row.organisatie_id in self.mine:
            return True
        asked = isinstance(row, Agendering) and row.aan_id in self.mine
        if isinstance(row, Besluit) and row.zichtbaarheid != "besloten" and self.objected(row):
            return True
        match row.zichtbaarheid:
            case "openbaar":
                return True
            case "partners":
                return self.colleague(row) or self.partner(row) or self.team(row) or asked
            case "team":
                return self.team(row) or asked
            case "organisatie":
                return self.colleague(row) or asked
            case "besloten":
                return self.id in row.genoemden
        raise AssertionError(row.zichtbaarheid)

    def objected(self, besluit: Besluit) -> bool:
        """Whoever objected may come back to it, also once she takes part no more."""
        return any(
            one.besluit_id == besluit.pk
            and one.soort == "bezwaar"
            and self.speaks(one.organisatie_id)
            for one in self.world.rows[Reactie]
        )

    def colleague(self, row: Model) -> bool:
        return row.organisatie_id in self.mine

    def partner(self, row: Model) -> bool:
        return any(
            one.opgave_id == opgave_of(row) and one.organisatie_id in self.mine
            for one in self.world.rows[Partner]
        )

    def team(self, row: Model) -> bool:
        return self.world.in_team(self.person, opgave_of(row))

    def sees_act(self, wie: int, thing: Model) -> bool:
        if isinstance(thing, Organisatie):
            return wie == self.id or (self.id, thing.pk) in self.world.beheer
        return wie == self.id or (isinstance(thing, WITH_SPOOR) and self.sees(thing))

    # --- who changes ------------------------------------------------------------------------

    def changes(self, row: Model) -> bool:
        if isinstance(row, orakel_verhalen.TABLES):
            return self.verhalen.changes(row)
        return self.sees(row) and self.acts_on(row)

    def acts_on(self, row: Model) -> bool:
        match row:
            case Casus() | Variant() | Overname():
                return self.colleague(row)
            case Belang():
                return self.speaks(row.organisatie_id)
            case Opgave():
                return self.speaks(row.organisatie_id) or self.team(row)
            case Knelpunt() | Les() | Inzet() | Afspraak():
                return self.colleague(row) or self.team(row)
            case Agendering():
                return self.team(row) or self.speaks(row.aan_id)
            case Besluit():
                return self.team(row)
        return self.acts_on_part(row)

    def acts_on_part(self, row: Model) -> bool:
        """May this person change this row, which hangs from another?"""
        match row:
            case (
                Partner()
                | Teamlid()
                | EerdereVersie()
                | Voorstelversie()
                | Aanvaarding()
                | Opvolging()
                | Herziening()
                | OpenbaarBesluit()
                | VermoedenCasus()
                | SentForm()
            ):
                return False
            case Instemming():
                return self.speaks(row.organisatie_id) and self.counts(row)
            case Vermoeden() | Taak():
                return True  # whoever sees it
            case Navraag():
                return self.colleague(self.parent(row))
            case Mandaat():
                return self.speaks(self.world.find(Orgaan, row.gever_id).organisatie_id)
            case Reactie() | Bijdrage():
                return self.speaks(row.organisatie_id) or self.team(self.parent(row))
            case Doorbraakplan() | Heropening():
                return self.describes(row) or self.answers(row)
            case Maatregel() | Kostenpost() | Uitkomst():
                return self.acts_on(self.parent(row))
        return self.holds(row)

    def removes(self, row: Model) -> bool:
        return self.sees(row) and self.may_remove(row)

    def may_remove(self, row: Model) -> bool:
        if isinstance(row, orakel_verhalen.TABLES):
            return self.verhalen.removes(row)
        match row:
            case Casus():
                own = row.maker_id == self.id and self.colleague(row)
                return own and row.ingebracht_op is None
            case CasusVector():
                return self.holds(row)
            case Partner():
                return self.speaks(row.organisatie_id)
            case Teamlid():
                return self.speaks(row.organisatie_id) or row.gebruiker_id == self.id
            case Instemming():
                return False
            case Bijdrage() | Opvolging():
                return self.team(self.parent(row))
            case Mandaat() | Doorbraakplan() | Maatregel() | Kostenpost() | Uitkomst() | Overname():
                return self.acts_on(row)
            case VermoedenCasus() | SentForm():
                return True
        return type(row) in (Koppeling, CasusRegeling, KnelpuntRegeling) and (self.holds(row))

    def answers(self, row: Model) -> bool:
        """Is this person in the team that answers what was opened again?"""
        about = self.parent(row)
        return isinstance(row, Heropening) and self.sees(about) and self.team(about)

    def helps(self, row: Heropening) -> bool:
        """Does this person take part where the knelpunt is worked on?"""
        about = self.parent(row)
        return self.sees(about) and (self.partner(about) or self.team(about))

    def describes(self, row: Doorbraakplan | Heropening) -> bool:
        """Did this person describe the casus, for the organisatie she still works for?"""
        casus = self.world.find(Casus, row.casus_id)
        return casus.maker_id == self.id and self.colleague(casus)

    def holds(self, row: Model) -> bool:
        """Whoever may change what `row` hangs from may change the row."""
        parent = self.parent(row)
        if not self.sees(parent):
            return False
        return self.colleague(parent) or (not isinstance(parent, Casus) and self.team(parent))

    def speaks(self, organisatie_id: object) -> bool:
        return (self.id, organisatie_id) in self.world.stem

    def counts(self, row: Instemming) -> bool:
        """Does the word of this organisatie count, as long as the wijziging is open?"""
        about = self.parent(row)
        goes = about.soort == "partner weg" and about.organisatie_id == row.organisatie_id
        takes_part = any(
            (one.opgave_id, one.organisatie_id) == (about.opgave_id, row.organisatie_id)
            for one in self.world.rows[Partner]
        )
        return about.stand == "open" and takes_part and not goes

    def parent(self, row: Model) -> Model:
        at, of = PARENTS[type(row)][0]
        return self.world.find(of, getattr(row, at))

    # --- who adds ---------------------------------------------------------------------------

    def adds(self, row: Model) -> bool:
        """May this person add this row of work?"""
        if row.maker_id != self.id:
            return False
        match row:
            case Inzet() | Afspraak():
                return self.colleague(row) or self.team(row)
            case Agendering() | Besluit():
                return self.colleague(row) and self.team(row)
            case Belang():
                return self.speaks(row.organisatie_id)
            case Opgave():
                return self.colleague(row) and row.stand == "concept"
            case Variant():
                knelpunt = self.world.find(Knelpunt, row.knelpunt_id)
                return self.colleague(row) and self.sees(knelpunt)
        return self.colleague(row)


def opgave_of(row: Model) -> object:
    """The opgave of a row of work; an opgave is its own."""
    return row.pk if isinstance(row, Opgave) else row.opgave_id
