"""A casus is brought in, and its indiener hears what came of it."""

import pytest

from samenspel.basis.errors import RuleError
from samenspel.praktijk import actions
from samenspel.praktijk.models import MOST_NAMED, Casus, Koppeling, Les
from samenspel.praktijk.tests.helpers import said, url
from tests import factories


@pytest.fixture
def ready(world, concept):
    """A concept that knows what is stuck."""
    factories.knelpunt(world.anne, world.opgave, casussen=[concept])
    return concept


@pytest.fixture
def learned(world, ready):
    """A casus that was brought in, and of which a les came."""
    Casus.objects.filter(pk=ready.pk).update(
        opgave=world.opgave, zichtbaarheid="partners", ingebracht_op=world.opgave.gemaakt_op
    )
    knelpunt = Koppeling.objects.get(casus=ready).knelpunt
    Les.objects.create(
        organisatie=world.vng, maker=world.carla, opgave=world.opgave, knelpunt=knelpunt,
        titel="Vraag het vroeg", tekst="Dat scheelt weken.",
    )  # fmt: skip
    return ready


def bring_in(client, casus, **sent):
    return client.post(url("casus_inbrengen", casus), sent, follow=True)


def test_without_a_knelpunt_there_is_nothing_to_bring_in_yet(world, concept, browse_as):
    client = browse_as(world.anne)
    page = client.get(url("casus", concept)).content.decode()
    assert "Zeg wat er vastzit" in page
    assert "Breng de casus in" not in page
    answer = bring_in(client, concept, opgave=world.opgave.pk, zichtbaarheid="partners")
    concept.refresh_from_db()
    assert concept.ingebracht_op is None
    assert said(answer) == ["Zeg eerst wat er vastzit: kies of benoem een knelpunt."]


def test_it_says_with_whom_it_lies_and_who_reads_it(world, ready, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        page = client.get(url("casus", ready)).content.decode()
    assert "Breng de casus in" in page
    answer = bring_in(client, ready, opgave=world.opgave.pk, zichtbaarheid="partners")
    assert said(answer) == [
        "Uw casus ligt bij Bestaanszekerheid, te lezen voor de partners van de opgave. "
        "U leest hier wat ervan komt."
    ]
    assert browse_as(world.bob).get(url("casus", ready)).status_code == 200
    assert browse_as(world.esma).get(url("casus", ready)).status_code == 404


def test_besloten_is_for_the_people_she_names(world, ready, browse_as):
    client = browse_as(world.anne)
    sent = {"opgave": world.opgave.pk, "zichtbaarheid": "besloten"}
    refused = client.post(url("casus_inbrengen", ready), sent)
    assert refused.status_code == 422
    assert "Kies wie de casus mag lezen." in refused.content.decode()
    bring_in(client, ready, **sent, genoemden=[world.carla.pk])
    ready.refresh_from_db()
    assert ready.genoemden == sorted([world.anne.pk, world.carla.pk])
    assert browse_as(world.bob).get(url("casus", ready)).status_code == 404


def test_more_than_a_hundred_people_are_no_small_circle(world, ready, as_user):
    many = range(100_000, 100_000 + MOST_NAMED)
    with as_user(world.anne), pytest.raises(RuleError, match="hoogstens 100 mensen") as refused:
        actions.breng_in(
            ready, opgave=world.opgave, zichtbaarheid="besloten", genoemden=many, by=world.anne
        )
    assert refused.value.field == "genoemden"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opgave", "x" * 1_000_000),
        ("opgave", ""),
        ("zichtbaarheid", "geheim"),
        ("genoemden", ["999999"]),
        ("genoemden", ["iedereen"]),
    ],
)
def test_a_wrong_choice_is_answered_at_its_field(world, ready, browse_as, field, value):
    sent = {"opgave": world.opgave.pk, "zichtbaarheid": "partners", field: value}
    answer = browse_as(world.anne).post(url("casus_inbrengen", ready), sent)
    assert answer.status_code == 422
    assert answer.context["inbreng"].errors[field] == ["Kies een van de mogelijkheden."]
    ready.refresh_from_db()
    assert ready.ingebracht_op is None


def test_a_concept_can_be_thrown_away_and_a_casus_cannot(world, concept, browse_as):
    other = factories.casus(world.anne, opgave=world.opgave)
    client = browse_as(world.anne)
    answer = client.post(url("casus_weggooien", concept), follow=True)
    assert said(answer) == ["Het concept is weggegooid."]
    answer = client.post(url("casus_weggooien", other), follow=True)
    assert "kan niet meer worden weggegooid" in said(answer)[0]
    assert list(Casus.objects.all()) == [other]


def test_the_indiener_hears_of_the_les_and_says_if_it_helped(
    world, learned, browse_as, few_questions
):
    client = browse_as(world.anne)
    with few_questions():
        page = client.get(url("casus", learned)).content.decode()
    assert "Heeft dit het huishouden geholpen?" in page
    learned.refresh_from_db()
    assert learned.gelezen_op is not None
    sent = {"geholpen": "ja", "toelichting": "Er is rust, en een woning."}
    answer = client.post(url("casus_terugkoppeling", learned), sent, follow=True)
    assert said(answer) == ["Dank u. Wie eraan werkt, leest dat het hielp."]
    learned.refresh_from_db()
    assert (learned.geholpen, learned.geholpen_toelichting) == ("ja", sent["toelichting"])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("geholpen", "misschien", "Kies een van de mogelijkheden."),
        ("geholpen", "", "Kies een van de mogelijkheden."),
        ("toelichting", "x" * 1_000_000, "20"),
        ("toelichting", "Mail naar a@example.org", "e-mailadres"),
    ],
)
def test_bad_feedback_is_answered_at_its_field(world, learned, browse_as, field, value, message):
    sent = {"geholpen": "ja", field: value}
    answer = browse_as(world.anne).post(url("casus_terugkoppeling", learned), sent)
    assert answer.status_code == 422
    assert message in answer.context["terug"].errors[field][0]
    assert answer.context["terug"][field].value() == value


def test_a_partner_reads_along_but_is_asked_nothing(world, learned, browse_as):
    page = browse_as(world.bob).get(url("casus", learned)).content.decode()
    assert "Heeft dit het huishouden geholpen?" not in page
    assert "Wijzig de beschrijving" not in page
    learned.refresh_from_db()
    assert learned.gelezen_op is None


def test_without_a_les_there_is_nothing_to_say_yet(world, ready, browse_as):
    sent = {"geholpen": "ja"}
    answer = browse_as(world.anne).post(url("casus_terugkoppeling", ready), sent, follow=True)
    assert said(answer) == ["Er is nog geen les bij deze casus."]


def test_the_spoor_tells_what_happened_in_words(world, ready, browse_as):
    client = browse_as(world.anne)
    bring_in(client, ready, opgave=world.opgave.pk, zichtbaarheid="openbaar")
    assert "Anne bracht de casus in" in client.get(url("casus", ready)).content.decode()
    stranger = browse_as(None).get(url("casus", ready)).content.decode()
    assert "Iemand bracht de casus in" in stranger
    assert "Anne" not in stranger


def test_start_shows_where_each_casus_stands(world, learned, browse_as, few_questions):
    for _ in range(30):
        factories.casus(world.anne, ingebracht=False, titel="Nog een", zichtbaarheid="besloten")
    client = browse_as(world.anne)
    with few_questions():
        first = client.get(url("start"))
    assert len(first.context["page"].casussen) == 25
    assert "concept: maak het af" in first.content.decode()
    assert "er is een les: hielp het?" in client.get(url("start") + "?pagina=2").content.decode()
    assert (
        "Log in om een casus te beschrijven" in browse_as(None).get(url("start")).content.decode()
    )


def test_a_casus_that_lies_with_the_team_without_a_knelpunt_says_so(world, learned, browse_as):
    Koppeling.objects.filter(casus=learned).delete()
    page = browse_as(world.anne).get(url("casus", learned)).content.decode()
    assert "Bij deze casus staat nog niet wat er vastzit." in page
    assert "Daarna kan het programmateam het op de juiste tafel leggen." in page
    assert "Daarna kunt u de casus inbrengen" not in page
    assert "waar dit knelpunt hoort" not in page
