"""A no opens the loop again: at the place the indiener chose, for the team and whoever promised."""

import pytest
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import DomainError, RuleError
from samenspel.opgaven.wachten import fetch, lezer_of
from samenspel.overleg.rows import van_lezer, van_opgaven
from samenspel.overzicht.lus import lus_of_opgave
from samenspel.praktijk.models import Casus, Heropening, Les
from samenspel.praktijk.rows.wachten import van_anderen
from samenspel.praktijk.rows.wachten import van_lezer as van_indiener
from samenspel.praktijk.terugkoppeling.actions import beantwoord, koppel_terug
from tests import factories

MIST = "De moeder kan de huur nog niet betalen."


@pytest.fixture
def casus(world):
    made = factories.casus(world.anne, opgave=world.opgave)
    world.about = factories.knelpunt(world.carla, world.opgave, casussen=[made])
    Les.objects.create(
        organisatie=world.zwolle, maker=world.carla, opgave=world.opgave,
        knelpunt=world.about, titel="Vraag het vroeg", tekst="Dat scheelt.",
    )  # fmt: skip
    return made


def say(world, casus, geholpen="nee", **changed):
    filled = {"toelichting": "", "knelpunt": world.about, "plek": "knelpunt", "mist": MIST}
    return koppel_terug(casus, geholpen=geholpen, by=world.anne, **filled | changed)


def waits(rows):
    return {row.soort for row in fetch(rows)}


@pytest.mark.parametrize("geholpen", ["nee", "deels"])
def test_a_no_waits_on_the_team_until_it_answers_and_then_on_the_indiener(world, casus, geholpen):
    say(world, casus, geholpen)
    team, indiener = lezer_of(world.carla), lezer_of(world.anne)
    assert "heropend" in waits(van_lezer(team, klok.today()))
    assert "heropend" in waits(van_opgaven([world.opgave.pk], klok.today()))
    assert waits(van_anderen(indiener)) == {"heropening_open"}
    assert "1 huishouden is weer open" in lus_of_opgave([world.opgave.pk]).terug
    assert "heropening_beantwoord" not in waits(van_indiener(indiener, klok.today()))

    beantwoord(casus.heropeningen.get(), antwoord="Wij bellen Toeslagen maandag.", by=world.carla)
    assert "heropend" not in waits(van_lezer(team, klok.today()))
    assert waits(van_anderen(indiener)) == set()
    assert "weer open" not in lus_of_opgave([world.opgave.pk]).terug
    assert "heropening_beantwoord" in waits(van_indiener(indiener, klok.today()))

    say(world, casus, "ja")
    assert "heropening_beantwoord" not in waits(van_indiener(indiener, klok.today()))
    assert casus.heropeningen.get().stand == Heropening.Stand.GESLOTEN


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"mist": " "}, "mist"), ({"plek": ""}, "plek"), ({"knelpunt": None}, "knelpunt")],
)
def test_a_no_says_what_is_needed_where(world, casus, wrong, field):
    with pytest.raises(RuleError) as refused:
        say(world, casus, **wrong)
    assert refused.value.field == field
    casus.refresh_from_db()
    assert (casus.geholpen, casus.heropeningen.count()) == ("", 0)


def test_a_knelpunt_of_another_casus_is_refused(world, casus):
    with pytest.raises(RuleError, match="van uw casus"):
        say(world, casus, knelpunt=factories.knelpunt(world.carla, world.opgave))


def test_a_second_no_is_a_new_one_and_the_first_stays_to_be_read(world, casus):
    say(world, casus)
    beantwoord(casus.heropeningen.get(), antwoord="Wij bellen.", by=world.carla)
    say(world, casus, mist="Er belde niemand.")
    stands = casus.heropeningen.order_by("gemaakt_op").values_list("stand", "mist")
    assert list(stands) == [("gesloten", MIST), ("open", "Er belde niemand.")]


def test_only_the_team_answers_and_once(world, casus):
    say(world, casus)
    opened = casus.heropeningen.get()
    with pytest.raises(DomainError, match="programmateam"):
        beantwoord(opened, antwoord="Klaar.", by=world.anne)
    beantwoord(opened, antwoord="Wij bellen.", by=world.carla)
    with pytest.raises(RuleError, match="al geantwoord"):
        beantwoord(opened, antwoord="Nog iets.", by=world.carla)


def test_the_story_in_the_browser_of_anne_and_carla(world, casus, browse_as):
    client = browse_as(world.anne)
    url = reverse("praktijk:casus_terugkoppeling", args=[casus.pk])
    refused = client.post(url, {"geholpen": "nee", "mist": MIST})
    assert refused.status_code == 422
    assert MIST in refused.content.decode()  # what was typed stays
    filled = {"geholpen": "nee", "mist": MIST, "plek": "afspraak", "knelpunt": world.about.pk}
    said = client.post(url, filled, follow=True).content.decode()
    assert "Deze casus is weer open" in said

    client = browse_as(world.carla)
    page = client.get(world.about.get_absolute_url()).content.decode()
    assert "1 huishouden is nog niet geholpen" in page
    opened = casus.heropeningen.get()
    shown = client.get(opened.get_absolute_url()).content.decode()
    assert MIST in shown
    name = f"{opened.pk}-antwoord"
    reply = reverse("praktijk:weer_open_antwoord", args=[opened.pk])
    assert client.post(reply, {name: ""}).status_code == 422
    answered = client.post(reply, {name: "Wij bellen maandag."}, follow=True).content.decode()
    assert "Wij bellen maandag." in answered

    client = browse_as(world.anne)
    assert "Antwoord van het programmateam" in client.get(casus.get_absolute_url()).content.decode()


def test_a_visitor_of_a_public_knelpunt_reads_nothing_of_it(world, casus, browse_as):
    for shown in (world.about, world.opgave):
        type(shown).objects.update(zichtbaarheid="openbaar")
    say(world, casus)
    urls = (world.about.get_absolute_url(), casus.heropeningen.get().get_absolute_url())
    for url in urls:
        page = browse_as(None).get(url).content.decode()
        assert str(world.about) in page
        assert MIST not in page
        assert "huishouden is nog niet geholpen" not in page


def test_it_is_gone_with_the_answer_of_before(world, casus):
    """Data of before: a no without heropening closes nothing and asks nothing."""
    Casus.objects.filter(pk=casus.pk).update(geholpen="nee")
    assert say(world, casus).heropeningen.get().stand == Heropening.Stand.OPEN


def test_whoever_reads_the_knelpunt_does_not_read_whose_household_it_is(world, casus, browse_as):
    type(casus).objects.filter(pk=casus.pk).update(
        zichtbaarheid="besloten", genoemden=[world.anne.pk]
    )
    say(world, casus)
    urls = (world.about.get_absolute_url(), casus.heropeningen.get().get_absolute_url())
    client = browse_as(world.carla)
    for url in urls:
        page = client.get(url).content.decode()
        assert str(world.about) in page
        assert "Anne" not in page
