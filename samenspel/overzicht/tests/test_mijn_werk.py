"""What waits on whom, once round the loop; each page as its reader sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samenspel.overleg.afspraken.actions import maak_afspraak
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    trek_voorstel_in,
)
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.actions import agendeer, beantwoord, verwerk_termijnen
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.rules import Advies
from samenspel.overleg.tests.tafel import all_say, proposed, says, take
from samenspel.overzicht import werk as queries
from samenspel.praktijk.actions import leg_les_vast
from samenspel.praktijk.terugkoppeling.actions import koppel_terug
from tests import factories

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def world(db):
    world = factories.world()
    world.casus = factories.casus(world.anne, opgave=world.opgave)
    world.knelpunt = factories.knelpunt(world.anne, world.opgave, casussen=[world.casus])
    return world


def place(world, orgaan=None, **fields):
    return agendeer(
        world.knelpunt, orgaan or world.directie, titel="Mag een briefadres?", vraag="Kan dit?",
        uiterlijk=SOON, advies=Advies("landelijk", "Beleid."), by=world.carla, **fields,
    )  # fmt: skip


def propose(world, *, over=False, **fields):
    besluit = proposed(world, world.knelpunt, rounds=3, over=over, **fields)
    if not over:
        Besluit.objects.filter(pk=besluit.pk).update(sluit_op=SOON)
    return besluit


def decide(world, **fields):
    besluit = propose(world, over=True, **fields)
    all_say(world, besluit)
    return take(world, besluit)


def waiting(who, as_user, on=TODAY):
    with as_user(who):
        page = queries.mijn_werk(who, on)
    return [(werk.titel, werk.tag) for werk in page.wacht_op_u]


def awaited(who, as_user, on=TODAY):
    with as_user(who):
        page = queries.mijn_werk(who, on)
    return [(werk.titel, werk.tag) for werk in page.ik_wacht_op]


def test_a_concept_waits_on_its_maker_only(world, as_user):
    factories.casus(world.anne, ingebracht=False, titel="Half verhaal", zichtbaarheid="besloten")
    assert ("Half verhaal", "afmaken") in waiting(world.anne, as_user)
    assert waiting(world.wethouder, as_user) == []


def test_a_knelpunt_waits_on_the_team_until_it_is_placed(world, as_user):
    assert waiting(world.carla, as_user) == [("Briefadres geweigerd", "te plaatsen")]
    assert waiting(world.bob, as_user) == []
    place(world)
    assert waiting(world.carla, as_user) == []


def test_a_knelpunt_waits_again_once_its_proposal_is_withdrawn(world, as_user):
    besluit = propose(world)
    waits = (world.knelpunt.titel, "te plaatsen")
    assert waits not in waiting(world.carla, as_user)
    trek_voorstel_in(besluit, reden="Te vroeg.", by=world.carla)
    assert waiting(world.carla, as_user) == [waits]
    assert waiting(world.bob, as_user) == []


def test_a_yes_waits_on_the_team_until_it_prepares_a_besluit(world, as_user):
    asked = place(world)
    beantwoord(asked, stand="toegepast", antwoord="Ja.", by=world.dirk)
    waits = (asked.titel, "bereid een besluit voor")
    assert waiting(world.carla, as_user) == [waits]
    assert waiting(world.bob, as_user) == []
    besluit = propose(world, agendering=asked)
    assert waits not in waiting(world.carla, as_user)
    trek_voorstel_in(besluit, reden="Te vroeg.", by=world.carla)
    assert waits in waiting(world.carla, as_user)


def test_a_question_waits_on_who_speaks_for_the_one_asked(world, as_user):
    agendering = place(world)
    assert waiting(world.dirk, as_user) == [("Mag een briefadres?", "nog 10 dagen")]
    assert waiting(world.dirk, as_user, SOON + timedelta(days=3)) == [
        ("Mag een briefadres?", "3 dagen stil")
    ]
    assert waiting(world.bob, as_user) == []
    beantwoord(agendering, stand="toegepast", antwoord="Ja.", by=world.dirk)
    assert waiting(world.dirk, as_user) == []


def test_the_team_sees_how_long_it_is_silent(world, as_user):
    place(world)
    later = TODAY + timedelta(days=12)
    assert awaited(world.carla, as_user, later) == [("Mag een briefadres?", "2 dagen stil")]
    assert awaited(world.dirk, as_user, later) == []


def test_a_question_that_climbed_is_awaited_once_at_its_new_step(world, as_user):
    place(world)
    [higher] = verwerk_termijnen(SOON + timedelta(days=1))
    Agendering.objects.filter(pk=higher.pk).update(titel="Een trede hoger")
    assert awaited(world.carla, as_user) == [("Een trede hoger", "nog 25 dagen")]
    assert [titel for titel, _ in waiting(world.dirk, as_user)] == ["Een trede hoger"]


def test_a_proposal_waits_on_each_partner_until_it_reacts(world, as_user):
    besluit = propose(world)
    assert ("Ruimer briefadres", "nog 10 dagen") in waiting(world.bob, as_user)
    assert waiting(world.esma, as_user) == []
    with as_user(world.carla):
        [row] = queries.mijn_werk(world.carla, TODAY).ik_wacht_op
    assert "van Gemeente Almere, Gemeente Zwolle, SZW ·" in row.feiten
    says(besluit, world.zwolle, world.bob)
    assert waiting(world.bob, as_user) == []


def test_a_new_round_asks_everyone_again(world, as_user):
    besluit = propose(world)
    says(besluit, world.zwolle, world.bob)
    Besluit.objects.filter(pk=besluit.pk).update(versie=2)
    assert ("Ruimer briefadres", "nog 10 dagen") in waiting(world.bob, as_user)


def test_a_round_that_closed_waits_on_the_team(world, as_user):
    propose(world)
    steps = waiting(world.carla, as_user, SOON + timedelta(days=1))
    assert steps == [("Ruimer briefadres", "volgende stap")]


def test_what_no_mandaat_covers_waits_on_the_organisatie_that_must_decide(world, as_user):
    decide(world, gevraagd=[Gevraagd(world.almere, "Vroeghulp", 20_000)])
    assert waiting(world.wethouder, as_user) == [("Vroeghulp", "besluit nodig")]
    assert waiting(world.anne, as_user) == []
    assert awaited(world.carla, as_user) == [("Vroeghulp", "besluit nodig")]


def test_an_afspraak_waits_on_its_eigenaar(world, as_user):
    besluit = decide(world)
    maak_afspraak(
        besluit, world.almere, world.anne, titel="Begin met vroeghulp", tekst="In Almere.",
        uiterlijk=TODAY + timedelta(days=90), soort="mensen", niveau="lokaal",
        by=world.wethouder,
    )  # fmt: skip
    assert ("Begin met vroeghulp", "nog 90 dagen") in waiting(world.anne, as_user)


def test_a_les_comes_back_to_the_indiener_until_she_answers(world, as_user):
    leg_les_vast(world.knelpunt, titel="Vraag het vroeg", tekst="Binnen een week.", by=world.carla)
    assert waiting(world.anne, as_user) == [("Gezin met schulden", "vertel het ons")]
    koppel_terug(world.casus, geholpen="ja", toelichting="", by=world.anne)
    assert waiting(world.anne, as_user) == []


def test_my_casus_shows_the_steps_it_took(world, as_user):
    place(world)
    propose(world)
    with as_user(world.anne):
        [casus] = queries.mijn_werk(world.anne, TODAY).casussen
    assert casus.feiten == (
        "beschreven › ingebracht › geplaatst bij SZW › besluit in voorbereiding"
    )
    assert casus.tag == "bij het besluit"


def test_what_ends_first_stands_first(world, as_user):
    place(world)
    besluit = propose(world)
    Besluit.objects.filter(pk=besluit.pk).update(sluit_op=TODAY + timedelta(days=2))
    assert waiting(world.dirk, as_user) == [
        ("Ruimer briefadres", "nog 2 dagen"),
        ("Mag een briefadres?", "nog 10 dagen"),
    ]


def test_many_of_a_kind_are_cut_off_and_counted(world, as_user):
    for number in range(39):
        factories.knelpunt(world.anne, world.opgave, titel=f"Knelpunt {number}")
    with as_user(world.carla):
        page = queries.mijn_werk(world.carla, TODAY)
    assert len(page.wacht_op_u) == 10
    assert [meer.tekst for meer in page.nog_meer] == ["En nog 30 knelpunten"]


def test_the_page_asks_few_queries_whatever_the_amount(world, browse_as, few_questions):
    place(world)
    propose(world)
    for number in range(12):
        casus = factories.casus(world.carla, opgave=world.opgave, titel=f"Casus {number}")
        factories.knelpunt(world.carla, world.opgave, casussen=[casus], titel=f"Nood {number}")
    browser = browse_as(world.carla)
    with few_questions():
        page = browser.get(reverse("overzicht:mijn_werk"))
    text = page.content.decode()
    assert "Nood 8" in text
    assert "Nog geen reactie van" in text


def test_who_has_nothing_to_do_is_told_so(world, browse_as):
    text = browse_as(world.esma).get(reverse("overzicht:mijn_werk")).content.decode()
    for said in (
        "Er wacht nu niets op u",
        "U bent bij",
        "Beschrijf een casus",
        "U wacht op niemand",
    ):
        assert said in text
