"""Give a mandaat, read it, and withdraw it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.actions import trek_mandaat_in
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.tests.tafel import (
    TODAY,
    all_say,
    knelpunt,
    promises,
    proposed,
    take,
)
from tests import factories
from tests.antwoord import told


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


def samen(world):
    return reverse("opgaven:samen", args=[world.opgave.pk])


def asked_for(world, **fields):
    return {
        "gever": world.college.pk, "houder": world.carla.pk, "onderwerp": "Vroeghulp",
        "begint_op": TODAY, "eindigt_op": TODAY + timedelta(days=90), **fields,
    }  # fmt: skip


def test_a_mandaat_carries_its_instructions_and_says_who_holds_it_for_whom(world, browse_as):
    address = url("mandaat_nieuw", world.opgave)
    wim = browse_as(world.wethouder)
    assert address in wim.get(samen(world)).content.decode()
    assert "Carla, VNG" in wim.get(address).content.decode()
    answer = wim.post(address, asked_for(world, bedrag=250_000, instructies="Alleen gezinnen."))
    assert answer.url == samen(world)
    text = wim.get(samen(world)).content.decode()
    assert "Instructies: Alleen gezinnen." in text
    assert "250.000" in text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"eindigt_op": TODAY}, "Een mandaat eindigt na zijn begin."),
        ({"bedrag": -1}, "0"),
        ({"onderwerp": "Bel 06-12345678."}, "telefoonnummer"),
        ({"houder": "onzin"}, "Kies een van de mogelijkheden."),
    ],
)
def test_wrong_input_gives_no_mandaat(world, browse_as, wrong, message):
    answer = browse_as(world.wethouder).post(
        url("mandaat_nieuw", world.opgave), asked_for(world, **wrong)
    )
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Mandaat.objects.exists()


def test_a_partner_gives_the_mandaat_of_its_own_organen_only(world, browse_as):
    address = url("mandaat_nieuw", world.opgave)
    wrong = asked_for(world, gever=world.directie.pk)
    refused = browse_as(world.wethouder).post(address, wrong)
    assert "Kies een van de mogelijkheden." in refused.content.decode()
    anne = browse_as(world.anne)
    assert address not in anne.get(samen(world)).content.decode()
    assert "Alleen een vertegenwoordiger van een partner" in told(anne.get(address))
    assert browse_as(world.esma).get(address).status_code == 404


def test_a_mandaat_of_nothing_is_not_without_limit(world, browse_as):
    factories.mandaat(world.opgave, world.college, world.carla, bedrag=0)
    browser = browse_as(world.carla)
    for name in ("opgaven:detail", "opgaven:samen"):
        page = browser.get(reverse(name, args=[world.opgave.pk])).content.decode()
        assert "zonder grens" not in page


def test_only_who_speaks_for_the_giver_withdraws_and_says_why(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.carla)
    for somebody in (world.carla, world.anne):
        browser = browse_as(somebody)
        said = told(browser.get(url("mandaat_intrekken", given)))
        assert "Alleen een vertegenwoordiger van Gemeente Almere" in said
    wim = browse_as(world.wethouder)
    for wrong in ("", "x" * 1_000_000, "Bel 06-12345678."):
        assert wim.post(url("mandaat_intrekken", given), {"reden": wrong}).status_code == 422
    said = told(wim.post(url("mandaat_intrekken", given), {"reden": "De raad wil het zelf."}))
    assert "Carla en het team lezen waarom" in said
    given.refresh_from_db()
    assert (given.ingetrokken_op, given.geldt_op(TODAY)) == (TODAY, False)
    with pytest.raises(RuleError, match="al ingetrokken"):
        trek_mandaat_in(given, reden="Nog eens.", by=world.wethouder)


def test_a_giver_sees_what_withdrawing_a_mandaat_does(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    taken, running = (
        proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True) for _ in range(2)
    )
    Besluit.objects.filter(pk=running.pk).update(titel="Loopt nog")
    all_say(world, taken)
    promises(taken, given, van=world.almere)
    take(world, taken)
    wim = browse_as(world.wethouder)
    address = reverse("overleg:mandaat_intrekken", args=[given.pk])
    assert address in wim.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    text = wim.get(address).content.decode()
    assert "Gemeenteraad van Almere moet daarna zelf besluiten." in text
    assert "Blijft gelden." in text
    wim.post(address, {"reden": "De raad wil het zelf."})
    text = wim.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    assert "De raad wil het zelf." in text
    assert taken.bijdragen.get().mandaat == given
    assert "de gemeenteraad van Almere moet" in wim.get(url("besluit", running)).content.decode()


def test_another_mandaat_with_room_takes_over(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=90_000)
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    proposed(world, knelpunt(world), rounds=3, gevraagd=[part])
    address = reverse("overleg:mandaat_intrekken", args=[given.pk])
    text = browse_as(world.wethouder).get(address).content.decode()
    assert "Geen voorstel dat u mag zien, steunt alleen op dit mandaat." in text


def test_a_colleague_who_does_not_speak_changes_no_mandaat_in_the_database(world, as_user):
    factories.mandaat(world.opgave, world.college, world.carla)
    with as_user(world.anne):
        assert Mandaat.objects.update(bedrag=None) == 0
