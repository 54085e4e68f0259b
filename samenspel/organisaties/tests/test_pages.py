"""The pages of organisaties and regelingen, as anybody sees them."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.organisaties.registers import laad_registers


@pytest.fixture
def visitor(db, browse_as):
    """Somebody who is not signed in, after the registers were loaded."""
    laad_registers(op=date(2026, 11, 22))
    return browse_as(None)


def page_of(visitor, naam: str) -> str:
    organisatie = Organisatie.objects.get(naam=naam)
    answer = visitor.get(reverse("organisaties:detail", args=[organisatie.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def names(visitor, **asked) -> list[str]:
    answer = visitor.get(reverse("organisaties:lijst"), asked)
    assert answer.status_code == 200
    return [organisatie.naam for organisatie in answer.context["pagina"]]


def test_the_list_is_alphabetical_and_cut_in_pages_of_fifty(visitor):
    first = names(visitor, soort="gemeente")
    assert len(first) == 50
    assert first[:3] == ["Aa en Hunze", "Aalburg", "Aalsmeer"]
    assert names(visitor, soort="gemeente", pagina=2)[0] > first[-1]
    assert names(visitor, soort="gemeente", pagina=9)[-1] == "Zwolle"


def test_den_haag_stands_under_the_s(visitor):
    around = names(visitor, soort="gemeente", pagina=6)
    place = around.index("'s-Gravenhage")
    assert around[place - 1].startswith("R")
    assert around[place + 1] == "'s-Hertogenbosch"
    assert around[place + 2].startswith("S")


def test_searching_forgives_capitals_accents_and_a_typing_error(visitor):
    for typed, found in {
        "almere": "Almere",
        "sudwest-fryslan": "Súdwest-Fryslân",
        "Zwole": "Zwolle",
        "uwv": "Uitvoeringsinstituut Werknemersverzekeringen",
        "Justitie": "Ministerie van Justitie en Veiligheid",
    }.items():
        assert found in names(visitor, zoek=typed), typed


def test_the_kind_narrows_what_is_found(visitor):
    assert names(visitor, zoek="flevoland", soort="provincie") == ["Provincie Flevoland"]


def test_what_is_not_found_is_said(visitor):
    answer = visitor.get(reverse("organisaties:lijst"), {"zoek": "bestaat niet xyz"})
    assert "Er is niets gevonden" in answer.content.decode()


def test_strange_questions_get_the_first_page_or_nothing(visitor):
    everything = names(visitor)
    assert names(visitor, zoek="x" * 1_000_000) == everything
    assert names(visitor, zoek="\x00") == everything
    assert names(visitor, zoek="%_\\'\"") == []
    assert names(visitor, soort="onzin") == everything
    assert names(visitor, pagina="achtduizend") == everything


def test_a_gemeente_tells_where_it_lies_and_how_old_that_is(visitor):
    text = page_of(visitor, "Almere")
    for part in (
        "GM0034",
        "https://identifier.overheid.nl/tooi/id/gemeente/gm0034",
        "inwoners",
        "op 1 januari 2025 (CBS)",
        "Provincie Flevoland",
        "Jeugdregio Flevoland",
        "indeling 2016",
        "College van burgemeester en wethouders",
        "Regionaal bestuurlijk overleg",
    ):
        assert part in text


def test_a_regio_shows_its_gemeenten_in_a_table_and_on_the_map(visitor):
    text = page_of(visitor, "Provincie Flevoland")
    assert "6 gemeenten" in text
    on_the_map = re.findall(r"<title>(\w+)</title>\s*<path", text)
    assert sorted(on_the_map) == [
        "Almere",
        "Dronten",
        "Lelystad",
        "Noordoostpolder",
        "Urk",
        "Zeewolde",
    ]
    almere = Organisatie.objects.get(naam="Almere")
    assert text.count(reverse("organisaties:detail", args=[almere.pk])) == 2


def test_a_redivision_is_told_on_both_sides(visitor):
    assert "bestaat niet meer sinds 24 maart 2022" in page_of(visitor, "Weesp")
    assert "Weesp" in page_of(visitor, "Amsterdam")
    assert "voor een deel over" in page_of(visitor, "Haaren")


def test_a_ministerie_shows_its_laws_and_an_uitvoerder_what_it_carries_out(visitor):
    ministerie = page_of(visitor, "Ministerie van Sociale Zaken en Werkgelegenheid")
    assert "Verantwoordelijk voor" in ministerie
    assert "Participatiewet" in ministerie
    uwv = page_of(visitor, "Uitvoeringsinstituut Werknemersverzekeringen")
    assert "Voert uit" in uwv
    assert "Werkloosheidswet" in uwv
    assert "Participatiewet" not in uwv


def test_a_law_says_who_which_room_and_how_old_that_knowledge_is(visitor):
    regeling = Regeling.objects.get(afkorting="Pw")
    text = visitor.get(reverse("organisaties:regeling", args=[regeling.pk])).content.decode()
    for part in (
        "https://wetten.overheid.nl/BWBR0015703",
        "Ministerie van Sociale Zaken en Werkgelegenheid",
        "Voor één huishouden",
        "10 mei 2017",
        "Inkomen, Werk en dagbesteding",
    ):
        assert part in text


def test_a_law_that_was_not_examined_says_so(visitor):
    regeling = Regeling.objects.get(afkorting="WVO 2020")
    text = visitor.get(reverse("organisaties:regeling", args=[regeling.pk])).content.decode()
    assert "Niet onderzocht." in text
    assert "wetten.overheid.nl" not in text
    assert "2017" not in text


@pytest.mark.parametrize("page", ["detail", "regeling"])
def test_what_does_not_exist_is_not_found(browse_as, page):
    assert browse_as(None).get(reverse(f"organisaties:{page}", args=[uuid4()])).status_code == 404


def test_a_page_asks_the_database_few_things(visitor, few_questions):
    for soort in Organisatie.Soort.values[:5]:
        organisatie = Organisatie.objects.filter(soort=soort).first()
        address = reverse("organisaties:detail", args=[organisatie.pk])
        with few_questions():
            assert visitor.get(address).status_code == 200
