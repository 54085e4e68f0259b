"""Two colleagues at the same moment: they want to spend one bijdrage twice.

Both look, both see that there is room, both write. They go by the program, or have statements of
their own, as whoever stole the web process has; then nothing but the database is in the way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import Error, IntegrityError, OperationalError, connection, transaction
from django.db.models import Sum

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.wijzigen import Opgavetekst, stel_tekst_voor, stem
from samenspel.opgaven.models import Inzet, Wijziging
from samenspel.overleg.afspraken.actions import maak_afspraak
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.models import Bijdrage
from samenspel.overleg.common import as_visible_as
from samenspel.overleg.tests.tafel import all_say, knelpunt, later, promises, proposed, take
from tests import factories
from tests.tegelijk import at_once, web

MOST = 55_000


def asked_of_almere():
    """A besluit that asks 55,000 of Almere, on a mandaat."""
    made = factories.world()
    given = factories.mandaat(made.opgave, made.college, made.wethouder, bedrag=MOST)
    part = Gevraagd(made.almere, "Vroeghulp", MOST)
    made.besluit = proposed(made, knelpunt(made), rounds=3, gevraagd=[part], over=True)
    all_say(made, made.besluit)
    promises(made.besluit, given, van=made.almere)
    made.besluit = take(made, made.besluit)
    return made


@pytest.fixture
def world(committed):
    return asked_of_almere()


def agree(world, bedrag):
    """Make an afspraak as the program does."""
    return maak_afspraak(
        world.besluit, world.almere, world.wethouder, titel="Starten", tekst="In Almere.",
        uiterlijk=later(90), soort="mensen", niveau="lokaal", bedrag=bedrag, afwijking="In delen.",
        by=world.carla,
    )  # fmt: skip


def by_hand(world, bedrag):
    """Make an afspraak with nothing but the two rows."""
    shared = as_visible_as(world.besluit) | {
        "organisatie": world.almere, "maker": world.carla, "titel": "Starten"
    }  # fmt: skip
    inzet = Inzet.objects.create(soort="mensen", niveau="lokaal", bedrag=bedrag, **shared)
    return Afspraak.objects.create(
        besluit=world.besluit, eigenaar=world.wethouder, inzet=inzet, tekst="In Almere.",
        uiterlijk=later(90), **shared,
    )  # fmt: skip


def agreed() -> int:
    return Afspraak.objects.aggregate(som=Sum("inzet__bedrag"))["som"] or 0


def test_one_after_the_other_four_do_not_fit_where_one_does(db):
    world = asked_of_almere()
    agree(world, MOST)
    for _ in range(3):
        with pytest.raises(RuleError, match="kan nog €\xa00 toezeggen"):
            agree(world, MOST)
        assert isinstance(tried(lambda: by_hand(world, MOST)), IntegrityError)
    assert agreed() == MOST


def test_whoever_agrees_second_hears_what_the_first_left(world):
    error = at_once(
        lambda: agree(world, 40_000),
        lambda: agree(world, 20_000),
        partial(web, world.carla),
        look=agreed,
    )
    assert str(error) == (
        "Gemeente Almere kan nog €\xa015.000 toezeggen: het besluit vraagt €\xa055.000, "
        "en €\xa040.000 is al afgesproken."
    )
    assert agreed() == 40_000
    agree(world, 15_000)


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_two_afspraken_by_hand_do_not_both_fit(world, isolation):
    error = at_once(
        lambda: by_hand(world, 40_000),
        lambda: by_hand(world, 20_000),
        partial(web, world.carla, isolation),
        look=agreed,
    )
    assert isinstance(error, IntegrityError if isolation == "read committed" else OperationalError)
    assert agreed() == 40_000


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read"])
def test_nobody_takes_the_money_away_under_an_afspraak(world, isolation):
    """The bijdrage lowered, given to another, no longer bekrachtigd, or gone."""
    bijdrage = Bijdrage.objects.filter(besluit=world.besluit)
    changes = {
        "lower": lambda: bijdrage.update(bedrag=39_999),
        "elsewhere": lambda: bijdrage.update(organisatie=world.zwolle),
        "not decided": lambda: bijdrage.update(bekrachtigd_op=None),
        "gone": bijdrage.delete,
    }
    for what, change in changes.items():
        Afspraak.objects.all().delete()
        errors = [
            at_once(lambda: by_hand(world, 40_000), change, partial(owner, isolation), look=agreed),
            tried(change),
        ]
        assert all(isinstance(error, Error) for error in errors), (what, errors)
        assert (agreed(), bijdrage.get().bedrag) == (40_000, MOST), what


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read"])
def test_two_inzetten_do_not_both_become_dearer(world, isolation):
    one, other = by_hand(world, 20_000), by_hand(world, 20_000)

    def dearer(afspraak):
        return lambda: Inzet.objects.filter(pk=afspraak.inzet_id).update(bedrag=35_000)

    error = at_once(dearer(one), dearer(other), partial(owner, isolation), look=agreed)
    assert isinstance(error, Error)
    assert agreed() == MOST


@contextmanager
def owner(isolation: str) -> Iterator[None]:
    """A transaction of whoever owns the tables: no row policy is in the way."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"set transaction isolation level {isolation}")
        yield


def tried(change: Callable) -> Exception | None:
    try:
        with transaction.atomic():
            change()
    except Error as error:
        return error
    return None


def test_two_last_yeses_at_the_same_moment_are_both_counted(committed):
    """Neither sees the other; the second waits, and then all have spoken."""
    made = factories.world()
    tekst = Opgavetekst("Bestaanszekerheid", "Iets anders.", 10, 3, 50)
    change = stel_tekst_voor(made.opgave, tekst, versie=1, reden="Scherper.", by=made.carla)
    stem(change, made.szw, ja=True, by=made.dirk)

    def says(at, by):
        stem(Wijziging.objects.get(pk=change.pk), at, ja=True, by=by)

    refused = at_once(
        partial(says, made.zwolle, made.bob),
        partial(says, made.almere, made.wethouder),
        transaction.atomic,
    )
    assert refused is None
    change.refresh_from_db()
    assert change.stand == "aangenomen"
    made.opgave.refresh_from_db()
    assert (made.opgave.bedoeling, made.opgave.versie) == ("Iets anders.", 2)
