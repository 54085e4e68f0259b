"""A mother without an account tells; so does Fatima, and Anne writes one down with a resident."""

import pytest
from django.urls import reverse

from samenspel.opgaven.models import Opgave
from samenspel.spoor.models import Gebeurtenis
from samenspel.verhalen import rules
from samenspel.verhalen.models import Verhaal
from samenspel.verhalen.tests.helpers import (
    MIJN,
    TEKST,
    VERTEL,
    VERTELD,
    answers,
    somebody_else,
    tell,
    url,
)
from tests import factories, sleutels


def stored() -> Verhaal:
    """The one verhaal, whoever may read it."""
    return Verhaal.objects.get()


def test_somebody_without_an_account_tells_in_two_steps(world, browse_as):
    client = browse_as(None)
    assert client.get(VERTEL).status_code == 200
    asked = client.post(VERTEL, {"tekst": TEKST, "hielp": "Eén mens."})
    assert not Verhaal.objects.exists()
    # What the text says stands ready; whether we may use it is hers to say.
    form = asked.context["form"]
    assert form.initial["thema"] == "onderwijs"
    page = asked.content.decode()
    assert [field for field in ("lezers", "citeren", "akkoord") if form[field].value()] == []
    assert 'name="lezers" value="team" checked' not in page
    code = tell(client, world)
    verhaal = stored()
    assert (verhaal.tekst, verhaal.maker, verhaal.thema, verhaal.ook) == (
        TEKST, None, "onderwijs", ["zorg"],
    )  # fmt: skip
    assert verhaal.titel == "Mijn zoon zit al vijf maanden thuis van school."
    assert (verhaal.lezers, verhaal.citeren, verhaal.toestemming) == ("openbaar", True, 1)
    assert bytes(verhaal.sleutel) == rules.seal(code)
    assert code not in str(Verhaal.objects.values().get())


def test_the_page_with_the_code_has_a_link_and_lasts_as_long_as_her_browser(world, browse_as):
    client = browse_as(None)
    code = tell(client, world)
    page = client.get(VERTELD).content.decode()
    assert f"{MIJN}#{code}" in page
    assert client.cookies["verhaal"]["httponly"]
    assert client.cookies["verhaal"]["samesite"] == "Strict"
    assert somebody_else().get(VERTELD).url == MIJN


def test_back_to_the_text_loses_nothing(world, browse_as):
    answer = browse_as(None).post(VERTEL, answers(world, actie="terug"))
    assert answer.context["form"]["tekst"].value() == TEKST
    assert not answer.context["form"].errors
    assert not Verhaal.objects.exists()


def test_the_trail_says_nothing_of_who_told(world, browse_as):
    before = Gebeurtenis.objects.count()
    tell(browse_as(world.fatima), world, samen="zelf")
    assert Gebeurtenis.objects.count() == before


@pytest.mark.parametrize(
    ("piece", "kind"),
    [("bsn 123456782", "BSN"), ("06-12345678", "telefoonnummer"), ("a@example.org", "e-mail")],
)
def test_what_points_at_one_person_is_never_kept(world, browse_as, piece, kind):
    client = browse_as(None)
    for action in ("", "afronden"):
        sent = answers(world, actie=action, tekst=f"{TEKST} {piece}", geen_personen="on")
        answer = client.post(VERTEL, sent)
        assert answer.status_code == 422
        assert kind in answer.context["form"].errors["tekst"][0]
        assert piece in answer.context["form"]["tekst"].value()
    assert not Verhaal.objects.exists()


def test_a_name_is_marked_and_one_button_replaces_it(world, browse_as):
    client = browse_as(None)
    named = {"tekst": f"Mijn zoontje Daan. {TEKST}"}
    answer = client.post(VERTEL, named)
    assert answer.status_code == 422
    assert "<mark>Daan</mark>" in answer.content.decode()
    replaced = client.post(VERTEL, named | {"actie": "vervang"}).context["form"]
    assert "Daan" not in replaced["tekst"].value()
    assert client.post(VERTEL, named | {"geen_personen": "on"}).status_code == 200


def test_the_live_check_needs_no_account_and_keeps_nothing(world, browse_as):
    page = browse_as(None).post(reverse("verhalen:controle"), {"tekst": "Bel 06-12345678"})
    assert "<mark>06-12345678</mark>" in page.content.decode()
    assert not Verhaal.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"gemeente": ""}, "gemeente"),
        ({"gemeente": "x"}, "gemeente"),
        ({"thema": "geluk"}, "thema"),
        ({"ook": ["geluk"]}, "ook"),
        ({"lezers": ""}, "lezers"),
        ({"lezers": "partners"}, "lezers"),
        ({"citeren": ""}, "citeren"),
        ({"akkoord": ""}, "akkoord"),
        ({"opgave": "x"}, "opgave"),
    ],
)
def test_a_wrong_or_missing_answer_is_said_and_the_text_stays(world, browse_as, wrong, field):
    answer = browse_as(None).post(VERTEL, answers(world, **wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["verhaal"]["tekst"].value() == TEKST
    assert not Verhaal.objects.exists()


def test_nothing_and_a_megabyte_get_a_clear_answer(world, browse_as):
    client = browse_as(None)
    assert client.post(VERTEL, {"tekst": ""}).context["form"].errors["tekst"]
    huge = client.post(VERTEL, {"tekst": "a " * 500_000})
    assert "20000" in huge.context["form"].errors["tekst"][0].replace(".", "")
    assert not Verhaal.objects.exists()


def test_a_resident_chooses_only_openbare_opgaven_that_run(world, browse_as):
    closed = factories.opgave(world.vng, world.carla, stand="vastgesteld", titel="Dicht")
    concept = factories.opgave(world.vng, world.carla, zichtbaarheid="openbaar", titel="Concept")
    client = browse_as(None)
    page = client.post(VERTEL, {"tekst": TEKST})
    assert list(page.context["form"].fields["opgave"].queryset) == [world.opgave]
    for other in (closed, concept):
        answer = client.post(VERTEL, answers(world, opgave=other.pk))
        assert answer.status_code == 422


def test_without_an_opgave_the_team_of_her_gemeente_takes_it_in(world, browse_as):
    client = browse_as(None)
    tell(client, world, opgave="", lezers="team")
    verhaal = stored()
    sleutels.sign_in(client, world.carla)
    client.cookies.pop("verhaal")
    listed = client.get(url("opgave", world.opgave)).content.decode()
    assert verhaal.titel in listed
    client.post(url("nalezen", verhaal), {"opgave": world.opgave.pk})
    verhaal.refresh_from_db()
    assert verhaal.opgave_id == world.opgave.pk
    assert verhaal.nagelezen_op is not None


def test_fatima_finds_hers_at_mijn_verhalen_without_a_code(world, browse_as):
    client = browse_as(world.fatima)
    tell(client, world, samen="zelf", lezers="team")
    client.cookies.pop("verhaal")
    page = client.get(MIJN)
    assert [one.titel for one in page.context["verhalen"]] == [stored().titel]
    detail = client.get(url("verhaal", stored())).content.decode()
    assert "Haal mijn verhaal weg" in detail


def test_anne_writes_one_down_and_the_resident_has_the_code(world, browse_as):
    client = browse_as(world.anne)
    code = tell(client, world, samen="samen", lezers="team")
    assert "Geef de code aan de inwoner" in client.get(VERTELD).content.decode()
    resident = somebody_else()
    opened = resident.post(MIJN, {"code": code.lower().replace("-", " ")}, follow=True)
    assert "Haal mijn verhaal weg" in opened.content.decode()


def test_an_address_tells_ten_an_hour_and_keeps_its_text(world, browse_as):
    client = browse_as(None)
    for _ in range(10):
        tell(client, world)
    refused = client.post(VERTEL, answers(world))
    assert refused.status_code == 429
    assert TEKST in refused.content.decode()
    assert "uw tekst staat er nog" in refused.content.decode()
    elsewhere = client.post(VERTEL, answers(world), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_telling_asks_the_database_little(world, browse_as, few_questions):
    client = browse_as(None)
    with few_questions():
        client.get(VERTEL)
    with few_questions():
        client.post(VERTEL, {"tekst": TEKST})
    with few_questions():
        client.post(VERTEL, answers(world))
    assert Opgave.objects.count() == 1
