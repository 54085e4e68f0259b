"""What happens by itself: a round with too few is extended once, and what is late climbs."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.db.models import Q

from samenspel.basis import klok
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.gezag import bekrachtig
from samenspel.overleg.besluiten.vanzelf import verleng_rondes
from samenspel.overleg.open import te_reageren
from samenspel.overleg.tests.tafel import (
    TODAY,
    agreed,
    all_say,
    knelpunt,
    later,
    proposed,
    says,
    take,
)


def by_night():
    """Do it as the worker does."""
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_werker")
        extended = verleng_rondes()
        cursor.execute("reset role")
    return extended


def test_below_quorum_the_night_extends_a_round_once(world):
    few = proposed(world, knelpunt(world), rounds=3, over=True)
    says(few, world.zwolle, world.bob)
    all_say(world, proposed(world, knelpunt(world), rounds=3, over=True))
    proposed(world, knelpunt(world), rounds=3)
    proposed(world, knelpunt(world), rounds=2, over=True)
    silent = te_reageren(TODAY, Q(organisatie=world.szw)).filter(pk=few.pk)
    assert not silent
    assert by_night() == [few.pk]
    assert by_night() == []
    assert list(silent.all()) == [few]  # a mail reminds it
    few.refresh_from_db()
    assert (few.verlengd_op, few.sluit_op > TODAY) == (TODAY, True)
    with klok.on(few.sluit_op + timedelta(days=1)):
        assert take(world, few).gezamenlijk


def test_the_worker_does_nothing_else_with_a_besluit(world):
    proposed(world, knelpunt(world), rounds=3, over=True)
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_werker")
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            cursor.execute("update overleg_besluit set verlengd_op = vandaag()")


def test_a_late_afspraak_waits_also_on_who_speaks_for_its_organisatie(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    made = agreed(world, take(world, besluit))
    made.eigenaar = world.anne
    made.save()
    wim = browse_as(world.wethouder)
    late = "Afspraak van Anne, Gemeente Almere, namens uw organisatie"
    said = wim.get(made.get_absolute_url()).content.decode()
    assert "niet af, dan vragen wij het ook aan Gemeente Almere." in said
    assert late not in wim.get("/mijn-werk/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    type(made).objects.update(uiterlijk=later(-20))
    text = browse_as(world.wethouder).get("/mijn-werk/").content.decode()
    assert late in text
    assert "20 dagen te laat" in text
    said = browse_as(world.bob).get(made.get_absolute_url()).content.decode()
    assert "Dit is te laat. Daarom vragen wij het sinds" in said


def test_the_page_names_the_orgaan_that_bound_itself(world, browse_as):
    asked = [Gevraagd(world.almere, "Vroeghulp", 100)]
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, gevraagd=asked)
    all_say(world, besluit)
    take(world, besluit)
    bijdrage = besluit.bijdragen.get()
    bekrachtig(bijdrage, op=TODAY, bewijs="raadsbesluit 12", by=world.wethouder)
    made = agreed(world, besluit)
    said = browse_as(world.anne).get(made.get_absolute_url()).content.decode()
    assert "dan vragen wij het ook aan de gemeenteraad van Almere." in said
