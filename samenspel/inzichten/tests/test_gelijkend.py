"""A casus like hers, and what was done there: on the page of a casus, and while she types."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from samenspel.inzichten import taal
from samenspel.inzichten.actions import ververs_vectoren
from samenspel.inzichten.models import CasusVector
from samenspel.inzichten.tests.conftest import ADRES, ZELFDE
from samenspel.praktijk import actions
from samenspel.praktijk.models import Casus
from samenspel.project.cli import main
from tests import factories


def page_of(client, casus, **headers):
    return client.get(reverse("inzichten:gelijkend_casus", args=[casus.pk]), headers=headers)


def typed(client, **sent):
    return client.post(reverse("inzichten:gelijkend_tekst"), sent)


def titles(answer) -> list[str]:
    return [one.casus.titel for one in answer.context["page"].gelijkend]


def test_a_casus_shows_who_had_the_same_and_what_was_done(world, browse_as, few_questions):
    for _ in range(8):
        factories.casus(world.anne, opgave=world.opgave, titel="Nog een", tekst=ADRES)
    ververs_vectoren()
    client = browse_as(world.bob)
    with few_questions():
        answer = page_of(client, world.vrouw)
    assert len(titles(answer)) == 5
    assert titles(answer)[0] in {"Man in zijn auto", "Nog een"}
    assert "Jongen thuis" not in answer.content.decode()


def test_it_says_what_was_stuck_agreed_and_learned_and_whether_it_worked(world, browse_as):
    les = actions.leg_les_vast(
        world.knelpunt, titel="Geef eerst een adres", tekst="Dat scheelt weken.", by=world.carla
    )
    answer = page_of(browse_as(world.bob), world.vrouw)
    assert titles(answer) == ["Man in zijn auto"]
    content = answer.content.decode()
    assert world.knelpunt.titel in content
    assert reverse("praktijk:les", args=[les.pk]) in content
    assert "hier lukte het" in content
    assert "Gemeente Almere" in content


def test_it_says_what_the_plan_there_costs_and_what_was_asked_of_whom(
    world, browse_as, few_questions
):
    factories.maatregel(world.man)
    factories.kostenpost(world.man, "doormodderen", 9000)
    factories.kostenpost(world.man, "doorbreken", 12_000, tot_jaar=1)
    factories.agendering(world.knelpunt, world.directie, stand="toegepast", antwoord="Ja.")
    factories.agendering(world.knelpunt, world.college)
    silent = factories.agendering(world.knelpunt, world.raad, stand="doorgezet")
    factories.agendering(world.knelpunt, world.top, vorige=silent)
    Casus.objects.filter(pk=world.man.pk).update(geholpen_toelichting="Hij heeft een kamer.")
    client = browse_as(world.bob)
    with few_questions():
        answer = page_of(client, world.vrouw)
    words = unescape(strip_tags(answer.content.decode())).replace("\xa0", " ")
    words = " ".join(words.split())
    assert "‘Hij heeft een kamer.’" in words
    assert (
        "Doorbraakplan: 1 maatregel; doorbreken kost € 12.000 in het eerste jaar, "
        "daarna gemiddeld € 9.000 per jaar minder" in words
    )
    assert f"Gevraagd aan {world.szw.kort}: toegepast" in words
    assert f"Gevraagd aan {world.almere.kort}: nog geen antwoord" in words
    assert "Gevraagd aan Gemeente Almere: geen antwoord" not in words
    assert reverse("praktijk:plan", args=[world.man.pk]) in answer.content.decode()


def test_without_a_sum_nothing_is_said_of_money(world, browse_as):
    factories.kostenpost(world.man, "doorbreken", 12_000)
    assert "Doorbraakplan" not in page_of(browse_as(world.bob), world.vrouw).content.decode()


def test_a_clear_likeness_is_called_so(world, browse_as):
    client = browse_as(world.bob)
    answer = typed(client, titel="Man in zijn auto", tekst=ADRES)
    assert "lijkt er sterk op" in answer.content.decode()


def test_htmx_gets_the_list_only(world, browse_as):
    client = browse_as(world.bob)
    assert "<h1>" in page_of(client, world.vrouw).content.decode()
    part = page_of(client, world.vrouw, **{"hx-request": "true"}).content.decode()
    assert "<h1>" not in part
    assert "Man in zijn auto" in part


def test_the_casus_page_offers_it_without_javascript_too(world, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        content = client.get(reverse("praktijk:casus", args=[world.man.pk])).content.decode()
    assert f'href="{reverse("inzichten:gelijkend_casus", args=[world.man.pk])}"' in content


def test_while_typing_nothing_is_stored(world, browse_as, few_questions):
    before = Casus.objects.count()
    client = browse_as(world.bob)
    with few_questions():
        answer = typed(client, titel="", tekst=ZELFDE)
    assert titles(answer) == ["Vrouw zonder adres", "Man in zijn auto"]
    assert Casus.objects.count() == before


@pytest.mark.parametrize(
    "tekst", ["", "   ", "!!!", "\x00", "x" * 1_000_000, "huur " * 200_000, "' | & ! <-> :*"]
)
def test_whatever_she_types_it_refuses_nothing(world, browse_as, tekst):
    answer = typed(browse_as(world.bob), tekst=tekst)
    assert answer.status_code == 200
    assert titles(answer) == []
    assert "Schrijf verder" in answer.content.decode()


def test_the_form_for_a_new_casus_shows_them_after_sending(world, browse_as):
    client = browse_as(world.bob)
    empty = client.get(reverse("praktijk:casus_nieuw")).content.decode()
    assert f'hx-post="{reverse("inzichten:gelijkend_tekst")}"' in empty
    sent = {"titel": "Geen adres", "tekst": ADRES}
    answer = client.post(reverse("praktijk:casus_nieuw"), sent)
    assert answer.status_code == 422
    assert "Man in zijn auto" in answer.content.decode()


def test_typing_asks_for_a_signed_in_person(world, browse_as):
    assert typed(browse_as(None), tekst=ADRES).status_code == 302


def test_an_outsider_finds_no_such_page(world, browse_as):
    assert page_of(browse_as(world.esma), world.man).status_code == 404
    assert titles(typed(browse_as(world.esma), tekst=ADRES)) == []


def test_a_concept_is_shown_to_nobody(world, browse_as):
    factories.casus(world.bob, titel="Concept", tekst=ADRES, ingebracht=False)
    ververs_vectoren()
    assert "Concept" not in titles(typed(browse_as(world.bob), tekst=ADRES))


def test_a_new_casus_is_found_at_once_by_its_words(world, browse_as):
    factories.casus(world.anne, opgave=world.opgave, titel="Vers", tekst=ADRES)
    assert "Vers" in titles(typed(browse_as(world.bob), tekst=ADRES))


def test_her_own_visit_keeps_the_vector_of_her_casus(world, browse_as, few_questions):
    fresh = factories.casus(world.anne, opgave=world.opgave, titel="Vers", tekst=ADRES)
    page_of(browse_as(world.bob), fresh)
    assert not CasusVector.objects.filter(casus=fresh).exists()
    client = browse_as(world.anne)
    with few_questions():
        page_of(client, fresh)
    assert CasusVector.objects.get(casus=fresh).taal == taal.version()


def test_a_changed_casus_gets_another_vector(world, as_user):
    assert ververs_vectoren() == 0
    with as_user(world.anne):
        actions.wijzig_casus(
            world.man, titel="School", tekst="De school weigert een kind.",
            gemeente=world.almere, wens="", versie=1, by=world.anne,
        )  # fmt: skip
    old = CasusVector.objects.get(casus=world.man).vector
    assert ververs_vectoren() == 1
    assert CasusVector.objects.get(casus=world.man).vector != old


def test_the_vector_goes_with_its_casus(world):
    Casus.objects.filter(pk=world.jongen.pk).delete()
    assert not CasusVector.objects.filter(casus_id=world.jongen.pk).exists()


def test_a_command_makes_what_is_missing(world, capsys):
    CasusVector.objects.all().delete()
    assert main(["vectoren"]) == 0
    assert "3 casussen vergelijkbaar gemaakt." in capsys.readouterr().out
    assert CasusVector.objects.count() == 3


def test_the_first_page_gives_something_back_without_script_and_keeps_nothing(
    world, browse_as, few_questions
):
    factories.regeling(ruimte_toelichting="maatwerk mag")
    before = Casus.objects.count()
    client = browse_as(world.bob)
    sent = {"titel": "Man in auto", "tekst": f"{ADRES} Hij vroeg bijstand aan.", "actie": "kijk"}
    with few_questions():
        page = client.post(reverse("praktijk:casus_nieuw"), sent).content.decode()
    assert "Man in zijn auto" in page  # who had this before
    assert "Participatiewet</a>" in page
    assert "maatwerk mag" in page
    assert "Hij vroeg bijstand aan.</textarea>" in page  # what she typed stands there
    assert "Vul dit nog in" not in page
    assert Casus.objects.count() == before
    nothing = client.post(reverse("praktijk:casus_nieuw"), {"actie": "kijk"}).content.decode()
    assert "Er wordt niets bewaard." in nothing
    assert "Participatiewet" not in nothing


def test_a_word_that_says_a_regeling_only_perhaps_is_not_told_as_one(world, browse_as):
    factories.regeling()
    page = typed(browse_as(world.bob), titel="Vrouw", tekst="Zij heeft een uitkering.")
    assert "Participatiewet" not in page.content.decode()
