"""A knelpunt is placed, answered, or climbs when nobody answers."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samenspel.overleg.plaatsing import actions
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.tests.tafel import TODAY, asked, knelpunt, later
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor import rows
from tests import factories, sleutels
from tests.antwoord import told

HUGE = "a" * 1_000_000


def filled(to, **fields):
    defaults = {
        "orgaan": to.pk,
        "titel": "Mag een briefadres?",
        "vraag": "Kan de regel ruimer?",
        "uiterlijk": later().isoformat(),
    }
    return defaults | fields


@pytest.fixture
def about(world):
    made = knelpunt(world)
    made.regelingen.add(factories.regeling(ministerie=world.szw, niveaus=["lokaal", "landelijk"]))
    return made


def test_the_advice_stands_above_with_its_reason_and_is_chosen(world, about, browse_as):
    Knelpunt.objects.filter(pk=about.pk).update(oorzaak="wet")
    page = browse_as(world.carla).get(reverse("overleg:agendeer", args=[about.pk]))
    text = page.content.decode()
    assert "Ons advies: vraag het landelijk. De oorzaak ligt in de wet" in text
    assert text.index('label="Landelijk"') < text.index('label="Lokaal"')
    assert page.context["form"]["orgaan"].value() == str(world.directie.pk)


def test_carla_places_it_and_hears_who_answers_when(world, about, browse_as):
    url = reverse("overleg:agendeer", args=[about.pk])
    response = browse_as(world.carla).post(url, filled(world.college))
    made = Agendering.objects.get()
    assert response.url == reverse("overleg:agendering", args=[made.pk])
    assert told(response).startswith("Uw vraag ligt bij Gemeente Almere. Antwoord uiterlijk ")
    assert (made.advies, made.orgaan) == ("lokaal", world.college)


def test_another_level_than_advised_asks_for_a_reason_and_keeps_it(world, about, browse_as):
    carla, url = browse_as(world.carla), reverse("overleg:agendeer", args=[about.pk])
    page = carla.post(url, filled(world.directie))
    assert page.context["form"].errors["afwijking"] == [
        "Het advies is lokaal. Zeg waarom u landelijk kiest."
    ]
    assert "Kan de regel ruimer?" in page.content.decode()
    carla.post(url, filled(world.directie, afwijking="De wethouder vroeg erom."))
    assert Agendering.objects.get().afwijking == "De wethouder vroeg erom."


WRONG = [
    ("orgaan", "geen orgaan"),
    ("orgaan", "00000000-0000-0000-0000-000000000000"),
    ("titel", ""),
    ("titel", HUGE),
    ("vraag", HUGE),
    ("vraag", "Bel moeder op 06-12345678."),
    ("uiterlijk", "gisteren"),
    ("uiterlijk", TODAY.isoformat()),
    ("afwijking", HUGE),
]


def test_wrong_input_is_explained_at_its_field_and_kept(world, about, browse_as):
    url, sent = reverse("overleg:agendeer", args=[about.pk]), filled(world.college)
    carla = browse_as(world.carla)
    for field, value in WRONG:
        page = carla.post(url, sent | {field: value})
        assert list(page.context["form"].errors) == [field]
        assert page.context["form"][field].value() == value
    assert not Agendering.objects.exists()


def test_a_partner_outside_the_team_is_told_and_places_nothing(world, about, browse_as):
    url = reverse("overleg:agendeer", args=[about.pk])
    response = browse_as(world.bob).post(url, filled(world.college))
    assert response.status_code == 403
    assert "Alleen het programmateam" in told(response)
    assert not Agendering.objects.exists()


def test_a_visitor_signs_in_first(world, about, browse_as):
    response = browse_as(None).get(reverse("overleg:agendeer", args=[about.pk]))
    assert response.status_code == 302
    assert reverse("toegang:inloggen") in response.url


def test_dirk_answers_and_everybody_reads_why(world, about, browse_as):
    question = asked(world, about)
    url = reverse("overleg:antwoord", args=[question.pk])
    dirk = browse_as(world.dirk)
    page = dirk.get(reverse("overleg:agendering", args=[question.pk]))
    assert "Geef antwoord" in page.content.decode()
    response = dirk.post(url, {"stand": "toegepast", "antwoord": "Ja, per direct."})
    text = dirk.get(response.url).content.decode()
    assert "Ja, per direct." in text
    assert "Geef antwoord" not in text


def test_afwijken_needs_an_end(world, about, browse_as):
    url = reverse("overleg:antwoord", args=[asked(world, about).pk])
    page = browse_as(world.dirk).post(url, {"stand": "afgeweken", "antwoord": "Geen geld."})
    assert page.context["form"].errors["tot_wanneer"] == [
        "Zeg tot wanneer u afwijkt; daarna kijkt u opnieuw."
    ]
    assert "Geen geld." in page.content.decode()


def test_a_colleague_without_the_role_is_told_whom_to_ask(world, about, browse_as):
    question = asked(world, about)
    colleague = factories.lid(world.szw)
    browser = browse_as(colleague)
    response = browser.get(reverse("overleg:antwoord", args=[question.pk]))
    assert response.status_code == 403
    assert "Vraag een collega met die rol" in told(response)
    page = browser.get(reverse("overleg:agendering", args=[question.pk])).content.decode()
    assert "Geef antwoord" not in page


def test_silence_is_visible_on_the_ladder(world, about, browse_as):
    first = asked(world, about)
    [higher] = actions.verwerk_termijnen(later(31))
    page = browse_as(world.carla).get(reverse("overleg:agendering", args=[higher.pk]))
    text = page.content.decode()
    assert [trede.agendering.pk for trede in page.context["page"].ladder] == [first.pk, higher.pk]
    assert "Geen antwoord, doorgezet op" in text


def test_each_question_has_a_ladder_of_its_own_whatever_it_is_called(world, about, browse_as):
    first, other = asked(world, about), asked(world, about)
    climbed = {row.vorige_id: row for row in actions.verwerk_termijnen(later(31))}
    assert first.titel == other.titel
    Agendering.objects.filter(pk=climbed[other.pk].pk).update(titel="Mag een briefadres nu wel?")
    browser = browse_as(world.carla)
    for low, high in [(first, climbed[first.pk]), (other, climbed[other.pk])]:
        for step in (low, high):
            page = browser.get(reverse("overleg:agendering", args=[step.pk])).context["page"]
            assert [one.agendering.pk for one in page.ladder] == [low.pk, high.pk]


def test_a_late_answer_at_the_top_of_the_ladder_is_welcome(world, about, browse_as):
    question = asked(world, about, orgaan=world.top)
    assert actions.verwerk_termijnen(later(31)) == []
    address = reverse("overleg:agendering", args=[question.pk])
    dirk = browse_as(world.dirk)
    page = dirk.get(address).content.decode()
    assert "antwoorden kan nog steeds" in page
    assert "Geef antwoord" in page
    sent = {"stand": "toegepast", "antwoord": "Alsnog: ja."}
    assert dirk.post(reverse("overleg:antwoord", args=[question.pk]), sent).url == address
    assert "Alsnog: ja." in dirk.get(address).content.decode()


def test_a_question_that_climbed_says_where_it_lies_now(world, about, browse_as):
    first = asked(world, about)
    [higher] = actions.verwerk_termijnen(later(31))
    dirk = browse_as(world.dirk)
    page = dirk.get(reverse("overleg:agendering", args=[first.pk])).content.decode()
    there = reverse("overleg:agendering", args=[higher.pk])
    assert f'ligt nu bij <a href="{there}">{world.top.in_zin}</a>' in page
    assert "Geef antwoord" not in page
    sent = {"stand": "toegepast", "antwoord": "Alsnog: ja."}
    page = dirk.post(reverse("overleg:antwoord", args=[first.pk]), sent, follow=True)
    assert "ligt nu een trede hoger" in page.content.decode()


def test_the_ladder_enters_the_rijk_at_the_ministerie_of_the_regelingen(world, about, browse_as):
    """Almere's college names SZW as next step; the regelingen are of BZK (2) and SZW (1)."""
    bzk = factories.organisatie("Ministerie van BZK", soort="ministerie", afkorting="BZK")
    there = factories.orgaan(bzk, world.directie.naam, "landelijk")
    for kort in ("Brp", "Gemw"):
        about.regelingen.add(factories.regeling(kort, ministerie=bzk, naam=kort))
    first = asked(world, about, orgaan=world.college, afwijking="Eerst lokaal.")
    page = browse_as(world.carla).get(reverse("overleg:agendering", args=[first.pk]))
    assert "BZK gaat over Brp en Gemw." in page.content.decode()
    with sleutels.owner():
        Knelpunt.objects.filter(pk=about.pk).update(zichtbaarheid="team")
    page = browse_as(world.wethouder).get(reverse("overleg:agendering", args=[first.pk]))
    assert "gaat over" not in page.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    [higher] = actions.verwerk_termijnen(later(31))
    assert (higher.orgaan, higher.doorgezet_reden) == (there, "BZK gaat over Brp en Gemw.")
    is_partner = world.opgave.partners.filter(organisatie=bzk).exists()
    assert not is_partner, "who is asked something is no partner by that"
    [act] = rows.spoor_of(higher)
    assert (act.wat, act.wie) == ("doorgezet", None)
    assert str(first.pk) in act.inhoud
    page = browse_as(world.carla).get(reverse("overleg:agendering", args=[higher.pk]))
    assert "Doorgezet naar BZK:" in page.content.decode()


def test_without_a_regeling_the_ladder_goes_where_it_says(world, about):
    about.regelingen.clear()
    asked(world, about, orgaan=world.college, afwijking="Eerst lokaal.")
    [higher] = actions.verwerk_termijnen(later(31))
    assert higher.orgaan == world.directie
    assert "geen regeling" in higher.doorgezet_reden


def test_once_it_is_applied_the_besluit_is_the_next_step(world, about, browse_as):
    page = reverse("praktijk:knelpunt", args=[about.pk])
    carla = Client()
    sleutels.sign_in(carla, world.carla)
    assert primary(carla.get(page)) == "Plaats dit knelpunt"
    question = asked(world, about)
    carla = browse_as(world.carla)
    assert primary(carla.get(page)) is None
    browse_as(world.dirk).post(
        reverse("overleg:antwoord", args=[question.pk]), {"stand": "toegepast", "antwoord": "Ja."}
    )
    offered = carla.get(page)
    assert primary(offered) == "Bereid een besluit voor"
    assert "Plaats dit knelpunt" not in offered.content.decode()
    address = reverse("overleg:besluit_nieuw", args=[about.pk])
    carla.post(f"{address}?agendering={question.pk}", {"titel": "Ruimer", "voorstel": "Zo."})
    assert primary(carla.get(page)) is None
    assert "Bereid een besluit voor" not in browse_as(world.bob).get(page).content.decode()


def primary(response):
    """The label of the primary button of a page, if it has one; never two."""
    found = re.findall(r"<a [^>]*nl-button--primary[^>]*>([^<]+)</a>", response.content.decode())
    assert len(found) <= 1
    return found[0].strip() if found else None


def test_the_days_of_silence_are_said(world, about, browse_as):
    question = asked(world, about)
    Agendering.objects.filter(pk=question.pk).update(uiterlijk=TODAY - timedelta(days=12))
    page = browse_as(world.bob).get(reverse("overleg:agendering", args=[question.pk]))
    assert "12 dagen stil" in page.content.decode()


def test_whoever_is_asked_reads_the_question_even_if_the_knelpunt_is_hidden(
    world, about, browse_as
):
    Knelpunt.objects.filter(pk=about.pk).update(zichtbaarheid="team")
    about.refresh_from_db()
    question = asked(world, about)
    page = browse_as(world.dirk).get(reverse("overleg:agendering", args=[question.pk]))
    assert page.status_code == 200
    assert about.titel not in page.content.decode()


def test_who_answers_for_most_regelingen_comes_first(world, about, browse_as):
    bzk = factories.organisatie("BZK", soort="ministerie", afkorting="BZK")
    factories.orgaan(bzk, "Directie", "landelijk")
    about.regelingen.add(factories.regeling("Wgs", ministerie=world.szw, naam="Wgs"))
    about.regelingen.add(factories.regeling("Brp", ministerie=bzk, naam="Wet Brp"))
    Knelpunt.objects.filter(pk=about.pk).update(oorzaak="wet")
    page = browse_as(world.carla).get(reverse("overleg:agendeer", args=[about.pk]))
    organen = [orgaan.organisatie for orgaan in page.context["page"].organen]
    assert organen[:3] == [world.szw, world.szw, bzk]
