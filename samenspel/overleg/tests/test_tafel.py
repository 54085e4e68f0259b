"""The lists of overleg, and what it adds to the pages of a knelpunt, a casus, an organisatie."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse

from samenspel.basis import slots
from samenspel.opgaven.models import Opgave
from samenspel.overleg.afspraken.actions import rond_af
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.plaatsing.actions import beantwoord
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.tests.tafel import (
    TODAY,
    agreed,
    all_say,
    asked,
    knelpunt,
    proposed,
    take,
)
from samenspel.praktijk.models import Knelpunt

START = reverse("overleg:start")


@pytest.fixture
def taken(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    return take(world, besluit)


def test_what_is_late_stands_first(world, taken, browse_as):
    agreed(world, taken)
    late = agreed(world, taken)
    Afspraak.objects.filter(pk=late.pk).update(
        titel="Te laat", uiterlijk=TODAY - timedelta(days=12)
    )
    rows = browse_as(world.bob).get(START + "?deel=afspraken").context["page"].rijen
    assert [(row.titel, row.tag) for row in rows] == [
        ("Te laat", "12 dagen te laat"),
        ("Vroeghulp starten", "nog 90 dagen"),
    ]


def test_an_answered_question_moves_to_what_is_done(world, browse_as):
    question = asked(world, knelpunt(world))
    beantwoord(question, stand="toegepast", antwoord="Ja.", by=world.dirk)
    bob = browse_as(world.bob)
    assert bob.get(START).context["page"].rijen == []
    assert [row.tag for row in bob.get(START + "?stand=klaar").context["page"].rijen] == [
        "toegepast"
    ]


def test_a_long_list_is_cut_and_searched(world, browse_as):
    about = knelpunt(world)
    for number in range(27):
        asked(world, about, titel=f"Vraag {number}")
    asked(world, about, titel="Mag een woonboot?")
    bob = browse_as(world.bob)
    assert len(bob.get(START).context["page"].rijen) == 25
    assert len(bob.get(START + "?pagina=2").context["page"].rijen) == 3
    found = bob.get(START + "?q=woonbot").context["page"].rijen
    assert [row.titel for row in found] == ["Mag een woonboot?"]


@pytest.mark.parametrize(
    "query",
    ["deel=onzin", "pagina=duizend", "opgave=niets", "q=%00", "q=" + "a" * 5000, "q=%27%3B"],
)
def test_an_odd_address_shows_the_list(world, browse_as, query):
    asked(world, knelpunt(world))
    response = browse_as(world.bob).get(f"{START}?{query}")
    assert response.status_code == 200


def test_a_visitor_sees_what_is_public_only(world, browse_as):
    asked(world, knelpunt(world))
    shown = asked(world, knelpunt(world), titel="Openbare vraag?")
    Agendering.objects.filter(pk=shown.pk).update(zichtbaarheid="openbaar")
    visitor = browse_as(None)
    rows = visitor.get(START).context["page"].rijen
    assert [row.titel for row in rows] == ["Openbare vraag?"]
    assert visitor.get(rows[0].url).status_code == 200


def filled(name, viewer, thing):
    request = RequestFactory().get("/")
    request.user = viewer
    return "".join(slots.content(name, request, thing))


def test_a_knelpunt_offers_the_team_a_way_on(world, as_user):
    about = knelpunt(world)
    asked(world, about)
    with as_user(world.carla):
        html = filled("knelpunt", world.carla, about)
    assert "Mag een briefadres?" in html
    assert reverse("overleg:agendeer", args=[about.pk]) in html
    with as_user(world.bob):
        assert "Plaats dit knelpunt" not in filled("knelpunt", world.bob, about)


def test_a_casus_tells_what_became_of_it_in_order(world, taken, as_user):
    rond_af(
        agreed(world, taken), resultaat="Gebeld.", bewijs="Verslag.", les_titel="Bel snel",
        les_tekst="Het werkt.", by=world.wethouder,
    )  # fmt: skip
    casus = taken.knelpunt.casussen.first()
    with as_user(world.anne):
        html = filled("casus", world.anne, casus)
    sentences = [
        "Er kwam een voorstel: Ruimer briefadres",
        "Het besluit is genomen: Ruimer briefadres",
        "Gemeente Almere gaat aan de slag: Vroeghulp starten",
        "Gedaan. Het resultaat: Gebeld.",
        "Wat we leerden: Bel snel",
    ]
    places = [html.index(sentence) for sentence in sentences]
    assert places == sorted(places)


def test_an_organisatie_shows_what_others_wait_for(world, taken, as_user):
    asked(world, taken.knelpunt)
    agreed(world, taken)
    with as_user(world.bob):
        assert "Mag een briefadres?" in filled("organisatie", world.bob, world.szw)
        assert "Vroeghulp starten" in filled("organisatie", world.bob, world.almere)
    with as_user(world.esma):
        assert "Er staat niets open" in filled("organisatie", world.esma, world.almere)


def test_who_does_not_take_part_is_not_told_that_there_is_nothing(world, browse_as):
    Opgave.objects.update(zichtbaarheid="openbaar")
    about = knelpunt(world)
    Knelpunt.objects.update(zichtbaarheid="openbaar")
    of_opgave = reverse("opgaven:detail", args=[world.opgave.pk])
    of_knelpunt = reverse("praktijk:knelpunt", args=[about.pk])
    page = browse_as(world.bob).get(of_opgave).content.decode()
    assert "1 te plaatsen" in page
    assert "Niemand wacht nu op een ander" in page
    assert "Geteld is wat u mag lezen" not in page
    for outsider in (None, world.esma):
        browser = browse_as(outsider)
        page = browser.get(of_opgave).content.decode()
        assert "te plaatsen" not in page
        assert "Niemand wacht nu op een ander" not in page
        assert "Geteld is wat u mag lezen" in page
        page = browser.get(of_knelpunt).content.decode()
        assert "nergens gevraagd, voor zover u kunt zien" in page
