"""The example programme has five ways to go about one knelpunt, and two open questions."""

import tomllib
from datetime import timedelta

import pytest
from django.utils import timezone

from samenspel.inzichten.pages.vergelijking import vergelijk
from samenspel.leren.models import Overname, Variant
from samenspel.leren.rows import varianten
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.organisaties.models import Organisatie
from samenspel.overzicht.werk import mijn_werk
from samenspel.praktijk.models import Les
from samenspel.project.voorbeeld.laden import PROGRAMMA
from samenspel.project.voorbeeld.leren import vul_leren
from samenspel.project.voorbeeld.loader import Loader
from samenspel.project.voorbeeld.verwijderen import verwijder
from tests import factories


@pytest.fixture
def loader(db):
    """A loader that made people, one opgave, one knelpunt and a les of it."""
    loader = Loader(tomllib.loads(PROGRAMMA.read_text()), lambda line: None)
    for code in ("GM0034", "GM0150", "GM0193", "GM0599", "GM0080", "VNG", "VB-BRUG"):
        Organisatie.objects.create(naam=f"Organisatie {code}", code=code, soort="gemeente")
    for row in loader.programma["mensen"]:
        if row["bij"] in loader.organisaties:
            loader.mensen[row["naam"]] = loader.person(row)
    carla = loader.mensen["Carla"]
    at = carla.lidmaatschappen.get().organisatie
    opgave = factories.opgave(at, carla, voorbeeld=True, zichtbaarheid="openbaar")
    Teamlid.objects.create(opgave=opgave, gebruiker=carla, organisatie=at, rol="regisseur")
    knelpunt = factories.knelpunt(carla, opgave)
    loader.knelpunten["vroeghulp"] = knelpunt
    Les.objects.create(
        organisatie=at, maker=carla, opgave=opgave, knelpunt=knelpunt, titel="Bel", tekst="Bel."
    )
    vul_leren(loader)
    return loader


def test_the_comparison_of_the_example_says_something(loader):
    found = vergelijk(list(varianten()))
    assert [len(maat.balken) for maat in found.maten] == [5, 3]
    assert "zelfde wiel" in {one.oordeel for one in found.oordelen}
    assert "zinvolle variatie" in {one.oordeel for one in found.oordelen}
    bronnen = {one.bron for variant in varianten() for one in variant.uitkomsten.all()}
    assert bronnen == {"Voorbeeldcijfers, verzonnen"}


def test_two_people_of_the_example_are_asked_something(loader):
    today = timezone.localdate()
    tags = {
        name: [row.tag for row in mijn_werk(loader.mensen[name], today).wacht_op_u]
        for name in ("Sanne", "Nadia", "Esma")
    }
    assert "hielp het?" in tags["Sanne"]
    assert "besluit hoe verder" in tags["Nadia"]
    assert "hielp het?" not in tags["Esma"]
    (later,) = Overname.objects.filter(les__isnull=False)
    assert later.vraag_op > today + timedelta(days=150)


def test_all_of_it_can_be_taken_away(loader):
    verwijder()
    assert not Variant.objects.exists()
    assert not Overname.objects.exists()
    assert not Opgave.objects.exists()
