"""Random worlds: what a council reads says nothing of less than five verhalen it may not read.

The reader may read every openbaar verhaal herself, so she can subtract those. The world is told in
plain Python; the page comes from the database. What somebody can work out from many pages and from
what she knows, `tests/aanval/test_nieuwsgierig_raadslid.py` tries.
"""

from itertools import product
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.verhalen import rules
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.pages import verhaalpagina
from tests import factories

THEMAS = ["schulden", "wonen", "onderwijs"]
GROEP = rules.GROEP
in_random_worlds = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def places(world):
    Verhaalpagina.objects.create(opgave=world.opgave)
    return [world.almere, world.zwolle, factories.organisatie("Gemeente Ede")]


def make(world, places, random: Random) -> list[Verhaal]:
    """Some verhalen, with a quote of its own for whoever consents; most groups are small."""
    made = []
    for thema in THEMAS:
        for place in places:
            for lezers in ("team", "openbaar"):
                for _ in range(random.choice([0, 0, 1, 2, 3, 4, 5, 5, 6, 8])):
                    made.append(one(world, place, thema, lezers, random))
    Verhaal.objects.bulk_create(made)
    Citaat.objects.bulk_create(Citaat(verhaal=row, tekst=row.tekst) for row in made if row.citeren)
    return made


def one(world, place, thema, lezers, random) -> Verhaal:
    return Verhaal(
        gemeente=place, opgave=world.opgave, thema=thema, lezers=lezers, toestemming=1,
        tekst=f"Wat ik meemaakte {random.random()}", titel="T", citeren=random.random() < 0.5,
        sleutel=random.randbytes(32), nagelezen_op=None if random.random() < 0.1 else "2026-01-01",
    )  # fmt: skip


def closed(rows, **where) -> int:
    """Count the verhalen the reader may not read, that the team read over."""
    return sum(
        row.lezers == "team"
        and row.nagelezen_op is not None
        and all(getattr(row, name) == value for name, value in where.items())
        for row in rows
    )


def opened(rows, **where) -> int:
    return closed([Switched(row) for row in rows], **where)


class Switched:
    """The same row with its readers turned around, so that one rule counts both."""

    def __init__(self, row):
        self.__dict__ |= row.__dict__
        self.lezers = "openbaar" if row.lezers == "team" else "team"


class Read:
    """What anybody reads: numbers of the whole, of each gemeente, and the quotes."""

    def __init__(self, world, as_user) -> None:
        with as_user(None):
            whole = verhaalpagina.verhaalpagina(world.opgave)
            self.pages = {None: whole} | {
                place.pk: verhaalpagina.verhaalpagina(world.opgave, gemeente=str(place.pk))
                for place in whole.gemeenten
            }
        self.counts = {
            (pk, part.code): part.aantal
            for pk, page in self.pages.items()
            for part in page.hoofdstukken
        }
        self.said = sorted(
            (pk is None, part.code, zin.tekst, zin.plek)
            for pk, page in self.pages.items()
            for part in page.hoofdstukken
            for zin in part.citaten
        )

    def fives(self, thema, gemeente, public) -> int:
        """What of this group she may not read herself; without any it is not named."""
        return self.counts[gemeente, thema] - public if (gemeente, thema) in self.counts else 0


@in_random_worlds
@given(st.integers(0, 2**32))
def test_a_page_counts_all_that_is_public_and_whole_fives_of_the_rest(world, places, as_user, seed):
    with transaction.atomic():
        rows = make(world, places, Random(seed))
        read = Read(world, as_user)
        for thema in THEMAS:
            fives = {}
            for place in places:
                public = opened(rows, thema=thema, gemeente_id=place.pk)
                hidden = closed(rows, thema=thema, gemeente_id=place.pk)
                fives[place.pk] = read.fives(thema, place.pk, public)
                assert fives[place.pk] % GROEP == 0
                assert hidden - 9 < fives[place.pk] <= hidden
            shown = read.counts.get((None, thema), 0)
            whole = opened(rows, thema=thema) + sum(fives.values())
            assert shown == (whole if whole >= GROEP else 0)
        for page in read.pages.values():
            assert page.aantal == sum(part.aantal for part in page.hoofdstukken)
        check_quotes(rows, read, {place.naam: place.pk for place in places})
        transaction.set_rollback(True)


def check_quotes(rows, read, named) -> None:
    by_text = {row.tekst: row for row in rows}
    for _, thema, tekst, plek in read.said:
        row = by_text[tekst]
        assert (row.thema, row.citeren) == (thema, True)
        assert row.nagelezen_op is not None
        assert not plek or row.gemeente_id == named[plek]
        if row.lezers == "team":
            assert plek
            public = opened(rows, thema=thema, gemeente_id=row.gemeente_id)
            assert read.fives(thema, row.gemeente_id, public) >= GROEP


@in_random_worlds
@given(st.integers(0, 2**32))
def test_less_than_five_leave_no_mark_at_all(world, places, as_user, seed):
    """However many they are, with quotes and knelpunten: every page is the same."""
    random = Random(seed)
    with transaction.atomic():
        rows = make(world, places, random)
        knelpunt = factories.knelpunt(world.carla, world.opgave, zichtbaarheid="openbaar")
        Aanwijzing.objects.bulk_create(
            Aanwijzing(verhaal=row, knelpunt=knelpunt)
            for row in rows
            if row.nagelezen_op is not None and row.thema == THEMAS[0]
        )
        before = Read(world, as_user)
        for thema, place in product(THEMAS, places):
            if (there := closed(rows, thema=thema, gemeente_id=place.pk)) >= GROEP:
                continue
            with transaction.atomic():
                if random.random() < 0.5:
                    Verhaal.objects.filter(
                        opgave=world.opgave, gemeente=place, thema=thema, lezers="team"
                    ).delete()
                    connection.check_constraints()
                    there = 0
                for _ in range(random.randint(0, GROEP - 1 - there)):
                    more = one(world, place, thema, "team", random)
                    Verhaal.objects.bulk_create([more])
                    Citaat.objects.create(verhaal=more, tekst=more.tekst)
                    Aanwijzing.objects.create(verhaal=more, knelpunt=knelpunt)
                after = Read(world, as_user)
                assert (after.counts, after.said) == (before.counts, before.said)
                assert after.pages[None].knelpunten == before.pages[None].knelpunten
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def test_one_group_does_not_make_up_for_another(world, places, as_user):
    """Four here and four there, at one knelpunt: nothing is counted, quoted or named."""
    knelpunt = factories.knelpunt(world.carla, world.opgave, zichtbaarheid="openbaar")
    for thema, place in product(THEMAS, places):
        for _ in range(GROEP - 1):
            row = factories.verhaal(place, world.opgave, thema=thema, lezers="team", citeren=True)
            Citaat.objects.create(verhaal=row, tekst=row.tekst)
            Aanwijzing.objects.create(verhaal=row, knelpunt=knelpunt)
    read = Read(world, as_user)
    assert (read.counts, read.said, read.pages[None].knelpunten) == ({}, [], [])


def test_a_group_appears_between_the_fifth_and_the_ninth_and_vanishes_there(world, places, as_user):
    def tell():
        return factories.verhaal(places[0], world.opgave, thema="wonen", lezers="team")

    def there():
        return Read(world, as_user).counts

    told = [tell() for _ in range(GROEP - 1)]
    while not there():
        told.append(tell())
    assert GROEP <= len(told) <= GROEP + 4
    assert there() == {(None, "wonen"): 5, (places[0].pk, "wonen"): 5}
    told.pop().delete()
    assert there() == {}
