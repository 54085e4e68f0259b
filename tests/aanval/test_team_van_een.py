"""The team of one: a medewerker wants to read what residents told, and whom she may not know.

Everybody who works for an organisatie can begin an opgave: she is its team then, can invite others,
and establish it with somebody who speaks for her organisatie. No other organisatie did any of that,
so none of it may give power over others.
"""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.actions.opgave import stel_opgave_op
from samenspel.opgaven.actions.uitnodigen import neem_aan, nodig_uit
from samenspel.opgaven.actions.wijzigen import stel_vaststellen_voor, stem
from samenspel.opgaven.models import Opgave
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
    """Begin an opgave, as far as one organisatie gets by itself: Wim says yes for Almere."""
    opgave = stel_opgave_op(
        titel="Verhalen verzamelen", bedoeling="Weten", begint_op=DAY, zichtbaarheid="openbaar",
        by=by,
    )  # fmt: skip
    for organisatie in partners:
        nodig_uit(opgave, organisatie, by=by)
    if vast:
        stem(stel_vaststellen_voor(opgave, by=by), world.almere, ja=True, by=world.wethouder)
        opgave.refresh_from_db()
        assert opgave.stand == "vastgesteld"
    return opgave


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
    """Another organisatie says that it takes part; the gemeente of the verhaal said so itself."""
    opgave = begin(world, world.anne, vast=True, partners=[world.zwolle])
    asked = opgave.uitnodigingen.get()
    with as_user(world.anne):
        assert list(Verhaal.objects.all()) == []
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(
                "update opgaven_uitnodiging set stand = 'aangenomen', beantwoord_op = now(),"
                " beantwoord_door_id = %s, versie = 1 where id = %s returning id",
                world.anne.pk, asked.pk,
            )  # fmt: skip
    neem_aan(asked, versie=1, by=world.bob)
    with as_user(world.anne):
        assert {one.gemeente for one in Verhaal.objects.all()} == {world.almere, world.zwolle}


def test_who_holds_the_pen_said_nothing_yet(world, told, as_user):
    """Another joined, but nobody who speaks for Almere said that it takes part."""
    opgave = begin(world, world.anne, vast=False, partners=[world.zwolle])
    neem_aan(opgave.uitnodigingen.get(), versie=1, by=world.bob)
    Opgave.objects.filter(pk=opgave.pk).update(stand="vastgesteld")
    with as_user(world.anne):
        assert {one.gemeente for one in Verhaal.objects.all()} == {world.zwolle}
    benoem_belang(opgave, world.almere, titel="Wij doen mee", by=world.wethouder)
    with as_user(world.anne):
        assert {one.gemeente for one in Verhaal.objects.all()} == {world.almere, world.zwolle}


def test_who_is_invited_or_partner_shows_nobody(world, browse_as):
    """A partner names its own people for the team; others are not offered anybody."""
    opgave = begin(world, world.anne, vast=False, partners=[world.zwolle, world.szw])
    neem_aan(opgave.uitnodigingen.get(organisatie=world.szw), versie=1, by=world.dirk)
    samen = reverse("opgaven:samen", args=[opgave.pk])
    client = browse_as(world.anne)
    for page in (samen, f"{samen}?voeg=teamlid", f"{samen}?voeg=teamvraag"):
        offered = client.get(page).content.decode()
        assert not [name for name in ("Bob", "Dirk", "Wim") if name in offered], page
