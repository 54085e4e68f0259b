"""The whole loop in a real browser, as the people of the example walk it; axe on every page."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import Person

GEZIN = (
    "Ik kom bij een gezin in Almere. Moeder Samira heeft schulden bij de zorgverzekeraar en een "
    "huurachterstand. Vader zit in de bijstand en kreeg een aanslag voor de WOZ. Hun zoontje past "
    "niet op school en heeft passend onderwijs nodig. De leerplichtambtenaar dreigt met een boete. "
    "Ik heb het BSN 123456782 en haar nummer 06-12345678."
)
KNELPUNT = "De school wacht op de zorg en de zorg wacht op de school"


def test_a_casus_goes_round_and_comes_back(site, browser):
    address = anne_describes_a_casus(site, browser)
    carla_places_it(site, browser)
    dirk_answers(site, browser)
    the_partners_decide(site, browser)
    anne_hears_what_came_of_it(site, browser, address)
    assert "heel" in site.samenspel("spoor", "verifieer")


def anne_describes_a_casus(site, browser) -> str:
    anne = Person(site, browser, "Anne")
    anne.follow("Beschrijf een casus")
    anne.fill("Hoe noemt u deze casus?", "Gezin met schulden en een zoon die thuiszit")
    anne.fill("Wat is er aan de hand?", GEZIN)
    anne.fill("Waar wil het huishouden over een jaar staan?", "Rust, en de zoon naar school.")
    anne.press("Verder: het totaalplaatje")
    anne.sees("BSN")
    expect(anne.page.get_by_label("Wat is er aan de hand?").first).to_have_value(
        re.compile("123456782")
    )
    anne.press("Vervang deze stukken")
    text = anne.page.get_by_label("Wat is er aan de hand?").first.input_value()
    assert "123456782" not in text
    assert "Samira" not in text
    anne.press("Verder: het totaalplaatje")
    for word in ("Participatiewet", "Wet gemeentelijke schuldhulpverlening", "OCW", "SZW"):
        anne.sees(word)
    anne.press("Verder: wat zit er vast?")
    anne.sees("Een kind zit thuis omdat school en jeugdhulp op elkaar wachten")
    anne.fill("Wat zit er vast?", KNELPUNT)
    anne.fill("Hoe komt dat in de praktijk uit?", "Niemand begint, dus het kind zit thuis.")
    anne.choose("De wet: die staat het niet toe")
    anne.page.get_by_label("Bij welke opgave hoort dit?").select_option(
        label="Het herstellen van bestaanszekerheid"
    )
    anne.press("Noem dit knelpunt")
    chosen = anne.page.get_by_label("Bij welke opgave brengt u de casus in?")
    expect(chosen.locator("option:checked")).to_have_text("Het herstellen van bestaanszekerheid")
    anne.press("Breng in")
    anne.sees("ingebracht op")
    return anne.page.url.removeprefix(site.url)


def carla_places_it(site, browser) -> None:
    carla = Person(site, browser, "Carla")
    carla.go("/mijn-werk/")
    carla.unfold("Knelpunten:")
    carla.follow(KNELPUNT)
    carla.follow("Plaats dit knelpunt")
    carla.sees("die kan alleen het Rijk wijzigen")
    organ = carla.page.get_by_label("Wie kan dit oplossen?")
    asked = organ.locator("option", has_text="Ambtelijk aanspreekpunt").filter(has_text="SZW")
    organ.select_option(value=asked.first.get_attribute("value"))
    carla.fill("Wat is uw vraag, in één zin?", "Mag een gemeente alvast beginnen?")
    carla.fill("Wat moet de ander weten om te antwoorden?", "Het kind zit al zeven maanden thuis.")
    carla.press("Stel de vraag")
    carla.sees("Deze vraag ligt bij het ambtelijk aanspreekpunt")


def dirk_answers(site, browser) -> None:
    late = date.today() + timedelta(days=31)
    said = site.samenspel("termijnen", "verwerk", "--op", late.isoformat())
    assert "ligt nu bij Minister" in said
    dirk = Person(site, browser, "Dirk")
    dirk.go("/mijn-werk/")
    dirk.follow("Mag een gemeente alvast beginnen?")
    dirk.sees("doorgezet op")
    dirk.follow("Geef antwoord")
    dirk.send()
    dirk.sees("Kies een van de mogelijkheden.")
    dirk.choose("Toegepast: wij doen dit")
    dirk.fill("Leg uw antwoord uit", "Ja. Begin, wij passen de regeling aan.")
    dirk.send()
    dirk.sees("past dit toe")


def the_partners_decide(site, browser) -> None:
    carla = Person(site, browser, "Carla")
    carla.go("/overleg/")
    carla.go("/praktijk/knelpunten/")
    carla.follow(KNELPUNT)
    carla.follow("Bereid een besluit voor")
    carla.fill("Waarover gaat het besluit?", "Alvast beginnen in Almere")
    carla.fill("Wat stelt u voor?", "Almere begint binnen zes weken, het Rijk past de regel aan.")
    carla.send()
    besluit = carla.page.url.removeprefix(site.url)
    carla.follow("Vraag een bijdrage")
    carla.page.get_by_label("Van wie vraagt u iets?").select_option(label="Almere")
    carla.fill("Wat vraagt u?", "Een begeleider voor een half jaar")
    carla.fill("Wat kost het de partner, in euro?", "300000")
    carla.send()
    carla.sees("de gemeenteraad van Almere moet besluiten")
    carla.sees("Een ronde duurt minstens 10 werkdagen")
    carla.press("Open de beeldvorming")
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.follow("Ga naar de oordeelsvorming")
    carla.send()
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.follow("Ga naar de besluitvorming")
    carla.send()
    bob_is_told_what_misses(site, browser, besluit)
    for name in ("Carla", "Wim", "Dirk", "Rosa", "Fatima"):
        says_yes(Person(site, browser, name), besluit)
    carla.go(besluit)
    carla.sees("Nog niet gereageerd")
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.fits_a_phone()
    carla.follow("Neem het besluit")
    carla.send()
    carla.sees("Genomen op")
    carla.sees("Niet gereageerd, en dus niet gebonden")
    the_raad_decides_and_almere_acts(site, browser, besluit, carla)


def says_yes(person: Person, besluit: str) -> None:
    person.go(besluit)
    person.follow("Reageer namens")
    person.choose("Ja")
    person.send()
    person.sees("consent")


def bob_is_told_what_misses(site, browser, besluit: str) -> None:
    bob = Person(site, browser, "Bob")
    bob.go("/mijn-werk/")
    bob.follow("Alvast beginnen in Almere")
    bob.follow("Reageer namens")
    bob.fits_a_phone()
    bob.choose("Nee, ik heb bezwaar")
    bob.fill("Waarom?", "Vertel ons wat het kost.")
    bob.send()
    bob.sees("Over welk deel van het voorstel gaat uw bezwaar?")
    bob.choose("Ja, maar ik maak mij ergens zorgen over")
    bob.fill("Waarom?", "Vertel ons wat het kost.")
    bob.send()
    bob.sees("Vertel ons wat het kost.")


def the_raad_decides_and_almere_acts(site, browser, besluit: str, carla: Person) -> None:
    wim = Person(site, browser, "Wim")
    wim.go("/mijn-werk/")
    wim.go(besluit)
    wim.follow("Meld wat het orgaan besloot")
    wim.choose("Ja, dit doen wij")
    wim.fill("Waar is dat besluit te lezen?", "raadsbesluit 2026-114")
    wim.send()
    carla.go(besluit)
    carla.follow("Maak een afspraak")
    owner = carla.page.get_by_label("Wie zorgt dat het gebeurt?")
    owner.select_option(label="Wim, Wethouder")
    carla.fill("Wat spreken wij af, in één zin?", "Een begeleider begint in januari")
    carla.fill("Wat gebeurt er precies, en voor wie?", "Voor kinderen die thuiszitten in Almere.")
    carla.fill("Wanneer is het klaar?", (date.today() + timedelta(days=150)).isoformat())
    carla.choose("Ondersteuning van mensen")
    carla.choose("lokaal")
    carla.send()
    wim.go("/mijn-werk/")
    wim.follow("Een begeleider begint in januari")
    wim.press("Begin met de inzet")
    wim.follow("Rond af")
    wim.fill("Wat is het resultaat?", "De zoon gaat twee ochtenden per week naar school.")
    wim.fill("Waaraan ziet een ander dat het is gedaan?", "Het verslag van de school.")
    wim.fill("Wat leerden wij, in één zin?", "Begin samen, reken later af")
    wim.fill("Wat kan een ander hiermee?", "Spreek een begindatum af voordat u over geld praat.")
    wim.send()
    wim.sees("Wat wij leerden")


def anne_hears_what_came_of_it(site, browser, address: str) -> None:
    anne = Person(site, browser, "Anne")
    anne.go("/mijn-werk/")
    anne.follow("Gezin met schulden en een zoon die thuiszit")
    anne.sees("Heeft het geholpen?")
    anne.choose("Voor een deel")
    anne.press("Laat het weten")
    anne.sees("Voor een deel")
    anne.go("/opgaven/")
    anne.follow("Het herstellen van bestaanszekerheid")
    anne.sees("indieners weten wat er met hun casus gebeurde")
    assert address in {address, anne.page.url}


def test_an_outsider_finds_nothing_of_it(site, browser):
    fatima = Person(site, browser, "Dirk")
    fatima.go("/zoeken/?q=briefadres")
    fatima.sees("Zonder briefadres geen uitkering")
    visitor = browser.new_context().new_page()
    visitor.goto(site.url + "/zoeken/?q=briefadres")
    expect(visitor.locator("main")).not_to_contain_text("Zonder briefadres geen uitkering")


@pytest.fixture(scope="module")
def carla(site, browser) -> Person:
    return Person(site, browser, "Carla")


@pytest.mark.parametrize("width", [390, 1920])
@pytest.mark.parametrize(
    "path",
    ["/", "/mijn-werk/", "/opgaven/", "/praktijk/", "/praktijk/knelpunten/", "/overleg/",
     "/organisaties/", "/zoeken/?q=schuld", "/begrippen/", "/hulp/", "/over/", "/profiel/"],
)  # fmt: skip
def test_every_page_fits_and_is_accessible(carla, width, path):
    carla.page.set_viewport_size({"width": width, "height": 900})
    carla.go(path)
    assert carla.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_story_begins_without_javascript(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site.url)
    page.get_by_role("button", name="Anne", exact=True).click()
    page.get_by_role("link", name="Beschrijf een casus").first.click()
    page.get_by_label("Wat is er aan de hand?").first.fill("Bel mij op 06-12345678.")
    page.get_by_role("button", name="Verder: het totaalplaatje").click()
    expect(page.locator("main")).to_contain_text("telefoonnummer")
