"""The same form of the same page is done once; the same words in another page are another form."""

import pytest
from django.urls import reverse

from samenspel.opgaven.models import Belang
from samenspel.toegang.models import SentForm
from tests import factories
from tests.antwoord import told
from tests.formulieren import read


@pytest.fixture
def world(db):
    return factories.world()


def samen(world):
    return f"{world.opgave.samen_url()}?voeg=belang"


def belang(world, token):
    return {
        "organisatie": world.zwolle.pk, "titel": "Dichtbij", "zichtbaarheid": "partners",
        "csrfmiddlewaretoken": token,
    }  # fmt: skip


def test_the_second_lands_where_the_first_did(world, browse_as):
    bob = browse_as(world.bob)
    first = bob.post(samen(world), belang(world, "a" * 64))
    second = bob.post(samen(world), belang(world, "a" * 64))
    assert second.url == first.url == world.opgave.samen_url()
    assert "kwam twee keer aan" in told(second)
    assert Belang.objects.count() == 1
    bob.post(samen(world), belang(world, "b" * 64))
    assert Belang.objects.count() == 2


def test_what_was_refused_can_be_sent_again(world, browse_as):
    bob = browse_as(world.bob)
    wrong = belang(world, "a" * 64) | {"titel": ""}
    assert [bob.post(samen(world), wrong).status_code for _ in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


def test_two_people_who_send_the_same_are_two(world, browse_as):
    colleague = factories.lid(world.zwolle, factories.ROL.VERTEGENWOORDIGER)
    for person in (world.bob, colleague):
        browse_as(person).post(samen(world), belang(world, "a" * 64))
    assert Belang.objects.count() == 2


def test_every_page_has_a_token_of_its_own(world, browse_as):
    bob = browse_as(world.bob)

    def token():
        [form] = [one for one in read(bob, samen(world)).forms if one.view == "opgaven:samen"]
        return form.filled()["csrfmiddlewaretoken"]

    assert token() != token()


def test_nobody_else_finds_what_she_sent(world, browse_as, as_user):
    browse_as(world.bob).post(samen(world), belang(world, "a" * 64))
    with as_user(world.carla):
        assert not SentForm.objects.exists()
    with as_user(world.bob):
        assert SentForm.objects.get().went_to == reverse("opgaven:samen", args=[world.opgave.pk])
