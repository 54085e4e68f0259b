"""Take a proposal back."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten.actions import trek_voorstel_in
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.tests.tafel import asked, full_table, knelpunt, proposed
from samenspel.overzicht.lus import lus_of
from samenspel.spoor import rows
from tests.antwoord import told


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
    assert rows.spoor_of(besluit).last().wat == "ingetrokken"
    assert (
        "Het voorstel is ingetrokken"
        in carla.get(reverse("praktijk:casus", args=[about.casussen.first().pk])).content.decode()
    )


def test_the_loop_forgets_a_withdrawn_proposal(world):
    about = knelpunt(world)
    asked(world, about)
    besluit = proposed(world, about)
    assert [step.stand for step in lus_of(about).stappen][3] == "nu"
    trek_voorstel_in(besluit, reden="Te vroeg.", by=world.carla)
    assert [step.stand for step in lus_of(about).stappen][2:4] == ["nu", "straks"]


@pytest.mark.parametrize("who", ["bob", "anne"])
def test_only_the_team_withdraws_a_proposal(world, who, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=1)
    browser = browse_as(getattr(world, who))
    said = browser.post(url("besluit_intrekken", besluit), {"reden": "Nee."})
    assert "Alleen het programmateam" in told(said)
    assert Besluit.objects.get().stand == "beeldvorming"


def test_what_is_taken_stays_taken(world):
    *_, taken, _ = full_table(world)
    with pytest.raises(RuleError, match="is afgerond"):
        trek_voorstel_in(taken, reden="Spijt.", by=world.carla)
