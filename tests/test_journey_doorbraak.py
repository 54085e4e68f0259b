"""From a family that is stuck to a plan on paper, and from many casussen to one knelpunt.

In a real browser; axe on every page.
"""

import re

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import Person

TITEL = "Gezin met schulden, een aanslag en een zoon zonder school"
GEZIN = (
    "Een gezin met drie kinderen. Moeder heeft schulden bij de zorgverzekeraar en betaalt de huur "
    "niet meer. Vader zit in de bijstand en kreeg een aanslag voor de WOZ. Hun zoon past niet op "
    "zijn school: de jeugdhulp wil beginnen als hij weer naar school gaat, en de school als er "
    "hulp thuis is. De leerplichtambtenaar dreigt met een boete."
)
SOM = {
    "doormodderen": [
        ("Wijkteam, leerplicht en crisisdienst", "De gemeente", "14.000", "9000", "22000", 5),
        ("Ontruiming", "De woningcorporatie", "€ 9.000", "0", "14000", 2),
        ("Zorg die te laat komt", "De zorgverzekeraar", "2500", "", "", 5),
    ],
    "doorbreken": [
        ("Eén begeleider voor het hele gezin", "De gemeente", "24000", "20000", "30000", 1),
        ("Lichte hulp daarna", "De gemeente", "3000", "", "", 5),
    ],
}
OWN = "De gemeente neemt de zorgschuld over en lost die af met bijzondere bijstand"


def test_a_family_gets_a_plan_that_can_be_taken_along(site, browser, tmp_path):
    anne = Person(site, browser, "Anne")
    casus = she_describes_the_family_and_sees_who_had_the_same(anne)
    she_confirms_the_picture_and_says_what_is_stuck(anne)
    she_makes_a_plan_of_her_own_and_of_others(anne)
    she_works_out_what_it_costs(anne)
    she_takes_it_along(anne, tmp_path)
    she_brings_the_casus_in(anne, casus)


def she_describes_the_family_and_sees_who_had_the_same(anne: Person) -> str:
    anne.go("/praktijk/casus/nieuw/")
    anne.fill("Hoe noemt u deze casus?", TITEL)
    anne.page.get_by_label("Wat is er aan de hand?").press_sequentially(GEZIN, delay=1)
    had_it = anne.page.get_by_role("region", name="Wat er al is")
    expect(had_it).to_contain_text("Gezin met tien brieven van vier deurwaarders")
    expect(had_it).to_contain_text(re.compile(r"doorbreken kost €\s14\.000 in het eerste jaar"))
    expect(had_it).to_contain_text("Gevraagd aan SZW: toegepast")
    anne.fill("Waar wil het huishouden over een jaar staan?", "Rust, en hun zoon op school.")
    anne.fits_a_phone()
    anne.press("Verder: het totaalplaatje")
    anne.sees("Bewaard als concept")
    return anne.page.url.removesuffix("beeld/")


def she_confirms_the_picture_and_says_what_is_stuck(anne: Person) -> None:
    anne.sees("Klopt dit beeld?")
    anne.sees("ruimte: voor één huishouden (stand 10 mei 2017). Zeer dringende redenen (art. 16)")
    anne.fits_a_phone()
    anne.press("Verder: wat zit er vast?")
    anne.sees("Een kind zit thuis omdat school en jeugdhulp op elkaar wachten")
    wanted = anne.page.get_by_role("listitem").filter(has_text="Een kind zit thuis omdat")
    wanted.get_by_role("button", name="Sluit aan").click()
    anne.look()
    anne.sees("voor één huishouden (stand 10 mei 2017). Zeer dringende redenen (art. 16)")
    anne.fits_a_phone()


def she_makes_a_plan_of_her_own_and_of_others(anne: Person) -> None:
    anne.follow("Maak een plan")
    anne.sees("Begin met één ding dat morgen anders kan.")
    same = anne.page.get_by_role("region", name="Dit doen anderen")
    expect(same).to_contain_text("School en jeugdhulp beginnen samen op één plan")
    alike = anne.page.get_by_role("region", name="Uit casussen die hierop lijken")
    expect(alike).to_contain_text("Binnen drie werkdagen een gesprek thuis")
    alike.get_by_role("button", name="Neem over").first.click()
    anne.look()
    anne.sees("Zeg nu of dit huishouden hem wil")
    judge(anne, "Ja, duidelijk")
    anne.press("Bewaar")
    anne.sees("Overgenomen van een casus in")
    anne.follow("Nog een maatregel")
    anne.fill("Wat gaat er gebeuren?", OWN)
    anne.page.get_by_label("Op welke wet of regeling rust het?").select_option(
        label="Participatiewet"
    )
    anne.fill("Welk artikel?", "artikel 35")
    judge(anne, "Grotendeels")
    anne.fits_a_phone()
    anne.press("Zet in het plan")
    anne.sees("Participatiewet, artikel 35. Ruimte om af te wijken: voor één huishouden")
    anne.sees("Het mag, het wordt gedragen en het levert iets op")
    expect(anne.page.get_by_role("img", name="De waardendriehoek")).to_be_visible()


def judge(anne: Person, answer: str) -> None:
    for vraag in ("Mag het?", "Wil iedereen dit?", "Levert het iets op?"):
        anne.page.get_by_role("group", name=vraag).get_by_label(answer).check()


def she_works_out_what_it_costs(anne: Person) -> None:
    anne.follow("Reken het uit")
    fill_rows(anne, "doormodderen", range(2))
    fill_rows(anne, "doorbreken", range(2))
    anne.press("Nog een regel")
    fill_rows(anne, "doormodderen", range(2, 3))
    anne.fits_a_phone()
    anne.press("Bewaar de som")
    anne.sees(
        re.compile(r"Doorbreken kost in jaar 1 €\s1\.500 meer\. In jaar 2 is dat terugverdiend")
    )
    anne.sees("op zijn vroegst in jaar 1; op zijn laatst in jaar 4")
    anne.sees("de woningcorporatie en de zorgverzekeraar profiteren. Niemand betaalt meer dan nu.")
    for width, picture in ((1280, ".paden.breed"), (390, ".paden.smal")):
        anne.page.set_viewport_size({"width": width, "height": 900})
        shown = anne.page.get_by_role("img", name="Wat doormodderen en doorbreken samen kosten")
        expect(shown).to_have_count(1)
        expect(anne.page.locator(picture)).to_be_visible()
        expect(shown).to_contain_text("hier goedkoper")
    anne.fits_a_phone()
    anne.page.set_viewport_size({"width": 1280, "height": 900})


def fill_rows(anne: Person, pad: str, numbers: range) -> None:
    for number in numbers:
        wat, betaler, bedrag, laag, hoog, tot = SOM[pad][number]
        typed = {"wat": wat, "waarschijnlijk": bedrag, "laag": laag, "hoog": hoog}
        for name, value in typed.items():
            anne.page.locator(f"[name={pad}-{number}-{name}]").fill(value)
        anne.page.locator(f"[name={pad}-{number}-betaler]").select_option(label=betaler)
        anne.page.locator(f"[name={pad}-{number}-tot_jaar]").select_option(value=str(tot))


def she_takes_it_along(anne: Person, folder) -> None:
    with anne.page.expect_download() as coming:
        anne.page.get_by_role("link", name="Bewaar als PDF").click()
    coming.value.save_as(folder / "plan.pdf")
    document = PdfReader(folder / "plan.pdf")
    assert document.metadata.title == f"Doorbraakplan: {TITEL}"
    assert document.root_object["/MarkInfo"]["/Marked"].value is True
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    for part in (OWN, "Binnen drie werkdagen een gesprek thuis", "Niemand betaalt meer dan nu."):
        assert part in text


def she_brings_the_casus_in(anne: Person, casus: str) -> None:
    anne.go(casus.removeprefix(anne.site.url))
    anne.sees("2 maatregelen. Doorbreken kost in jaar 1")
    anne.page.get_by_label("Bij welke opgave brengt u de casus in?").select_option(
        label="Het herstellen van bestaanszekerheid"
    )
    anne.press("Breng in")
    anne.sees("ingebracht op")


SIMPEL = "Laat de begeleider meegaan tot de Wmo begint."
SHARED = re.compile(r"\d+ casussen in ([3-9]|\d\d) gemeenten en ([2-9]|\d\d) opgaven lijken over")


def test_what_many_casussen_share_becomes_a_knelpunt(site, browser):
    carla = Person(site, browser, "Carla")
    she_confirms_what_was_found_in_three_gemeenten_and_two_opgaven(carla)
    knelpunt = carla.page.url
    anne = Person(site, browser, "Anne")
    whoever_brought_a_casus_says_whether_it_plays_there_too(anne)
    carla.go(knelpunt.removeprefix(site.url))
    carla.sees(re.compile(r"1 van \d+ indieners die het gevraagd is, antwoordde: 1 keer ja"))


def she_confirms_what_was_found_in_three_gemeenten_and_two_opgaven(carla: Person) -> None:
    carla.go("/praktijk/")
    carla.follow("Bekijk wat er gevonden is")
    carla.press("Zoek in mijn casussen")
    found = carla.page.get_by_role("listitem").filter(has_text="jeugdhulp").filter(has_text=SHARED)
    found.get_by_role("link").first.click()
    carla.sees("Gaat dit over hetzelfde?")
    carla.fits_a_phone()
    expect(carla.page.get_by_role("region", name="Waar komt het voor?")).to_be_visible()
    expect(carla.page.get_by_role("region", name="Sinds wanneer")).to_be_visible()
    carla.press("Bevestig")
    carla.fill("Wat zou simpel helpen?", SIMPEL)
    carla.fill("Wat zit er vast?", "Achttien worden en alles kwijt")
    carla.fill("Hoe komt dat in de praktijk uit?", "De jeugdhulp stopt en de Wmo begint later.")
    carla.page.get_by_role("radio", name="De wet").check()
    carla.choose("Dit is een weeffout")
    carla.fits_a_phone()
    carla.press("Noem dit knelpunt")
    carla.sees(re.compile(r"Bevestigd. \d indieners krijgen de vraag"))
    carla.sees(SIMPEL)


def whoever_brought_a_casus_says_whether_it_plays_there_too(anne: Person) -> None:
    anne.go("/mijn-werk/")
    anne.follow("Meisje verliest haar begeleider op haar verjaardag")
    anne.sees("denkt dat ook dit knelpunt hier speelt: Achttien worden en alles kwijt")
    anne.press("Ja, dit speelt hier ook")
    anne.follow("Achttien worden en alles kwijt")


def test_it_begins_without_javascript_too(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site.url)
    page.get_by_role("button", name="Bob", exact=True).click()
    page.goto(f"{site.url}/praktijk/casus/nieuw/")
    page.get_by_label("Hoe noemt u deze casus?").fill(TITEL)
    page.get_by_label("Wat is er aan de hand?").fill(GEZIN)
    page.get_by_role("button", name="Verder: het totaalplaatje").click()
    page.get_by_role("button", name="Verder: wat zit er vast?").click()
    page.goto(page.url.removesuffix("vast/") + "plan/")
    page.get_by_role("link", name="Bekijk welke maatregelen daar in het plan staan").click()
    page.get_by_role("button", name="Neem over").first.click()
    for vraag in ("Wil iedereen dit?", "Levert het iets op?"):
        page.get_by_role("group", name=vraag).get_by_label("Grotendeels").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("main")).to_contain_text("Overgenomen van een casus in")
    expect(page.get_by_role("link", name="Bewaar als PDF")).to_be_visible()
