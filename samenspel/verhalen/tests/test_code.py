"""With her code and nothing else a teller finds her verhaal, changes her mind, takes it back."""

import pytest
from django.urls import reverse

from samenspel.spoor.models import Gebeurtenis
from samenspel.spoor.rows import first_break
from samenspel.verhalen import actions, rules
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.tests.helpers import (
    LIJST,
    MIJN,
    VERTELD,
    answers,
    said,
    somebody_else,
    tell,
    url,
)
from tests import factories, sleutels

CODE = "ABCD-EFGH-JKMN-2345"
SENTENCE = "Niemand belt ons terug en de school wacht op de gemeente."
KEUZE = {"lezers": "team", "citeren": "nee", "akkoord": "on"}


@pytest.fixture
def five(world):
    """Five verhalen that everybody may read, each with a quote, on a published page."""
    made = [
        factories.verhaal(
            world.almere, world.opgave, citeren=True, tekst=f"Zin {n}. {SENTENCE}",
            code=CODE if n == 0 else "",
        )
        for n in range(5)
    ]  # fmt: skip
    knelpunt = factories.knelpunt(world.carla, world.opgave)
    for one in made:
        Citaat.objects.create(verhaal=one, tekst=SENTENCE)
        Aanwijzing.objects.create(verhaal=one, knelpunt=knelpunt)
    Verhaalpagina.objects.create(opgave=world.opgave)
    return made


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), "abcdefghjkmn2345", f"  {CODE} "])
def test_the_code_opens_it_however_it_is_typed(five, browse_as, typed):
    answer = browse_as(None).post(MIJN, {"code": typed}, follow=True)
    assert answer.redirect_chain[-1][0] == url("verhaal", five[0])
    assert "Haal mijn verhaal weg" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKMN-2346", "x" * 1_000_000, "\x00"])
def test_another_code_opens_nothing_and_says_so(five, browse_as, typed):
    answer = browse_as(None).post(MIJN, {"code": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["code"]


def test_guessing_stops_after_ten_also_with_the_right_code(five, browse_as):
    client = browse_as(None)
    for _ in range(10):
        assert client.post(MIJN, {"code": rules.new_code()}).status_code == 422
    assert client.post(MIJN, {"code": CODE}).status_code == 429
    assert client.post(MIJN, {"code": CODE}, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_codes_do_not_repeat_and_are_drawn_from_all_letters():
    codes = {rules.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {letter for code in codes for letter in code} == {*rules.LETTERS, "-"}


def test_a_cookie_that_somebody_made_up_opens_nothing(five, browse_as):
    client = browse_as(None)
    client.cookies["verhaal"] = CODE
    page = client.get(url("verhaal", five[0])).content.decode()
    assert "Haal mijn verhaal weg" not in page
    assert client.get(url("intrekken", five[0])).status_code == 403


def test_she_sees_what_was_done_with_it(five, browse_as):
    client = browse_as(None)
    client.post(MIJN, {"code": CODE})
    page = client.get(url("verhaal", five[0])).content.decode()
    assert "Briefadres geweigerd" in page  # only the partners read that knelpunt; she its title
    assert SENTENCE in page
    stranger = somebody_else().get(url("verhaal", five[0])).content.decode()
    assert "Briefadres geweigerd" not in stranger


def test_she_changes_who_reads_it_and_her_sentences_go(world, five, browse_as):
    client = browse_as(None)
    client.post(MIJN, {"code": CODE})
    assert client.get(url("toestemming", five[0])).context["form"]["lezers"].value() == "openbaar"
    answer = client.post(url("toestemming", five[0]), KEUZE, follow=True)
    assert said(answer) == ["Uw nieuwe keuze geldt vanaf nu."]
    stranger = somebody_else()
    assert stranger.get(url("verhaal", five[0])).status_code == 404
    assert five[0].titel not in stranger.get(LIJST).content.decode()
    page = stranger.get(url("verhaalpagina", world.opgave)).content.decode()
    assert SENTENCE not in page  # four are left, and one that only the team reads


def test_nobody_else_changes_or_takes_back(world, five, browse_as):
    for person in (None, world.anne, world.carla):
        client = browse_as(person)
        for name in ("toestemming", "intrekken"):
            assert client.get(url(name, five[0])).status_code == 403
            assert client.post(url(name, five[0]), KEUZE).status_code == 403
    assert Verhaal.objects.filter(lezers="openbaar").count() == 5


def test_closing_it_here_asks_for_the_code_again(five, browse_as):
    client = browse_as(None)
    client.post(MIJN, {"code": CODE})
    for page in (LIJST, VERTELD, url("verhaal", five[0])):  # nothing stays for the next visitor
        assert "no-store" in client.get(page)["Cache-Control"]
    client.post(reverse("verhalen:sluit"))
    assert client.get(VERTELD).url == MIJN
    assert client.get(url("intrekken", five[0])).status_code == 403


def everywhere(client, world, verhaal) -> dict[str, str]:
    """Every page on which a verhaal can stand, as somebody sees it."""
    places = {
        "lijst": LIJST,
        "thema": f"{LIJST}?thema=onderwijs",
        "opgave": url("opgave", world.opgave),
        "verhaalpagina": url("verhaalpagina", world.opgave),
        "opgavepagina": reverse("opgaven:detail", args=[world.opgave.pk]),
        "zoeken": reverse("overzicht:zoeken") + "?q=vertelling",
        "zoeken_soort": reverse("overzicht:zoeken") + "?q=vertelling&soort=verhaal",
        "verhaal": url("verhaal", verhaal),
    }
    return {name: client.get(place).content.decode() for name, place in places.items()}


def test_what_is_taken_back_is_gone_everywhere_at_once(world, browse_as):
    rest = [
        factories.verhaal(world.almere, world.opgave, citeren=True, tekst=f"Zin {n}. {SENTENCE}")
        for n in range(4)
    ]
    mine = factories.verhaal(
        world.almere, world.opgave, citeren=True, code=CODE,
        tekst="Dit is mijn vertelling. Wij wachten al een jaar.",
    )  # fmt: skip
    Citaat.objects.create(verhaal=mine, tekst="Wij wachten al een jaar.")
    Citaat.objects.create(verhaal=rest[0], tekst=SENTENCE)
    Aanwijzing.objects.create(verhaal=mine, knelpunt=factories.knelpunt(world.carla, world.opgave))
    Verhaalpagina.objects.create(opgave=world.opgave)
    client = browse_as(None)
    before = everywhere(client, world, mine)
    on = {name for name, page in before.items() if "Dit is mijn vertelling." in page}
    assert on == {"lijst", "thema", "opgave", "zoeken", "zoeken_soort", "verhaal"}
    assert "Wij wachten al een jaar." in before["verhaalpagina"]
    assert "5 verhalen" in before["opgavepagina"]

    client.post(MIJN, {"code": CODE})
    assert client.get(url("intrekken", mine)).status_code == 200
    answer = client.post(url("intrekken", mine), follow=True)
    assert said(answer)[0].startswith("Uw verhaal is weg.")

    for viewer in (None, world.carla, world.anne):
        stranger = somebody_else()
        if viewer:
            sleutels.sign_in(stranger, viewer)
        for name, page in everywhere(stranger, world, mine).items():
            assert "mijn vertelling" not in page, name
            assert "Wij wachten al een jaar." not in page, name
            assert SENTENCE not in page or name != "verhaalpagina"
    assert stranger.post(MIJN, {"code": CODE}).status_code == 422


def test_the_rows_are_really_gone_and_the_trail_says_only_that(world, five):
    gone = five[0]
    key = gone.pk
    before = Gebeurtenis.objects.count()
    actions.trek_in(gone, by=None, code=CODE)
    assert not Verhaal.objects.filter(pk=key).exists()
    assert not Citaat.objects.filter(verhaal_id=key).exists()
    assert not Aanwijzing.objects.filter(verhaal_id=key).exists()
    act = Gebeurtenis.objects.get(volgnummer=before + 1)
    assert (act.wat, act.soort, act.wie, int(act.object_id)) == ("ingetrokken", "verhaal", None, 0)
    assert str(key) not in act.inhoud
    assert first_break() is None


def test_fatima_takes_hers_back_signed_in_and_leaves_no_name(world, browse_as):
    client = browse_as(world.fatima)
    tell(client, world, samen="zelf", tekst="Mijn eigen ervaring, kort verteld.")
    client.cookies.pop("verhaal")
    verhaal = Verhaal.objects.get()
    client.post(url("intrekken", verhaal))
    assert not Verhaal.objects.exists()
    assert not Gebeurtenis.objects.filter(soort="verhaal").exists()  # nobody reads even that
    assert "ervaring" not in answers(world)["tekst"]
