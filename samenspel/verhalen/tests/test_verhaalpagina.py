"""What a council member reads at night: what residents say, with numbers, and nobody in it."""

import pytest
from django.urls import reverse

from samenspel.opgaven.models import Opgave
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.tests.helpers import said, somebody_else, url
from tests import factories


@pytest.fixture
def told(world):
    """Six verhalen from Almere, four of them only for the team, and nine from Zwolle."""
    made = [
        factories.verhaal(
            place, world.opgave, thema="schulden", citeren=True, lezers=lezers,
            tekst=f"Brief nummer {n} kwam van een deurwaarder.",
        )
        for n, (place, lezers) in enumerate(
            [(world.almere, "openbaar")] * 2
            + [(world.almere, "team")] * 4
            + [(world.zwolle, "team")] * 9
        )
    ]  # fmt: skip
    Citaat.objects.bulk_create(Citaat(verhaal=one, tekst=one.tekst) for one in made)
    return made


@pytest.fixture
def published(world, told):
    Verhaalpagina.objects.create(opgave=world.opgave)
    return url("verhaalpagina", world.opgave)


def test_the_team_looks_first_and_then_opens_it_for_everybody(world, told, browse_as):
    page = url("verhaalpagina", world.opgave)
    assert browse_as(None).get(page).status_code == 404
    assert browse_as(world.anne).get(page).status_code == 404
    client = browse_as(world.carla)
    preview = client.get(page).content.decode()
    assert "Publiceer de pagina" in preview
    answer = client.post(url("publiceer", world.opgave), follow=True)
    assert said(answer)[0].startswith("Iedereen kan de verhaalpagina nu lezen.")
    read = somebody_else().get(page).content.decode()
    assert "Brief nummer 0" in read
    assert "Publiceer" not in read
    client.post(url("publiceer", world.opgave), {"actie": "weg"})
    assert somebody_else().get(page).status_code == 404


def test_only_the_team_opens_or_closes_it(world, published, browse_as):
    assert "/inloggen/" in browse_as(None).post(url("publiceer", world.opgave)).url
    client = browse_as(world.anne)
    for sent in ({}, {"actie": "weg"}):
        answer = client.post(url("publiceer", world.opgave), sent)
        assert answer.status_code == 403
        assert answer.context["refusal"].message.startswith("Alleen het programmateam")
    assert Verhaalpagina.objects.count() == 1


def test_it_is_not_opened_at_an_opgave_that_is_not_for_everybody(world, told, browse_as):
    Opgave.objects.update(zichtbaarheid="partners")
    client = browse_as(world.carla)
    answer = client.post(url("publiceer", world.opgave), follow=True)
    assert said(answer)[0].startswith("Alleen bij een openbare opgave")
    assert not Verhaalpagina.objects.exists()


def test_everybody_reads_the_same_and_nothing_of_a_small_group(world, published, browse_as):
    """Of Almere six go about schulden; two of those may be read, and only those count."""
    pages = {}
    for person in (None, world.anne, world.carla):
        client = browse_as(person) if person else somebody_else()
        pages[person] = client.get(published).context["page"]
    page = pages[None]
    assert [(one.naam, one.aantal) for one in page.hoofdstukken] == [("Schulden", 7)]
    assert page.hoofdstukken[0].plekken == [("Gemeente Zwolle", 5)]
    said = {(zin.tekst, zin.plek) for zin in page.hoofdstukken[0].citaten}
    assert {plek for _, plek in said} == {"", "Gemeente Zwolle"}
    assert sum(not plek for _, plek in said) == 2
    assert all(other.hoofdstukken == page.hoofdstukken for other in pages.values())


def test_the_page_of_a_gemeente_tells_its_share(world, published, browse_as):
    for _ in range(5):
        factories.verhaal(world.almere, world.opgave, thema="schulden")
    page = browse_as(None).get(published).context["page"]
    assert [one.naam for one in page.gemeenten] == ["Gemeente Almere", "Gemeente Zwolle"]
    assert page.hoofdstukken[0].plekken == [("Gemeente Almere", 7), ("Gemeente Zwolle", 5)]
    here = somebody_else().get(f"{published}?gemeente={world.zwolle.pk}").context["page"]
    assert [one.aantal for one in here.hoofdstukken] == [5]
    assert {zin.plek for zin in here.hoofdstukken[0].citaten} == {"Gemeente Zwolle"}
    for wrong in ("x", world.szw.pk, "\x00"):
        other = somebody_else().get(published, {"gemeente": wrong}).context["page"]
        assert other.gemeente is None


def test_a_small_thema_vanishes_with_its_quotes(world, published, browse_as):
    Verhaal.objects.filter(gemeente=world.zwolle).delete()
    page = browse_as(None).get(published)
    assert page.context["page"].hoofdstukken == []
    assert "Brief nummer" not in page.content.decode()
    assert "Er zijn nog geen vijf verhalen over hetzelfde." in page.content.decode()


def test_knelpunten_of_five_verhalen_are_named_with_how_far_they_are(world, published, browse_as):
    shared = factories.knelpunt(world.carla, world.opgave, titel="Brieven zonder mens")
    rare = factories.knelpunt(world.carla, world.opgave, titel="Iets anders")
    secret = factories.knelpunt(
        world.carla, world.opgave, titel="Besloten knelpunt", zichtbaarheid="besloten"
    )
    for one in Verhaal.objects.filter(gemeente=world.zwolle):
        for knelpunt in (shared, secret):
            Aanwijzing.objects.create(verhaal=one, knelpunt=knelpunt)
    for one in Verhaal.objects.filter(gemeente=world.almere)[:4]:
        Aanwijzing.objects.create(verhaal=one, knelpunt=rare)
    answer = browse_as(None).get(published)
    page = answer.content.decode()
    assert [one.titel for one in answer.context["page"].knelpunten] == ["Brieven zonder mens"]
    assert 'aria-label="Brieven zonder mens"' in page
    assert reverse("praktijk:knelpunt", args=[shared.pk]) not in page  # for partners only
    assert reverse("praktijk:knelpunt", args=[shared.pk]) in (
        browse_as(world.anne).get(published).content.decode()
    )


def test_the_page_of_its_knelpunt_tells_a_visitor_as_much(world, published, browse_as):
    """The question itself is for partners; that it was asked, the verhaalpagina tells."""
    told, silent = (
        factories.knelpunt(world.carla, world.opgave, titel=titel, zichtbaarheid="openbaar")
        for titel in ("Verteld", "Niet verteld")
    )
    directie = factories.orgaan(world.szw, "Directie", "landelijk")
    for one in (told, silent):
        factories.agendering(one, directie)
    for one in Verhaal.objects.filter(gemeente=world.zwolle):
        Aanwijzing.objects.create(verhaal=one, knelpunt=told)
    client = browse_as(None)
    for knelpunt, stands in ((told, "Geplaatst"), (silent, "Knelpunt")):
        page = client.get(reverse("praktijk:knelpunt", args=[knelpunt.pk])).content.decode()
        now = page[page.index('aria-current="step"') :]
        assert stands in now[: now.index("</li>")]


def test_a_knelpunt_that_went_up_in_another_brings_its_verhalen(world, published, browse_as):
    old, other = (factories.knelpunt(world.carla, world.opgave, titel=t) for t in ("Oud", "Ander"))
    whole = factories.knelpunt(world.carla, world.opgave, titel="Geheel")
    for number, one in enumerate(Verhaal.objects.filter(gemeente=world.zwolle)):
        Aanwijzing.objects.create(verhaal=one, knelpunt=[old, other][number % 2])
        Aanwijzing.objects.get_or_create(verhaal=one, knelpunt=old)
    Knelpunt.objects.filter(pk__in=[old.pk, other.pk]).update(opgegaan_in=whole)
    page = browse_as(None).get(published).context["page"]
    assert [one.titel for one in page.knelpunten] == ["Geheel"]
    fetched = browse_as(world.carla).get(url("knelpunt", whole)).context["verhalen"]
    assert len(fetched) == 9


def test_a_verhaal_that_points_twice_at_the_same_counts_once(world, published, browse_as):
    """Four closed verhalen at two halves of one knelpunt are not eight."""
    halves = [factories.knelpunt(world.carla, world.opgave) for _ in range(2)]
    whole = factories.knelpunt(world.carla, world.opgave, titel="Geheel")
    for one in Verhaal.objects.filter(gemeente=world.zwolle)[:4]:
        for half in halves:
            Aanwijzing.objects.create(verhaal=one, knelpunt=half)
    Knelpunt.objects.filter(pk__in=[half.pk for half in halves]).update(opgegaan_in=whole)
    assert browse_as(None).get(published).context["page"].knelpunten == []


def test_casussen_count_only_where_everybody_may_read_them(world, published, browse_as):
    factories.casus(world.anne, opgave=world.opgave)
    factories.casus(world.anne, opgave=world.opgave, zichtbaarheid="openbaar")
    for person in (None, world.carla):
        client = browse_as(person) if person else somebody_else()
        assert client.get(published).context["page"].casussen == 1


def test_it_stands_in_the_list_for_councils_and_not_in_search_engines(world, published, browse_as):
    client = browse_as(None)
    listed = client.get(reverse("verhalen:lijst")).content.decode()
    assert published in listed
    assert (
        '<meta name="robots" content="noindex, noarchive">'
        in client.get(published).content.decode()
    )
