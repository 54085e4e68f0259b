"""The cast around an openbare opgave, with Fatima, who knows it from experience."""

import pytest

from samenspel.opgaven.models import Belang, Opgave, Partner
from tests import factories


@pytest.fixture
def world(db):
    made = factories.world()
    Opgave.objects.filter(pk=made.opgave.pk).update(zichtbaarheid="openbaar")
    made.opgave.refresh_from_db()
    made.raad_van_inwoners = factories.organisatie("Samen Sterk", soort="inwoners")
    Partner.objects.create(opgave=made.opgave, organisatie=made.raad_van_inwoners)
    for gemeente, who in ((made.almere, made.wethouder), (made.zwolle, made.bob)):
        Belang.objects.create(
            opgave=made.opgave, organisatie=gemeente, maker=who, titel="Ook hier lukt het"
        )
    made.fatima = factories.lid(made.raad_van_inwoners, naam="Fatima")
    return made
