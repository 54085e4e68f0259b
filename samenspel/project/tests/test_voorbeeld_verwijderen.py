"""The example goes as it came, and nothing of others goes with it."""

from types import SimpleNamespace

import pytest
from django.apps import apps

from samenspel.basis import klok
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.registers import laad_registers
from samenspel.praktijk.models import Knelpunt, Maatregel
from samenspel.project import voorbeeld
from samenspel.spoor.models import Gebeurtenis
from tests import factories

STAYS = {Gebruiker, Gebeurtenis}
"""The spoor keeps who did what; so it keeps the names too."""
OURS = [
    kind
    for kind in apps.get_models(include_auto_created=True)
    if kind.__module__.startswith("samenspel.") and kind not in STAYS
]


def keys():
    return {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in OURS}


@pytest.fixture
def before(db):
    """A house of others, with the registers and some work."""
    laad_registers(op=klok.today())
    somebody = factories.lid(factories.organisatie("Elders"))
    opgave = factories.opgave(somebody.lidmaatschappen.get().organisatie, somebody)
    casus = factories.casus(somebody, opgave=opgave)
    knelpunt = factories.knelpunt(somebody, opgave, casussen=[casus])
    made = SimpleNamespace(knelpunt=knelpunt, maatregel=factories.maatregel(casus), keys=keys())
    voorbeeld.laad()
    return made


def test_it_goes_as_it_came(before):
    filled = [kind for kind, found in keys().items() if found > before.keys[kind]]
    assert len(filled) > 20
    opgaven = Opgave.objects.filter(voorbeeld=True).count()
    assert voorbeeld.verwijder() == opgaven > 0
    assert keys() == before.keys
    assert not Gebruiker.objects.filter(voorbeeld=True, is_active=True).exists()


def test_what_others_took_from_it_stays_theirs(before):
    Maatregel.objects.filter(pk=before.maatregel.pk).update(
        overgenomen_van=Maatregel.objects.filter(plan__casus__opgave__voorbeeld=True)[0]
    )
    Knelpunt.objects.filter(pk=before.knelpunt.pk).update(
        opgegaan_in=Knelpunt.objects.filter(opgave__voorbeeld=True)[0]
    )
    voorbeeld.verwijder()
    assert keys() == before.keys
    assert Maatregel.objects.get(pk=before.maatregel.pk).overgenomen_van is None
    assert Knelpunt.objects.get(pk=before.knelpunt.pk).opgegaan_in is None
