"""The team of one: a medewerker wants to read what residents told, and whom she may not know.

Everybody who works for an organisatie can begin an opgave: she is its team then, can call it
vastgesteld, and can call any organisatie its partner. None of that was done by anybody else, so
none of it may give power over others.
"""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from samenspel.basis import rls
from samenspel.opgaven.actions.opgave import stel_opgave_op, stel_opgave_vast
from samenspel.opgaven.actions.samen import benoem_belang, voeg_partner_toe
from samenspel.verhalen import actions, deur, rules
from samenspel.verhalen.models import Citaat, Verhaal, Verhaalpagina
from tests import factories

DAY = date(2026, 1, 1)
SECRET = "Mijn zoon zit thuis. Niemand belt terug."


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def told(world):
    """What the team of nobody has read yet: at no opgave, only for whoever works on it."""
    return [
        factories.verhaal(place, nagelezen=False, lezers="team", citeren=True, tekst=SECRET)
        for place in (world.almere, world.zwolle)
    ]


def begin(world, by, *, vast: bool, partners=()):
    """Begin an opgave, as far as the program lets one person go by herself."""
    opgave = stel_opgave_op(
        titel="Verhalen verzamelen", bedoeling="Weten", begint_op=DAY, zichtbaarheid="openbaar",
        by=by,
    )  # fmt: skip
    for organisatie in partners:
        voeg_partner_toe(opgave, organisatie, by=by)
    return stel_opgave_vast(opgave, by=by) if vast else opgave


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("vast", [False, True])
def test_she_reads_and_captures_nothing(world, told, as_user, browse_as, vast):
    """Not of her own gemeente, and not of another that she calls a partner."""
    anne = world.anne  # a medewerker of Almere
    opgave = begin(world, anne, vast=vast, partners=[world.zwolle, world.szw])
    with as_user(anne):
        assert list(Verhaal.objects.all()) == []
        for verhaal in told:
            asked = "select lees_verhaal_na(%s, %s, %s)"
            assert run(asked, verhaal.pk, opgave.pk, DAY) == [(False,)]
        assert run("select * from mijn_teamgemeenten()") == []
        assert run("select * from mijn_verhaalopgaven()") == []
    client = browse_as(anne)
    pages = [reverse("verhalen:opgave", args=[opgave.pk]), reverse("overzicht:mijn_werk")]
    pages += [reverse("verhalen:verhaal", args=[one.pk]) for one in told]
    pages += [f"{reverse('overzicht:zoeken')}?q=zoon", reverse("verhalen:lijst")]
    for page in pages:
        assert "Mijn zoon" not in client.get(page).content.decode(), page


def test_nobody_can_be_lured_into_telling_it_to_her(world, as_user):
    """Her opgave is not offered to a teller, and the database takes no verhaal for it."""
    opgave = begin(world, world.anne, vast=True, partners=[world.zwolle])
    code = rules.new_code()
    with as_user(None):
        deur.open_with(code)
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            actions.vertel(
                tekst=SECRET, hielp="", gemeente=world.almere, opgave=opgave, thema="onderwijs",
                lezers="team", citeren=True, code=code, by=None,
            )  # fmt: skip


def test_what_a_concept_already_holds_is_not_hers_to_use(world, as_user):
    """Rows from before this rule, or an opgave that is made a concept again by hand."""
    opgave = begin(world, world.anne, vast=True)
    verhaal = factories.verhaal(world.almere, opgave, lezers="team", citeren=True, tekst=SECRET)
    Citaat.objects.create(verhaal=verhaal, tekst="Niemand belt terug.")
    with as_user(world.anne):
        for table in ("verhalen_verhaal", "verhalen_citaat"):
            assert run(f"select count(*) from {table}") == [(0,)]
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            Verhaalpagina.objects.create(opgave=opgave)


def test_it_becomes_hers_by_what_others_do(world, told, as_user):
    """Another organisatie says that it takes part, and so does the gemeente of the verhaal."""
    opgave = begin(world, world.anne, vast=True, partners=[world.zwolle])
    steps = [(world.zwolle, world.bob, {world.zwolle}), (world.almere, world.wethouder, None)]
    for organisatie, speaks, readable in steps:
        with as_user(world.anne), pytest.raises(ProgrammingError), transaction.atomic():
            run(
                "insert into opgaven_belang (id, opgave_id, organisatie_id, maker_id, titel,"
                " zichtbaarheid, genoemden, toelichting, kern, gemaakt_op, versie)"
                " values (gen_random_uuid(), %s, %s, %s, 'B', 'partners', '{}', '', false, now(),"
                " 1) returning id",
                opgave.pk, organisatie.pk, world.anne.pk,
            )  # fmt: skip
        benoem_belang(opgave, organisatie, titel="Wij doen mee", by=speaks)
        with as_user(world.anne):
            seen = {verhaal.gemeente for verhaal in Verhaal.objects.all()}
            assert seen == (readable or {world.almere, world.zwolle})


def test_a_partner_that_was_only_named_shows_nobody(world, as_user, browse_as):
    """Not its people, until somebody who speaks for it took part; her own colleagues she knows."""
    opgave = begin(world, world.anne, vast=True, partners=[world.zwolle, world.szw])
    page = f"{reverse('opgaven:samen', args=[opgave.pk])}?voeg=teamlid"
    client = browse_as(world.anne)
    offered = client.get(page).content.decode()
    assert "Wim" in offered
    assert not [name for name in ("Bob", "Dirk") if name in offered]
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        benoem_belang(opgave, world.zwolle, titel="Wij doen mee", by=world.bob)
        cursor.execute("set local role samenspel_web")
    rls.set_user(world.anne.pk)
    offered = client.get(page).content.decode()
    assert "Bob" in offered
    assert "Dirk" not in offered
