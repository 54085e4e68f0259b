"""Doormodderen or doorbreken: the sum is typed, kept, drawn and said in words."""

import pytest

from samenspel.praktijk.models import Kostenpost
from samenspel.praktijk.tests.helpers import said, url
from tests import factories

PADEN = ("doormodderen", "doorbreken")


def rij(wat="Begeleiding", betaler="gemeente", bedrag="1000", **more):
    return {
        "wat": wat, "betaler": betaler, "van_jaar": 1, "tot_jaar": 5,
        "waarschijnlijk": bedrag, "laag": "", "hoog": "", **more,
    }  # fmt: skip


def som(doormodderen=(), doorbreken=(), versie=1, **more):
    sent = {"versie": versie} | more
    for pad, rows in zip(PADEN, (doormodderen, doorbreken), strict=True):
        sent |= {f"{pad}-TOTAL_FORMS": len(rows), f"{pad}-INITIAL_FORMS": 0}
        for n, row in enumerate(rows):
            sent |= {f"{pad}-{n}-{name}": value for name, value in row.items()}
    return sent


@pytest.fixture
def casus(world):
    """A casus of Anne that the partners read."""
    return factories.casus(world.anne, opgave=world.opgave)


def test_the_sum_is_kept_and_explained(world, casus, browse_as, few_questions):
    client = browse_as(world.anne)
    assert "Er is nog niets uitgerekend" in client.get(url("plan", casus)).content.decode()
    with few_questions():
        client.get(url("plan_som", casus))
    sent = som(
        doormodderen=[rij("Crisisopvang", "verzekeraar", "€ 4.000", laag="3000", hoog="5.000")],
        doorbreken=[rij("Begeleider", str(world.almere.pk), "8.200", tot_jaar=1), rij("", "", "")],
    )
    answer = client.post(url("plan_som", casus), sent, follow=True)
    assert said(answer) == ["De som is bewaard."]
    post = Kostenpost.objects.get(pad="doorbreken")
    assert (post.betaler, post.van_jaar, post.tot_jaar) == (world.almere, 1, 1)
    assert (post.laag, post.waarschijnlijk, post.hoog) == (8200, 8200, 8200)
    with few_questions():
        page = client.get(url("plan", casus)).content.decode().replace("\xa0", " ")
    assert "Doorbreken kost in jaar 1 € 4.200 meer. In jaar 3 is dat terugverdiend" in page
    assert "Gemeente Almere betaalt, de zorgverzekeraar profiteert." in page
    assert "€ 3.000 tot € 5.000" in page
    assert (
        "Doorbreken kost in jaar 1"
        in browse_as(world.bob).get(url("casus", casus)).content.decode()
    )


def test_one_path_alone_is_shown_and_says_what_is_missing(world, casus, browse_as):
    factories.kostenpost(casus, "doormodderen", 70_000)
    page = browse_as(world.bob).get(url("plan", casus)).content.decode()
    assert "Nu staat er één pad. Vul ook het andere in" in page
    assert "hier goedkoper" not in page


def test_more_rows_without_javascript_keep_what_was_typed(world, casus, browse_as):
    client = browse_as(world.anne)
    sent = som(doormodderen=[rij("Opvang", bedrag="veel")], actie="rij", versie=1)
    answer = client.post(url("plan_som", casus), sent)
    assert answer.status_code == 200
    form = answer.context["form"]
    rows = form.paden["doormodderen"].posten.forms
    assert (rows[0]["wat"].value(), rows[0]["waarschijnlijk"].value()) == ("Opvang", "veel")
    assert [row["wat"].value() for row in rows[1:]] == [None, None]
    assert not Kostenpost.objects.exists()


def test_what_is_kept_comes_back_as_it_was_typed(world, casus, browse_as):
    factories.kostenpost(casus, "doorbreken", 500, "szw", laag=400)
    client = browse_as(world.anne)
    form = client.get(url("plan_som", casus)).context["form"]
    row = form.paden["doorbreken"].posten.forms[0]
    typed = [row[name].value() for name in ("betaler", "waarschijnlijk", "laag", "hoog")]
    assert typed == ["szw", 500, 400, None]
    # An emptied row goes.
    sent = som(doorbreken=[rij("", "", "")])
    client.post(url("plan_som", casus), sent | {"doorbreken-INITIAL_FORMS": 1})
    assert not Kostenpost.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("wat", "", "Vul dit nog in."),
        ("wat", "x" * 1_000_000, "120"),
        ("wat", "Rekening NL91ABNA0417164300", "IBAN"),
        ("betaler", "", "Kies een van de mogelijkheden."),
        ("betaler", "x" * 1_000_000, "Kies een van de mogelijkheden."),
        ("waarschijnlijk", "", "Vul dit nog in."),
        ("waarschijnlijk", "4.20", "heel bedrag in cijfers"),
        ("waarschijnlijk", "-5", "0"),
        ("waarschijnlijk", "9" * 1_000_000, "10000000"),
        ("laag", "2000", "Dit is meer dan"),
        ("hoog", "5", "Dit is minder dan"),
        ("van_jaar", "6", "Kies een van de mogelijkheden."),
        ("tot_jaar", "nooit", "Kies een van de mogelijkheden."),
    ],
)
def test_a_wrong_amount_is_said_at_its_field(world, casus, browse_as, field, value, message):
    sent = som(doorbreken=[rij(**{"bedrag": "1000"}) | {field: value}])
    answer = browse_as(world.anne).post(url("plan_som", casus), sent)
    assert answer.status_code == 422
    row = answer.context["form"].paden["doorbreken"].posten.forms[0]
    assert message in row.errors[field][0]
    assert row[field].value() == value
    assert not Kostenpost.objects.exists()


def test_the_years_stand_in_order(world, casus, browse_as):
    sent = som(doorbreken=[rij(van_jaar=3, tot_jaar=2)])
    answer = browse_as(world.anne).post(url("plan_som", casus), sent)
    errors = answer.context["form"].paden["doorbreken"].posten.forms[0].errors
    assert errors == {"tot_jaar": ["Kies een jaar na het eerste, of hetzelfde jaar."]}


@pytest.mark.parametrize("sent", [{}, {"versie": "x"}, {"doorbreken-TOTAL_FORMS": "1000000000"}])
def test_a_broken_form_is_refused_and_nothing_is_lost(world, casus, browse_as, sent):
    factories.kostenpost(casus, "doorbreken", 500)
    answer = browse_as(world.anne).post(url("plan_som", casus), sent)
    assert answer.status_code == 422
    assert Kostenpost.objects.count() == 1


def test_two_screens_the_second_is_told_and_nothing_is_overwritten(world, casus, browse_as):
    client = browse_as(world.anne)
    client.post(url("plan_som", casus), som(doorbreken=[rij("Van het eerste scherm")]))
    second = som(doorbreken=[rij("Van het tweede scherm")])
    answer = client.post(url("plan_som", casus), second)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "Van het eerste scherm" in page
    assert "Van het tweede scherm" in page
    versie = answer.context["form"]["versie"].value()
    client.post(url("plan_som", casus), second | {"versie": versie})
    assert [row.wat for row in Kostenpost.objects.all()] == ["Van het tweede scherm"]


def test_many_posts_ask_the_database_no_more(world, casus, browse_as, few_questions):
    for n in range(20):
        factories.kostenpost(casus, PADEN[n % 2], 100 * n, ["szw", "school", "rijk"][n % 3])
    client = browse_as(world.anne)
    with few_questions():
        client.get(url("plan", casus))
    with few_questions():
        client.get(url("plan_som", casus))
