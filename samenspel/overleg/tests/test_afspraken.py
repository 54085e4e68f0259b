"""An afspraak is made, begun and finished, and its les goes back."""

from itertools import product

import pytest
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Lidmaatschap
from samenspel.overleg.afspraken.actions import maak_afspraak
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.tests.tafel import (
    agreed,
    all_say,
    knelpunt,
    later,
    promises,
    proposed,
    take,
)
from samenspel.praktijk.models import Les
from tests import factories
from tests.antwoord import told

HUGE = "a" * 1_000_000
LES = {"les_titel": "Bel snel", "les_tekst": "Het werkt."}


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


@pytest.fixture
def taken(world):
    """A besluit that asks a quarter of a million of Almere, which said yes."""
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=250_000)
    part = Gevraagd(world.almere, "Vroeghulp", 250_000, later(90))
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    all_say(world, besluit)
    promises(besluit, given, van=world.almere)
    return take(world, besluit)


def filled(gebruiker, **fields):
    defaults = {
        "eigenaar": gebruiker.lidmaatschappen.get().pk,
        "titel": "Vroeghulp starten",
        "tekst": "Twee bellers in Almere.",
        "uiterlijk": "",
        "soort": "mensen",
        "niveau": "lokaal",
        "bedrag": "",
    }
    return defaults | fields


def test_carla_makes_an_afspraak_and_hears_who_gets_it(world, taken, browse_as):
    carla, sent = browse_as(world.carla), filled(world.wethouder)
    response = carla.post(url("afspraak_nieuw", taken), sent)
    assert "De afspraak staat. Wim ziet hem bij Mijn werk" in told(response)
    made = Afspraak.objects.get()
    assert (made.organisatie, made.inzet.bedrag) == (world.almere, 250_000)
    assert made.uiterlijk == later(90)
    text = carla.get(response.url).content.decode()
    assert "Wim van Gemeente Almere zorgt dat dit uiterlijk" in text


WRONG = [
    ("eigenaar", "9999999"),
    ("eigenaar", ""),
    ("titel", HUGE),
    ("tekst", HUGE),
    ("uiterlijk", "2020-01-01"),
    ("soort", "iets"),
    ("niveau", "Europees"),
    ("bedrag", "-5"),
]


def test_wrong_input_is_explained_and_kept(world, taken, browse_as):
    sent = filled(world.wethouder)
    carla = browse_as(world.carla)
    for field, value in WRONG:
        page = carla.post(url("afspraak_nieuw", taken), sent | {field: value})
        assert list(page.context["form"].errors) == [field]
        assert page.context["form"][field].value() == value
    assert not Afspraak.objects.exists()


def test_no_afspraak_before_the_besluit_and_none_by_others(world, taken, browse_as):
    early = proposed(world, taken.knelpunt)
    carla, anne = browse_as(world.carla), browse_as(world.anne)
    assert "Neem eerst het besluit" in told(carla.get(url("afspraak_nieuw", early)))
    assert "Alleen het programmateam" in told(anne.get(url("afspraak_nieuw", taken)))


def test_wim_begins_and_finishes_and_the_les_goes_back(world, taken, browse_as):
    afspraak = agreed(world, taken)
    wim = browse_as(world.wethouder)
    assert "Begin met de inzet" in wim.get(url("afspraak", afspraak)).content.decode()
    wim.post(url("afspraak_begin", afspraak))
    assert "Begin met de inzet" not in wim.get(url("afspraak", afspraak)).content.decode()
    sent = {"resultaat": "Elk gezin gebeld.", "bewijs": "Verslag 7", **LES}
    response = wim.post(url("afspraak_afronden", afspraak), sent)
    text = wim.get(response.url).content.decode()
    assert "De les ging naar 3 casussen" in text
    assert Les.objects.get().titel == "Bel snel"
    assert "al afgerond" in told(wim.get(url("afspraak_afronden", afspraak)))


def test_a_wrong_ending_is_explained(world, taken, browse_as):
    afspraak = agreed(world, taken)
    sent = {"resultaat": "Gebeld.", "bewijs": "Verslag 7", **LES}
    wim = browse_as(world.wethouder)
    for field, value in product(sent, ["", "  ", HUGE, "BSN 111222333"]):
        page = wim.post(url("afspraak_afronden", afspraak), sent | {field: value})
        assert list(page.context["form"].errors) == [field]
    assert not Les.objects.exists()


def test_a_colleague_without_the_role_reads_but_does_not_finish(world, taken, browse_as):
    afspraak = agreed(world, taken)
    anne = browse_as(world.anne)
    assert "Rond af" not in anne.get(url("afspraak", afspraak)).content.decode()
    for response in (
        anne.get(url("afspraak_afronden", afspraak)),
        anne.post(url("afspraak_begin", afspraak)),
    ):
        assert response.status_code == 403
        assert "Alleen Wim of het team" in told(response)


def test_an_afspraak_stays_readable_when_the_besluit_is_hidden(world, taken, browse_as):
    afspraak = agreed(world, taken)
    Afspraak.objects.update(zichtbaarheid="openbaar")
    afspraak.inzet.zichtbaarheid = "openbaar"
    afspraak.inzet.save()
    page = browse_as(None).get(url("afspraak", afspraak))
    assert page.status_code == 200
    assert str(taken) not in page.content.decode()


def test_nobody_begins_by_following_a_link(world, taken, browse_as):
    afspraak = agreed(world, taken)
    assert browse_as(world.wethouder).get(url("afspraak_begin", afspraak)).status_code == 405


def test_money_is_agreed_only_as_far_as_the_besluit_asks(world, taken):
    fields = {
        "titel": "Veel geld", "tekst": "Zonder gezag.", "uiterlijk": later(90),
        "soort": "mensen", "niveau": "lokaal", "by": world.carla,
    }  # fmt: skip
    with pytest.raises(RuleError, match=r"Almere kan nog €\s250\.000 toezeggen"):
        maak_afspraak(taken, world.almere, world.wethouder, bedrag=250_001, **fields)
    with pytest.raises(RuleError, match="Bob werkt niet voor Gemeente Almere"):
        maak_afspraak(taken, world.almere, world.bob, **fields)


def test_another_amount_or_a_later_day_than_was_decided_needs_a_reason_that_is_shown(
    world, taken, browse_as
):
    carla = browse_as(world.carla)
    for other in ({"bedrag": "0"}, {"uiterlijk": later(120).isoformat()}):
        page = carla.post(url("afspraak_nieuw", taken), filled(world.wethouder, **other))
        assert list(page.context["form"].errors) == ["afwijking"]
    sent = filled(world.wethouder, bedrag="0", afwijking="De provincie betaalt nu alles.")
    response = carla.post(url("afspraak_nieuw", taken), sent)
    assert "De provincie betaalt nu alles." in carla.get(response.url).content.decode()


def test_nobody_gets_an_afspraak_that_it_was_not_asked_for(world, taken):
    fields = {"titel": "Bellen", "tekst": "Iedereen.", "uiterlijk": later(9), "soort": "mensen"}
    fields["niveau"] = "lokaal"
    with pytest.raises(RuleError, match="Alleen Gemeente Zwolle zelf kan hier een afspraak"):
        maak_afspraak(taken, world.zwolle, world.bob, by=world.carla, **fields)
    assert maak_afspraak(taken, world.zwolle, world.bob, by=world.bob, **fields).pk


def test_only_who_can_own_an_afspraak_is_offered(world, browse_as):
    """Almere is bound, Zwolle did not decide yet, and VNG, of which nothing is asked, may offer."""
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    asked = [Gevraagd(world.almere, "Vroeghulp", 10), Gevraagd(world.zwolle, "Meedoen", 10)]
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=asked, over=True)
    all_say(world, besluit)
    promises(besluit, given, van=world.almere)
    besluit = take(world, besluit)
    Lidmaatschap.objects.filter(gebruiker=world.wethouder).update(functie="Wethouder")

    def offered(who):
        page = browse_as(who).get(url("afspraak_nieuw", besluit))
        field = page.context["form"].fields["eigenaar"]
        people = {name: [label for _, label in people] for name, people in field.choices[1:]}
        return people, bool(field.initial)

    wim = {"Gemeente Almere": ["Wim, Wethouder"]}
    also_herself = wim | {"VNG": ["Carla, Vertegenwoordiger"]}
    assert offered(world.carla) == (also_herself, False)  # she binds nobody by not looking
    assert offered(world.wethouder) == (wim, True)
    assert offered(world.dirk) == ({"Ministerie van SZW": ["Dirk, Vertegenwoordiger"]}, True)
    assert offered(world.bob) == ({}, False)
    page = browse_as(world.bob).get(url("afspraak_nieuw", besluit)).content.decode()
    assert "moet daar eerst zelf over besluiten." in page
