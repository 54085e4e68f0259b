"""Casussen about two things, told in other words each time, for the tests of vermoedens."""

from itertools import cycle, product

from samenspel.inzichten import actions, vermoedens
from samenspel.inzichten.models import Navraag, Vermoeden
from samenspel.inzichten.rows.vermoedens import newest
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus
from tests import factories

WIE = ["Een man", "Een vrouw", "Een vader", "Een jonge moeder", "Een student", "Een weduwe"]
SLAAPT = ["slaapt in een auto", "slaapt bij vrienden op de bank", "logeert elke week ergens anders"]
ADRES = [
    "Zonder briefadres komt er geen uitkering van de gemeente.",
    "De gemeente weigert een briefadres, dus de uitkering blijft weg.",
]
THUIS = ["zit met een zoon thuis", "heeft een dochter die niet naar school gaat"]
SCHOOL = [
    "De school en de jeugdhulp wachten op elkaar. De leerplichtambtenaar dreigt met een boete.",
    "De school wil eerst jeugdhulp, de jeugdhulp wil eerst een plek op school.",
    "Er is een wachtlijst voor speciaal onderwijs. School en jeugdhulp wijzen naar elkaar.",
]


def teksten(wat: list[str], waarom: list[str]) -> list[str]:
    """Tell the same in as many ways as these parts allow."""
    return [f"{wie} {een}. {zin}" for wie, een, zin in product(WIE, wat, waarom)]


def casussen(teksten: list[str], makers: list, opgaven: list, *, elk: str, **fields) -> list[Casus]:
    """Bring these in by turns: each text by the next maker, in the next opgave."""
    turns = zip(teksten, cycle(makers), cycle(opgaven), strict=False)
    return [
        factories.casus(maker, opgave=opgave, titel=f"{elk} {at}", tekst=tekst, **fields)
        for at, (tekst, maker, opgave) in enumerate(turns, 1)
    ]


def found_for(by: Gebruiker, opgave: Opgave | None = None) -> list[Vermoeden]:
    """Search as the work does that she asks for; returns what is new to her."""
    return actions.bewaar_groepen(vermoedens.find_groups(newest(opgave)), by=by)


def vraag(stad, aan, **fields) -> Navraag:
    """Carla asks whether a knelpunt plays in a casus of `aan`."""
    casus = next(one for one in stad.adres if one.maker == aan)
    knelpunt = factories.knelpunt(stad.carla, stad.opgave, **fields)
    return Navraag.objects.create(casus=casus, knelpunt=knelpunt, maker=stad.carla)
