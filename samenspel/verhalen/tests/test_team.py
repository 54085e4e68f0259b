"""Carla's team reads over, quotes, and says which knelpunt a verhaal shows; nobody else does."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samenspel.opgaven.models import Opgave
from samenspel.overzicht.meldingen import verstuur_melding
from samenspel.spoor.models import Gebeurtenis
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal
from samenspel.verhalen.tests.helpers import said, somebody_else, url
from tests import factories, sleutels
from tests.antwoord import told

SENTENCE = "Niemand belt terug."


@pytest.fixture
def unread(world):
    return factories.verhaal(world.almere, world.opgave, nagelezen=False, citeren=True)


@pytest.fixture
def read(world):
    return factories.verhaal(world.almere, world.opgave, citeren=True)


@pytest.fixture
def knelpunt(world):
    return factories.knelpunt(world.carla, world.opgave)


def test_until_it_is_read_over_only_the_team_reads_what_is_for_everybody(world, unread, browse_as):
    assert browse_as(None).get(url("verhaal", unread)).status_code == 404
    client = browse_as(world.carla)
    assert unread.titel in client.get(url("opgave", world.opgave)).content.decode()
    answer = client.post(url("nalezen", unread), {"opgave": world.opgave.pk}, follow=True)
    assert said(answer) == ["Het verhaal is nagelezen en hoort nu bij deze opgave."]
    assert somebody_else().get(url("verhaal", unread)).status_code == 200


def test_what_is_to_be_read_over_waits_on_the_team_at_mijn_werk_and_is_mailed_without_a_word(
    world, unread, browse_as, mailoutbox
):
    nowhere = factories.verhaal(world.zwolle, nagelezen=False, tekst="Zonder opgave verteld.")
    page = reverse("overzicht:mijn_werk")
    waiting = browse_as(world.carla).get(page).content.decode()
    others = browse_as(world.bob).get(page).content.decode()
    for one in (unread, nowhere):
        assert url("verhaal", one) in waiting
        assert url("verhaal", one) not in others
        assert one.titel in waiting  # to tell them apart
        assert one.titel not in others
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    assert verstuur_melding(world.carla, timezone.localdate())
    [mail] = mailoutbox  # which is not taken back
    assert mail.body.count("- Een verhaal van een inwoner") == 2
    for one in (unread, nowhere):
        assert url("verhaal", one) in mail.body
        assert one.titel not in mail.body


def test_the_trail_says_what_the_team_did_to_who_did_it_and_not_with_whose(
    world, read, unread, knelpunt, browse_as
):
    client = browse_as(world.carla)
    client.post(url("nalezen", unread), {"opgave": world.opgave.pk})
    client.post(url("citaat", read), {"zin": SENTENCE})
    client.post(url("aanwijzen", read), {"knelpunt": knelpunt.pk})
    done = {"nagelezen", "citaat gekozen", "knelpunt aangewezen"}
    acts = Gebeurtenis.objects.filter(wat__in=done)
    assert {act.wat for act in acts} == done
    assert not [act for act in acts if str(read.pk) in act.inhoud or SENTENCE in act.inhoud]
    for person in (None, world.anne, world.bob):  # who counted them, would count under five
        sleutels.work_as(person)
        assert not acts.all().exists()


def test_a_sentence_is_one_click_and_a_longer_piece_is_copied(world, read, browse_as):
    client = browse_as(world.carla)
    client.post(url("citaat", read), {"zin": SENTENCE})
    client.post(url("citaat", read), {"tekst": "Mijn zoon  zit thuis.\nNiemand belt terug."})
    assert set(Citaat.objects.values_list("tekst", flat=True)) == {SENTENCE, read.tekst}
    offered = client.get(url("verhaal", read)).context["citaat"].fields["zin"].choices
    assert [one for one, _ in offered] == ["Mijn zoon zit thuis."]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"tekst": "De wethouder belt altijd terug."}, "tekst"),
        ({"tekst": "zit"}, "tekst"),
        ({"tekst": "a " * 500_000}, "tekst"),
        ({"zin": "Niet van haar."}, "zin"),
        ({}, "zin"),
    ],
)
def test_what_she_did_not_say_is_not_quoted(world, read, browse_as, sent, field):
    answer = browse_as(world.carla).post(url("citaat", read), sent)
    assert answer.status_code == 422
    assert list(answer.context["citaat"].errors) == [field]
    assert not Citaat.objects.exists()


def test_twice_the_same_sentence_is_said(world, read, browse_as):
    client = browse_as(world.carla)
    client.post(url("citaat", read), {"zin": SENTENCE})
    again = client.post(url("citaat", read), {"zin": SENTENCE})
    assert again.context["citaat"].errors["tekst"] == ["Deze zin hebt u al gekozen."]


def test_a_teller_who_wants_no_quotes_is_not_quoted(world, browse_as):
    silent = factories.verhaal(world.almere, world.opgave, citeren=False)
    client = browse_as(world.carla)
    page = client.get(url("verhaal", silent))
    assert "citaat" not in page.context
    assert "De verteller wil niet worden geciteerd." in page.content.decode()
    assert client.post(url("citaat", silent), {"zin": SENTENCE}).status_code == 302
    assert not Citaat.objects.exists()


def test_a_quote_and_a_link_can_be_undone(world, read, knelpunt, browse_as):
    client = browse_as(world.carla)
    client.post(url("citaat", read), {"zin": SENTENCE})
    client.post(url("citaat_weg", Citaat.objects.get()))
    assert not Citaat.objects.exists()
    client.post(url("aanwijzen", read), {"knelpunt": knelpunt.pk})
    assert Aanwijzing.objects.count() == 1
    client.post(reverse("verhalen:afwijzen", args=[read.pk, knelpunt.pk]))
    assert not Aanwijzing.objects.exists()


def test_only_knelpunten_whose_title_the_teller_may_hear_are_offered(world, read, browse_as):
    open_one = factories.knelpunt(world.carla, world.opgave, titel="Voor partners")
    factories.knelpunt(
        world.carla, world.opgave, titel="Besloten", zichtbaarheid="besloten",
        genoemden=[world.carla.pk],
    )  # fmt: skip
    other = factories.opgave(world.vng, world.carla, stand="vastgesteld")
    factories.knelpunt(world.carla, other, titel="Elders")
    form = browse_as(world.carla).get(url("verhaal", read)).context["aanwijzen"]
    assert list(form.fields["knelpunt"].queryset) == [open_one]


def test_the_knelpunt_shows_its_verhalen_to_who_may_read_both(world, read, knelpunt, browse_as):
    hidden = factories.verhaal(world.almere, world.opgave, lezers="team", tekst="Alleen voor hen.")
    for one in (read, hidden):
        Aanwijzing.objects.create(verhaal=one, knelpunt=knelpunt)
    page = url("knelpunt", knelpunt)
    at_knelpunt = reverse("praktijk:knelpunt", args=[knelpunt.pk])
    assert page in browse_as(world.anne).get(at_knelpunt).content.decode()
    assert read.titel in browse_as(world.anne).get(page).content.decode()
    assert hidden.titel not in browse_as(world.anne).get(page).content.decode()
    assert hidden.titel in browse_as(world.carla).get(page).content.decode()


@pytest.mark.parametrize("name", ["nalezen", "citaat", "aanwijzen"])
def test_nobody_outside_the_team_acts_for_it(world, read, unread, knelpunt, browse_as, name):
    sent = {"opgave": world.opgave.pk, "zin": SENTENCE, "knelpunt": knelpunt.pk}
    thing = unread if name == "nalezen" else read
    assert "/inloggen/" in browse_as(None).post(url(name, thing), sent).url
    for person in (world.anne, world.esma):
        answer = browse_as(person).post(url(name, thing), sent)
        assert answer.status_code in (403, 404)
    assert not Citaat.objects.exists()
    assert not Aanwijzing.objects.exists()
    assert Verhaal.objects.filter(nagelezen_op=None).count() in (0, 1)


def test_nobody_outside_the_team_drops_a_quote_or_a_link(world, read, knelpunt, browse_as):
    Citaat.objects.create(verhaal=read, tekst=SENTENCE)
    Aanwijzing.objects.create(verhaal=read, knelpunt=knelpunt)
    away, loose = url("citaat_weg", Citaat.objects.get()), reverse(
        "verhalen:afwijzen", args=[read.pk, knelpunt.pk]
    )  # fmt: skip
    client = browse_as(world.anne)
    assert client.post(away).status_code == 404
    assert told(client.post(loose)).startswith("Alleen het programmateam")
    sleutels.sign_in(client, world.carla)
    page = client.get(url("verhaal", read))
    assert page.context["page"].citaten
    assert page.context["page"].aangewezen


def test_themas_stand_there_from_five_and_the_rest_counts_together(world, browse_as):
    for thema, many in {"onderwijs": 5, "wonen": 4, "zorg": 1}.items():
        for _ in range(many):
            factories.verhaal(world.almere, world.opgave, thema=thema, lezers="team")
    client = browse_as(world.carla)
    page = client.get(url("opgave", world.opgave)).context["page"]
    assert [(one.naam, one.aantal) for one in page.themas] == [("Onderwijs", 5)]
    assert (page.aantal, page.overige) == (10, 5)
    chosen = client.get(url("opgave", world.opgave) + "?thema=onderwijs").context["page"]
    assert chosen.verhalen.paginator.count == 5
    small = client.get(url("opgave", world.opgave) + "?thema=wonen").context["page"]
    assert small.gekozen == ""
    outsider = browse_as(world.anne).get(url("opgave", world.opgave)).context["page"]
    assert (outsider.aantal, outsider.themas, outsider.nieuw) == (0, [], [])


def test_an_opgave_that_is_closed_to_her_does_not_exist_here_either(world, browse_as):
    Opgave.objects.update(zichtbaarheid="team")
    hidden = factories.knelpunt(world.carla, world.opgave)
    client = browse_as(world.esma)
    assert client.get(url("knelpunt", hidden)).status_code == 404
    for name in ("opgave", "verhaalpagina"):
        assert client.get(url(name, world.opgave)).status_code == 404


def test_no_page_asks_much_whatever_there_is(world, knelpunt, browse_as, few_questions):
    for n in range(12):
        one = factories.verhaal(
            world.almere, world.opgave, citeren=True, tekst=f"Verhaal {n}. {SENTENCE}"
        )
        Citaat.objects.create(verhaal=one, tekst=SENTENCE)
        Aanwijzing.objects.create(verhaal=one, knelpunt=knelpunt)
    factories.verhaal(world.almere, nagelezen=False)
    client = browse_as(world.carla)
    pages = [url("verhaal", one), url("opgave", world.opgave), url("verhaalpagina", world.opgave)]
    for page in [*pages, reverse("verhalen:lijst"), reverse("verhalen:mijn")]:
        with few_questions():
            assert client.get(page).status_code == 200
