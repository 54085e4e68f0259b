"""Two people at the same moment, whatever they do to one proposal, in whatever state it is.

Each has a transaction of her own as the web process has, and neither sees what the other has not
committed. What comes of it must be what would have come of it one after the other, in one of the
two orders: then all that `Tafel` asks of one after the other holds, and nothing is lost between.
"""

import os
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samenspel.basis import klok
from samenspel.opgaven.models import Partner
from samenspel.overleg.besluiten.models import Bijdrage, Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.partners.actions import laat_partner_gaan
from tests import databases
from tests.besluitmodel import LAST, ROOM
from tests.tegelijk import at_once, web
from tests.test_besluiten_in_alle_volgordes import ORGS, SPEAKS, Tafel

MORE = os.environ.get("AANVAL_VOLGORDES")
"""How many random tables the long run asks; otherwise some, always the same."""
ACTS = st.one_of(
    st.tuples(
        st.just("speak"), st.sampled_from(ORGS), st.sampled_from(["ja", "ja", "nee", "kern"]),
        st.booleans(),
    ),
    st.tuples(st.just("speak_elsewhere"), st.sampled_from(ORGS), st.booleans()),
    st.tuples(st.just("promise"), st.just("almere"), st.booleans()),
    st.tuples(st.just("leave"), st.sampled_from(["zwolle", "szw"])),
    st.tuples(st.just("ask"), st.sampled_from([0, ROOM])),
    *(st.tuples(st.just(name)) for name in ("take", "take", "change", "withdraw", "extend")),
)  # fmt: skip


PAIRS = st.tuples(ACTS, ACTS).filter(lambda two: two[0] != two[1] or two[0][0] != "leave")
MOMENTS = st.tuples(st.sampled_from([0, 0, 15, 40]), st.booleans(), PAIRS)


class Tegelijk(Tafel):
    """A table at which two act at once; between that one after the other, as the owner tells it."""

    begins = timezone.localdate()

    def moment(self, days, all_speak, acts):
        """Two at once, mostly when it matters: the term is over, or everybody spoke."""
        self.day += timedelta(days)
        with connection.cursor() as cursor:  # the database must know what day it is
            cursor.execute("delete from basis_klok")
            ahead = (self.day - timezone.localdate()).days
            cursor.execute("insert into basis_klok (dagen) values (%s)", [ahead])
        if all_speak and self.model.stand == LAST:
            for who in tuple(self.model.joined):
                self.somebody_speaks(who, "ja", solved=True)
        self.both([self.seen(*one) for one in acts])
        self.nothing_is_lost()
        self.no_kernbezwaar_vanishes()
        self.how_it_stands_is_as_the_model_says()
        self.nobody_is_bound_without_a_yes()

    def both(self, acts):
        """Do these two at once; refused with a sentence, or else done."""
        refused = [None, None]

        def does(number):
            refused[number] = self.refused(*acts[number])

        error = at_once(
            lambda: does(0), lambda: does(1),
            lambda: self.at_work(acts[0]), lambda: self.at_work(acts[1]),
        )  # fmt: skip
        assert error is None, (error, acts, self.model)
        self.model = self.one_after_the_other(acts, [one is None for one in refused])

    def seen(self, name, *args):
        """The act as of whoever reads the proposal now."""
        looks = {"speak": (self.model.versie,), "change": (self.model.versie,)}
        return name, *args, *looks.get(name, ())

    @contextmanager
    def at_work(self, act):
        """A transaction of whoever does it, in the web process."""
        of = {"withdraw": "almere"}.get(act[0], "vng")
        who = act[1] if len(act) > 1 and act[1] in SPEAKS else of
        with klok.on(self.day), web(self.by(who)):
            yield

    def do_leave(self, who):
        """By its own word."""
        partner = Partner.objects.get(organisatie=getattr(self.world, who))
        laat_partner_gaan(partner, by=self.by(who))

    def one_after_the_other(self, acts, said):
        """Return the model after one of the two orders; there must be one that fits."""
        tried = []
        for order in (acts, acts[::-1]):
            made, allowed = self.model.after(self.day, [(one[0], one[1:]) for one in order])
            allowed = allowed if order is acts else allowed[::-1]
            tried.append((allowed, self.of_model(made)))
            if (allowed, self.of_model(made)) == (said, self.of_tables()):
                return made
        raise AssertionError((acts, said, self.of_tables(), tried, self.model))

    def of_model(self, m):
        outcome = m.outcome or (False, False, False)
        return (
            m.stand,
            m.versie,
            m.ronde,
            len(m.said),
            len(m.joined),
            m.withdrawn,
            m.extended,
            outcome,
        )

    def of_tables(self):
        now = self.fresh()
        asked = Bijdrage.objects.filter(besluit=now).first()
        return (
            now.stand, now.versie, now.ronde, Reactie.objects.filter(besluit=now).count(),
            Partner.objects.count(), Mandaat.objects.exclude(ingetrokken_op=None).exists(),
            now.verlengd_op, (
                now.gezamenlijk, bool(asked and asked.bekrachtigd_op),
                bool(asked and asked.vervallen_op),
            ),
        )  # fmt: skip


def test_two_at_once_is_as_one_after_the_other(migrated, django_db_blocker):
    @settings(
        max_examples=int(MORE or 4), derandomize=not MORE, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.sampled_from([0, 3, 3, 3]), st.lists(MOMENTS, min_size=8, max_size=12))
    def sit(rounds, moments):
        with databases.apart(migrated):
            table = Tegelijk()
            table.begin(rounds=rounds)
            for one in moments:
                table.moment(*one)
            table.teardown()

    with django_db_blocker.unblock():
        sit()
