"""The pages that everybody may read, and what they hold."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.urls import reverse
from django.views.defaults import server_error

from samenspel import __version__
from samenspel.basis.huis import huis
from samenspel.startpagina import begrippen, handleiding
from tests import factories

PUBLIC = [
    "startpagina:voorpagina",
    "startpagina:begrippen",
    "startpagina:hulp",
    "startpagina:over",
    "overzicht:zoeken",
    "toegang:inloggen",
]
OWN = ["overzicht:mijn_werk", "toegang:profiel", "toegang:wachtwoord"]


@pytest.mark.parametrize("name", PUBLIC)
def test_anyone_reads_the_public_pages(browse_as, name, few_questions):
    browser = browse_as(None)
    with few_questions():
        page = browser.get(reverse(name))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", OWN)
def test_your_own_pages_ask_you_to_sign_in_first(browse_as, name):
    address = reverse(name)
    page = browse_as(None).get(address)
    assert page.status_code == 302
    assert page.url == f"{reverse('toegang:inloggen')}?next={address}"


def test_the_front_page_shows_only_opgaven_that_are_openbaar(browse_as):
    world = factories.world()
    factories.opgave(
        world.vng, world.carla, titel="Iedereen mee", stand="vastgesteld", zichtbaarheid="openbaar"
    )
    text = browse_as(None).get("/").content.decode()
    assert "Iedereen mee" in text
    assert "Bestaanszekerheid" not in text


def test_without_a_public_casus_the_loop_is_told_in_general_words(browse_as):
    text = browse_as(None).get("/").content.decode()
    assert "Zo gaat het rond" in text
    assert "En altijd terug naar wie de casus inbracht" in text
    assert "Zo ging het met één casus" not in text


def test_outside_the_example_only_the_people_and_the_strip_are_gone(browse_as, settings):
    world = factories.world()
    type(world.anne).objects.filter(pk=world.anne.pk).update(voorbeeld=True, doet="Kijkt rond.")
    example = without_tokens(browse_as(None).get("/").content.decode())
    settings.VOORBEELD = False
    production = without_tokens(browse_as(None).get("/").content.decode())
    assert "Kijk mee als Anne" in example
    for gone in (
        r'<div class="voorbeeld">.*?</div>',
        r'<form class="kijk".*?</form>',
        r'<section class="deel" aria-labelledby="rondkijken">.*?</section>',
    ):
        example = re.sub(gone, "", example, flags=re.DOTALL)
    assert example.split() == production.split()


def without_tokens(html):
    """A page, but for what is new each time."""
    return re.sub(r'(nonce|value|content)="[^"]{20,}"|hx-headers=\'[^\']*\'', "", html)


def test_everybody_finds_the_public_register_from_the_front_page(browse_as):
    text = browse_as(None).get("/").content.decode()
    assert f'href="{reverse("overleg:register_openbaar")}"' in text
    assert "primary" not in text, "four doors of equal weight"


def test_a_word_of_the_glossary_has_a_place_of_its_own(browse_as):
    text = browse_as(None).get(reverse("startpagina:begrippen")).content.decode()
    assert '<li class="rij" id="pas-toe-of-leg-uit">' in text
    assert text.count('<li class="rij" id=') == len(begrippen.begrippen())


def test_a_word_is_found_by_its_name_before_its_meaning():
    found = [begrip.woord for begrip in begrippen.find("bezwaar")]
    assert found[0] == "bezwaar"
    assert "kernbelang" in found


def test_searching_the_glossary_answers_htmx_with_the_words_only(browse_as):
    page = browse_as(None).get(
        reverse("startpagina:begrippen"), {"q": "weeffout"}, headers={"HX-Request": "true"}
    )
    assert "weeffout" in page.content.decode()
    assert b"<html" not in page.content


def test_every_word_the_glossary_points_to_is_in_it():
    known = {begrip.woord for begrip in begrippen.begrippen()}
    pointed = {woord for begrip in begrippen.begrippen() for woord in begrip.zie}
    assert pointed <= known


def test_the_document_of_the_glossary_is_up_to_date():
    file = begrippen.SOURCE.parents[2] / "docs" / "begrippen.md"
    assert file.read_text() == begrippen.as_document(), (
        "Run: python -m samenspel.startpagina.begrippen > docs/begrippen.md"
    )


@pytest.mark.parametrize("rol", handleiding.PAGINAS)
def test_the_help_of_each_role_is_a_page(browse_as, rol):
    page = browse_as(None).get(reverse("startpagina:hulp_rol", args=[rol]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<h2>" in text
    assert "**" not in text


def test_there_is_no_help_for_an_unknown_role(browse_as):
    assert browse_as(None).get(reverse("startpagina:hulp_rol", args=["koning"])).status_code == 404


def test_the_manual_in_docs_is_the_one_that_is_shipped():
    manual = begrippen.SOURCE.parents[2] / "docs" / "handleiding"
    assert {file.stem for file in manual.glob("*.md")} == set(handleiding.PAGINAS)


def test_how_is_decided_and_what_the_law_says_is_found_from_help_and_about(browse_as):
    address = reverse("startpagina:hulp_rol", args=["besluitvorming"])
    for name in ("startpagina:hulp", "startpagina:over"):
        assert f'href="{address}"' in browse_as(None).get(reverse(name)).content.decode()
    text = browse_as(None).get(address).content.decode()
    assert "Overeenstemming vervangt nooit een wettelijk besluit" in text


def test_the_version_is_that_of_the_package():
    project = tomllib.loads((begrippen.SOURCE.parents[2] / "pyproject.toml").read_text())["project"]
    assert project.get("version", __version__) == __version__


def test_about_names_sources_licences_and_what_is_not_tested(browse_as):
    text = browse_as(None).get(reverse("startpagina:over")).content.decode()
    for said in ("CBS, CC BY 4.0", "EUPL 1.2", "nog niet gedaan"):
        assert said in text


def test_a_page_that_is_not_there_says_what_to_do(browse_as):
    page = browse_as(None).get("/bestaat-niet/?x=1")
    text = page.content.decode()
    assert page.status_code == 404
    assert "Deze pagina is er niet" in text
    assert 'action="/zoeken/"' in text.partition("<main")[2]
    assert 'href="/inloggen/?next=/bestaat-niet/"' in text
    for kamer in huis().kamers:
        assert (f'<a href="{kamer.url}">{kamer.boven}</a>' in text) != kamer.eigen


def test_who_is_signed_in_is_not_asked_to(browse_as):
    text = browse_as(factories.world().anne).get("/bestaat-niet/").content.decode()
    assert "?next=" not in text
    assert "Mijn werk" in text.partition("<main")[2]


def test_without_a_database_a_page_still_says_what_to_do(rf, monkeypatch):
    def gone(*_args, **_kwargs):
        raise OperationalError("no database")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    page = server_error(rf.get("/opgaven/"))
    text = page.content.decode()
    assert page.status_code == 500
    assert "<title>Er ging iets mis bij ons | Samenspel</title>" in text
    assert 'href="/waar/"' in text
    assert "<ul></ul>" not in text
    assert "Inloggen" not in text, "it does not know who is there"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("startpagina:voorpagina", "Samen aan een opgave | Samenspel"),
        ("praktijk:knelpunten", "Knelpunten | Praktijk | Samenspel"),
        ("praktijk:start", "Praktijk | Samenspel"),
    ],
)
def test_the_title_says_the_page_its_room_and_who_we_are(browse_as, name, title):
    text = browse_as(None).get(reverse(name)).content.decode()
    assert f"<title>{title}</title>" in text
    assert f'<meta property="og:title" content="{title}">' in text


def test_the_rooms_of_an_opgave_have_titles_of_their_own(browse_as):
    world = factories.world()
    world.opgave.titel = 'Wonen & "werken"'
    world.opgave.save()
    browser = browse_as(world.carla)
    titles = set()
    for kamer in huis().kamers:
        if kamer.adres:
            text = browser.get(kamer.url_in(world.opgave.pk)).content.decode()
            titles.add(text.partition("<title>")[2].partition("</title>")[0])
    name = "Wonen &amp; &quot;werken&quot;"
    rooms = ("Overzicht", "Praktijk", "Overleg", "Samen")
    assert titles == {f"{name} | {room} | Samenspel" for room in rooms}


def test_who_shares_a_page_shows_our_sign(browse_as):
    text = browse_as(None).get("/").content.decode()
    image = text.partition('property="og:image" content="')[2].partition('"')[0]
    file = finders.find(image.removeprefix(f"{settings.SITE_URL}/static/"))
    assert Path(file).stat().st_size < 20_000


def test_a_fault_of_ours_says_so_without_details(browse_as, monkeypatch):
    def broken(**_):
        raise RuntimeError("geheim detail")

    browser = browse_as(None)
    browser.raise_request_exception = False
    monkeypatch.setattr("samenspel.startpagina.voorpagina.voorpagina", broken)
    page = browser.get("/")
    assert page.status_code == 500
    assert "Er ging iets mis bij ons" in page.content.decode()
    assert "geheim detail" not in page.content.decode()


def test_example_mode_says_that_everything_is_made_up(browse_as):
    assert settings.VOORBEELD
    assert "mensen en casussen zijn verzonnen" in browse_as(None).get("/").content.decode()
