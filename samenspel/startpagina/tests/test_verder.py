"""The clock of the example goes forward; that of production does not."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.startpagina.verder import VERDER, ga_verder
from samenspel.taken.models import Taak
from samenspel.taken.work import do
from tests import factories

VERDER_URL = "startpagina:verder"


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def example(world):
    with connection.cursor() as cursor:
        cursor.execute("insert into basis_klok default values")
    return world


def go(client, **sent):
    return client.post(reverse(VERDER_URL), {"terug": "/opgaven/"} | sent, follow=True)


def test_a_week_on_every_page_and_every_new_row_is_of_that_day(example, browse_as):
    before = klok.today()
    page = go(browse_as(example.carla), dagen=7)
    assert page.redirect_chain == [("/opgaven/", 302)]
    later = before + timedelta(days=7)
    assert page.context["verder"] == later
    assert f"{later.day}" in page.content.decode()
    assert klok.today() == before  # outside a request and a job nothing moved
    with klok.of_the_example(), connection.cursor() as cursor:
        cursor.execute("reset role")
        assert klok.today() == later
        made = factories.casus(example.anne)
    assert (made.gemaakt_op.date() - before).days in (7, 8)


def test_what_happens_by_itself_happens_on_its_day(example, browse_as):
    about = factories.knelpunt(example.carla, example.opgave)
    asked = factories.agendering(about, example.college, uiterlijk=klok.today() + timedelta(days=2))
    go(browse_as(example.carla), dagen=7)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    do(Taak.objects.get(soort=VERDER).pk, attempt=1)
    asked.refresh_from_db()
    assert asked.stand != Agendering.Stand.OPEN


def test_to_the_end_of_a_round_is_the_day_after_its_last(example, browse_as):
    last = klok.today() + timedelta(days=12)
    page = go(browse_as(example.carla), naar=last.isoformat())
    assert page.context["verder"] == last + timedelta(days=1)


@pytest.mark.parametrize("dagen", ["0", "-7", "400"])
def test_nobody_goes_back_or_far_away(example, browse_as, dagen):
    page = go(browse_as(example.carla), dagen=dagen)
    assert page.context["verder"] is None
    assert "Ga tussen 1 en 120 dagen verder." in page.content.decode()


def test_where_no_example_is_the_database_moves_no_clock(world, browse_as):
    browse_as(world.carla)
    with pytest.raises(Error, match="kan niet vooruit"), transaction.atomic():
        klok.put_forward(7)


def test_production_has_no_such_step(world, settings):
    settings.VOORBEELD = False
    with pytest.raises(RuleError, match="geen voorbeeld"):
        ga_verder(7, by=world.carla)
    klok.require_own_clock()


def test_production_refuses_a_database_with_such_a_clock(example, settings):
    settings.VOORBEELD = False
    with pytest.raises(RuleError, match="voorbeeld verwijder"):
        klok.require_own_clock()


def test_the_web_role_cannot_set_the_clock_itself(example, browse_as):
    browse_as(example.carla)
    for write in ("update basis_klok set dagen = 300", "insert into basis_klok values (true, 9)"):
        with pytest.raises(Error, match="denied"), transaction.atomic():
            connection.cursor().execute(write)
