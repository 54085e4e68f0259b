"""Search: found by stem, beginning and with a typing error; only what the reader may see."""

import pytest
from django.urls import reverse

from samenspel.basis.zoeken import alike
from samenspel.overzicht.zoeken import SHOWN, search_all
from samenspel.praktijk.models import Knelpunt
from tests import factories

ADDRESS = reverse("overzicht:zoeken")


@pytest.fixture
def world(db):
    world = factories.world()
    world.casus = factories.casus(world.anne, opgave=world.opgave)
    world.knelpunt = factories.knelpunt(world.anne, world.opgave, casussen=[world.casus])
    world.wet = factories.regeling(ministerie=world.szw)
    return world


def found(text, who, as_user):
    with as_user(who):
        rijen = search_all(text).rijen
    return {rij.tag: [one.titel for one in rijen if one.tag == rij.tag] for rij in rijen}


@pytest.mark.parametrize("text", ["schulden", "schuld", "schu", "gezin schulden", "schulten"])
def test_a_casus_is_found_by_stem_beginning_and_with_a_typing_error(world, as_user, text):
    assert "Gezin met schulden" in found(text, world.anne, as_user).get("casus", [])


def test_an_outsider_finds_nothing_of_others(world, as_user):
    assert found("schulden", world.esma, as_user) == {}
    assert found("schulden", None, as_user) == {}


def test_organisaties_and_regelingen_are_found_by_all(world, as_user):
    assert found("Zwolle", None, as_user) == {"organisatie": ["Gemeente Zwolle"]}
    assert found("participatiewet", None, as_user) == {"regeling": ["Participatiewet"]}
    assert found("pw", None, as_user)["regeling"] == ["Participatiewet"]


def test_many_are_counted_up_to_fifty_and_the_best_are_shown(world, as_user):
    for number in range(60):
        factories.casus(world.anne, opgave=world.opgave, titel=f"Gezin {number}")
    with as_user(world.anne):
        gevonden = search_all("gezin")
    counted = {one.soort: one.aantal for one in gevonden.keuzes}
    assert (counted["casus"], len(gevonden.rijen), gevonden.meer) == ("50+", SHOWN, True)


def test_a_word_in_the_title_goes_before_one_in_the_text(world, as_user):
    factories.casus(world.anne, opgave=world.opgave, titel="Iets anders", tekst="Een deurwaarder.")
    factories.knelpunt(world.anne, world.opgave, titel="De deurwaarder komt te vroeg")
    with as_user(world.anne):
        titles = [one.titel for one in search_all("deurwaarder").rijen]
    assert titles == ["De deurwaarder komt te vroeg", "Iets anders"]


def test_everything_is_searched_in_few_queries(world, browse_as, few_questions):
    for number in range(15):
        factories.casus(world.anne, opgave=world.opgave, titel=f"Gezin {number}")
    browser = browse_as(world.anne)
    with few_questions():
        page = browser.get(ADDRESS, {"q": "gezin"})
    assert "Gezin 14" in page.content.decode()


def test_one_kind_is_read_page_by_page(world, browse_as, few_questions):
    for number in range(30):
        factories.casus(world.anne, opgave=world.opgave, titel=f"Gezin {number:02}")
    browser = browse_as(world.anne)
    with few_questions():
        page = browser.get(ADDRESS, {"q": "gezin", "soort": "casus", "pagina": "2"})
    text = page.content.decode()
    assert "Pagina 2 van 2" in text
    assert text.count('<li class="rij">') == 6


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "   "},
        {"q": "x" * 1_000_000},
        {"q": "' & | ! ( :* \\ <script>"},
        {"q": "gezin\x00"},
        {"q": "gezin", "soort": "onzin"},
        {"q": "gezin", "soort": "casus", "pagina": "-9"},
        {"q": "gezin", "soort": "casus", "pagina": "abc"},
    ],
)
def test_any_text_gets_a_calm_answer(world, browse_as, query):
    page = browse_as(world.anne).get(ADDRESS, query)
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().split("<main", 1)[1]


def test_finding_nothing_says_what_to_do(world, browse_as):
    text = browse_as(world.esma).get(ADDRESS, {"q": "qqqqqq"}).content.decode()
    assert "Probeer een korter woord" in text


def test_accents_do_not_hide_what_looks_alike(world):
    Knelpunt.objects.filter(pk=world.knelpunt.pk).update(titel="Cliëntondersteuning ontbreekt")
    assert list(alike(Knelpunt.objects.all(), "Er was geen cliëntondersteuning.")) == [
        world.knelpunt
    ]
