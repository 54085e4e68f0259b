"""Every page of overleg opens, for whoever may see it, within twelve queries."""

import pytest
from django.urls import reverse

from samenspel.overleg.tests.tafel import all_say, full_table, proposed


@pytest.fixture
def pages(world):
    """The address of every page that shows something."""
    about, question, open_one, taken, afspraken = full_table(world)
    ready = proposed(world, about, rounds=3)
    all_say(world, ready)
    return {
        "agendeer": reverse("overleg:agendeer", args=[about.pk]),
        "agendering": reverse("overleg:agendering", args=[question.pk]),
        "besluit nieuw": reverse("overleg:besluit_nieuw", args=[about.pk])
        + f"?agendering={question.pk}",
        "besluit open": reverse("overleg:besluit", args=[open_one.pk]),
        "besluit klaar": reverse("overleg:besluit", args=[ready.pk]),
        "besluit wijzig": reverse("overleg:besluit_wijzig", args=[open_one.pk]),
        "besluit bijdrage": reverse("overleg:besluit_bijdrage", args=[open_one.pk]),
        "besluit reactie": reverse("overleg:besluit_reactie", args=[open_one.pk]),
        "besluit nemen": reverse("overleg:besluit_nemen", args=[ready.pk]),
        "besluit genomen": reverse("overleg:besluit", args=[taken.pk]),
        "afspraak nieuw": reverse("overleg:afspraak_nieuw", args=[taken.pk]),
        "afspraak": reverse("overleg:afspraak", args=[afspraken[0].pk]),
        "afronden": reverse("overleg:afspraak_afronden", args=[afspraken[0].pk]),
        "vragen": reverse("overleg:start"),
        "besluiten": reverse("overleg:start") + "?deel=besluiten",
        "afspraken": reverse("overleg:start") + "?deel=afspraken",
        "gezocht": reverse("overleg:start") + f"?deel=afspraken&q=vroeg&opgave={world.opgave.pk}",
        "klaar": reverse("overleg:start") + "?deel=besluiten&stand=klaar",
    }


def test_every_page_opens_for_the_team_within_twelve_queries(
    world, pages, browse_as, few_questions
):
    carla = browse_as(world.carla)
    for name, url in pages.items():
        with few_questions():
            response = carla.get(url)
        assert response.status_code == 200, name


def test_an_outsider_finds_nothing(world, pages, browse_as):
    esma = browse_as(world.esma)
    for name, url in pages.items():
        if not url.startswith(reverse("overleg:start") + "?") and url != reverse("overleg:start"):
            assert esma.get(url).status_code == 404, name
        else:
            assert "Vroeghulp" not in esma.get(url).content.decode()
