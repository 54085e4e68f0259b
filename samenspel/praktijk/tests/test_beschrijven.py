"""Anne describes a household: nothing is stored while somebody can be recognised."""

import pytest
from django.urls import reverse

from samenspel.praktijk.models import Casus
from samenspel.praktijk.tests.helpers import said, url

CLEAN = "Moeder heeft schulden. Vader heeft een uitkering. Hun zoon past niet op school."
NIEUW = reverse("praktijk:casus_nieuw")


def typed(world, **fields):
    return {"titel": "Gezin", "tekst": CLEAN, "gemeente": world.almere.pk} | fields


def test_a_clean_text_becomes_a_concept_that_only_she_reads(world, browse_as):
    answer = browse_as(world.anne).post(NIEUW, typed(world, wens="Rust"), follow=True)
    casus = Casus.objects.get()
    assert answer.redirect_chain[-1][0] == url("casus_beeld", casus)
    assert said(answer) == ["Bewaard als concept. Alleen u kunt het lezen."]
    assert (casus.tekst, casus.wens, casus.ingebracht_op) == (CLEAN, "Rust", None)
    assert (casus.zichtbaarheid, casus.genoemden) == ("besloten", [world.anne.pk])


def test_her_own_gemeente_stands_ready_and_the_page_asks_little(world, browse_as, few_questions):
    client = browse_as(world.anne)
    with few_questions():
        answer = client.get(NIEUW)
    assert f'<option value="{world.almere.pk}" selected>' in answer.content.decode()


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("bsn 123456782", "BSN"),
        ("06-12345678", "telefoonnummer"),
        ("moeder@example.org", "e-mailadres"),
        ("NL91 ABNA 0417 1643 00", "IBAN"),
    ],
)
def test_a_number_that_points_at_one_person_is_never_stored(world, browse_as, piece, kind):
    sent = typed(world, tekst=f"{CLEAN} {piece}", geen_personen="on")
    answer = browse_as(world.anne).post(NIEUW, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert kind in answer.context["form"].errors["tekst"][0]
    assert f"<mark>{piece.removeprefix('bsn ')}</mark>" in page
    assert "geen_personen" not in page.split('class="controle"')[1]
    assert list(answer.context["form"].errors) == ["tekst"]
    assert piece in answer.context["form"]["tekst"].value()
    assert not Casus.objects.exists()


def test_a_name_is_marked_and_she_decides(world, browse_as):
    client = browse_as(world.anne)
    sent = typed(world, tekst=f"Zoontje Daan woont op Kerkstraat 12. {CLEAN}")
    answer = client.post(NIEUW, sent)
    page = answer.content.decode()
    assert "<mark>Daan</mark>" in page
    assert "vervang door: [adres]" in page
    assert not Casus.objects.exists()
    client.post(NIEUW, sent | {"geen_personen": "on"})
    assert "Daan" in Casus.objects.get().tekst


def test_one_button_takes_the_proposals_and_stores_nothing(world, browse_as):
    sent = typed(world, titel="Bel Daan", tekst="Zoontje Daan belt 06-12345678.", wens="Rust")
    answer = browse_as(world.anne).post(NIEUW, sent | {"actie": "vervang"})
    form = answer.context["form"]
    assert form["tekst"].value() == "Zoontje [zoon] belt [telefoonnummer]."
    assert form["wens"].value() == "Rust"
    assert str(form["gemeente"].value()) == str(world.almere.pk)
    assert not form.errors
    assert not Casus.objects.exists()


def test_the_live_check_marks_and_stores_nothing(world, browse_as):
    client = browse_as(world.anne)
    check = reverse("praktijk:casus_controle")
    page = client.post(check, typed(world, tekst="Mail naar a@example.org")).content.decode()
    assert "<mark>a@example.org</mark>" in page
    assert "<html" not in page
    assert "Niets gevonden" in client.post(check, typed(world)).content.decode()
    assert client.get(check).status_code == 405
    assert not Casus.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("titel", "", "Vul dit nog in."),
        ("tekst", "", "Vul dit nog in."),
        ("titel", "x" * 121, "120"),
        ("tekst", "woord " * 175_000, "20000"),
        ("wens", "x" * 1_000_000, "20000"),
        ("gemeente", "geen-sleutel", "Kies een van de mogelijkheden."),
        ("gemeente", "", "Kies een van de mogelijkheden."),
    ],
)
def test_bad_input_is_answered_in_dutch_at_its_field(world, browse_as, field, value, message):
    answer = browse_as(world.anne).post(NIEUW, typed(world, **{field: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert message in answer.context["form"].errors[field][0].replace(".000", "000")
    assert answer.context["form"][field].value() == value
    assert not Casus.objects.exists()


def test_a_ministerie_is_no_gemeente(world, browse_as):
    answer = browse_as(world.anne).post(NIEUW, typed(world, gemeente=world.szw.pk))
    assert list(answer.context["form"].errors) == ["gemeente"]


def test_who_is_not_signed_in_is_asked_to(world, browse_as):
    answer = browse_as(None).get(NIEUW)
    assert answer.status_code == 302
    assert NIEUW in answer.url


def test_changing_it_asks_the_same_look(world, concept, browse_as):
    client = browse_as(world.anne)
    sent = typed(world, versie=1)
    assert client.post(url("casus_wijzig", concept), sent | {"tekst": "Bel 06-12345678"}).context
    answer = client.post(url("casus_wijzig", concept), sent, follow=True)
    assert said(answer) == ["De beschrijving is bijgewerkt."]
    concept.refresh_from_db()
    assert (concept.tekst, concept.versie) == (CLEAN, 2)


def test_the_second_who_changes_it_is_told_and_keeps_her_text(world, concept, browse_as):
    client = browse_as(world.anne)
    address = url("casus_wijzig", concept)
    client.post(address, typed(world, tekst="De eerste tekst.", versie=1))
    mine = typed(world, tekst="De tweede tekst.", versie=1)
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "De eerste tekst." in page
    assert "De tweede tekst." in page
    assert '<input type="hidden" name="versie" value="2"' in page
    client.post(address, mine | {"versie": 2})
    concept.refresh_from_db()
    assert concept.tekst == "De tweede tekst."


def test_a_colleague_may_read_it_but_not_change_it(world, concept, browse_as):
    Casus.objects.filter(pk=concept.pk).update(zichtbaarheid="organisatie")
    client = browse_as(world.wethouder)
    assert client.get(url("casus", concept)).status_code == 200
    for name in ("casus_wijzig", "casus_beeld", "casus_vast"):
        assert client.get(url(name, concept)).status_code == 403
    for name in ("casus_inbrengen", "casus_weggooien", "casus_terugkoppeling"):
        assert client.post(url(name, concept)).status_code == 403


def test_for_an_outsider_it_does_not_exist(world, concept, browse_as):
    client = browse_as(world.esma)
    for name in ("casus", "casus_wijzig", "casus_beeld", "casus_vast"):
        assert client.get(url(name, concept)).status_code == 404
    for name in ("casus_inbrengen", "casus_weggooien", "casus_terugkoppeling"):
        assert client.post(url(name, concept)).status_code == 404
