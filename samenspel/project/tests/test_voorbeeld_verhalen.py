"""The example has verhalen worth reading, and takes them along when it goes."""

import tomllib
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from samenspel.opgaven.models import Belang, Opgave, Teamlid
from samenspel.organisaties.models import Organisatie
from samenspel.project.voorbeeld import verwijder
from samenspel.project.voorbeeld.verhalen import FILE, laad_verhalen
from samenspel.verhalen.models import Citaat, Verhaal, Verhaalpagina
from tests import factories


@pytest.fixture
def loader(db):
    """What the loader has made before: people, opgaven with a team, knelpunten."""
    data = tomllib.loads(FILE.read_text())
    vng = factories.organisatie("VNG", soort="koepel")
    carla = factories.lid(vng, naam="Carla")
    mensen = {name: factories.lid(vng, naam=name) for name in ("Anne", "Fatima")}
    for person in [carla, *mensen.values()]:
        person.voorbeeld = True
        person.save()
    codes = {row["gemeente"] for row in data["verhalen"]}
    made = {code: factories.organisatie(f"Gemeente {code}", code=code) for code in sorted(codes)}
    opgaven = {
        key: factories.opgave(
            vng, carla, partners=made.values(), team=[carla], titel=key, stand="vastgesteld",
            zichtbaarheid="openbaar", voorbeeld=True,
        )
        for key in ("bestaan", "kansen", "schulden")
    }  # fmt: skip
    Teamlid.objects.update(rol="regisseur")
    for opgave, almere in ((one, made["GM0034"]) for one in opgaven.values()):
        Belang.objects.create(opgave=opgave, organisatie=almere, maker=carla, titel="Ook hier")
    home = {"vroeghulp": "schulden", "thuiszitter": "kansen"}
    return SimpleNamespace(
        mensen=mensen,
        organisaties={row.code: row for row in Organisatie.objects.all()},
        opgaven=opgaven,
        knelpunten={k: factories.knelpunt(carla, opgaven[o], titel=k) for k, o in home.items()},
        regisseur=lambda opgave: carla,
    )


def test_two_pages_are_worth_reading(loader):
    assert laad_verhalen(loader).startswith("27 verhalen")
    assert Verhaalpagina.objects.count() == 2
    pages = {
        key: Client().get(reverse("verhalen:verhaalpagina", args=[loader.opgaven[key].pk]))
        for key in ("bestaan", "kansen")
    }
    bestaan = pages["bestaan"].context["page"]
    assert {one.code: one.aantal for one in bestaan.hoofdstukken} == {
        "schulden": 6, "wonen": 6, "inkomen": 5,
    }  # fmt: skip
    assert len(bestaan.gemeenten) == 2
    assert all(len(one.citaten) >= 5 for one in bestaan.hoofdstukken)
    assert [one.titel for one in bestaan.knelpunten] == ["vroeghulp"]
    assert [one.titel for one in pages["kansen"].context["page"].knelpunten] == ["thuiszitter"]
    assert "voorbeeld, verzonnen" in pages["bestaan"].content.decode()
    assert Verhaal.objects.filter(nagelezen_op=None).count() == 2


def test_it_goes_without_a_trace_and_leaves_what_a_resident_told(loader):
    laad_verhalen(loader)
    real = factories.verhaal(loader.organisaties["GM0034"])
    verwijder()
    assert list(Verhaal.objects.all()) == [real]
    assert not Citaat.objects.exists()
    assert not Verhaalpagina.objects.exists()
    assert not Opgave.objects.exists()
