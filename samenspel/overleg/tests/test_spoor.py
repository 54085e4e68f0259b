"""Partners read on the page of a besluit and of an afspraak who did what when."""

import re

import pytest
from django.urls import reverse

from samenspel.overleg.afspraken.actions import begin_inzet
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.tests.tafel import full_table, knelpunt, proposed, says


def spoor_on(browser, step, thing):
    """What the fold on the page of `thing` tells, from top to bottom."""
    text = browser.get(reverse(f"overleg:{step}", args=[thing.pk])).content.decode()
    _, _, fold = text.partition('<details class="kaart" id="spoor">')
    return re.findall(r"<li class=\"rij\"><div>(.*?)<small>", fold.partition("</details>")[0])


@pytest.fixture
def open_one(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    says(besluit, world.zwolle, world.bob, "zorg", toelichting="Tempo.")
    return besluit


def test_partners_read_who_did_what_latest_first(world, open_one, browse_as):
    assert spoor_on(browse_as(world.wethouder), "besluit", open_one) == [
        "Bob reageerde namens Gemeente Zwolle: zorg",
        "Carla opende de besluitvorming",
        "Carla opende de oordeelsvorming",
        "Carla opende de beeldvorming",
        "Carla schreef het voorstel",
    ]


def test_a_visitor_reads_no_names_of_people(world, open_one, browse_as):
    Besluit.objects.filter(pk=open_one.pk).update(zichtbaarheid="openbaar")
    first, *_ = spoor_on(browse_as(None), "besluit", open_one)
    assert first == "Iemand reageerde namens Gemeente Zwolle: zorg"


def test_an_afspraak_tells_too_and_every_step_is_a_sentence(world, browse_as):
    *_, taken, afspraken = full_table(world)
    begin_inzet(afspraken[0], by=world.wethouder)
    wim = browse_as(world.wethouder)
    assert spoor_on(wim, "afspraak", afspraken[0]) == [
        "Wim begon met de inzet",
        "Carla legde de afspraak vast",
    ]
    told = spoor_on(wim, "besluit", taken)
    assert told[0] == "Carla legde vast dat het besluit is genomen"
    assert "Carla vroeg een bijdrage van Gemeente Zwolle" in told


def test_who_may_not_read_a_besluit_reads_nothing_of_it(world, open_one, browse_as):
    address = reverse("overleg:besluit", args=[open_one.pk])
    assert browse_as(world.esma).get(address).status_code == 404
