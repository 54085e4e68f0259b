"""Random worlds: what a council reads says nothing of less than five verhalen it may not read.

The reader may read every openbaar verhaal herself, so she can subtract those; and she may compare
the page before and after. The world is told in plain Python; the page comes from the database.
"""

from collections import Counter
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.verhalen import rules
from samenspel.verhalen.models import Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.queries import pagina
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
            whole = pagina.verhaalpagina(world.opgave)
            self.pages = {None: whole} | {
                place.pk: pagina.verhaalpagina(world.opgave, gemeente=str(place.pk))
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


@in_random_worlds
@given(st.integers(0, 2**32))
def test_no_number_and_no_difference_is_about_less_than_five(world, places, as_user, seed):
    with transaction.atomic():
        rows = make(world, places, Random(seed))
        read = Read(world, as_user)
        assert all(count >= GROEP for count in read.counts.values())
        named = {place.naam: place.pk for place in places}
        for thema in THEMAS:
            hidden = read.counts.get((None, thema), 0) - opened(rows, thema=thema)
            if (None, thema) not in read.counts:
                assert opened(rows, thema=thema) < GROEP
                assert not any(code == thema for _, code in read.counts)
                continue
            assert hidden == 0 or hidden == closed(rows, thema=thema) >= GROEP
            rest = hidden
            others = read.counts[None, thema]
            for pk in named.values():
                here = read.counts.get((pk, thema))
                others -= here or 0
                seen = opened(rows, thema=thema, gemeente_id=pk)
                if here is not None and here != seen:
                    assert here - seen == closed(rows, thema=thema, gemeente_id=pk) >= GROEP
                    rest -= here - seen
            assert rest == 0 or rest >= GROEP
            assert others == 0 or others >= GROEP
        for page in read.pages.values():
            assert page.aantal == sum(part.aantal for part in page.hoofdstukken)
        check_quotes(rows, read, named)
        transaction.set_rollback(True)


def check_quotes(rows, read, named) -> None:
    by_text = {row.tekst: row for row in rows}
    for _, thema, tekst, plek in read.said:
        row = by_text[tekst]
        assert (row.thema, row.citeren) == (thema, True)
        assert row.nagelezen_op is not None
        if row.lezers == "team":
            assert closed(rows, thema=thema) >= GROEP
        if plek:
            assert row.gemeente_id == named[plek]
            assert (row.gemeente_id, thema) in read.counts
            if row.lezers == "team":
                assert closed(rows, thema=thema, gemeente_id=row.gemeente_id) >= GROEP


@in_random_worlds
@given(st.integers(0, 2**32))
def test_less_than_five_leave_no_mark_at_all(world, places, as_user, seed):
    """With one verhaal less or one more in a small group, every page is the same."""
    random = Random(seed)
    with transaction.atomic():
        rows = make(world, places, random)
        before = Read(world, as_user)
        sizes = Counter(
            row.thema for row in rows if row.lezers == "team" and row.nagelezen_op is not None
        )
        small = [row for row in rows if row.lezers == "team" and sizes[row.thema] < GROEP]
        for row in small:
            with transaction.atomic():
                Verhaal.objects.filter(pk=row.pk).delete()
                connection.check_constraints()
                after = Read(world, as_user)
                assert (after.counts, after.said) == (before.counts, before.said)
                transaction.set_rollback(True)
        for thema in THEMAS:
            if sizes[thema] < GROEP - 1:
                with transaction.atomic():
                    more = one(world, random.choice(places), thema, "team", random)
                    Verhaal.objects.bulk_create([more])
                    Citaat.objects.create(verhaal=more, tekst=more.tekst)
                    after = Read(world, as_user)
                    assert (after.counts, after.said) == (before.counts, before.said)
                    transaction.set_rollback(True)
        transaction.set_rollback(True)


def test_the_fifth_makes_a_thema_appear_and_leaving_makes_it_vanish(world, places, as_user):
    def tell():
        return factories.verhaal(places[0], world.opgave, thema="wonen", lezers="team")

    for _ in range(4):
        tell()
    assert Read(world, as_user).counts == {}
    fifth = tell()
    assert Read(world, as_user).counts == {(None, "wonen"): 5, (places[0].pk, "wonen"): 5}
    fifth.delete()
    assert Read(world, as_user).counts == {}
