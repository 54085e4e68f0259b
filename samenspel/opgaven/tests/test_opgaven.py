"""The pages of an opgave: who sees it, what it needs, who takes part."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.actions.wijzigen import stel_vaststellen_voor
from samenspel.opgaven.models import Belang, Opgave
from samenspel.overleg.plaatsing import actions, rules
from samenspel.overzicht.lus import lus_of_opgave
from samenspel.praktijk.models import Casus
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    return factories.world()


def silent_question(world):
    casus = factories.casus(world.anne, opgave=world.opgave)
    knelpunt = factories.knelpunt(world.anne, world.opgave, casussen=[casus])
    agendering = actions.agendeer(
        knelpunt, world.directie, titel="Mag het ruimer?", vraag="Kan het?",
        uiterlijk=TODAY + timedelta(days=3), advies=rules.Advies("landelijk", "Beleid."),
        by=world.carla,
    )  # fmt: skip
    agendering.uiterlijk = TODAY - timedelta(days=14)
    agendering.save()
    return casus, knelpunt


def test_a_partner_sees_the_loop_and_who_is_silent(world, browse_as, few_questions):
    for _ in range(6):
        silent_question(world)
    client = browse_as(world.bob)
    with few_questions():
        page = client.get(reverse("opgaven:detail", args=[world.opgave.pk])).content.decode()
    assert "14 dagen stil" in page
    assert "SZW" in page
    assert "6 vragen" in page
    assert "Daar is de termijn voorbij." in page
    assert ">14 dagen te laat</text>" in page, "the arrow says it too"
    assert "0 van 6 indieners weten" in page


def test_an_outsider_and_a_visitor_do_not_see_it(world, browse_as):
    address = reverse("opgaven:detail", args=[world.opgave.pk])
    client = browse_as(world.esma)
    assert client.get(address).status_code == 404
    assert world.opgave.titel not in client.get(reverse("opgaven:lijst")).content.decode()
    client.logout()
    assert client.get(address).status_code == 404


def test_an_openbare_opgave_is_for_everybody_to_read(world, browse_as):
    Opgave.objects.update(zichtbaarheid="openbaar")
    client = browse_as(None)
    page = client.get(reverse("opgaven:detail", args=[world.opgave.pk])).content.decode()
    assert world.opgave.titel in page
    assert "Voeg een" not in page
    asked = reverse("opgaven:samen", args=[world.opgave.pk]) + "?voeg=partner"
    assert client.get(asked).status_code == 403


def test_whoever_begins_an_opgave_pulls_it(world, browse_as):
    client = browse_as(world.esma)
    sent = {"titel": "Gezond leven", "bedoeling": "Langer gezond.", "begint_op": "2026-01-01"}
    answer = client.post(reverse("opgaven:nieuw"), sent | {"zichtbaarheid": "partners"})
    opgave = Opgave.objects.get(titel="Gezond leven")
    assert answer.url == reverse("opgaven:samen", args=[opgave.pk])
    client.post(reverse("opgaven:vaststellen", args=[opgave.pk]))
    opgave.refresh_from_db()
    assert opgave.stand == "vastgesteld"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Vul dit nog in."),
        ({"titel": "x" * 1_000_000}, "200"),
        ({"begint_op": "gisteren"}, "datum"),
        ({"zichtbaarheid": "geheim"}, "Kies een van de mogelijkheden."),
        ({"bedoeling": "Bel 06-12345678."}, "telefoonnummer"),
    ],
)
def test_wrong_input_gets_a_message_and_nothing_is_made(world, browse_as, sent, message):
    client = browse_as(world.carla)
    page = client.post(reverse("opgaven:nieuw"), {"bedoeling": "Bewaar dit"} | sent)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert sent.get("bedoeling", "Bewaar dit") in page.content.decode()
    assert Opgave.objects.count() == 1


def test_a_partner_names_its_own_belang(world, browse_as):
    samen = reverse("opgaven:samen", args=[world.opgave.pk])
    client = browse_as(world.wethouder)
    client.post(
        samen + "?voeg=belang",
        {"organisatie": world.almere.pk, "titel": "Loket dichtbij", "kern": "on",
         "zichtbaarheid": "partners"},
    )  # fmt: skip
    assert Belang.objects.get().kern
    assert "Loket dichtbij" in client.get(samen).content.decode()


def test_whoever_leaves_her_organisatie_leaves_the_team(world, browse_as, as_user):
    casus = factories.casus(world.anne, opgave=world.opgave, zichtbaarheid="team")
    world.carla.lidmaatschappen.all().delete()
    with as_user(world.carla):
        assert not Casus.objects.filter(pk=casus.pk).exists()
    with pytest.raises(NotAllowedError, match="programmateam"):
        stel_vaststellen_voor(world.opgave, by=world.carla)


def test_one_of_a_kind_is_counted_in_the_singular(world):
    silent_question(world)
    labels = [step.label for step in lus_of_opgave([world.opgave.pk]).stappen]
    assert labels[:2] == ["casus", "knelpunt"]
    assert labels[-1] == "lessen"
