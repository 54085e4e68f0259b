"""A partner or a teamlid leaves, once nothing of it runs any more."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.models import Teamlid
from samenspel.overleg.partners.actions import laat_partner_gaan, laat_teamlid_gaan
from samenspel.overleg.tests.tafel import asked, full_table, knelpunt
from samenspel.spoor import rows
from tests import factories
from tests.antwoord import told


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


def partner_of(world, organisatie):
    return world.opgave.partners.get(organisatie=organisatie)


def test_a_partner_leaves_when_nothing_of_it_runs(world, browse_as):
    address = url("partner_weg", partner_of(world, world.zwolle))
    carla = browse_as(world.carla)
    assert address in carla.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    assert "Laat niet meer meedoen" in carla.get(address).content.decode()
    assert "doet niet meer mee" in told(carla.post(address))
    assert not world.opgave.partners.filter(organisatie=world.zwolle).exists()
    assert rows.spoor_of(world.opgave).last().wat == "partner verwijderd"


def test_what_still_runs_is_named_and_keeps_a_partner(world, browse_as):
    factories.mandaat(world.opgave, world.college, world.carla)
    *_, afspraken = full_table(world)
    address = url("partner_weg", partner_of(world, world.almere))
    carla = browse_as(world.carla)
    text = carla.get(address).content.decode()
    assert "Mandaat “Vroege hulp bij schulden”" in text
    assert afspraken[0].titel in text
    assert "Laat niet meer meedoen" not in text
    refused = carla.post(address).content.decode()
    assert "Gemeente Almere kan nog niet weg. Dit loopt nog: " in refused
    assert world.opgave.partners.filter(organisatie=world.almere).exists()


def test_a_question_and_a_teamlid_keep_a_partner_too(world):
    asked(world, knelpunt(world))
    with pytest.raises(RuleError, match="Mag een briefadres"):
        laat_partner_gaan(partner_of(world, world.szw), by=world.carla)
    factories.teamlid(world.opgave, world.bob)
    with pytest.raises(RuleError, match="Bob zit in het team"):
        laat_partner_gaan(partner_of(world, world.zwolle), by=world.carla)


def test_who_holds_the_pen_stays(world, browse_as):
    address = url("partner_weg", partner_of(world, world.vng))
    assert "voert de pen" in told(browse_as(world.carla).get(address))


def test_a_partner_may_leave_by_itself_but_lets_no_other_go(world, as_user):
    with as_user(world.bob):
        with pytest.raises(NotAllowedError):
            laat_partner_gaan(partner_of(world, world.szw), by=world.bob)
        laat_partner_gaan(partner_of(world, world.zwolle), by=world.bob)
    assert not world.opgave.partners.filter(organisatie=world.zwolle).exists()


def test_a_teamlid_leaves_but_not_the_last_and_not_with_a_mandaat(world, browse_as):
    with pytest.raises(RuleError, match="Carla is de laatste"):
        laat_teamlid_gaan(world.opgave.teamleden.get(), by=world.carla)
    lid = factories.teamlid(world.opgave, world.bob)
    given = factories.mandaat(world.opgave, world.college, world.bob)
    carla = browse_as(world.carla)
    refused = carla.post(url("teamlid_weg", lid)).content.decode()
    assert "Bob heeft nog mandaat: “Vroege hulp bij schulden” van College" in refused
    wim = browse_as(world.wethouder)
    wim.post(url("mandaat_intrekken", given), {"reden": "Klaar."})
    assert "Gaat Bob uit het team?" in carla.get(url("teamlid_weg", lid)).content.decode()
    assert "Bob zit niet meer in het team." in told(carla.post(url("teamlid_weg", lid)))
    assert not Teamlid.objects.filter(gebruiker=world.bob).exists()
    assert rows.spoor_of(world.opgave).last().wat == "teamlid verwijderd"


def test_somebody_leaves_the_team_herself_and_nobody_else(world, as_user, browse_as):
    bob, dirk = (factories.teamlid(world.opgave, one) for one in (world.bob, world.dirk))
    said = browse_as(world.anne).get(url("teamlid_weg", bob))
    assert "kan dit wijzigen" in told(said)
    with as_user(world.anne), pytest.raises(NotAllowedError):
        laat_teamlid_gaan(dirk, by=world.anne)
    with as_user(world.bob):
        laat_teamlid_gaan(bob, by=world.bob)
    assert not Teamlid.objects.filter(pk=bob.pk).exists()
