"""A besluit that replaces a part of an earlier one, from the form to the register, in a browser."""

from datetime import timedelta

from samenspel.basis import klok
from tests.browser import Person

KNELPUNT = "Vroege hulp bij schulden: wie betaalt, profiteert niet"
EARLIER = "Vroege hulp bij schulden: wie betaalt?"
LATER = "Ook Almere belt binnen een week"
PUBLIC = "Vanaf nu belt ook Almere wie een keer niet betaalde."


def test_a_besluit_replaces_a_part_of_another_and_the_register_shows_both(site, browser):
    carla = Person(site, browser, "Carla")
    carla_finds_what_must_be_looked_at_again(carla)
    besluit = she_proposes_something_else(carla, site)
    carla.press("Open de beeldvorming")
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.follow("Ga naar de oordeelsvorming")
    carla.send()
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.follow("Ga naar de besluitvorming")
    carla.send()
    for name in ("Carla", "Wim", "Dirk", "Bob", "Esma"):
        says_yes(Person(site, browser, name), besluit)
    carla.go(besluit)
    carla.press("Ga naar het einde van deze ronde")
    carla.go(besluit)
    carla.follow("Neem het besluit")
    carla.send()
    carla.sees("Genomen op")
    carla.sees("Wie het er niet mee eens was")
    carla.fits_a_phone()
    the_register_shows_both(carla)
    a_resident_reads_it_without_an_account(site, browser)


def carla_finds_what_must_be_looked_at_again(carla: Person) -> None:
    carla.go("/mijn-werk/")
    carla.sees("klopt het nog?")
    carla.follow(EARLIER)
    carla.sees("Klopt dit besluit nog?")
    carla.sees("Vervangt deel 2 van “Bellen bij een achterstand”.")
    carla.fits_a_phone()


def she_proposes_something_else(carla: Person, site) -> str:
    carla.follow("Stel iets anders voor")
    carla.fill("Waarover gaat het besluit?", LATER)
    carla.fill("Wat stelt u voor?", "Almere belt ook, en wij tellen samen.")
    chosen = carla.page.get_by_label("Verandert dit iets aan een eerder besluit?")
    assert chosen.locator("option:checked").inner_text() == EARLIER
    carla.fill("Met welk deel ervan?", "de drie gemeenten")
    carla.fill("Geldt tot", (klok.today() + timedelta(days=700)).isoformat())
    carla.fill("Wat mag iedereen lezen?", PUBLIC)
    carla.fits_a_phone()
    carla.send()
    carla.sees("Vervangt de drie gemeenten van")
    return carla.page.url.removeprefix(site.url)


def says_yes(person: Person, besluit: str) -> None:
    person.go(besluit)
    person.follow("Reageer namens")
    person.choose("Ja")
    person.send()
    person.sees("consent")


def the_register_shows_both(carla: Person) -> None:
    carla.go("/overleg/")
    carla.follow("Wat geldt nu? Bekijk het register van besluiten")
    carla.sees(f"Vervangt de drie gemeenten van “{EARLIER}”.")
    carla.sees(f"Voor een deel vervangen door “{LATER}” (de drie gemeenten).")
    carla.fits_a_phone()
    carla.page.get_by_label("Laat zien").select_option(label="Geldt niet meer")
    carla.press("Zoek")
    carla.sees("Er is niets gevonden.")


def a_resident_reads_it_without_an_account(site, browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site.url}/overleg/register/openbaar/")
    text = page.locator("main").inner_text()
    assert PUBLIC in text
    assert "Stemden in:" in text
    assert "wij tellen samen" not in text
