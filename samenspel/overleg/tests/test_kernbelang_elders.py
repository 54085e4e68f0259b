"""An objection on a kernbelang holds for other proposals of the opgave by its owner's word."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.overleg.besluiten.actions import trek_voorstel_in, verleng_ronde
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.reacties import neem_over
from samenspel.overleg.besluiten.rows import tafel_of
from samenspel.overleg.besluiten.vanzelf import verleng_rondes
from samenspel.overleg.tests.tafel import (
    ROUND,
    SPEAKERS,
    knelpunt,
    later,
    objects,
    proposed,
    says,
    take,
)
from tests.antwoord import told
from tests.sleutels import owner

ASKS = "U hebt bezwaar op een kernbelang bij “Loket dicht”. Geldt dat ook hier?"
TELLS = "staat een bezwaar op een kernbelang van Gemeente Zwolle."
WAITS = "Gemeente Zwolle heeft bij “Loket dicht” bezwaar op een kernbelang, en zei nog niet of dat"
TAKE = (
    "update overleg_besluit set stand = 'genomen', genomen_op = now(), gezamenlijk = false"
    " where id = %s"
)


def url(step, thing, *more):
    return reverse(f"overleg:{step}", args=[thing.pk, *more])


@pytest.fixture
def elsewhere(world):
    """A proposal about another knelpunt, withdrawn, against which Zwolle has an objection."""
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    Besluit.objects.filter(pk=besluit.pk).update(titel="Loket dicht")
    belang = benoem_belang(
        world.opgave, world.zwolle, titel="Ons loket blijft", kern=True, by=world.bob
    )
    objects(besluit, world.zwolle, world.bob, belang)
    return trek_voorstel_in(besluit, reden="Anders.", by=world.carla)


@pytest.fixture
def other(world, elsewhere):
    """Another proposal of the same opgave, in its last round; all but Zwolle consent."""
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    for name in SPEAKERS.keys() - {"zwolle"}:
        says(besluit, getattr(world, name), getattr(world, SPEAKERS[name]))
    return Besluit.objects.get(pk=besluit.pk)


def test_the_owner_is_asked_and_takes_it_over_in_one_click(
    world, elsewhere, other, browse_as, few_questions
):
    first = Reactie.objects.get(besluit=elsewhere)
    bob = browse_as(world.bob)
    with few_questions():
        page = bob.get(url("besluit_reactie", other)).content.decode()
    with few_questions():
        assert TELLS in bob.get(url("besluit", other)).content.decode()
    assert ASKS in page
    step = url("bezwaar_neem_over", other, first.pk)
    assert step in page
    assert "Het bezwaar van Gemeente Zwolle geldt nu ook hier." in told(bob.post(step))
    with owner():
        here = Reactie.objects.get(besluit=other, organisatie=world.zwolle)
    names = ("soort", "kern", "toelichting", "deel", "belang_id", "wet", "oplossing")
    assert [getattr(here, one) for one in names] == [getattr(first, one) for one in names]
    assert ASKS not in bob.get(url("besluit_reactie", other)).content.decode()
    with owner(), pytest.raises(RuleError, match="heeft bezwaar op een kernbelang"):
        take(world, other)


def test_the_team_reads_beforehand_whose_kernbelang_may_be_at_stake(world, elsewhere, browse_as):
    fresh = proposed(world, knelpunt(world))
    text = browse_as(world.carla).get(url("besluit", fresh)).content.decode()
    assert (url("besluit", elsewhere) in text, TELLS in text) == (True, True)


def test_a_besluit_waits_one_more_term_for_the_owner(world, other, browse_as, as_user):
    """There is quorum, and nobody objects; but the one whose kernbelang it is was silent."""
    with pytest.raises(RuleError, match=WAITS):
        take(world, other)
    assert WAITS in browse_as(world.carla).get(url("besluit", other)).content.decode()
    with as_user(world.carla), pytest.raises(Error, match="nog niet verlengd"):
        by_hand(other)
    verleng_ronde(other, by=world.carla)
    with klok.on(later(ROUND)):
        taken = take(world, other)
    assert not taken.gezamenlijk
    assert tafel_of(Besluit.objects.get(pk=other.pk)).stil == ["Gemeente Zwolle"]


def test_the_night_extends_that_round_by_itself(other):
    assert verleng_rondes() == [other.pk]


def test_whatever_the_owner_says_here_nobody_waits_any_more(world, other, as_user):
    says(other, world.zwolle, world.bob, "zorg", toelichting="Let op het loket.")
    with as_user(world.carla), transaction.atomic():
        by_hand(other)
        transaction.set_rollback(True)
    assert take(world, other).stand == "genomen"


def test_what_was_solved_there_is_asked_nowhere(world, elsewhere, other, browse_as):
    again = proposed(world, elsewhere.knelpunt, rounds=3)
    says(again, world.zwolle, world.bob, opgelost=True)
    with pytest.raises(RuleError, match="Dit bezwaar staat niet meer"):
        neem_over(other, Reactie.objects.get(besluit=elsewhere), by=world.bob)
    assert ASKS not in browse_as(world.bob).get(url("besluit_reactie", other)).content.decode()
    with owner():
        assert take(world, other).stand == "genomen"


def by_hand(besluit):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKE, [besluit.pk])
