"""Two knelpunten about the same thing become one; nothing is lost, and it can be undone."""

import pytest

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.praktijk import actions
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling
from samenspel.praktijk.rows.knelpunten import knelpunten, spread_of
from samenspel.praktijk.tests.helpers import said, url
from samenspel.spoor.rows import spoor_of
from tests import factories


@pytest.fixture
def twee(world):
    """Anne and Bob named the same thing; one casus meets both."""
    anne = factories.casus(world.anne, opgave=world.opgave)
    bob = factories.casus(world.bob, opgave=world.opgave)
    both = factories.casus(world.bob, opgave=world.opgave)
    # Carla, who merges, may not read this one.
    closed = factories.casus(world.bob, opgave=world.opgave, zichtbaarheid="organisatie")
    world.oud = factories.knelpunt(
        world.bob, world.opgave, casussen=[bob, both, closed], titel="Geen adres, geen geld"
    )
    world.nieuw = factories.knelpunt(world.anne, world.opgave, casussen=[anne, both])
    world.van_anne, world.van_bob, world.beide, world.dicht = anne, bob, both, closed
    return world


def gemeenten(knelpunt) -> int:
    return knelpunten().get(pk=knelpunt.pk).gemeenten


def casussen(knelpunt) -> set[Casus]:
    return set(Casus.objects.filter(knelpunten=knelpunt))


def samen(world, as_user):
    with as_user(world.carla):
        return actions.voeg_knelpunten_samen(world.oud, world.nieuw, by=world.carla)


def test_it_counts_the_casussen_of_both_and_the_old_one_leaves_the_lists(twee, as_user):
    samen(twee, as_user)
    with as_user(twee.carla):
        assert casussen(twee.nieuw) == {twee.van_anne, twee.van_bob, twee.beide}
        assert casussen(twee.oud) == {twee.van_bob, twee.beide}
        assert gemeenten(twee.nieuw) == 2
        assert spread_of(twee.nieuw).gemeenten == 2
        assert list(knelpunten()) == [twee.nieuw]
    with as_user(twee.bob):
        assert twee.dicht in casussen(twee.nieuw)


def test_undoing_it_brings_back_what_was(twee, as_user):
    before = set(Koppeling.objects.values_list("pk", "casus", "knelpunt", "via"))
    samen(twee, as_user)
    with as_user(twee.carla):
        actions.haal_uit_elkaar(twee.oud, by=twee.carla)
    assert set(Koppeling.objects.values_list("pk", "casus", "knelpunt", "via")) == before
    acts = [act.wat for act in spoor_of(twee.oud)], [act.wat for act in spoor_of(twee.nieuw)]
    assert acts == (["opgegaan", "losgemaakt"], ["knelpunt opgenomen", "knelpunt losgelaten"])


def test_an_indiener_can_still_leave_and_still_join(twee, as_user):
    samen(twee, as_user)
    with as_user(twee.bob):
        actions.maak_los(twee.van_bob, twee.nieuw, by=twee.bob)
        assert casussen(twee.nieuw) == {twee.van_anne, twee.beide, twee.dicht}
        actions.maak_los(twee.dicht, twee.oud, by=twee.bob)
        assert casussen(twee.nieuw) == {twee.van_anne, twee.beide}
        twee.oud.refresh_from_db()
        with pytest.raises(RuleError, match="opgegaan in een ander"):
            actions.sluit_aan(twee.van_bob, twee.oud, by=twee.bob)


def test_who_joined_herself_stays_when_they_are_taken_apart(twee, as_user):
    samen(twee, as_user)
    with as_user(twee.bob):
        actions.sluit_aan(twee.van_bob, twee.nieuw, by=twee.bob)
    with as_user(twee.carla):
        actions.haal_uit_elkaar(twee.oud, by=twee.carla)
        assert casussen(twee.nieuw) == {twee.van_anne, twee.van_bob, twee.beide}


def test_merging_on_makes_no_chain(twee, as_user):
    derde = factories.knelpunt(twee.carla, twee.opgave, titel="Het derde")
    samen(twee, as_user)
    with as_user(twee.carla):
        actions.voeg_knelpunten_samen(twee.nieuw, derde, by=twee.carla)
        assert set(derde.ook_genoemd_als.all()) == {twee.oud, twee.nieuw}
        assert casussen(derde) == {twee.van_anne, twee.van_bob, twee.beide}
        assert casussen(twee.nieuw) == {twee.van_anne, twee.beide}
        # Both still give the casus that meets both.
        actions.haal_uit_elkaar(twee.nieuw, by=twee.carla)
        assert casussen(derde) == {twee.van_bob, twee.beide}


@pytest.mark.parametrize("case", ["zelf", "al opgegaan", "in een opgegane"])
def test_what_makes_no_sense_is_refused(twee, as_user, case):
    derde = factories.knelpunt(twee.carla, twee.opgave, titel="Het derde")
    samen(twee, as_user)
    pair = {
        "zelf": (derde, derde),
        "al opgegaan": (twee.oud, derde),
        "in een opgegane": (derde, twee.oud),
    }[case]
    with as_user(twee.carla), pytest.raises(RuleError):
        actions.voeg_knelpunten_samen(*pair, by=twee.carla)


def test_it_takes_the_right_to_change_both(twee, as_user):
    with as_user(twee.anne), pytest.raises(NotAllowedError):
        actions.voeg_knelpunten_samen(twee.oud, twee.nieuw, by=twee.anne)
    with as_user(twee.anne), pytest.raises(NotAllowedError):
        actions.voeg_knelpunten_samen(twee.nieuw, twee.oud, by=twee.anne)
    samen(twee, as_user)
    with as_user(twee.anne), pytest.raises(NotAllowedError):
        actions.haal_uit_elkaar(twee.oud, by=twee.anne)


def test_the_team_merges_on_the_page_and_takes_apart(twee, browse_as, few_questions):
    client = browse_as(twee.carla)
    offered = client.get(url("knelpunt_samenvoegen", twee.oud))
    assert twee.nieuw.titel in offered.content.decode()
    answer = client.post(url("knelpunt_samenvoegen", twee.oud), {"in_": twee.nieuw.pk}, follow=True)
    assert "opgegaan in ‘Briefadres geweigerd’" in said(answer)[0]
    with few_questions():
        page = client.get(url("knelpunt", twee.nieuw)).content.decode()
    assert "Ook genoemd als" in page
    assert "3 huishoudens in 2 gemeenten" in page
    old = client.get(url("knelpunt", twee.oud)).content.decode()
    assert "Opgegaan in <a" in old
    assert "Plaats dit knelpunt" not in old
    assert "1 knelpunt" in client.get(url("knelpunten")).content.decode()
    answer = client.post(url("knelpunt_uit_elkaar", twee.oud), follow=True)
    assert "weer een knelpunt op zichzelf" in said(answer)[0]
    assert "2 knelpunten" in client.get(url("knelpunten")).content.decode()


def test_it_comes_apart_where_the_other_was_closed_to_her(twee, as_user, browse_as):
    samen(twee, as_user)
    Knelpunt.objects.filter(pk=twee.nieuw.pk).update(
        zichtbaarheid="besloten", genoemden=[], maker=twee.bob, organisatie=twee.zwolle
    )
    answer = browse_as(twee.carla).post(url("knelpunt_uit_elkaar", twee.oud), follow=True)
    assert "weer een knelpunt op zichzelf" in said(answer)[0]


@pytest.mark.parametrize("sent", [{}, {"in_": "x"}, {"in_": "x" * 1_000_000}, "zichzelf"])
def test_a_wrong_choice_is_asked_again(twee, browse_as, sent):
    data = {"in_": twee.oud.pk} if sent == "zichzelf" else sent
    answer = browse_as(twee.carla).post(url("knelpunt_samenvoegen", twee.oud), data)
    assert answer.status_code == 422
    assert "Kies een van de mogelijkheden." in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("esma", 404)])
@pytest.mark.parametrize("page", ["knelpunt_samenvoegen", "knelpunt_uit_elkaar"])
def test_who_may_not_change_it_is_refused(twee, browse_as, who, status, page):
    client = browse_as(getattr(twee, who))
    assert client.post(url(page, twee.oud), {"in_": twee.nieuw.pk}).status_code == status


def test_one_that_went_into_another_is_offered_to_nobody(twee, as_user, browse_as):
    samen(twee, as_user)
    casus = factories.casus(twee.bob, opgave=twee.opgave, titel="Geen adres, geen briefadres")
    client = browse_as(twee.bob)
    page = client.get(url("casus_vast", casus)).content.decode()
    assert str(twee.nieuw.pk) in page
    assert str(twee.oud.pk) not in page
    sent = {"actie": "sluit_aan", "knelpunt": twee.oud.pk}
    answer = client.post(url("casus_vast", casus), sent, follow=True)
    assert "opgegaan in een ander" in said(answer)[0]
    assert not Koppeling.objects.filter(casus=casus).exists()
