"""Every page has one home, and every menu comes from the list of homes."""

from types import SimpleNamespace

import pytest
from django.urls import URLPattern, get_resolver

from samenspel.basis.huis import huis, kamer_here
from samenspel.opgaven.models import Opgave
from tests import factories


@pytest.fixture
def world(db):
    made = factories.world()
    made.knelpunt = factories.knelpunt(made.anne, made.opgave)
    return made


def addresses(resolver=None, space=""):
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            yield from addresses(one, f"{one.namespace}:" if one.namespace else space)


def test_every_address_has_one_home():
    names = list(addresses())
    assert len(names) > 100
    for name in names:
        huis().kamer_of(name)  # raises without a home
    used = {pattern for pattern in _patterns() if any(_fits(name, pattern) for name in names)}
    assert used == set(_patterns()), "a home for an address that is not there"
    with pytest.raises(LookupError, match="no home"):
        huis().kamer_of("nieuw:pagina")


def _patterns():
    return [*huis().buiten, *(one for kamer in huis().kamers for one in kamer.woont)]


def _fits(name, pattern):
    return name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))


def test_every_link_of_the_house_is_a_page(world, browse_as):
    carla = browse_as(world.carla)
    links = [plek.url for kamer in huis().kamers for plek in kamer.plekken]
    links += [kamer.url for kamer in huis().kamers]
    links += [kamer.url_in(world.opgave.pk) for kamer in huis().kamers if kamer.adres]
    links += [dienst.url for dienst in huis().diensten]
    for link in links:
        assert carla.get(link).status_code == 200, link


def test_the_rooms_stand_under_the_title_and_the_reader_sees_where_she_is(world, browse_as):
    carla = browse_as(world.carla)
    rooms = [kamer for kamer in huis().kamers if kamer.adres]
    for kamer in rooms:
        page = carla.get(kamer.url_in(world.opgave.pk)).content.decode()
        for other in rooms:
            here = ' aria-current="page"' if other is kamer else ""
            link = f'<a href="{other.url_in(world.opgave.pk)}"{here}>{other.binnen}</a>'
            assert link in page, (kamer.code, other.code)
        above = f'<a href="{kamer.url}" aria-current="true">{kamer.boven}</a>'
        assert above in page, kamer.code


def test_a_concept_has_no_table_yet(world, browse_as):
    Opgave.objects.filter(pk=world.opgave.pk).update(stand="concept")
    page = browse_as(world.carla).get(world.opgave.get_absolute_url()).content.decode()
    assert f"/overleg/opgave/{world.opgave.pk}/" not in page
    assert f"/praktijk/opgave/{world.opgave.pk}/" in page


def test_a_thing_says_its_opgave_its_room_and_itself(world, browse_as):
    carla = browse_as(world.carla)
    knelpunt = world.knelpunt
    page = carla.get(knelpunt.get_absolute_url()).content.decode()
    way = page.partition('aria-label="Kruimelpad"')[2].partition("</nav>")[0]
    names = [part.partition(">")[2].partition("<")[0] for part in way.split("__link")[1:]]
    assert names == [str(world.opgave), "Praktijk", str(knelpunt)]


def test_who_may_not_read_the_opgave_sees_no_room_of_it(world, browse_as):
    Opgave.objects.filter(pk=world.opgave.pk).update(zichtbaarheid="besloten", genoemden=[])
    stranger = browse_as(None)
    for kamer in huis().kamers:
        if kamer.adres:
            assert stranger.get(kamer.url_in(world.opgave.pk)).status_code in (302, 404), kamer.code
    assert str(world.opgave) not in stranger.get("/waar/").content.decode()


def test_without_a_request_for_a_page_there_is_no_room():
    assert kamer_here(SimpleNamespace(resolver_match=None)) is None
