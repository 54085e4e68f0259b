"""On whose authority: only who holds a mandaat uses it, and what is decided on it adds up."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.overleg.besluiten import actions
from samenspel.overleg.besluiten import dekking as queries
from samenspel.overleg.besluiten.gezag import aanvaard
from samenspel.overleg.besluiten.models import Aanvaarding
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.tests import tafel
from samenspel.overleg.tests.tafel import TODAY, all_say, knelpunt, promises, proposed, says
from tests import factories
from tests.antwoord import told


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


@pytest.fixture
def given(world):
    return factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)


def asked_for(world, bedrag):
    """A proposal that asks so much of Almere, to which everybody consents."""
    part = actions.Gevraagd(world.almere, "Vroeghulp", bedrag)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    all_say(world, besluit)
    return besluit


def take(world, besluit, mandaat=None):
    if mandaat:
        promises(besluit, mandaat, van=world.almere)
    tafel.take(world, besluit)
    return besluit.bijdragen.get()


def test_what_is_decided_on_a_mandaat_adds_up_to_its_total(world, given):
    assert take(world, asked_for(world, 30_000), given).mandaat == given
    second = asked_for(world, 20_001)
    [dekking] = queries.dekkingen(world.opgave.pk, list(second.bijdragen.all()), TODAY)
    assert (dekking.mandaat, dekking.orgaan, dekking.te_klein[0].rest) == (None, world.raad, 20_000)
    with pytest.raises(RuleError, match="niet genoeg over voor de bijdrage van Gemeente Almere"):
        take(world, second, given)
    assert take(world, asked_for(world, 20_000), given).bekrachtigd_op == TODAY


def test_a_promise_for_which_the_room_is_gone_binds_nobody(world, given):
    first, second = asked_for(world, 30_000), asked_for(world, 30_000)
    for besluit in (first, second):
        promises(besluit, given, van=world.almere)
    assert tafel.take(world, first).bijdragen.get().mandaat == given
    late = tafel.take(world, second).bijdragen.get()
    assert (late.mandaat, late.bekrachtigd_op, late.orgaan) == (None, None, world.raad)


def test_a_mandaat_without_a_limit_never_fills(world):
    endless = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=None)
    for _ in range(2):
        assert take(world, asked_for(world, 1_000_000_000), endless).mandaat == endless


def test_only_a_mandaat_of_who_is_asked_and_that_holds_today_counts(world, given):
    other = factories.mandaat(world.opgave, world.directie, world.dirk, bedrag=None)
    with pytest.raises(RuleError, match="niet van Gemeente Almere"):
        take(world, asked_for(world, 10), other)
    trek_mandaat_in(given, reden="De raad wil het zelf.", by=world.wethouder)
    besluit = asked_for(world, 10)
    bijdrage = besluit.bijdragen.get()
    with pytest.raises(RuleError, match="het geldt niet meer"):
        aanvaard(bijdrage, given, by=world.wethouder)


def test_wim_consents_and_says_yes_on_his_mandaat_in_one_form(world, given, browse_as):
    Mandaat.objects.update(instructies="Alleen voor gezinnen.")
    part = actions.Gevraagd(world.almere, "Vroeghulp", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part])
    wim = browse_as(world.wethouder)
    page = wim.get(url("besluit", besluit)).context["page"]
    assert "Op uw mandaat kunt u ook ja zeggen" in page.aan_u.uitleg
    text = wim.get(url("besluit_reactie", besluit)).content.decode()
    assert "Ja, op het mandaat “Vroege hulp bij schulden”" in text
    assert "Alleen voor gezinnen." in text
    sent = {"organisatie": world.almere.pk, "soort": "consent", "mandaat": str(given.pk)}
    page = wim.post(url("besluit_reactie", besluit), sent)
    assert list(page.context["form"].errors) == ["gelezen"]
    wim.post(url("besluit_reactie", besluit), sent | {"gelezen": "on"})
    assert Aanvaarding.objects.get().mandaat == given
    assert "Wim zei ja op het mandaat" in wim.get(url("besluit", besluit)).content.decode()


def test_bob_is_told_that_he_advises_and_who_can_bind(world, browse_as):
    factories.orgaan(world.zwolle, "Raad van Zwolle", besluitend=True)
    part = actions.Gevraagd(world.zwolle, "Twee bellers", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part])
    said = browse_as(world.bob).get(url("besluit", besluit)).context["page"].aan_u
    assert said.titel == "Reageer namens Gemeente Zwolle"
    assert "U kunt reageren en adviseren. Binden kan alleen de raad van Zwolle." in said.uitleg


def test_a_mandaat_of_somebody_elsewhere_is_used_by_her_own_act_only(world, browse_as):
    lent = factories.mandaat(world.opgave, world.college, world.carla)
    part = actions.Gevraagd(world.almere, "Vroeghulp", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part])
    with pytest.raises(NotAllowedError, match="Alleen Carla kan dit mandaat gebruiken"):
        aanvaard(besluit.bijdragen.get(), lent, by=world.wethouder)
    says(besluit, world.vng, world.carla)
    carla = browse_as(world.carla)
    assert carla.get(url("besluit", besluit)).context["page"].aan_u.titel == (
        "Zegt u ja op uw mandaat?"
    )
    sent = {"mandaat": str(lent.pk), "gelezen": "on"}
    said = carla.post(url("bijdrage_aanvaard", besluit.bijdragen.get()), sent)
    assert "Het bindt als Gemeente Almere zelf ook instemt" in told(said)


def test_a_yes_of_the_holder_does_not_bind_who_gave_the_mandaat_and_is_silent(world):
    lent = factories.mandaat(world.opgave, world.college, world.carla)
    part = actions.Gevraagd(world.almere, "Vroeghulp", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    for who, by in ((world.szw, world.dirk), (world.vng, world.carla), (world.zwolle, world.bob)):
        says(besluit, who, by)
    promises(besluit, lent, van=world.almere)
    tafel.take(world, besluit)
    lapsed = besluit.bijdragen.get()
    assert (lapsed.bekrachtigd_op, lapsed.vervallen_op) == (None, TODAY)
    assert lapsed.vervallen_reden == (
        "Gemeente Almere reageerde niet. Zwijgen is geen toestemming."
    )


def test_the_page_says_what_was_already_decided_on_it(world, given, browse_as):
    taken = asked_for(world, 30_000)
    take(world, taken, given)
    small, large = asked_for(world, 20_000), asked_for(world, 20_001)
    carla = browse_as(world.carla)
    for besluit in (taken, small):
        assert "Al besloten op dit mandaat: €\xa030.000." in page_of(carla, besluit)
    assert "heeft nog €\xa020.000 over. Dat is te weinig." in page_of(carla, large)


def page_of(browser, besluit):
    return browser.get(url("besluit", besluit)).content.decode()
