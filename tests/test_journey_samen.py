"""From a concept of one to an opgave that its partners established, in a real browser.

Nobody takes part without her own yes; what was agreed changes with the last yes and not before.
"""

from datetime import timedelta

from samenspel.basis import klok
from tests.browser import Person

TITEL = "Samen eten in de wijk"


def test_partners_say_yes_themselves_and_change_it_together(site, browser):
    carla, bob, fatima = (Person(site, browser, name) for name in ("Carla", "Bob", "Fatima"))
    carla_begins_and_invites(carla)
    for person, organisatie in ((bob, "Zwolle"), (fatima, "Cliëntenraad Samen Sterk")):
        accepts(person, organisatie)
    carla.follow(TITEL)
    carla.press("Vraag de partners om in te stemmen")
    carla.sees("Dit verandert alleen als alle partners instemmen.")
    bob_offers_himself_for_the_team(bob)
    carla_proposes_a_shorter_round(carla)
    fatima_says_no(fatima)
    carla.go("/opgaven/")
    carla.follow(TITEL)
    carla.sees("Een ronde duurt 10 werkdagen.")
    bob_leaves(bob)


def carla_begins_and_invites(carla):
    carla.go("/opgaven/nieuw/")
    carla.fill("Hoe heet de opgave?", TITEL)
    carla.fill("Wat moet er beter worden, en voor wie?", "Niemand eet alleen die dat niet wil.")
    carla.fill("Wanneer begint u?", (klok.today() + timedelta(days=1)).isoformat())
    carla.send()
    sterk = "Cliëntenraad Samen Sterk (voorbeeld) (inwonersorganisatie)"
    for organisatie in ("Zwolle (gemeente)", sterk):
        carla.unfold("Wijzig wie meedoet")
        carla.follow("Nodig een partner uit")
        field = carla.page.get_by_label("Welke organisatie nodigt u uit?")
        field.select_option(label=organisatie)
        carla.press("Opslaan")
        carla.sees("Tot zij ja zegt, telt zij nergens mee.")
    carla.fits_a_phone()


def accepts(person, organisatie):
    """From Mijn werk, on a phone, in two taps."""
    person.go("/mijn-werk/")
    person.follow(TITEL)
    person.sees(f"Doet {organisatie}")
    person.sees("Niemand eet alleen die dat niet wil.")
    person.sees("Een ronde duurt 10 werkdagen.")
    person.fits_a_phone()
    person.press("Ja, wij doen mee")
    person.sees("Niemand eet alleen die dat niet wil.")


def bob_offers_himself_for_the_team(bob):
    bob.go("/opgaven/")
    bob.follow(TITEL)
    bob.follow("Bekijk team, partners, mandaten en belangen")
    bob.unfold("Wijzig het team")
    bob.follow("Wijs iemand van uw organisatie aan")
    field = bob.page.get_by_label("Wie komt voor u in het team?")
    field.select_option(label="Bob, Zwolle")
    bob.press("Opslaan")
    bob.unfold("Wijzig het team")
    bob.sees("Uit het team gaan")


def carla_proposes_a_shorter_round(carla):
    carla.follow("Stel een wijziging voor")
    carla.fill("Hoeveel werkdagen duurt een ronde?", "5")
    carla.fill("Waarom verandert u dit?", "Het moet sneller.")
    carla.press("Leg voor aan de partners")
    carla.sees("Tot dan blijft alles zoals het is.")
    carla.sees("10 werkdagen")
    carla.sees("nog niets gezegd")
    carla.fits_a_phone()


def fatima_says_no(fatima):
    fatima.go("/mijn-werk/")
    fatima.follow("De opgave wijzigen")
    fatima.page.get_by_text("Nee, dat kan niet").click()
    fatima.press("Verstuur nee")
    fatima.sees("Zeg waarom niet. De anderen lezen uw reden.")
    fatima.fill("Waarom niet?", "Onze leden vergaderen om de week.")
    fatima.press("Verstuur nee")
    fatima.sees("niet afgesproken")
    fatima.fits_a_phone()


def bob_leaves(bob):
    bob.unfold("Wijzig wie meedoet")
    bob.follow("Niet meer meedoen")
    bob.sees("Weer meedoen kan alleen met een nieuwe uitnodiging.")
    bob.fits_a_phone()
    bob.press("Wij doen niet meer mee")
    bob.go("/opgaven/")
    assert TITEL not in bob.page.content()
