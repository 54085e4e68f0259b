"""Take back: a proposal, a mandaat, and that an organisatie takes part."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.overleg.besluiten.actions import Gevraagd, neem_besluit, trek_voorstel_in
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.partners.actions import laat_partner_gaan
from samenspel.overleg.tests.tafel import asked, full_table, knelpunt, later, proposed, told
from samenspel.overzicht.lus import lus_of
from samenspel.spoor import queries as spoor
from tests import factories


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


def test_a_proposal_is_withdrawn_with_a_reason_and_begun_again(world, browse_as):
    about = knelpunt(world)
    question = asked(world, about)
    besluit = proposed(world, about, rounds=1)
    Besluit.objects.update(agendering=question)
    carla = browse_as(world.carla)
    assert url("besluit_intrekken", besluit) in carla.get(url("besluit", besluit)).content.decode()
    for wrong in ("", "a" * 1_000_000, "Bel 06-12345678."):
        page = carla.post(url("besluit_intrekken", besluit), {"reden": wrong})
        assert page.status_code == 422
    assert "Het knelpunt blijft staan" in told(
        carla.post(url("besluit_intrekken", besluit), {"reden": "De wet is al anders."})
    )
    page = carla.get(url("besluit", besluit))
    assert "De reden: De wet is al anders." in page.content.decode()
    again = page.context["page"].knoppen[0]
    form = carla.get(again.url).context["form"]
    assert form["voorstel"].value() == besluit.voorstel
    assert "Bereid een besluit voor" in carla.get(url("agendering", question)).content.decode()
    assert spoor.trail(besluit).last().wat == "ingetrokken"
    assert (
        "Het voorstel is ingetrokken"
        in carla.get(reverse("praktijk:casus", args=[about.casussen.first().pk])).content.decode()
    )


def test_the_loop_forgets_a_withdrawn_proposal(world):
    about = knelpunt(world)
    asked(world, about)
    besluit = proposed(world, about)
    assert [step.staat for step in lus_of(about).stappen][3] == "nu"
    trek_voorstel_in(besluit, reden="Te vroeg.", by=world.carla)
    assert [step.staat for step in lus_of(about).stappen][2:4] == ["nu", "straks"]


@pytest.mark.parametrize("who", ["bob", "anne"])
def test_only_the_team_withdraws_a_proposal(world, who, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=1)
    browser = browse_as(getattr(world, who))
    said = browser.post(url("besluit_intrekken", besluit), {"reden": "Nee."})
    assert "Alleen het programmateam" in told(said)
    assert Besluit.objects.get().fase == "beeldvorming"


def test_what_is_taken_stays_taken(world):
    *_, taken, _ = full_table(world)
    with pytest.raises(RuleError, match="is afgerond"):
        trek_voorstel_in(taken, reden="Spijt.", by=world.carla)


def test_a_giver_sees_what_withdrawing_a_mandaat_does(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    taken, running = (
        proposed(world, knelpunt(world), rounds=3, gevraagd=[part], days=0) for _ in range(2)
    )
    Besluit.objects.filter(pk=running.pk).update(titel="Loopt nog")
    on = {taken.bijdragen.get().pk: given.pk}
    neem_besluit(taken, herzien_op=later(365), op_mandaat=on, by=world.carla)
    wim = browse_as(world.wethouder)
    address = reverse("opgaven:mandaat_intrekken", args=[given.pk])
    assert address in wim.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    text = wim.get(address).content.decode()
    assert "Gemeenteraad, Gemeente Almere moet daarna zelf besluiten." in text
    assert "Blijft gelden." in text
    wim.post(address, {"reden": "De raad wil het zelf."})
    text = wim.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    assert "De raad wil het zelf." in text
    assert taken.bijdragen.get().mandaat == given
    assert "Gemeenteraad moet" in wim.get(url("besluit", running)).content.decode()


def test_another_mandaat_with_room_takes_over(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=90_000)
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    proposed(world, knelpunt(world), rounds=3, gevraagd=[part], days=0)
    address = reverse("opgaven:mandaat_intrekken", args=[given.pk])
    text = browse_as(world.wethouder).get(address).content.decode()
    assert "Geen voorstel dat u mag zien, steunt alleen op dit mandaat." in text


def partner_of(world, organisatie):
    return world.opgave.partners.get(organisatie=organisatie)


def test_a_partner_leaves_when_nothing_of_it_runs(world, browse_as):
    address = url("partner_weg", partner_of(world, world.zwolle))
    carla = browse_as(world.carla)
    assert address in carla.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    assert "Laat niet meer meedoen" in carla.get(address).content.decode()
    assert "doet niet meer mee" in told(carla.post(address))
    assert not world.opgave.partners.filter(organisatie=world.zwolle).exists()
    assert spoor.trail(world.opgave).last().wat == "partner verwijderd"


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
