"""What the page of an opgave says of what is open: to this reader, and between partners."""

import pytest
from django.urls import reverse

from samenspel.opgaven.models import Opgave
from samenspel.overleg.tests.tafel import asked, knelpunt, proposed
from tests import factories
from tests.antwoord import told


@pytest.fixture
def world(db):
    return factories.world()


def page_of(browse_as, who, opgave):
    return browse_as(who).get(reverse("opgaven:detail", args=[opgave.pk])).content.decode()


def test_each_reader_gets_her_own_next_step_and_one_primary_button(world, browse_as):
    about = knelpunt(world)
    question = asked(world, about)
    for who, said in (
        (world.dirk, f'href="{question.get_absolute_url()}">Bekijk de vraag'),
        (world.anne, f'href="{reverse("praktijk:casus_nieuw")}">Beschrijf een casus'),
    ):
        page = page_of(browse_as, who, world.opgave)
        assert said in page
        assert page.count("nl-button--primary") == page.count('class="aan-u"') == 1


def test_a_step_elsewhere_is_not_the_step_here(world, browse_as):
    asked(world, knelpunt(world))
    other = factories.opgave(
        world.vng, world.carla, titel="Elders", partners=[world.szw], stand="vastgesteld"
    )
    page = page_of(browse_as, world.dirk, other)
    assert "Bekijk de vraag" not in page
    assert "Beschrijf een casus" in page


def test_a_visitor_is_asked_nothing(world, browse_as):
    Opgave.objects.update(zichtbaarheid="openbaar")
    page = page_of(browse_as, None, world.opgave)
    assert "aan-u" not in page
    assert "Er loopt nu niets dat u mag lezen." in page
    assert "Wie wacht op wie?" not in page


def test_three_rows_stand_there_and_all_that_is_open_is_folded(world, browse_as):
    for _ in range(5):
        knelpunt(world)
    page = page_of(browse_as, world.bob, world.opgave)
    assert "Alles wat open staat (5)" in page
    before, folded = page.split("<details>", 1)
    assert before.count('class="rij"') == 3
    assert folded.split("</details>")[0].count('class="rij"') == 5


def test_a_concept_asks_whether_partners_agree_and_shows_no_empty_sections(world, browse_as):
    Opgave.objects.update(stand="concept")
    page = page_of(browse_as, world.carla, world.opgave)
    assert "Zijn de partners het eens over de bedoeling?" in page
    assert 'action="' + reverse("opgaven:vaststellen", args=[world.opgave.pk]) in page
    for absent in ("Nu nodig", "Wie wacht op wie?", "Verhalen van inwoners"):
        assert absent not in page
    assert "Zijn de partners het eens" not in page_of(browse_as, world.bob, world.opgave)


def test_what_is_closed_asks_for_no_step_and_can_be_opened_again(world, browse_as):
    Opgave.objects.update(stand="afgerond", slotzin="Het lukte.")
    page = page_of(browse_as, world.carla, world.opgave)
    assert "Het lukte." in page
    assert "aan-u" not in page
    assert "Heropen de opgave" in page


def test_whoever_asked_waits_on_whoever_is_asked(world, browse_as):
    asked(world, knelpunt(world))
    proposed(world, knelpunt(world), rounds=1)
    page = page_of(browse_as, world.bob, world.opgave)
    assert page.count("VNG wacht op <a") == 3
    assert "VNG</a> is zelf aan zet" in page, "its own proposal waits on it too"
    assert "Nergens is de termijn voorbij." in page
    assert page.count('class="bogen__pijl"') == 3
    assert "bogen--laat" not in page


def test_who_may_not_see_a_wait_sees_neither_arrow_nor_words(world, browse_as):
    Opgave.objects.update(zichtbaarheid="openbaar")
    asked(world, knelpunt(world))
    page = page_of(browse_as, world.esma, world.opgave)
    assert "bogen" not in page
    assert "wacht op <a" not in page


def test_a_partner_is_asked_to_agree(world, browse_as):
    Opgave.objects.update(stand="concept")
    carla = browse_as(world.carla)
    told(carla.post(reverse("opgaven:vaststellen", args=[world.opgave.pk])))
    page = page_of(browse_as, world.bob, world.opgave)
    assert "Zeg ja of nee" in page
