"""One's own account: mail, the secret calendar, the password."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from samenspel.basis.errors import NotAllowedError
from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import require_organisatie
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing import actions
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.rules import Advies
from samenspel.toegang.actions.profiel import kies_organisatie
from tests import factories, sleutels

TODAY = timezone.localdate()
PROFIEL = reverse("toegang:profiel")


@pytest.fixture
def world(db):
    world = factories.world()
    knelpunt = factories.knelpunt(world.anne, world.opgave)
    actions.agendeer(
        knelpunt, world.directie, titel="Mag een briefadres?", vraag="Kan dit?",
        uiterlijk=TODAY + timedelta(days=10), advies=Advies("landelijk", "Beleid."),
        by=world.carla,
    )  # fmt: skip
    return world


def calendar(browser, sleutel):
    page = browser.get(reverse("overzicht:kalender", args=[sleutel]))
    assert page.status_code == 200
    return list(Calendar.from_ical(page.content).walk("VEVENT"))


def test_the_profile_shows_where_she_works_and_in_which_role(world, browse_as, few_questions):
    browser = browse_as(world.dirk)
    with few_questions():
        text = browser.get(PROFIEL).content.decode()
    assert "Ministerie van SZW" in text
    assert "Vertegenwoordiger" in text
    assert str(world.dirk.account.kalender_sleutel) in text


def test_she_stops_and_starts_the_mail(world, browse_as):
    browser = browse_as(world.anne)
    said = browser.post(PROFIEL, {}, follow=True).content.decode()
    assert "U krijgt geen mail" in said
    assert not Gebruiker.objects.get(pk=world.anne.pk).mail_bij_werk
    browser.post(PROFIEL, {"mail_bij_werk": "on"})
    assert Gebruiker.objects.get(pk=world.anne.pk).mail_bij_werk


def test_the_calendar_holds_the_terms_of_its_owner_only(world, browse_as):
    browser = browse_as(None)
    [event] = calendar(browser, world.dirk.account.kalender_sleutel)
    assert event["summary"] == "Antwoord geven: Mag een briefadres?"
    assert event["dtstart"].dt == TODAY + timedelta(days=10)
    assert event["url"].startswith("http")
    [awaited] = calendar(browser, world.carla.account.kalender_sleutel)
    assert awaited["summary"] == "Antwoord verwacht: Mag een briefadres?"
    assert calendar(browser, world.esma.account.kalender_sleutel) == []


def test_a_wrong_key_opens_no_calendar(world, browse_as):
    address = reverse("overzicht:kalender", args=[uuid4()])
    assert browse_as(None).get(address).status_code == 404


def test_somebody_who_left_has_no_calendar(world, browse_as):
    Gebruiker.objects.filter(pk=world.dirk.pk).update(is_active=False)
    address = reverse("overzicht:kalender", args=[world.dirk.account.kalender_sleutel])
    assert browse_as(None).get(address).status_code == 404


def test_a_new_address_closes_the_old_one(world, browse_as):
    old = world.dirk.account.kalender_sleutel
    browser = browse_as(world.dirk)
    said = browser.post(reverse("toegang:kalender_vernieuwen"), follow=True).content.decode()
    assert "Het oude werkt niet meer" in said
    with sleutels.owner():
        new = Account.objects.get(pk=world.dirk.pk).kalender_sleutel
    assert new != old
    assert browser.get(reverse("overzicht:kalender", args=[old])).status_code == 404
    assert len(calendar(browser, new)) == 1


def test_looking_at_the_address_does_not_renew_it(world, browse_as):
    page = browse_as(world.dirk).get(reverse("toegang:kalender_vernieuwen"))
    assert page.status_code == 405


def test_she_changes_her_password_and_stays_signed_in(world, browse_as):
    sleutels.give_password(world.anne, "een oud geheim woord")
    browser = browse_as(world.anne)
    address = reverse("toegang:wachtwoord")
    new = "een heel nieuw geheim woord"
    typed = {"old_password": "fout", "new_password1": new, "new_password2": new}
    assert browser.post(address, typed).status_code == 422
    typed["old_password"] = "een oud geheim woord"
    said = browser.post(address, typed, follow=True)
    assert "Uw wachtwoord is gewijzigd" in said.content.decode()
    assert sleutels.has_password(world.anne, new)


@pytest.mark.parametrize("password", ["", "kort", "1q2w3e4r5t6y", "x" * 1_000_000])
def test_a_poor_password_is_refused_with_a_reason(world, browse_as, password):
    sleutels.give_password(world.anne, "een oud geheim woord")
    page = browse_as(world.anne).post(
        reverse("toegang:wachtwoord"),
        {
            "old_password": "een oud geheim woord",
            "new_password1": password,
            "new_password2": password,
        },
    )
    assert page.status_code == 422
    assert "Dit kan nog niet worden opgeslagen" in page.content.decode()


def test_people_of_the_example_have_no_password(world, browse_as):
    Gebruiker.objects.filter(pk=world.anne.pk).update(voorbeeld=True)
    assert browse_as(world.anne).get(reverse("toegang:wachtwoord")).status_code == 404


def test_the_last_day_there_is_breaks_no_calendar(world, browse_as):
    Agendering.objects.update(uiterlijk=date.max)
    [event] = calendar(browse_as(None), world.dirk.account.kalender_sleutel)
    assert event["dtstart"].dt == date.max


@pytest.fixture
def two(world):
    """Carla works for the VNG, and since later for De Brug too."""
    Lidmaatschap.objects.create(gebruiker=world.carla, organisatie=world.aanbieder)
    world.carla = Gebruiker.objects.get(pk=world.carla.pk)
    return world


def test_who_works_for_two_chooses_for_whom_she_acts(two, browse_as, few_questions):
    knelpunt = factories.knelpunt(two.anne, two.opgave)
    carla = browse_as(two.carla)
    text = carla.get(PROFIEL).content.decode()
    assert "Werk nu hiervoor" in text
    said = carla.post(reverse("toegang:werk_voor", args=[two.aanbieder.pk]), follow=True)
    assert "Wat u vanaf nu maakt, maakt u namens Aanbieder De Brug." in said.content.decode()
    with few_questions():
        assert "Carla namens Aanbieder De Brug" in carla.get(PROFIEL).content.decode()
    sent = {"titel": "Ruimer", "voorstel": "Zo."}
    carla.post(reverse("overleg:besluit_nieuw", args=[knelpunt.pk]), sent)
    assert Besluit.objects.get().organisatie == two.aanbieder
    carla.post(reverse("toegang:werk_voor", args=[two.vng.pk]))
    carla.post(reverse("overleg:besluit_nieuw", args=[knelpunt.pk]), sent | {"titel": "Nog een"})
    assert Besluit.objects.get(titel="Nog een").organisatie == two.vng


def test_who_works_for_one_is_asked_nothing(world, browse_as):
    carla = browse_as(world.carla)
    text = carla.get(PROFIEL).content.decode()
    assert "Werk nu hiervoor" not in text
    assert "Carla namens" not in text
    for other in (world.szw.pk, world.carla.account.kalender_sleutel):
        assert carla.post(reverse("toegang:werk_voor", args=[other])).status_code == 404


def test_who_left_the_chosen_one_works_for_what_is_left(two, browse_as):
    kies_organisatie(two.aanbieder, by=two.carla)
    two.carla.lidmaatschappen.filter(organisatie=two.aanbieder).delete()
    assert require_organisatie(Gebruiker.objects.get(pk=two.carla.pk)) == two.vng
    with pytest.raises(NotAllowedError, match="U werkt niet voor Ministerie"):
        kies_organisatie(two.szw, by=two.carla)
