"""The totaalplaatje is suggested from the text, and confirmed or corrected by her."""

import pytest

from samenspel.praktijk.tests.helpers import said, url


def test_the_text_suggests_with_the_words_that_say_so(world, concept, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        answer = client.get(url("casus_beeld", concept))
    page = answer.context["page"]
    schulden = next(keuze for keuze in page.suggesties if keuze.waarde == str(world.wgs.pk))
    assert "schulden" in schulden.woorden
    assert schulden.gekozen
    assert {keuze.waarde for keuze in page.leefgebieden if keuze.gekozen} >= {"schulden"}
    assert world.pw.naam in {keuze.label for keuze in [*page.overige, *page.suggesties]}


def test_the_page_says_how_many_regelingen_and_ministeries(world, concept, browse_as):
    sent = {"actie": "teken", "regelingen": [world.pw.pk, world.wgs.pk, world.wpo.pk]}
    answer = browse_as(world.anne).post(url("casus_beeld", concept), sent)
    page = answer.content.decode()
    assert "met 3 regelingen en 2 ministeries te maken. Klopt dit beeld?" in page
    assert "Wet gemeentelijke</text>" in page
    assert not concept.regelingen.exists()


def test_htmx_gets_only_the_picture(world, concept, browse_as):
    sent = {"actie": "teken", "leefgebieden": ["wonen"]}
    answer = browse_as(world.anne).post(
        url("casus_beeld", concept), sent, headers={"hx-request": "true"}
    )
    page = answer.content.decode()
    assert "<svg" in page
    assert "<html" not in page


def test_what_she_confirms_is_kept_and_comes_back(world, concept, browse_as):
    client = browse_as(world.anne)
    sent = {"leefgebieden": ["wonen", "inkomen"], "regelingen": [world.pw.pk], "versie": 1}
    answer = client.post(url("casus_beeld", concept), sent, follow=True)
    assert answer.redirect_chain[-1][0] == url("casus_vast", concept)
    assert said(answer) == ["Het totaalplaatje is bewaard."]
    concept.refresh_from_db()
    assert concept.leefgebieden == ["inkomen", "wonen"]
    assert list(concept.regelingen.all()) == [world.pw]
    again = client.get(url("casus_beeld", concept)).context["page"]
    assert [one.naam for one in again.regelingen] == ["Participatiewet"]


def test_two_screens_the_second_is_told_and_her_ticks_stay(world, concept, browse_as):
    client = browse_as(world.anne)
    first = client.get(url("casus_beeld", concept)).context["form"]["versie"].value()
    client.post(url("casus_beeld", concept), {"regelingen": [world.pw.pk], "versie": first})
    sent = {"regelingen": [world.wgs.pk], "versie": first}
    answer = client.post(url("casus_beeld", concept), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "<li>Participatiewet" in page
    assert [one.naam for one in answer.context["page"].regelingen] == [world.wgs.naam]
    assert list(concept.regelingen.all()) == [world.pw]
    client.post(
        url("casus_beeld", concept), sent | {"versie": answer.context["form"]["versie"].value()}
    )
    assert list(concept.regelingen.all()) == [world.wgs]


@pytest.mark.parametrize(
    "sent",
    [{"regelingen": ["geen"]}, {"leefgebieden": ["geluk"]}, {"regelingen": ["x" * 1_000_000]}],
)
def test_a_wrong_choice_is_refused_in_dutch(world, concept, browse_as, sent):
    answer = browse_as(world.anne).post(url("casus_beeld", concept), sent)
    assert answer.status_code == 422
    assert "Kies een van de mogelijkheden." in answer.content.decode()
    assert len(answer.content) < 200_000
    assert not concept.regelingen.exists()


def test_the_room_of_the_law_is_told_with_its_date(world, concept, browse_as):
    sent = {"leefgebieden": [], "regelingen": [world.pw.pk], "versie": 1}
    client = browse_as(world.anne)
    client.post(url("casus_beeld", concept), sent)
    page = client.get(url("casus", concept)).content.decode()
    assert "voor één huishouden (stand 10 mei 2017)" in page
