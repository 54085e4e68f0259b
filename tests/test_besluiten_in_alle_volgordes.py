"""Whatever people do in whatever order: no besluit without consent, nothing lost, nobody stuck.

`Model` says in plain Python what must hold, apart from how the program decides it. Program and
database must say the same of every step.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from samenspel.basis import klok
from samenspel.basis.errors import DomainError
from samenspel.basis.werkdagen import werkdagen_na
from samenspel.opgaven.models import Belang, Partner
from samenspel.overleg.besluiten import actions, gezag
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.reacties import Grond, reageer
from samenspel.overleg.besluiten.rows import tafel_of
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from tests import factories

BEGIN = date(2026, 2, 2)
ORGS = ("almere", "zwolle", "szw", "vng", "aanbieder")
SPEAKS = dict(zip(ORGS, ("wethouder", "bob", "dirk", "carla", "esma"), strict=True))
NEXT = {
    "voorbereiding": "beeldvorming", "beeldvorming": "oordeelsvorming",
    "oordeelsvorming": "besluitvorming",
}  # fmt: skip
LAST, TERM, ROUNDS, ROOM = "besluitvorming", 10, 3, 50_000


@dataclass
class Model:
    """A proposal and who said what of it, in as few words as possible."""

    joined: dict[str, date] = field(default_factory=dict)
    stand: str = "voorbereiding"
    versie: int = 1
    ronde: int = 0
    opened: date = BEGIN
    changed: date = BEGIN
    extended: date | None = None
    announced: date = BEGIN
    said: list[tuple[str, str, int, str]] = field(default_factory=list)
    kern: set[str] = field(default_factory=set)
    asked: int | None = None
    promised: tuple[int, int] | None = None
    withdrawn: bool = False

    def end(self) -> date:
        begins = [self.opened, self.changed, *self.joined.values()]
        begins += [self.extended] if self.extended else []
        return max(self.announced, werkdagen_na(max(begins), TERM))

    def announce(self) -> None:
        self.announced = BEGIN
        self.announced = self.end()

    def now(self) -> dict[str, str]:
        """What each partner said last of this version in this round."""
        at = (self.stand, self.versie)
        return {w: s for w, f, v, s in self.said if (f, v) == at and w in self.joined}

    def last(self) -> dict[str, str]:
        """What each said last in besluitvorming, of whatever version."""
        return {w: s for w, f, _, s in self.said if f == LAST}

    def against(self) -> set[str]:
        return {w for w, s in self.last().items() if s == "nee" and self.ronde <= ROUNDS}

    def over(self, day: date) -> bool:
        return self.now().keys() == self.joined.keys() or self.end() < day

    def enough(self) -> bool:
        heard, all_ = len(self.now()), len(self.joined)
        return heard == all_ or heard * 2 > all_

    def yes(self) -> set[str]:
        return {w for w, s in self.now().items() if s == "ja"}

    def takes(self, day: date) -> bool:
        if self.stand != LAST or self.kern or self.against() or not self.yes():
            return False
        return self.over(day) and (self.enough() or self.extended is not None)

    def binds(self) -> bool:
        """Is Almere bound, when it is taken now?"""
        on_it = self.promised == (self.versie, self.asked) and not self.withdrawn
        return self.asked is not None and "almere" in self.yes() and on_it

    def may_speak(self, who: str) -> bool:
        open_ = self.stand in NEXT.values()
        return open_ and (who in self.joined or who in self.kern or who in self.against())


class Tafel(RuleBasedStateMachine):
    """Five organisaties, one proposal, one mandaat, one clock."""

    @initialize(rounds=st.sampled_from([0, 3, 3, 3, 3]))
    def begin(self, rounds):
        self.world, self.day = factories.world(), BEGIN
        Partner.objects.update(toegetreden_op=BEGIN)
        self.model = Model(joined=dict.fromkeys(("almere", "zwolle", "szw", "vng"), BEGIN))
        self.mandaat = factories.mandaat(
            self.world.opgave, self.world.college, self.world.wethouder, bedrag=ROOM
        )
        type(self.mandaat).objects.update(begint_op=BEGIN, eindigt_op=date(2040, 1, 1))
        self.belangen = {
            who: Belang.objects.create(
                opgave=self.world.opgave, organisatie=getattr(self.world, who), titel="K",
                maker=self.by(who), kern=True,
            )
            for who in ORGS
        }  # fmt: skip
        about = factories.knelpunt(self.world.carla, self.world.opgave)
        with klok.on(self.day):
            self.besluit = actions.bereid_besluit_voor(
                about, titel="T", voorstel="0", by=self.world.carla
            )
        for _ in range(rounds):  # mostly the last round is open
            self.day += timedelta(40)
            self.next_round()

    def by(self, who):
        return getattr(self.world, SPEAKS[who])

    @contextmanager
    def expect(self, allowed):
        """What is done inside must be refused with a sentence, unless it is allowed."""
        refused = None
        try:
            with klok.on(self.day), transaction.atomic():
                yield
        except DomainError as error:
            refused = error.message
        assert (refused is None) == allowed, (refused, self.day, self.model)

    def fresh(self):
        return Besluit.objects.get(pk=self.besluit.pk)

    def live(self):
        return self.model.stand not in ("genomen", "ingetrokken")

    @rule(days=st.sampled_from([1, 7, 15, 40]))
    def time_goes_by(self, days):
        self.day += timedelta(days)

    @precondition(live)
    @rule()
    def next_round(self):
        m = self.model
        allowed = m.stand in NEXT and (m.stand == "voorbereiding" or m.over(self.day))
        with self.expect(allowed):
            actions.open_ronde(self.besluit, by=self.world.carla)
        if allowed:
            m.stand, m.opened, m.extended = NEXT[m.stand], self.day, None
            m.ronde = int(m.stand == LAST)
            m.announce()

    def new_version(self, *, of_text):
        m, in_round = self.model, self.model.stand in NEXT.values()
        over = in_round and m.over(self.day)
        if in_round or of_text:
            m.versie, m.changed = m.versie + 1, self.day
        if in_round:
            if m.ronde and over:
                m.ronde, m.opened = m.ronde + 1, self.day
            m.extended = None
            m.announce()

    @precondition(live)
    @rule()
    def change_the_text(self):
        now = self.fresh()
        with self.expect(True):
            actions.wijzig_voorstel(
                now, titel="T", voorstel=f"{now.versie}", versie=now.versie, by=self.world.carla
            )
        self.new_version(of_text=True)

    @precondition(live)
    @rule(amount=st.sampled_from([0, ROOM, ROOM + 1]))
    def ask_almere(self, amount):
        part = actions.Gevraagd(self.world.almere, "Bellen", amount)
        with self.expect(True):
            actions.vraag_bijdrage(self.besluit, part, by=self.world.carla)
        self.new_version(of_text=False)
        self.model.asked = amount

    @precondition(live)
    @rule(
        who=st.sampled_from(ORGS),
        what=st.sampled_from(["ja", "ja", "ja", "nee", "kern"]),
        solved=st.booleans(),
    )
    def somebody_speaks(self, who, what, solved):
        m = self.model
        allowed = m.may_speak(who)
        if m.stand != LAST:
            what = "ja"
        elif what == "ja" and who in m.kern and not solved:
            allowed = False
        kinds = {"beeldvorming": "helder", "oordeelsvorming": "helder"}
        soort = kinds.get(m.stand, "consent" if what == "ja" else "bezwaar")
        ground = Grond("artikel 1", "Pw", self.belangen[who] if what == "kern" else None, "Zo.")
        with self.expect(allowed):
            reageer(
                self.besluit, getattr(self.world, who), soort=soort, toelichting="Omdat.",
                grond=ground, opgelost=solved, by=self.by(who),
            )  # fmt: skip
        if allowed:
            if m.stand == LAST and solved:
                m.kern.discard(who)
            m.kern |= {who} if what == "kern" else set()
            m.said.append((who, m.stand, m.versie, what))

    @precondition(lambda self: self.live() and self.model.asked is not None)
    @rule(yes=st.booleans(), who=st.sampled_from(["almere", "vng"]))
    def somebody_uses_the_mandaat(self, yes, who):
        m = self.model
        fits = m.asked <= ROOM and not m.withdrawn
        allowed = m.stand == LAST and (not yes or (who == "almere" and fits))
        asked = self.besluit.bijdragen.get()
        with self.expect(allowed):
            gezag.aanvaard(asked, self.mandaat if yes else None, by=self.by(who))
        if allowed and who == "almere":
            m.promised = (m.versie, m.asked) if yes else None

    @precondition(lambda self: not self.model.withdrawn)
    @rule()
    def almere_withdraws_its_mandaat(self):
        with self.expect(True):
            trek_mandaat_in(self.mandaat, reden="Zelf.", by=self.world.wethouder)
        self.model.withdrawn = True

    @rule(who=st.sampled_from(["zwolle", "szw", "aanbieder"]))
    def a_partner_is_gone(self, who):
        """However that came about; the rules of leaving are another subject."""
        Partner.objects.filter(organisatie=getattr(self.world, who)).delete()
        self.model.joined.pop(who, None)

    @precondition(lambda self: "aanbieder" not in self.model.joined)
    @rule()
    def a_partner_joins(self):
        m = self.model
        Partner.objects.create(
            opgave=self.world.opgave, organisatie=self.world.aanbieder, toegetreden_op=self.day
        )
        m.joined["aanbieder"] = self.day
        if m.stand in NEXT.values():
            m.announced = m.end()

    @precondition(live)
    @rule()
    def the_round_is_extended(self):
        m = self.model
        allowed = m.stand == LAST and m.over(self.day) and not m.enough() and not m.extended
        with self.expect(allowed):
            actions.verleng_ronde(self.besluit, by=self.world.carla)
        if allowed:
            m.extended = self.day
            m.announce()

    @precondition(live)
    @rule(really=st.booleans())
    def the_besluit_is_taken(self, really):
        """By the program, or by hand; what is tried by hand alone is taken back."""
        m = self.model
        allowed = m.takes(self.day)
        lapses = m.asked is not None and "almere" not in m.yes()
        assert self.by_hand() == (allowed and not lapses)
        if not really:
            return
        binds, quorum, yes = m.binds(), m.enough(), m.yes()
        with self.expect(allowed):
            actions.neem_besluit(self.besluit, by=self.world.carla)
        if not allowed:
            return
        m.stand = "genomen"
        taken = self.fresh()
        assert taken.gezamenlijk == (not quorum)
        for bijdrage in taken.bijdragen.all():
            assert (bijdrage.bekrachtigd_op is not None) == binds
            assert (bijdrage.vervallen_op is not None) == ("almere" not in yes)

    def by_hand(self):
        """Would the database take it, whatever the program says? Taken back."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "update overleg_besluit set stand = 'genomen', genomen_op = %s,"
                    " gezamenlijk = %s where id = %s",
                    [self.moment(), not self.model.enough(), self.besluit.pk],
                )
                transaction.set_rollback(True)
        except IntegrityError:
            return False
        return True

    def moment(self):
        with klok.on(self.day):
            return klok.now()

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "model"):
            assert Reactie.objects.count() == len(self.model.said)

    @invariant()
    def no_kernbezwaar_vanishes(self):
        if hasattr(self, "model") and self.live():
            standing = {stem.naam for stem in tafel_of(self.fresh()).kern}
            assert standing == {getattr(self.world, who).naam for who in self.model.kern}

    @invariant()
    def how_it_stands_is_as_the_model_says(self):
        if hasattr(self, "model"):
            now, m = self.fresh(), self.model
            assert (now.stand, now.versie, now.ronde) == (m.stand, m.versie, m.ronde)
            if self.live() and m.stand != "voorbereiding":
                with klok.on(self.day):
                    assert tafel_of(now).termijn.einde == m.end()

    def teardown(self):
        """Whoever wants a besluit gets one: only a kernbelang holds the others up."""
        if not hasattr(self, "model") or self.model.kern:
            return
        for _ in range(12):
            if not self.live():
                return
            if self.model.stand in NEXT.values():
                self.somebody_speaks("vng", "ja", solved=False)
            self.day += timedelta(40)
            if self.model.stand != LAST:
                self.next_round()
            elif self.model.against():
                self.change_the_text()
            elif self.model.takes(self.day):
                self.the_besluit_is_taken(really=True)
            else:
                self.the_round_is_extended()
        assert not self.live(), self.model


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Undone(Tafel):
    """The same, in a world of its own that is taken back."""

    def __init__(self):
        self.world_of_its_own = undone()
        self.world_of_its_own.__enter__()
        super().__init__()

    def teardown(self):
        try:
            super().teardown()
        finally:
            self.world_of_its_own.__exit__(None, None, None)


def test_no_order_of_acts_breaks_a_rule(db):
    run(
        Undone,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
