"""Whatever people do in whatever order: no besluit without consent, nothing lost, nobody stuck.

`Model` says in plain Python what must hold, apart from how the program decides it. Program and
database must say the same of every step.
"""

from contextlib import contextmanager
from datetime import date, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from samenspel.basis import klok
from samenspel.basis.errors import DomainError
from samenspel.opgaven.models import Belang, Partner
from samenspel.overleg.besluiten import actions, gezag
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.reacties import Grond, reageer
from samenspel.overleg.besluiten.rows import tafel_of
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from samenspel.overleg.mandaten.models import Mandaat
from tests import factories
from tests.besluitmodel import LAST, ROOM, Model

ORGS = ("almere", "zwolle", "szw", "vng", "aanbieder")
PARTNERS = ORGS[:4]
SPEAKS = dict(zip(ORGS, ("wethouder", "bob", "dirk", "carla", "esma"), strict=True))


class Tafel(RuleBasedStateMachine):
    """Five organisaties, one proposal and another, one mandaat, one clock."""

    begins = date(2026, 2, 2)

    @initialize(rounds=st.sampled_from([0, 3, 3, 3, 3]))
    def begin(self, rounds):
        self.world, self.day = factories.world(), self.begins
        Partner.objects.update(toegetreden_op=self.day)
        self.model = Model(self.day, dict.fromkeys(PARTNERS, self.day))
        self.mandaat = factories.mandaat(
            self.world.opgave, self.world.college, self.world.wethouder, bedrag=ROOM
        )
        Mandaat.objects.update(begint_op=self.day, eindigt_op=date(2040, 1, 1))
        self.belangen = {
            who: Belang.objects.create(
                opgave=self.world.opgave, organisatie=getattr(self.world, who), titel="K",
                maker=self.by(who), kern=True,
            )
            for who in ORGS
        }  # fmt: skip
        self.other, self.besluit = self.proposal(), self.proposal()
        Besluit.objects.filter(pk=self.other.pk).update(
            stand=LAST, ronde=1, geopend_op=self.day, titel="Loket"
        )
        self.other.versies.create(
            nummer=1, ronde=1, titel="Loket", voorstel="0", gebruiker=self.world.carla
        )
        for _ in range(rounds):  # mostly the last round is open
            self.day += timedelta(40)
            self.next_round()

    def proposal(self):
        about = factories.knelpunt(self.world.carla, self.world.opgave)
        with klok.on(self.day):
            return actions.bereid_besluit_voor(about, titel="T", voorstel="0", by=self.world.carla)

    def by(self, who):
        return getattr(self.world, SPEAKS[who])

    def act(self, name, *args):
        """Do it in the model and in the program: what one refuses, the other refuses."""
        allowed = getattr(self.model, name)(self.day, *args)
        with klok.on(self.day):
            refused = self.refused(name, *args)
        assert (refused is None) == allowed, (refused, self.day, self.model)
        return allowed

    def refused(self, name, *args):
        """Do it, and return with which sentence it is refused."""
        try:
            with transaction.atomic():
                getattr(self, f"do_{name}")(*args)
        except (DomainError, ObjectDoesNotExist) as error:
            return str(error) or "niet te vinden"
        return None

    def fresh(self):
        return Besluit.objects.get(pk=self.besluit.pk)

    def live(self):
        return self.model.live()

    # --- what the program does ------------------------------------------------------------------

    def do_open_round(self):
        actions.open_ronde(self.besluit, by=self.world.carla)

    def do_change(self, seen):
        actions.wijzig_voorstel(
            self.fresh(), titel="T", voorstel=f"na {seen}", versie=seen, by=self.world.carla
        )

    def do_ask(self, amount):
        part = actions.Gevraagd(self.world.almere, "Bellen", amount)
        actions.vraag_bijdrage(self.besluit, part, by=self.world.carla)

    def do_speak(self, who, what, solved, seen):
        kinds = {"beeldvorming": "helder", "oordeelsvorming": "helder"}
        soort = kinds.get(self.fresh().stand, "consent" if what == "ja" else "bezwaar")
        self.say(self.besluit, who, soort, what, solved, seen)

    def do_speak_elsewhere(self, who, solved):
        soort, what = ("consent", "ja") if solved else ("bezwaar", "kern")
        self.say(self.other, who, soort, what, solved, 1)

    def say(self, besluit, who, soort, what, solved, seen):
        ground = Grond("artikel 1", "Pw", self.belangen[who] if what == "kern" else None, "Zo.")
        reageer(
            besluit, getattr(self.world, who), soort=soort, toelichting="Omdat.", grond=ground,
            opgelost=solved, voorstelversie=seen, by=self.by(who),
        )  # fmt: skip

    def do_promise(self, who, yes):
        gezag.aanvaard(self.besluit.bijdragen.get(), self.mandaat if yes else None, by=self.by(who))

    def do_withdraw(self):
        trek_mandaat_in(self.mandaat, reden="Zelf.", by=self.world.wethouder)

    def do_leave(self, who):
        """However that came about; the rules of leaving are another subject."""
        Partner.objects.get(organisatie=getattr(self.world, who)).delete()

    def do_join(self, who):
        Partner.objects.create(
            opgave=self.world.opgave, organisatie=getattr(self.world, who), toegetreden_op=self.day
        )

    def do_extend(self):
        actions.verleng_ronde(self.besluit, by=self.world.carla)

    def do_take(self):
        actions.neem_besluit(self.besluit, by=self.world.carla)

    # --- what people do -------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 7, 15, 40]))
    def time_goes_by(self, days):
        self.day += timedelta(days)

    @precondition(live)
    @rule()
    def next_round(self):
        self.act("open_round")

    @precondition(live)
    @rule()
    def change_the_text(self):
        self.act("change", self.model.versie)

    @precondition(live)
    @rule(amount=st.sampled_from([0, ROOM, ROOM + 1]))
    def ask_almere(self, amount):
        self.act("ask", amount)

    @precondition(live)
    @rule(
        who=st.sampled_from(ORGS),
        what=st.sampled_from(["ja", "ja", "ja", "nee", "kern"]),
        solved=st.booleans(),
    )
    def somebody_speaks(self, who, what, solved):
        self.act("speak", who, what, solved, self.model.versie)

    @precondition(live)
    @rule(who=st.sampled_from(ORGS), solved=st.booleans())
    def somebody_objects_elsewhere(self, who, solved):
        self.act("speak_elsewhere", who, solved)

    @precondition(lambda self: self.live() and self.model.asked is not None)
    @rule(yes=st.booleans(), who=st.sampled_from(["almere", "vng"]))
    def somebody_uses_the_mandaat(self, yes, who):
        self.act("promise", who, yes)

    @precondition(lambda self: not self.model.withdrawn)
    @rule()
    def almere_withdraws_its_mandaat(self):
        self.act("withdraw")

    @rule(who=st.sampled_from(["zwolle", "szw", "aanbieder"]))
    def a_partner_is_gone(self, who):
        self.act("leave", who)

    @precondition(lambda self: "aanbieder" not in self.model.joined)
    @rule()
    def a_partner_joins(self):
        self.act("join", "aanbieder")

    @precondition(live)
    @rule()
    def the_round_is_extended(self):
        self.act("extend")

    @precondition(live)
    @rule(really=st.booleans())
    def the_besluit_is_taken(self, really):
        """By the program, or by hand; what is tried by hand alone is taken back."""
        m = self.model
        lapses = m.asked is not None and "almere" not in m.yes()
        assert self.by_hand() == (m.takes(self.day) and not lapses)
        if really:
            self.act("take")

    def by_hand(self):
        """Would the database take it, whatever the program says? Taken back."""
        with klok.on(self.day):
            now = klok.now()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "update overleg_besluit set stand = 'genomen', genomen_op = %s,"
                    " gezamenlijk = %s where id = %s",
                    [now, not self.model.enough(), self.besluit.pk],
                )
                transaction.set_rollback(True)
        except IntegrityError:
            return False
        return True

    # --- what holds all the time ----------------------------------------------------------------

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "model"):
            said = Reactie.objects.filter(besluit=self.besluit)
            assert said.count() == len(self.model.said)

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

    @invariant()
    def nobody_is_bound_without_a_yes(self):
        if hasattr(self, "model") and self.model.outcome:
            joint, bound, lapsed = self.model.outcome
            assert self.fresh().gezamenlijk == joint
            for one in Bijdrage.objects.filter(besluit=self.besluit):
                assert (one.bekrachtigd_op is not None) == bound
                assert (one.vervallen_op is not None) == lapsed

    def teardown(self):
        """Whoever wants a besluit gets one: only a kernbelang holds the others up."""
        if not hasattr(self, "model") or self.model.kern:
            return
        for _ in range(12):
            if not self.live():
                return
            if self.model.in_round():
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
