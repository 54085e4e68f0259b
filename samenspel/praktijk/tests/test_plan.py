"""A doorbraakplan: what to do, whether it may, and who reads and changes it."""

import pytest
from django.db import ProgrammingError, transaction

from samenspel.praktijk.models import Casus, Doorbraakplan, Maatregel
from samenspel.praktijk.tests.helpers import said, url
from tests import factories

GOOD = {
    "wat": "Eén vaste begeleider voor het hele gezin",
    "artikel": "artikel 2.3.5",
    "legitimiteit": 3,
    "legitimiteit_zin": "De wet vraagt om maatwerk.",
    "betrokkenheid": 2,
    "betrokkenheid_zin": "",
    "rendement": 1,
    "rendement_zin": "Er komen minder mensen over de vloer.",
}


@pytest.fixture
def casus(world):
    """A casus of Anne that the partners read."""
    return factories.casus(world.anne, opgave=world.opgave, tekst="Moeder heeft schulden.")


def page_of(client, casus) -> str:
    return client.get(url("plan", casus)).content.decode()


def test_the_page_of_the_casus_invites_to_make_a_plan(world, casus, browse_as, few_questions):
    page = browse_as(world.anne).get(url("casus", casus)).content.decode()
    assert "Maak een plan" in page
    assert "Maak een plan" not in browse_as(world.bob).get(url("casus", casus)).content.decode()


def test_a_maatregel_says_on_which_law_it_rests_and_what_room_that_gives(
    world, casus, browse_as, few_questions
):
    client = browse_as(world.anne)
    assert "Begin met één ding" in page_of(client, casus)
    sent = GOOD | {"regeling": world.pw.pk, "wie": world.szw.pk}
    answer = client.post(url("maatregel_nieuw", casus), sent, follow=True)
    assert said(answer) == ["De maatregel staat in het plan."]
    for _ in range(8):
        client.post(url("maatregel_nieuw", casus), sent)
    with few_questions():
        page = page_of(client, casus)
    assert "artikel 2.3.5" in page
    assert "Ruimte om af te wijken: voor één huishouden (stand 10 mei 2017). Artikel 18." in page
    assert "Ministerie van SZW doet het." in page
    assert "Het zwakst is het rendement." in page
    seen = browse_as(world.bob).get(url("casus", casus)).content.decode()
    assert "9 maatregelen." in seen
    assert "Anne voegde een maatregel toe aan het doorbraakplan" in seen


def test_maatregelen_stand_in_the_order_in_which_they_were_thought_of(world, casus, browse_as):
    for wat in ("eerst", "daarna", "als laatste"):
        factories.maatregel(casus, wat=wat)
    page = browse_as(world.bob).get(url("plan", casus)).context["page"]
    assert [row.wat for row in page.maatregelen] == ["eerst", "daarna", "als laatste"]


def test_a_corner_at_zero_is_no_doorbraak_and_the_page_says_so(world, casus, browse_as):
    factories.maatregel(casus)
    factories.maatregel(casus, betrokkenheid=0)
    page = page_of(browse_as(world.bob), casus)
    assert "De betrokkenheid staat op nul. Dan is het geen doorbraak" in page
    assert "Betrokkenheid 0 van 3" in page
    assert "een waarde op nul" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("wat", "", "Vul dit nog in."),
        ("wat", "x" * 1_000_000, "300"),
        ("wat", "Bel 06-12345678", "telefoonnummer"),
        ("artikel", "Mail a@example.org", "e-mailadres"),
        ("regeling", "geen sleutel", "Kies een van de mogelijkheden."),
        ("wie", "x" * 1_000_000, "Kies een van de mogelijkheden."),
        ("legitimiteit", "", "Kies een van de mogelijkheden."),
        ("betrokkenheid", "4", "Kies een van de mogelijkheden."),
        ("rendement", "veel", "Kies een van de mogelijkheden."),
        ("rendement_zin", "x" * 301, "300"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(world, casus, browse_as, field, value, message):
    answer = browse_as(world.anne).post(url("maatregel_nieuw", casus), GOOD | {field: value})
    assert answer.status_code == 422
    assert message in answer.context["form"].errors[field][0]
    assert answer.context["form"]["artikel"].value() == (GOOD | {field: value})["artikel"]
    assert not Maatregel.objects.exists()


def test_only_the_maker_of_the_casus_changes_its_plan(world, casus, browse_as):
    colleague = factories.lid(world.almere)
    maatregel = factories.maatregel(casus)
    for person, status in [(colleague, 403), (world.bob, 403), (world.esma, 404)]:
        client = browse_as(person)
        assert client.get(url("plan", casus)).status_code == (404 if status == 404 else 200)
        for name, thing in [
            ("maatregel_nieuw", casus), ("plan_som", casus), ("maatregel_wijzig", maatregel),
        ]:  # fmt: skip
            assert client.get(url(name, thing)).status_code == status, (person, name)
        assert client.post(url("maatregel_weg", maatregel)).status_code == status
        assert client.post(url("maatregel_overnemen", casus)).status_code == status
    assert "Nog een maatregel" not in page_of(browse_as(world.bob), casus)
    client = browse_as(None)
    assert client.get(url("plan", casus)).status_code == 404
    assert client.get(url("maatregel_nieuw", casus)).status_code == 302


def test_the_plan_of_an_openbare_casus_is_open_to_all(world, casus, browse_as):
    factories.maatregel(casus)
    Casus.objects.filter(pk=casus.pk).update(zichtbaarheid="openbaar")
    assert "Eén vaste begeleider" in page_of(browse_as(None), casus)


def test_the_database_refuses_who_passes_the_page(world, casus, as_user):
    plan = factories.maatregel(casus).plan
    for person in [factories.lid(world.almere), world.bob, None]:
        refused = pytest.raises(ProgrammingError, match="row-level security")
        with as_user(person), refused, transaction.atomic():
            Maatregel.objects.create(plan=plan, wat="van een ander")


def test_two_screens_the_second_is_told_and_nothing_is_lost(world, casus, browse_as):
    maatregel = factories.maatregel(casus)
    client = browse_as(world.anne)
    first = client.get(url("maatregel_wijzig", maatregel)).context["form"]
    assert first["wat"].value() == maatregel.wat
    sent = GOOD | {"versie": first["versie"].value()}
    answer = client.post(url("maatregel_wijzig", maatregel), sent, follow=True)
    assert said(answer) == ["De maatregel is bijgewerkt."]
    sent["wat"] = "Mijn tweede gedachte"
    answer = client.post(url("maatregel_wijzig", maatregel), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "Mijn tweede gedachte" in page
    assert "Zo staat het er nu" in page
    assert GOOD["wat"] in page
    sent["versie"] = answer.context["form"]["versie"].value()
    client.post(url("maatregel_wijzig", maatregel), sent)
    maatregel.refresh_from_db()
    assert (maatregel.wat, maatregel.versie) == ("Mijn tweede gedachte", 3)


def test_a_maatregel_goes_out_of_the_plan(world, casus, browse_as):
    maatregel = factories.maatregel(casus)
    answer = browse_as(world.anne).post(url("maatregel_weg", maatregel), follow=True)
    assert said(answer) == ["De maatregel is uit het plan gehaald."]
    assert not Maatregel.objects.exists()


def test_a_concept_goes_with_its_plan(world, concept, browse_as):
    factories.maatregel(concept)
    factories.kostenpost(concept, "doorbreken", 100)
    answer = browse_as(world.anne).post(url("casus_weggooien", concept), follow=True)
    assert said(answer) == ["Het concept is weggegooid."]
    assert not Doorbraakplan.objects.exists()
