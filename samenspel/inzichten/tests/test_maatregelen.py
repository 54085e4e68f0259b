"""The plan of a casus offers what casussen like it do, also without a shared knelpunt."""

import pytest
from django.urls import reverse

from samenspel.inzichten.actions import ververs_vectoren
from samenspel.inzichten.tests.conftest import ADRES
from samenspel.praktijk.models import Maatregel
from tests import factories


def page_of(client, casus, **headers):
    return client.get(reverse("inzichten:maatregelen", args=[casus.pk]), headers=headers)


def offered(client, casus) -> list[str]:
    return [row.wat for row in page_of(client, casus).context["page"].maatregelen]


@pytest.fixture
def source(world):
    """A maatregel for the man in his car; the casus of Bob is like it, and shares no knelpunt."""
    return factories.maatregel(world.man, wat="Voorlopig briefadres")


def test_she_takes_one_over_with_one_click_and_credit(world, source, browse_as, few_questions):
    factories.maatregel(world.jongen, wat="Samen beginnen op school")
    client = browse_as(world.bob)
    with few_questions():
        assert offered(client, world.vrouw) == ["Voorlopig briefadres"]
    content = page_of(client, world.vrouw).content.decode()
    assert "Neem over" in content
    assert str(world.man) in content
    client.post(
        reverse("praktijk:maatregel_overnemen", args=[world.vrouw.pk]), {"maatregel": source.pk}
    )
    assert Maatregel.objects.get(plan__casus=world.vrouw).overgenomen_van == source
    assert offered(client, world.vrouw) == []


def test_the_page_of_the_plan_opens_the_place_for_it_within_twelve_questions(
    world, source, browse_as, few_questions
):
    client = browse_as(world.bob)
    plan, address = (
        reverse(name, args=[world.vrouw.pk]) for name in ("praktijk:plan", "inzichten:maatregelen")
    )
    with few_questions():
        assert f'hx-get="{address}"' in client.get(plan).content.decode()
    reader = browse_as(world.anne)
    assert address not in reader.get(plan).content.decode()
    part = page_of(browse_as(world.bob), world.vrouw, **{"hx-request": "true"}).content.decode()
    assert "Voorlopig briefadres" in part
    assert "<h1>" not in part


def test_what_the_knelpunt_offers_already_is_not_offered_twice(world, source, browse_as):
    factories.knelpunt(world.bob, world.opgave, casussen=[world.man, world.vrouw])
    client = browse_as(world.bob)
    plan = client.get(reverse("praktijk:plan", args=[world.vrouw.pk])).context["page"]
    assert plan.van_anderen == [source]
    assert offered(client, world.vrouw) == []


def test_the_casus_most_like_it_comes_first_and_then_what_was_taken_over_most(
    world, source, browse_as
):
    popular = factories.maatregel(world.man, wat="Een bed voor nu")
    factories.maatregel(world.jongen, overgenomen_van=popular)
    twin = factories.casus(
        world.anne, opgave=world.opgave, titel=world.vrouw.titel, tekst=world.vrouw.tekst
    )
    factories.maatregel(twin, wat="Bel de corporatie")
    ververs_vectoren()
    assert offered(browse_as(world.bob), world.vrouw) == [
        "Bel de corporatie", "Een bed voor nu", "Voorlopig briefadres",
    ]  # fmt: skip


def test_what_she_may_not_read_is_not_offered(world, source, browse_as):
    closed = factories.casus(
        world.anne, titel="Man in zijn auto", tekst=ADRES, zichtbaarheid="besloten",
        genoemden=[world.anne.pk],
    )  # fmt: skip
    factories.maatregel(closed, wat="Een geheim")
    concept = factories.casus(world.bob, titel="Nog een", tekst=ADRES, ingebracht=False)
    factories.maatregel(concept, wat="Nog niet klaar")
    ververs_vectoren()
    assert offered(browse_as(world.bob), world.vrouw) == ["Voorlopig briefadres"]


def test_only_who_makes_the_plan_is_offered_anything(world, source, browse_as):
    for person, status in ((world.anne, 403), (world.esma, 404), (None, 302)):
        assert page_of(browse_as(person), world.vrouw).status_code == status
