"""Who may read, describe, count, take over and answer; everybody else is refused, with words."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError
from samenspel.leren import actions
from samenspel.leren.models import Overname, Variant
from samenspel.leren.tests.conftest import experiment, uitkomst, variant
from tests import factories


def test_who_cannot_read_the_knelpunt_finds_nothing(world, browse_as):
    taken = actions.neem_over(world.van_almere, by=world.daan)
    outsider = browse_as(world.esma)
    for name, pk in [
        ("naast_elkaar", world.knelpunt.pk),
        ("variant_nieuw", world.knelpunt.pk),
        ("variant", world.van_almere.pk),
        ("variant_wijzig", world.van_almere.pk),
        ("uitkomst", world.van_almere.pk),
        ("afloop", world.van_almere.pk),
        ("overname", taken.pk),
    ]:
        assert outsider.get(reverse(f"leren:{name}", args=[pk])).status_code == 404, name
    for name, pk in [
        ("variant_overnemen", world.van_almere.pk),
        ("les_overnemen", world.les.pk),
        ("overname_weg", taken.pk),
        ("uitkomst_weg", world.van_almere.pk),
    ]:
        assert outsider.post(reverse(f"leren:{name}", args=[pk])).status_code == 404, name
    page = outsider.get(reverse("leren:lijst")).content.decode()
    assert world.van_almere.titel not in page


def test_everybody_reads_what_is_openbaar_but_signs_in_to_act(world, browse_as):
    type(world.opgave).objects.update(zichtbaarheid="openbaar", stand="vastgesteld")
    type(world.knelpunt).objects.update(zichtbaarheid="openbaar")
    Variant.objects.filter(pk=world.van_almere.pk).update(zichtbaarheid="openbaar")
    nobody = browse_as(None)
    page = nobody.get(reverse("leren:naast_elkaar", args=[world.knelpunt.pk])).content.decode()
    assert world.van_almere.titel in page
    assert world.van_zwolle.titel not in page
    assert "Vertel hoe u het doet" not in page
    answer = nobody.get(reverse("leren:variant_nieuw", args=[world.knelpunt.pk]))
    assert (answer.status_code, "inloggen" in answer.url) == (302, True)
    variant_page = nobody.get(reverse("leren:variant", args=[world.van_almere.pk]))
    assert "Wij gaan dit ook doen" not in variant_page.content.decode()


@pytest.mark.parametrize("name", ["variant_wijzig", "uitkomst", "afloop"])
def test_another_organisatie_changes_nothing_and_is_told(world, browse_as, name):
    made = experiment(world.bob, world.knelpunt)
    page = browse_as(world.anne).get(reverse(f"leren:{name}", args=[made.pk]), follow=True)
    assert "Alleen wie bij Gemeente Zwolle werkt kan dit wijzigen." in page.content.decode()


def test_a_colleague_may_carry_on(world, browse_as):
    page = browse_as(world.wethouder).get(reverse("leren:variant", args=[world.van_almere.pk]))
    assert page.context["page"].may_change
    assert reverse("leren:uitkomst", args=[world.van_almere.pk]) in page.content.decode()


def test_nobody_takes_over_what_is_her_own(world, browse_as):
    client = browse_as(world.anne)
    page = client.get(reverse("leren:variant", args=[world.van_almere.pk])).content.decode()
    assert "Wij gaan dit ook doen" not in page
    url = reverse("leren:variant_overnemen", args=[world.van_almere.pk])
    assert "het is van uzelf" in client.post(url, follow=True).content.decode()
    assert not Overname.objects.exists()


def test_only_the_taker_answers_and_undoes(world, browse_as):
    taken = actions.neem_over(world.van_almere, by=world.daan)
    with pytest.raises(NotAllowedError):
        actions.vertel_hoe_het_ging(taken, doet_nog=True, hielp="ja", aangepast="", by=world.anne)
    client = browse_as(world.anne)
    answer = client.get(reverse("leren:overname", args=[taken.pk]))
    assert answer.status_code == 403
    assert "Alleen wie bij Gemeente Deventer werkt kan dit doen." in answer.content.decode()
    client.post(reverse("leren:overname_weg", args=[taken.pk]))
    assert Overname.objects.filter(pk=taken.pk).exists()


@pytest.mark.parametrize("sent", [{}, {"doet_nog": "misschien", "hielp": "x"}])
def test_an_answer_needs_both_questions(world, browse_as, sent):
    taken = actions.neem_over(world.les, by=world.daan)
    answer = browse_as(world.daan).post(reverse("leren:overname", args=[taken.pk]), sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"doet_nog", "hielp"}


def test_an_answer_without_personal_data(world, browse_as):
    taken = actions.neem_over(world.les, by=world.daan)
    sent = {"doet_nog": "nee", "hielp": "nee", "aangepast": "Mail jan@voorbeeld.nl"}
    answer = browse_as(world.daan).post(reverse("leren:overname", args=[taken.pk]), sent)
    assert answer.status_code == 422
    assert "een e-mailadres" in answer.content.decode()


def test_who_works_nowhere_is_told_what_to_do(world, browse_as):
    loose = factories.lid(world.deventer)
    loose.lidmaatschappen.all().delete()
    type(world.opgave).objects.update(zichtbaarheid="openbaar", stand="vastgesteld")
    type(world.knelpunt).objects.update(zichtbaarheid="openbaar")
    url = reverse("leren:variant_nieuw", args=[world.knelpunt.pk])
    assert "nog bij geen organisatie" in browse_as(loose).get(url, follow=True).content.decode()


def test_the_example_is_credited_only_to_who_may_read_it(world, browse_as):
    hidden = variant(world.bob, world.knelpunt, titel="Geheime bron", zichtbaarheid="organisatie")
    made = variant(world.bob, world.knelpunt, titel="Volger", naar_voorbeeld_van=hidden)
    uitkomst(hidden, 50, 60)
    client = browse_as(world.anne)
    for url in (
        reverse("leren:variant", args=[made.pk]),
        reverse("leren:naast_elkaar", args=[world.knelpunt.pk]),
        reverse("leren:lijst"),
    ):
        page = client.get(url).content.decode()
        assert "Volger" in page
        assert "Geheime bron" not in page
        assert str(hidden.pk) not in page


def test_a_visitor_is_not_asked_to_tell_what_she_cannot(world, browse_as):
    type(world.opgave).objects.update(zichtbaarheid="openbaar", stand="vastgesteld")
    type(world.knelpunt).objects.update(zichtbaarheid="openbaar")
    address = reverse("leren:naast_elkaar", args=[world.knelpunt.pk])
    nobody = browse_as(None)
    for headers in ({}, {"HX-Request": "true"}):
        page = nobody.get(address, headers=headers).content.decode()
        assert "voor zover u kunt zien" in page
        assert "Vertel" not in page
