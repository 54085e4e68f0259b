"""The page of a gemeente says which knelpunten play there, as its reader may see them."""

import pytest

from tests import factories


@pytest.fixture
def world(db):
    made = factories.world()
    made.casus = factories.casus(made.anne, opgave=made.opgave, zichtbaarheid="organisatie")
    made.knelpunt = factories.knelpunt(made.carla, made.opgave, casussen=[made.casus])
    return made


def said(browser, organisatie):
    text = browser.get(organisatie.get_absolute_url()).content.decode()
    return text.partition('id="speelt"')[2].partition("</section>")[0]


def test_a_gemeente_shows_what_plays_there(world, browse_as, few_questions):
    anne = browse_as(world.anne)
    with few_questions():
        here = said(anne, world.almere)
    assert world.knelpunt.titel in here
    assert str(world.opgave) in here
    assert world.knelpunt.titel not in said(anne, world.zwolle)


def test_who_may_not_read_the_casus_does_not_learn_that_it_is_from_there(world, browse_as):
    for reader in (world.bob, None):
        here = said(browse_as(reader), world.almere)
        assert "Er is nog geen casus" in here
        assert world.knelpunt.titel not in here


def test_what_is_not_brought_in_does_not_count(world, browse_as):
    factories.knelpunt(
        world.carla, world.opgave, titel="Nog niet ingebracht",
        casussen=[factories.casus(world.anne, opgave=world.opgave, ingebracht=False)],
    )  # fmt: skip
    assert "Nog niet ingebracht" not in said(browse_as(world.anne), world.almere)


def test_no_other_organisatie_says_it(world, browse_as):
    assert said(browse_as(world.carla), world.vng) == ""
