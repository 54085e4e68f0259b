"""A besluit that uses a power asks for it; an advice uses nobody's."""

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    vraag_bijdrage,
    wijzig_voorstel,
)
from samenspel.overleg.tests.tafel import all_say, knelpunt, proposed, says, take
from tests import factories

POWER = "Het college, Wmo 2015 artikel 2.3.5"


def test_a_besluit_that_uses_a_power_needs_the_yes_of_whose_it_is(world):
    besluit = proposed(
        world, knelpunt(world), rounds=3, over=True, bevoegd=world.almere, bevoegdheid=POWER
    )
    for name, by in (("zwolle", "bob"), ("szw", "dirk"), ("vng", "carla")):
        says(besluit, getattr(world, name), getattr(world, by))
    with pytest.raises(RuleError, match="bevoegdheid van Gemeente Almere, die niet instemt"):
        take(world, besluit)
    says(besluit, world.almere, world.wethouder)
    assert take(world, besluit).stand == "genomen"
    # Her yes carries the besluit; it binds nobody until the orgaan decided.
    asked = besluit.bijdragen.get()
    assert (asked.organisatie, asked.bekrachtigd_op) == (world.almere, None)
    assert "artikel 2.3.5" in asked.wat


def test_power_is_named_in_words_or_it_is_an_advice(world, browse_as):
    about = knelpunt(world)
    with pytest.raises(RuleError, match="Welke bevoegdheid van Gemeente Almere"):
        bereid_besluit_voor(about, titel="T", voorstel="V", bevoegd=world.almere, by=world.carla)
    besluit = proposed(world, about)
    text = (
        browse_as(world.carla).get(reverse("overleg:besluit", args=[besluit.pk])).content.decode()
    )
    assert "Dit is een advies: het gebruikt van niemand een bevoegdheid." in text


def test_whose_power_is_asked_follows_the_proposal(world):
    besluit = proposed(world, knelpunt(world), rounds=1, bevoegd=world.almere, bevoegdheid=POWER)

    def change(bevoegd, words):
        besluit.refresh_from_db()
        wijzig_voorstel(
            besluit, titel=besluit.titel, voorstel=besluit.voorstel, versie=besluit.versie,
            bevoegd=bevoegd, bevoegdheid=words, by=world.carla,
        )  # fmt: skip
        return [(one.organisatie, one.wat) for one in besluit.bijdragen.all()]

    [(who, what)] = change(world.zwolle, "De raad, Gemeentewet artikel 147")
    assert who == world.zwolle
    assert "artikel 147" in what
    # What was asked in the same words, but for something of its own, is not about a power.
    vraag_bijdrage(besluit, Gevraagd(world.szw, what, 10), by=world.carla)
    assert change(None, "") == [(world.szw, what)]


def test_whoever_is_asked_more_reads_that_her_yes_also_lets_her_power_be_used(world, browse_as):
    """On her mandaat in the round, and of her orgaan after it."""
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    besluit = proposed(
        world, knelpunt(world), rounds=3, over=True, bevoegd=world.almere, bevoegdheid=POWER,
        gevraagd=[Gevraagd(world.almere, "Vroeghulp", 10)],
    )  # fmt: skip
    [asked] = besluit.bijdragen.all()
    assert asked.wat == "Vroeghulp"
    wethouder = browse_as(world.wethouder)
    page = reverse("overleg:bijdrage_aanvaard", args=[asked.pk])
    assert f"gebruik van deze bevoegdheid: {POWER}" in wethouder.get(page).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    given.delete()
    all_say(world, besluit)
    take(world, besluit)
    page = reverse("overleg:bijdrage_bekrachtig", args=[asked.pk])
    assert f"gebruik van deze bevoegdheid: {POWER}" in wethouder.get(page).content.decode()


def test_no_besluit_asks_for_a_power_that_it_does_not_use(world):
    part = Gevraagd(world.zwolle, "Twee bellers", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, gevraagd=[part])
    all_say(world, besluit)
    with connection.cursor() as cursor:
        cursor.execute("update overleg_bijdrage set bevoegdheid = true")
    with pytest.raises(IntegrityError, match="vraagt om een bevoegdheid die het niet gebruikt"):
        take(world, besluit)
