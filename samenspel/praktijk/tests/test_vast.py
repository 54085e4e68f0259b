"""What is stuck: join what exists, undo that, or name it as the first."""

import pytest
from django.urls import reverse

from samenspel.praktijk.models import Knelpunt, Koppeling
from samenspel.praktijk.tests.helpers import said, url
from tests import factories


@pytest.fixture
def knelpunten(world):
    """Two that Anne may see, one of which is about the same words; one she may not."""
    elsewhere = [factories.casus(world.bob, opgave=world.opgave) for _ in range(3)]
    alike = factories.knelpunt(
        world.bob, world.opgave, casussen=elsewhere, titel="Schulden blijven groeien",
        omschrijving="Een gezin met schulden krijgt steeds nieuwe boetes.",
    )  # fmt: skip
    factories.knelpunt(world.bob, world.opgave, titel="Rijbewijs", omschrijving="Examen duurt.")
    secret = factories.knelpunt(
        world.bob, world.opgave, titel="Schulden bij Zwolle", zichtbaarheid="besloten"
    )
    return alike, secret


def titles(rows):
    return [row.titel for row in rows]


def test_what_looks_alike_is_shown_with_where(world, concept, knelpunten, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        answer = client.get(url("casus_vast", concept))
    assert titles(answer.context["page"].gelijkend) == ["Schulden blijven groeien"]
    assert "in 1 gemeente" in answer.content.decode()


def test_one_click_joins_and_one_click_undoes(world, concept, knelpunten, browse_as):
    alike, _ = knelpunten
    client = browse_as(world.anne)
    sent = {"actie": "sluit_aan", "knelpunt": alike.pk}
    answer = client.post(url("casus_vast", concept), sent, follow=True)
    assert titles(answer.context["page"].knelpunten) == ["Schulden blijven groeien"]
    assert "Breng in" in answer.content.decode()
    assert said(answer) == ["Uw casus hoort nu bij ‘Schulden blijven groeien’."]
    stuck = client.get(url("casus_vast", concept))
    assert titles(stuck.context["page"].eigen) == ["Schulden blijven groeien"]
    assert titles(stuck.context["page"].gelijkend) == []
    assert reverse("praktijk:casus", args=[concept.pk]) in stuck.content.decode()
    client.post(url("casus_vast", concept), sent | {"actie": "maak_los"})
    assert not Koppeling.objects.filter(casus=concept).exists()


def test_she_cannot_join_what_she_may_not_see(world, concept, knelpunten, browse_as):
    _, secret = knelpunten
    sent = {"actie": "sluit_aan", "knelpunt": secret.pk}
    client = browse_as(world.anne)
    assert client.post(url("casus_vast", concept), sent).status_code == 404
    again = client.post(url("casus_vast", concept), sent | {"knelpunt": "x" * 1_000_000})
    assert again.status_code == 302
    assert not Koppeling.objects.filter(casus=concept).exists()


NIEUW = {
    "titel": "School wacht op hulp",
    "omschrijving": "Een kind zit thuis.",
    "oorzaak": "samenwerking",
    "simpel": "Samen beginnen.",
}


def test_a_new_knelpunt_takes_the_regelingen_of_the_casus(world, concept, browse_as):
    concept.regelingen.add(world.wpo)
    sent = NIEUW | {"opgave": world.opgave.pk}
    answer = browse_as(world.anne).post(url("casus_vast", concept), sent, follow=True)
    made = Knelpunt.objects.get()
    assert (made.oorzaak, made.simpel, made.opgave) == (
        "samenwerking",
        "Samen beginnen.",
        world.opgave,
    )
    assert list(made.regelingen.all()) == [world.wpo]
    assert titles(answer.context["page"].knelpunten) == ["School wacht op hulp"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("titel", "", "Vul dit nog in."),
        ("titel", "x" * 1_000_000, "160"),
        ("omschrijving", "Bel 06-12345678", "telefoonnummer"),
        ("oorzaak", "het weer", "Kies een van de mogelijkheden."),
        ("simpel", "x" * 1_000_000, "20"),
        ("opgave", "x" * 1_000_000, "Kies een van de mogelijkheden."),
        ("opgave", "", "Kies een van de mogelijkheden."),
    ],
)
def test_bad_input_is_answered_at_its_field(world, concept, browse_as, field, value, message):
    sent = NIEUW | {"opgave": world.opgave.pk, field: value}
    answer = browse_as(world.anne).post(url("casus_vast", concept), sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert message in form.errors[field][0]
    assert len(form.errors[field][0]) < 200
    assert form[field].value() == value
    assert not Knelpunt.objects.exists()
