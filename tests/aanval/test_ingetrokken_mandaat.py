"""The hurried team: it takes a besluit on a mandaat that is withdrawn at that very moment.

Whoever withdraws and is told so, must be able to trust that nothing is decided on it afterwards.
"""

import threading
from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.tests.tafel import all_say, knelpunt, promises, proposed, take
from tests import factories, sleutels
from tests.tegelijk import somebody_waits, wait_until


def promised():
    """A proposal that asks 55,000 of Almere, to which it said yes on a mandaat of its college."""
    made = factories.world()
    made.mandaat = factories.mandaat(made.opgave, made.college, made.wethouder, bedrag=55_000)
    part = Gevraagd(made.almere, "Vroeghulp", 55_000)
    made.besluit = proposed(made, knelpunt(made), rounds=3, gevraagd=[part], over=True)
    all_say(made, made.besluit)
    promises(made.besluit, made.mandaat, van=made.almere)
    return made


@pytest.fixture
def world(committed):
    return promised()


def as_web(person, act: Callable[[], object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    sleutels.work_as(person)
    act()


def withdraw(world) -> None:
    as_web(world.wethouder, lambda: trek_mandaat_in(
        Mandaat.objects.get(), reden="Het kan niet meer.", by=world.wethouder))  # fmt: skip


def decide(world) -> None:
    as_web(world.carla, lambda: take(world, world.besluit))


def meanwhile(first: Callable[[], None], second: Callable[[], None]) -> Exception | None:
    """Do `first`; before it is committed, somebody does `second`. What was that refused with?"""
    done, refused = threading.Event(), []

    def other() -> None:
        try:
            with transaction.atomic():
                second()
        except (RuleError, Error) as error:
            refused.append(error)
        finally:
            connection.close()
            done.set()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        wait_until(lambda: done.is_set() or somebody_waits())
    thread.join(30)
    assert done.is_set()
    return refused[0] if refused else None


def waits_for_its_orgaan(world) -> bool:
    bijdrage = world.besluit.bijdragen.get()
    return (bijdrage.mandaat, bijdrage.bekrachtigd_op) == (None, None) and bool(bijdrage.orgaan)


def test_after_it_was_withdrawn_the_besluit_waits_for_the_orgaan(db):
    world = promised()
    trek_mandaat_in(world.mandaat, reden="Het kan niet meer.", by=world.wethouder)
    take(world, world.besluit)
    assert waits_for_its_orgaan(world)


def test_no_besluit_rests_on_a_mandaat_that_was_being_withdrawn(world):
    """It may be taken; this part of it waits for the orgaan that has to decide."""
    assert meanwhile(lambda: withdraw(world), lambda: decide(world)) is None
    assert waits_for_its_orgaan(world)
    assert Mandaat.objects.get().ingetrokken_op is not None


def test_who_withdraws_during_a_besluit_waits_and_finds_it_taken(world):
    assert meanwhile(lambda: decide(world), lambda: withdraw(world)) is None
    world.besluit.refresh_from_db()
    assert world.besluit.stand == Besluit.Stand.GENOMEN
    assert world.besluit.bijdragen.get().mandaat == Mandaat.objects.get()
    assert Mandaat.objects.get().ingetrokken_op is not None
