"""Knelpunten and lessen: where they occur, for whoever may see them."""

from datetime import UTC, datetime

import pytest

from samenspel.opgaven.models import Opgave
from samenspel.praktijk.models import Knelpunt, Les
from samenspel.praktijk.rows.knelpunten import Spreiding, spread_of
from samenspel.praktijk.tests.helpers import said, url
from tests import factories


@pytest.fixture
def shared(world):
    """A knelpunt in two gemeenten and two opgaven; one casus is of Zwolle alone."""
    other = factories.opgave(
        world.vng, world.carla, partners=[world.almere], titel="Gezond leven", stand="vastgesteld"
    )
    casussen = [
        factories.casus(world.anne, opgave=world.opgave),
        factories.casus(world.anne, opgave=other),
        factories.casus(world.bob, opgave=world.opgave),
        factories.casus(world.bob, opgave=world.opgave, zichtbaarheid="organisatie"),
        factories.casus(world.anne, ingebracht=False, zichtbaarheid="besloten"),
    ]
    knelpunt = factories.knelpunt(world.anne, world.opgave, casussen=casussen)
    knelpunt.regelingen.set([world.pw, world.wpo])
    return knelpunt


def test_it_counts_only_what_i_may_see(world, shared, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        answer = client.get(url("knelpunt", shared))
    page = answer.context["page"]
    assert [(plek.naam, plek.aantal) for plek in page.plekken] == [
        ("Gemeente Almere", 2),
        ("Gemeente Zwolle", 1),
    ]
    assert [(one.titel, one.aantal) for one in page.opgaven] == [
        ("Bestaanszekerheid", 2),
        ("Gezond leven", 1),
    ]
    assert (page.aantal, len(page.casussen)) == (3, 3)
    assert ">Gezin met schulden</a><small>Gemeente Almere" in answer.content.decode()
    of_bob = browse_as(world.bob).get(url("knelpunt", shared)).context["page"]
    assert [(plek.naam, plek.aantal) for plek in of_bob.plekken] == [
        ("Gemeente Zwolle", 2),
        ("Gemeente Almere", 1),
    ]
    assert [one.titel for one in of_bob.opgaven] == ["Bestaanszekerheid"]


def test_an_outsider_finds_nothing(world, shared, browse_as):
    client = browse_as(world.esma)
    assert client.get(url("knelpunt", shared)).status_code == 404
    assert client.get(url("knelpunt_wijzig", shared)).status_code == 404
    assert "0 knelpunten" in client.get(url("knelpunten")).content.decode()


def test_an_openbaar_knelpunt_is_for_everybody_to_read(world, shared, browse_as):
    Knelpunt.objects.filter(pk=shared.pk).update(zichtbaarheid="openbaar")
    Opgave.objects.filter(pk=world.opgave.pk).update(zichtbaarheid="openbaar")
    page = browse_as(None).get(url("knelpunt", shared)).content.decode()
    assert shared.titel in page
    assert "nog geen ingebrachte casus die u kunt zien" in page
    assert "Wijzig dit knelpunt" not in page


def test_the_spread_counts_gemeenten_jeugdregios_and_niveaus(world, shared, as_user):
    with as_user(world.anne):
        assert spread_of(shared) == Spreiding(2, 1, ("lokaal", "regionaal"))


def test_the_list_asks_no_more_when_there_are_more(world, shared, browse_as, few_questions):
    for _ in range(40):
        factories.knelpunt(world.anne, world.opgave, titel="Wachten op een woning", oorzaak="geld")
    client = browse_as(world.anne)
    with few_questions():
        answer = client.get(url("knelpunten"))
    assert len(answer.context["pagina"]) == 25
    assert "41 knelpunten" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"zoek": "briefadressen"}, 1),
        ({"zoek": "brefadres"}, 1),
        ({"zoek": "waterschap"}, 0),
        ({"oorzaak": "beleid"}, 1),
        ({"oorzaak": "wet"}, 0),
        ({"oorzaak": "onzin"}, 1),
        ({"opgave": "geen-sleutel"}, 1),
        ({"zoek": "x" * 5_000}, 1),
        ({"pagina": "duizend"}, 1),
    ],
)
def test_finding_one(world, shared, browse_as, asked, found):
    answer = browse_as(world.anne).get(url("knelpunten"), asked)
    assert answer.context["pagina"].paginator.count == found


WIJZIG = {
    "titel": "Briefadres duurt te lang",
    "omschrijving": "Weken zonder inkomen.",
    "oorzaak": "uitvoering",
    "simpel": "",
    "weeffout": "on",
    "versie": 1,
}


def test_the_team_and_who_named_it_sharpen_it(world, shared, browse_as):
    for number, gebruiker in enumerate((world.anne, world.carla), start=1):
        sent = WIJZIG | {"versie": number}
        answer = browse_as(gebruiker).post(url("knelpunt_wijzig", shared), sent, follow=True)
        assert said(answer) == ["Het knelpunt is bijgewerkt."]
    shared.refresh_from_db()
    assert (shared.oorzaak, shared.weeffout, shared.versie) == ("uitvoering", True, 3)
    refused = browse_as(world.bob).get(url("knelpunt_wijzig", shared))
    assert refused.status_code == 403


def test_the_second_who_changes_it_is_told_and_keeps_her_text(world, shared, browse_as):
    client = browse_as(world.anne)
    client.post(url("knelpunt_wijzig", shared), WIJZIG)
    answer = client.post(url("knelpunt_wijzig", shared), WIJZIG | {"omschrijving": "Mijn woorden."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Zo staat het er nu" in page
    assert "Weken zonder inkomen." in page
    assert "Mijn woorden." in page
    assert '<input type="hidden" name="versie" value="2"' in page


@pytest.mark.parametrize(
    ("field", "value"), [("titel", ""), ("oorzaak", "x" * 1_000_000), ("versie", "een")]
)
def test_bad_input_changes_nothing(world, shared, browse_as, field, value):
    answer = browse_as(world.anne).post(url("knelpunt_wijzig", shared), WIJZIG | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    shared.refresh_from_db()
    assert shared.versie == 1


def test_what_was_learned_is_found_and_read(world, shared, browse_as, few_questions):
    les = Les.objects.create(
        organisatie=world.vng, maker=world.carla, opgave=world.opgave, knelpunt=shared,
        titel="Vraag het vroeg", tekst="Dat scheelt weken.",
    )  # fmt: skip
    client = browse_as(world.anne)
    with few_questions():
        assert "Vraag het vroeg" in client.get(url("lessen"), {"zoek": "vragen"}).content.decode()
    with few_questions():
        assert "Dat scheelt weken." in client.get(url("les", les)).content.decode()
    with few_questions():
        assert "Vraag het vroeg" in client.get(url("knelpunt", shared)).content.decode()
    assert browse_as(world.esma).get(url("les", les)).status_code == 404


def test_casussen_come_in_pages(world, shared, browse_as):
    for _ in range(30):
        made = factories.casus(world.anne, opgave=world.opgave)
        shared.casussen.add(made)
    client = browse_as(world.anne)
    second = client.get(url("knelpunt", shared) + "?pagina=2").context["page"]
    assert (second.aantal, len(second.casussen)) == (33, 8)


def test_a_les_is_of_the_day_it_was_here(world, shared, browse_as):
    """Half past eleven in Greenwich is tomorrow in the Netherlands."""
    les = Les.objects.create(
        organisatie=world.almere, maker=world.anne, opgave=world.opgave, knelpunt=shared,
        titel="Bel", tekst="Bel.", zichtbaarheid="partners",
    )  # fmt: skip
    Les.objects.filter(pk=les.pk).update(gemaakt_op=datetime(2026, 11, 4, 23, 30, tzinfo=UTC))
    page = browse_as(world.anne).get(url("knelpunt", shared)).content.decode()
    assert "<small>5 november" in page
