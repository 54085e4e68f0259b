"""A maatregel of another household is taken over with one click, with credit."""

import pytest

from samenspel.praktijk.models import Maatregel
from samenspel.praktijk.tests.helpers import said, url
from tests import factories


@pytest.fixture
def mine(world):
    return factories.casus(world.anne, opgave=world.opgave)


@pytest.fixture
def theirs(world):
    return factories.casus(world.bob, opgave=world.opgave, titel="Man zonder adres")


@pytest.fixture
def source(world, mine, theirs):
    """A maatregel of Bob at a knelpunt that plays in the casus of Anne too."""
    factories.knelpunt(world.bob, world.opgave, casussen=[mine, theirs])
    return factories.maatregel(
        theirs, wat="Voorlopig briefadres", regeling=world.pw, artikel="artikel 40",
        legitimiteit_zin="De wet laat het toe.", betrokkenheid_zin="Hij wil dit.",
    )  # fmt: skip


def suggestions(client, casus):
    return list(client.get(url("plan", casus)).context["page"].van_anderen)


def test_one_click_takes_it_over_and_asks_what_only_she_knows(
    world, mine, theirs, source, browse_as, few_questions
):
    for _ in range(3):
        factories.maatregel(theirs)
    client = browse_as(world.anne)
    with few_questions():
        assert source in suggestions(client, mine)
    sent = {"maatregel": source.pk}
    answer = client.post(url("maatregel_overnemen", mine), sent, follow=True)
    assert said(answer)[0].startswith("De maatregel staat in uw plan.")
    taken = Maatregel.objects.get(plan__casus=mine)
    assert (taken.wat, taken.regeling, taken.artikel) == (source.wat, world.pw, "artikel 40")
    assert (taken.legitimiteit, taken.legitimiteit_zin) == (3, "De wet laat het toe.")
    assert (taken.betrokkenheid, taken.betrokkenheid_zin, taken.rendement) == (None, "", None)
    page = client.get(url("plan", mine)).content.decode()
    assert "Overgenomen van" in page
    assert "een casus in Gemeente Zwolle" in page
    assert "nog niet bij elke maatregel beoordeeld" in page
    assert source not in suggestions(client, mine)


def test_who_thought_of_it_sees_how_often_it_was_taken_over(world, mine, theirs, source, browse_as):
    factories.maatregel(mine, overgenomen_van=source)
    third = factories.casus(world.dirk, opgave=world.opgave, gemeente=world.almere)
    factories.maatregel(third, overgenomen_van=source)
    secret = factories.casus(world.dirk, opgave=world.opgave, zichtbaarheid="besloten")
    factories.maatregel(secret, overgenomen_van=source)
    assert "2 keer overgenomen" in browse_as(world.bob).get(url("plan", theirs)).content.decode()


def test_twice_is_refused(world, mine, source, browse_as):
    client = browse_as(world.anne)
    for _ in range(2):
        answer = client.post(
            url("maatregel_overnemen", mine), {"maatregel": source.pk}, follow=True
        )
    assert said(answer)[-1] == "Deze maatregel staat al in uw plan."
    assert Maatregel.objects.filter(plan__casus=mine).count() == 1


def test_what_she_may_not_read_is_neither_offered_nor_taken(world, mine, browse_as):
    hidden = factories.casus(world.bob, opgave=world.opgave, zichtbaarheid="organisatie")
    concept = factories.casus(world.bob, opgave=world.opgave, ingebracht=False)
    factories.knelpunt(world.anne, world.opgave, casussen=[mine, hidden, concept])
    secret, early = factories.maatregel(hidden), factories.maatregel(concept)
    client = browse_as(world.anne)
    assert suggestions(client, mine) == []
    answer = client.post(url("maatregel_overnemen", mine), {"maatregel": secret.pk})
    assert answer.status_code == 404
    assert early not in suggestions(client, mine)


@pytest.mark.parametrize("key", ["", "geen sleutel", "x" * 1_000_000])
def test_a_key_that_is_no_key_changes_nothing(world, mine, browse_as, key):
    answer = browse_as(world.anne).post(url("maatregel_overnemen", mine), {"maatregel": key})
    assert answer.status_code == 302
    assert not Maatregel.objects.exists()


def test_a_copy_stays_when_its_source_goes(world, mine, source, browse_as):
    copy = factories.maatregel(mine, overgenomen_van=source)
    answer = browse_as(world.bob).post(url("maatregel_weg", source))
    assert answer.status_code == 302
    page = browse_as(world.anne).get(url("plan", mine)).content.decode()
    assert copy.wat in page
    assert "Overgenomen van" not in page


def test_what_was_already_taken_over_is_offered_once(world, mine, theirs, source, browse_as):
    other = factories.casus(world.dirk, opgave=world.opgave, gemeente=world.almere)
    factories.knelpunt(world.dirk, world.opgave, casussen=[mine, other])
    factories.maatregel(other, overgenomen_van=source)
    assert suggestions(browse_as(world.anne), mine) == [source]
