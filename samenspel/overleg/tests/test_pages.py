"""Every page of overleg opens, for whoever may see it, within twelve queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samenspel.overleg import actions, rules
from samenspel.overleg.models import Reactie
from tests import factories

TODAY = timezone.localdate()
MOST_QUERIES = 12
SAVEPOINTS = 4  # Begin and end of the request's transaction and of the view's within it.


def later(days=30):
    return TODAY + timedelta(days=days)


@pytest.fixture
def world(db):
    return factories.world()


def knelpunt(world):
    return factories.knelpunt(
        world.anne,
        world.opgave,
        casussen=[factories.casus(world.anne, opgave=world.opgave) for _ in range(3)],
    )


def asked(world, about, **fields):
    defaults = {"titel": "Mag een briefadres?", "vraag": "Kan de regel ruimer?"}
    return actions.agendeer(
        about,
        world.directie,
        uiterlijk=later(),
        advies=rules.Advies("landelijk", "Beleid."),
        by=world.carla,
        **(defaults | fields),
    )


def proposed(world, about, *, rounds=0, gevraagd=()):
    besluit = actions.bereid_besluit_voor(
        about, titel="Ruimer briefadres", voorstel="Wij staan het toe.", gevraagd=gevraagd,
        by=world.carla,
    )  # fmt: skip
    for _ in range(rounds):
        besluit = actions.open_fase(besluit, sluit_op=later(14), by=world.carla)
    return besluit


def agreed(world, besluit):
    return actions.maak_afspraak(
        besluit, world.almere, world.wethouder, titel="Vroeghulp starten", tekst="In Almere.",
        uiterlijk=later(90), soort="mensen", niveau="lokaal", by=world.carla,
    )  # fmt: skip


def full_table(world):
    """Return one thing of each kind, with more rows around it."""
    about = knelpunt(world)
    question = asked(world, about)
    factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    gevraagd = [
        actions.Gevraagd(world.almere, "Vroeghulp", 20_000),
        actions.Gevraagd(world.szw, "Regel aanpassen", 10),
        actions.Gevraagd(world.zwolle, "Meedoen", 10),
    ]
    open_one = proposed(world, about, rounds=3, gevraagd=gevraagd)
    for who, by in ((world.zwolle, world.bob), (world.szw, world.dirk)):
        actions.reageer(open_one, who, soort=Reactie.Soort.ZORG, toelichting="Tempo.", by=by)
    taken = proposed(world, about, rounds=3, gevraagd=gevraagd)
    actions.neem_besluit(taken, herzien_op=later(365), by=world.carla)
    taken.refresh_from_db()
    afspraken = [agreed(world, taken) for _ in range(3)]
    return about, question, open_one, taken, afspraken


@pytest.fixture
def pages(world):
    """The address of every page that shows something."""
    about, question, open_one, taken, afspraken = full_table(world)
    return {
        "agendeer": reverse("overleg:agendeer", args=[about.pk]),
        "agendering": reverse("overleg:agendering", args=[question.pk]),
        "besluit nieuw": reverse("overleg:besluit_nieuw", args=[about.pk])
        + f"?agendering={question.pk}",
        "besluit open": reverse("overleg:besluit", args=[open_one.pk]),
        "besluit wijzig": reverse("overleg:besluit_wijzig", args=[open_one.pk]),
        "besluit bijdrage": reverse("overleg:besluit_bijdrage", args=[open_one.pk]),
        "besluit reactie": reverse("overleg:besluit_reactie", args=[open_one.pk]),
        "besluit nemen": reverse("overleg:besluit_nemen", args=[open_one.pk]),
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
    world, pages, browse_as, django_assert_max_num_queries
):
    carla = browse_as(world.carla)
    for name, url in pages.items():
        with django_assert_max_num_queries(MOST_QUERIES + SAVEPOINTS, info=name):
            response = carla.get(url)
        assert response.status_code == 200, name


def test_an_outsider_finds_nothing(world, pages, browse_as):
    esma = browse_as(world.esma)
    for name, url in pages.items():
        if not url.startswith(reverse("overleg:start") + "?") and url != reverse("overleg:start"):
            assert esma.get(url).status_code == 404, name
        else:
            assert "Vroeghulp" not in esma.get(url).content.decode()
