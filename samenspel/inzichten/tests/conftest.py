"""The cast, with casussen that look alike and one that does not."""

import pytest

from samenspel.inzichten.actions import ververs_vectoren
from samenspel.praktijk.models import Casus
from tests import factories

ADRES = "Een man slaapt in zijn auto. Zonder briefadres krijgt hij geen uitkering van de gemeente."
ZELFDE = "Een vrouw slaapt bij vrienden. Zij heeft geen briefadres en krijgt dus geen uitkering."
ANDER = "Een jongen met autisme zit thuis. De school en de jeugdhulp wachten op elkaar."


@pytest.fixture
def world(db):
    made = factories.world()
    made.man = factories.casus(
        made.anne, opgave=made.opgave, titel="Man in zijn auto", tekst=ADRES, geholpen="ja"
    )
    made.knelpunt = factories.knelpunt(made.anne, made.opgave, casussen=[made.man])
    made.vrouw = factories.casus(
        made.bob, opgave=made.opgave, titel="Vrouw zonder adres", tekst=ZELFDE
    )
    made.jongen = factories.casus(made.bob, opgave=made.opgave, titel="Jongen thuis", tekst=ANDER)
    Casus.objects.update(zichtbaarheid="partners")
    ververs_vectoren()
    return made
