"""Random worlds, and who sees and changes what in them: sets and loops, no SQL.

The oracle is written from the words of the visibilities and of each app's `beleid.py`, not from
their conditions. Which tables there are comes from the code; what they mean stands here.
"""

from datetime import date
from itertools import pairwise
from random import Random

from django.db import models
from django.db.models import Model
from django.utils import timezone

from samenspel.inzichten.models import CasusVector, Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.taal import DIMENSIONS
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
from samenspel.organisaties.models import (
    Account,
    Gebruiker,
    Lidmaatschap,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
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
from samenspel.spoor.actions import record
from samenspel.spoor.daden import Daad, lists
from samenspel.taken.models import Taak
from samenspel.toegang.models import SentForm
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina
from tests.tabellen import TABLES, CasusRegeling, KnelpuntRegeling, World, choose, rol_of

DAY = date(2026, 1, 1)


def some_act(thing: Model | type[Model]) -> Daad | None:
    """Any act that is done to such a thing, where there is one."""
    found = (act for acts in lists() if thing._meta.model_name in acts.over for act in acts)
    return next(found, None)


def make(random: Random) -> World:
    """Make a small world; every choice comes from `random`."""
    world = World(
        [Organisatie(naam=f"Organisatie {n}", soort="gemeente") for n in range(5)],
        [Gebruiker(naam=f"Mens {n}") for n in range(6)],
    )
    Organisatie.objects.bulk_create(world.organisaties)
    Gebruiker.objects.bulk_create(world.mensen)
    for n, person in enumerate(world.mensen):
        Account.objects.create(gebruiker=person, inlognaam=f"mens{n}")
    for person in world.mensen:
        for at in random.sample(world.organisaties, random.choice([0, 1, 1, 1, 2, 3])):
            world.leden.add((person.pk, at.pk))
            dice = random.random()
            if dice < 0.3:
                world.beheer.add((person.pk, at.pk))
            if dice < 0.6:
                world.stem.add((person.pk, at.pk))
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(gebruiker_id=who, organisatie_id=at, rol=rol_of(world, who, at))
        for who, at in sorted(world.leden)
    )
    _Maker(world, random).run()
    return world


class _Maker:
    def __init__(self, world: World, random: Random) -> None:
        self.world, self.random = world, random

    def add(self, model: type[models.Model], rows: list) -> list:
        choose(self.random, model, rows)
        model.objects.bulk_create(rows)
        self.world.rows[model] += rows
        return rows

    def common(self) -> dict:
        """The columns of Zichtbaar; the maker need not work for the organisatie (any more)."""
        maker = self.random.choice(self.world.mensen)
        own = [one for one in self.world.organisaties if one.pk in self.world.of(maker)]
        at = self.random.choice(own if own and self.random.random() < 0.7 else self.organisaties)
        named = self.random.sample(self.world.mensen, self.random.randint(0, 2))
        return {
            "maker": maker,
            "organisatie": at,
            "zichtbaarheid": self.random.choice(Zichtbaarheid.values),
            "genoemden": [one.pk for one in named],
        }

    @property
    def organisaties(self) -> list[Organisatie]:
        return self.world.organisaties

    def some(self, model: type[models.Model]) -> models.Model:
        return self.random.choice(self.world.rows[model])

    def run(self) -> None:
        self.opgaven()
        self.practice()
        self.table()
        self.plannen()
        self.leren()
        self.vermoedens()
        self.forms()
        self.verhalen()
        self.consent()
        forgotten = [model.__name__ for model in TABLES if model not in self.world.rows]
        assert forgotten == [], "this world makes no rows of these"
        told = [model for model in TABLES if some_act(model)]
        assert told
        for model in told:
            thing, by = self.some(model), self.random.choice(self.world.mensen)
            record(some_act(thing), thing, by=by)
            self.world.acts.append((by.pk, thing))
        for at in self.organisaties[:2]:
            by = self.random.choice(self.world.mensen)
            record(some_act(at), at, by=by)
            self.world.acts.append((by.pk, at))

    def opgaven(self) -> None:
        made = [self.opgave() for _ in range(3)]
        self.organen = [
            Orgaan(organisatie=one, naam="College", niveau="lokaal") for one in self.organisaties
        ]
        self.add(Orgaan, self.organen)
        for opgave in self.add(Opgave, made):
            partners = self.random.sample(self.organisaties, self.random.randint(0, 3))
            self.add(Partner, [Partner(opgave=opgave, organisatie=one) for one in partners])
            team = self.random.sample(self.world.mensen, self.random.randint(0, 3))
            self.add(Teamlid, [self.teamlid(opgave, person) for person in team])
        self.add(Mandaat, [self.mandaat() for _ in range(2)])
        self.add(EerdereVersie, [self.versie(n) for n in range(3)])
        self.add(Belang, [Belang(opgave=self.some(Opgave), **self.common()) for _ in range(4)])
        for partner in self.random.sample(
            self.world.rows[Partner], len(self.world.rows[Partner]) // 2
        ):
            own = {"opgave": partner.opgave, "organisatie": partner.organisatie}
            self.add(Belang, [Belang(**self.common() | own)])
        self.add(Inzet, [self.inzet() for _ in range(4)])

    def opgave(self) -> Opgave:
        stand = self.random.choice(["concept", "vastgesteld", "vastgesteld", "afgerond"])
        return Opgave(titel="O", bedoeling="B", begint_op=DAY, stand=stand, **self.common())

    def teamlid(self, opgave: Opgave, person: Gebruiker) -> Teamlid:
        """Mostly sent by an organisatie she works for; the others have left it."""
        own = [one for one in self.organisaties if one.pk in self.world.of(person)]
        at = self.random.choice(own if own and self.random.random() < 0.8 else self.organisaties)
        return Teamlid(opgave=opgave, gebruiker=person, organisatie=at)

    def mandaat(self) -> Mandaat:
        return Mandaat(
            opgave=self.some(Opgave),
            gever=self.random.choice(self.organen),
            houder=self.random.choice(self.world.mensen),
            begint_op=DAY,
            eindigt_op=DAY.replace(year=2027),
        )

    def versie(self, number: int) -> EerdereVersie:
        by = self.random.choice(self.world.mensen)
        return EerdereVersie(opgave=self.some(Opgave), versie=number, reden="R", gewijzigd_door=by)

    def consent(self) -> None:
        """Who is asked, what partners change together, and what they say of it."""
        pairs = [(o, at) for o in self.world.rows[Opgave] for at in self.organisaties]
        for who, pair in enumerate(self.random.sample(pairs, 6)):
            self.add(Uitnodiging, [self.uitnodiging(*pair, self.world.mensen[who])])
        self.add(Wijziging, [self.wijziging(*one) for one in self.random.sample(pairs, 5)])
        said = [(w, at) for w in self.world.rows[Wijziging] for at in self.organisaties]
        by = self.random.choice(self.world.mensen)
        self.add(
            Instemming,
            [
                Instemming(wijziging=w, organisatie=at, gebruiker=by, ja=True)
                for w, at in self.random.sample(said, 6)
            ],
        )

    def uitnodiging(self, opgave: Opgave, at: Organisatie, mens: Gebruiker) -> Uitnodiging:
        """To an organisatie, or to somebody for the team; open or answered."""
        who = self.random.choice([None, None, mens])
        by = self.random.choice(self.world.mensen)
        stand = self.random.choice(["open", "open", "aangenomen", "ingetrokken"])
        return Uitnodiging(
            opgave=opgave, organisatie=at, gebruiker=who, door=by, namens=self.organisaties[0],
            rol="teamlid" if who else "partner", uiterlijk=DAY, stand=stand,
            beantwoord_door=by, beantwoord_op=timezone.now(),
        )  # fmt: skip

    def wijziging(self, opgave: Opgave, at: Organisatie) -> Wijziging:
        soort = self.random.choice(["partner erbij", "partner weg"])
        by = self.random.choice(self.world.mensen)
        return Wijziging(
            opgave=opgave, soort=soort, versie=1, titel="W", bedoeling="B", organisatie=at,
            ronde_werkdagen=10, verval_na_rondes=3, quorum=50, reden="R", maker=by,
            namens=self.random.choice(self.organisaties), uiterlijk=DAY,
            stand=self.random.choice(["open", "open", "aangenomen", "gestopt"]),
        )  # fmt: skip

    def inzet(self) -> Inzet:
        return Inzet(opgave=self.some(Opgave), soort="mensen", niveau="lokaal", **self.common())

    def practice(self) -> None:
        regeling = Regeling.objects.create(
            naam="R", afkorting="R", niveaus=[], leefgebieden=[], peildatum=DAY
        )
        self.add(Casus, [self.casus() for _ in range(10)])
        self.add(Knelpunt, [Knelpunt(opgave=self.some(Opgave), **self.common()) for _ in range(5)])
        pairs = [(c, k) for c in self.world.rows[Casus] for k in self.world.rows[Knelpunt]]
        self.add(
            Koppeling,
            [Koppeling(casus=c, knelpunt=k) for c, k in self.random.sample(pairs, 6)],
        )
        self.add(
            Heropening,
            [self.opened(one) for one in self.random.sample(self.world.rows[Casus], 4)],
        )
        self.add(CasusVector, [self.vector(one) for one in self.world.rows[Casus][:4]])
        self.add(CasusRegeling, [self.link(CasusRegeling, "casus", Casus, regeling)])
        self.add(KnelpuntRegeling, [self.link(KnelpuntRegeling, "knelpunt", Knelpunt, regeling)])
        self.add(Les, [self.under_knelpunt(Les) for _ in range(4)])

    def opened(self, casus: Casus) -> Heropening:
        about = self.some(Knelpunt)
        return Heropening(
            casus=casus, knelpunt=about, organisatie=casus.organisatie, plek="knelpunt", mist="M"
        )

    def vermoedens(self) -> None:
        """Groups for some people, what they ask the indieners, and what they have searched."""
        made = [Vermoeden(maker=self.random.choice(self.world.mensen)) for _ in range(4)]
        groups = [(v, c) for v in self.add(Vermoeden, made) for c in self.world.rows[Casus]]
        members = [VermoedenCasus(vermoeden=v, casus=c) for v, c in self.random.sample(groups, 12)]
        self.add(VermoedenCasus, members)
        pairs = [(c, k) for c in self.world.rows[Casus] for k in self.world.rows[Knelpunt]]
        asked = [
            Navraag(casus=c, knelpunt=k, maker=self.random.choice(self.world.mensen))
            for c, k in self.random.sample(pairs, 8)
        ]
        self.add(Navraag, asked)
        askers = [None, *self.random.sample(self.world.mensen, 3)]
        self.add(Taak, [Taak(soort="zoek vermoedens", aanvrager=one) for one in askers])

    def forms(self) -> None:
        """What somebody sent: to nobody else does it say anything."""
        made = [
            SentForm(key=n, gebruiker=self.random.choice(self.world.mensen), went_to="/")
            for n in range(6)
        ]
        self.add(SentForm, made)

    def vector(self, casus: Casus) -> CasusVector:
        return CasusVector(casus=casus, versie=1, taal="x", vector=[1.0] * DIMENSIONS)

    def link(self, model, end: str, of, regeling: Regeling) -> models.Model:
        return model(**{end: self.some(of)}, regeling=regeling)

    def casus(self) -> Casus:
        opgave = self.some(Opgave) if self.random.random() < 0.8 else None
        brought = timezone.now() if self.random.random() < 0.5 else None
        gemeente = self.organisaties[0]
        return Casus(opgave=opgave, gemeente=gemeente, ingebracht_op=brought, **self.common())

    def under_knelpunt(self, model: type[models.Model], **more) -> models.Model:
        return model(
            opgave=self.some(Opgave), knelpunt=self.some(Knelpunt), **self.common(), **more
        )

    def plannen(self) -> None:
        casussen = self.random.sample(self.world.rows[Casus], 5)
        self.add(Doorbraakplan, [Doorbraakplan(casus=one) for one in casussen])
        made = [Maatregel(plan=self.some(Doorbraakplan), wat="M") for _ in range(5)]
        self.add(Maatregel, made)
        band = {"laag": 1, "waarschijnlijk": 2, "hoog": 3, "betaler_soort": "gemeente"}
        posten = [
            Kostenpost(plan=self.some(Doorbraakplan), pad="doorbreken", wat="K", **band)
            for _ in range(4)
        ]
        self.add(Kostenpost, posten)

    def leren(self) -> None:
        self.add(Variant, [self.under_knelpunt(Variant, sinds=DAY) for _ in range(4)])
        counted = {"maat": "M", "aantal": 9, "geslaagd": 4, "van": DAY, "tot": DAY}
        by = self.random.choice(self.world.mensen)
        made = [Uitkomst(variant=self.some(Variant), maker=by, **counted) for _ in range(4)]
        self.add(Uitkomst, made)
        sources = [("variant", one) for one in self.world.rows[Variant]]
        sources += [("les", one) for one in self.world.rows[Les]]
        pairs = [(source, at) for source in sources for at in self.organisaties]
        self.add(
            Overname,
            [
                Overname(**{kind: bron}, organisatie=at, maker=by, op=DAY, vraag_op=DAY)
                for (kind, bron), at in self.random.sample(pairs, 6)
            ],
        )

    def table(self) -> None:
        self.add(Agendering, [self.agendering() for _ in range(6)])
        self.add(Besluit, [self.under_knelpunt(Besluit) for _ in range(5)])
        besluiten, organisaties = self.world.rows[Besluit], self.organisaties
        pairs = [(b, o) for b in besluiten for o in organisaties]
        self.add(Reactie, [self.reactie(*pair) for pair in self.random.sample(pairs, 5)])
        self.add(
            Bijdrage,
            [Bijdrage(besluit=b, organisatie=o) for b, o in self.random.sample(pairs, 5)],
        )
        follows = [Opvolging(besluit=b, eerder=a) for a, b in pairwise(besluiten)]
        self.add(Opvolging, follows)
        public = {"genomen_op": DAY, "geldt_van": DAY, "standpunten": []}
        self.add(OpenbaarBesluit, [OpenbaarBesluit(besluit=one, **public) for one in besluiten])
        by = self.random.choice(self.world.mensen)
        self.add(
            Aanvaarding,
            [
                Aanvaarding(bijdrage=one, gebruiker=by, voorstelversie=1, bedrag=0)
                for one in self.world.rows[Bijdrage]
            ],
        )
        again = [
            Herziening(besluit=one, herzien_op=DAY, reden="R", gebruiker=by) for one in besluiten
        ]
        self.add(Herziening, again)
        self.add(
            Voorstelversie,
            [Voorstelversie(besluit=one, nummer=1, ronde=0, gebruiker=by) for one in besluiten],
        )
        for _ in range(4):
            (inzet,) = self.add(Inzet, [self.inzet()])
            afspraak = Afspraak(
                opgave=self.some(Opgave), besluit=self.some(Besluit), inzet=inzet,
                eigenaar=self.random.choice(self.world.mensen), uiterlijk=DAY, **self.common(),
            )  # fmt: skip
            self.add(Afspraak, [afspraak])

    def agendering(self) -> Agendering:
        orgaan = self.random.choice(self.organen)
        return self.under_knelpunt(
            Agendering, orgaan=orgaan, aan=orgaan.organisatie, uiterlijk=DAY, advies="lokaal"
        )

    def reactie(self, besluit: Besluit, organisatie: Organisatie) -> Reactie:
        by = self.random.choice(self.world.mensen)
        return Reactie(
            besluit=besluit, organisatie=organisatie, gebruiker=by, ronde=1,
            soort=self.random.choice(["consent", "vraag", "bezwaar"]), toelichting="Waarom?",
        )  # fmt: skip

    def verhalen(self) -> None:
        self.add(Verhaal, [self.verhaal() for _ in range(10)])
        told = self.random.sample(self.world.rows[Verhaal], 5)
        self.add(Citaat, [Citaat(verhaal=one, tekst=one.tekst) for one in told])
        self.add(Aanwijzing, [Aanwijzing(verhaal=v, knelpunt=self.some(Knelpunt)) for v in told])
        opgaven = self.random.sample(self.world.rows[Opgave], 2)
        self.add(Verhaalpagina, [Verhaalpagina(opgave=one) for one in opgaven])

    def verhaal(self) -> Verhaal:
        """Half of them told by nobody in particular, some without an opgave or not read over."""
        return Verhaal(
            maker=self.random.choice([None, self.random.choice(self.world.mensen)]),
            opgave=self.random.choice([None, self.some(Opgave), self.some(Opgave)]),
            gemeente=self.random.choice(self.organisaties),
            sleutel=self.random.randbytes(32),
            titel="V",
            tekst="V",
            thema="wonen",
            lezers=self.random.choice(["team", "openbaar"]),
            nagelezen_op=self.random.choice([None, DAY]),
            toestemming=1,
        )
