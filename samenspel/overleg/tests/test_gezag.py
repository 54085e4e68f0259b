"""On whose authority: what is decided on a mandaat adds up, and people judge its subject."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten import actions
from samenspel.overleg.besluiten import dekking as queries
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.tests.tafel import TODAY, knelpunt, later, proposed
from tests import factories
from tests.antwoord import told


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


@pytest.fixture
def given(world):
    return factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)


def asked_for(world, bedrag):
    """A proposal that asks so much of Almere, ready to be taken."""
    part = actions.Gevraagd(world.almere, "Vroeghulp", bedrag)
    return proposed(world, knelpunt(world), rounds=3, gevraagd=[part], days=0)


def take(world, besluit, mandaat=None):
    chosen = {besluit.bijdragen.get().pk: mandaat.pk} if mandaat else {}
    actions.neem_besluit(besluit, herzien_op=later(365), op_mandaat=chosen, by=world.carla)
    return besluit.bijdragen.get()


def test_what_is_decided_on_a_mandaat_adds_up_to_its_total(world, given):
    assert take(world, asked_for(world, 30_000), given).mandaat == given
    second = asked_for(world, 20_001)
    [dekking] = queries.dekkingen(world.opgave.pk, list(second.bijdragen.all()), TODAY)
    assert (dekking.mandaat, dekking.orgaan, dekking.te_klein[0].rest) == (None, world.raad, 20_000)
    with pytest.raises(RuleError, match="niet genoeg over voor de bijdrage van Gemeente Almere"):
        take(world, second, given)
    assert take(world, asked_for(world, 20_000), given).bekrachtigd_op == TODAY


def test_a_mandaat_without_a_limit_never_fills(world):
    endless = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=None)
    for _ in range(2):
        assert take(world, asked_for(world, 1_000_000_000), endless).mandaat == endless


def test_only_a_mandaat_of_who_is_asked_and_that_holds_today_counts(world, given):
    other = factories.mandaat(world.opgave, world.directie, world.dirk, bedrag=None)
    with pytest.raises(RuleError, match="niet genoeg over"):
        take(world, asked_for(world, 10), other)
    trek_mandaat_in(given, reden="De raad wil het zelf.", by=world.wethouder)
    with pytest.raises(RuleError, match="niet genoeg over"):
        take(world, asked_for(world, 10), given)


def test_people_say_whether_the_subject_fits(world, given, browse_as):
    Mandaat.objects.update(instructies="Alleen voor gezinnen.")
    besluit = asked_for(world, 20_000)
    name = f"gezag_{besluit.bijdragen.get().pk}"
    carla = browse_as(world.carla)
    text = carla.get(url("besluit_nemen", besluit)).content.decode()
    assert "Op het mandaat “Vroege hulp bij schulden”" in text
    assert "Alleen voor gezinnen." in text
    assert "Op geen mandaat: Gemeenteraad" in text
    when = {"herzien_op": later(365).isoformat()}
    page = carla.post(url("besluit_nemen", besluit), when)
    assert page.context["form"].errors[name] == ["Kies een van de mogelijkheden."]
    page = carla.post(url("besluit_nemen", besluit), when | {name: "onzin"})
    assert page.context["form"].errors[name] == ["Kies een van de mogelijkheden."]
    said = carla.post(url("besluit_nemen", besluit), when | {name: "geen"})
    assert "1 organisatie moet nog zelf besluiten" in told(said)
    assert besluit.bijdragen.get().orgaan == world.raad


def test_the_page_says_what_was_already_decided_on_it(world, given, browse_as):
    taken = asked_for(world, 30_000)
    take(world, taken, given)
    small, large = asked_for(world, 20_000), asked_for(world, 20_001)
    carla = browse_as(world.carla)
    for besluit in (taken, small):
        assert "Al besloten op dit mandaat: €\xa030.000." in page_of(carla, besluit)
    assert "heeft nog €\xa020.000 over. Dat is te weinig." in page_of(carla, large)
    name = f"gezag_{small.bijdragen.get().pk}"
    sent = {"herzien_op": later(365).isoformat(), name: str(given.pk)}
    carla.post(url("besluit_nemen", small), sent)
    assert Besluit.objects.get(pk=small.pk).stand == "genomen"
    assert small.bijdragen.get().mandaat == given


def page_of(browser, besluit):
    return browser.get(url("besluit", besluit)).content.decode()
