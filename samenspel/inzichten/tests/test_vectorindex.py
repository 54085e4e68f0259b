"""The index of the vectors, as PostgreSQL uses it when there are many casussen."""

import pytest
from django.db import connection
from pgvector import HalfVector

from samenspel.inzichten import taal
from samenspel.inzichten.actions import ververs_vectoren
from samenspel.inzichten.rows import gelijkend
from samenspel.inzichten.tests.conftest import ADRES, ANDER
from samenspel.praktijk.models import Casus
from tests import factories

HIDDEN = 250


@pytest.fixture
def many(world):
    """More casussen like the text than the index looks at in one go, none of them hers."""
    example = world.man
    Casus.objects.bulk_create(
        Casus(
            titel=f"Auto {number}", tekst=ADRES, opgave=world.opgave, zichtbaarheid="besloten",
            maker=world.bob, organisatie=world.zwolle, gemeente=world.zwolle,
            ingebracht_op=example.ingebracht_op,
        )
        for number in range(HIDDEN)
    )  # fmt: skip
    for number in range(gelijkend.NEAREST):
        factories.casus(
            world.bob, opgave=world.opgave, titel=f"School {number}", tekst=ANDER,
            zichtbaarheid="openbaar",
        )  # fmt: skip
    ververs_vectoren()
    return world


def nearest() -> list:
    """Search with the index, which PostgreSQL would not use for so few."""
    vector = HalfVector(taal.encode([taal.text_of("Man in zijn auto", ADRES)])[0])
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    return gelijkend._nearest(vector, None)


def test_it_goes_on_until_she_has_enough(many, as_user):
    with as_user(many.esma):
        assert len(nearest()) == gelijkend.NEAREST


def test_without_going_on_she_would_find_none(many, as_user, monkeypatch):
    """So the test above does use the index."""
    monkeypatch.setattr(gelijkend, "SCAN", "select set_config('hnsw.iterative_scan', 'off', true)")
    with as_user(many.esma):
        assert nearest() == []
