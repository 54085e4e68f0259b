"""Keep an opgave up to date: change it, split it, close it, and let people go."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.opgave import heropen_opgave, wijzig_opgave
from samenspel.opgaven.models import EerdereVersie, Opgave, Partner, Teamlid
from samenspel.spoor import rows
from tests import factories
from tests.antwoord import told

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    return factories.world()


def url(step, thing):
    return reverse(f"opgaven:{step}", args=[thing.pk])


WORDS = {"titel": "Rondkomen", "bedoeling": "Niemand in de schulden.", "versie": 1}


def test_a_concept_changes_without_a_trace_of_the_old_text(world, browse_as):
    Opgave.objects.update(stand="concept")
    carla = browse_as(world.carla)
    assert url("wijzig", world.opgave) in carla.get(url("detail", world.opgave)).content.decode()
    assert "reden" not in carla.get(url("wijzig", world.opgave)).context["form"].fields
    carla.post(url("wijzig", world.opgave), WORDS)
    assert Opgave.objects.get().titel == "Rondkomen"
    assert not EerdereVersie.objects.exists()


def test_what_was_vastgesteld_stays_readable_with_the_reason(world, browse_as):
    carla = browse_as(world.carla)
    page = carla.post(url("wijzig", world.opgave), WORDS)
    assert page.context["form"].errors == {"reden": ["Vul dit nog in."]}
    carla.post(url("wijzig", world.opgave), WORDS | {"reden": "De raad wil het ruimer."})
    text = carla.get(url("detail", world.opgave)).content.decode()
    assert "Niemand in de schulden." in text
    assert "Rond kunnen komen" in text
    assert "De raad wil het ruimer." in text
    assert rows.spoor_of(world.opgave).last().wat == "gewijzigd"
    assert '"versie": 2' in rows.spoor_of(world.opgave).last().inhoud


def test_the_second_of_two_keeps_her_text_and_sees_the_other(world, browse_as):
    carla = browse_as(world.carla)
    sent = WORDS | {"reden": "Scherper."}
    carla.post(url("wijzig", world.opgave), sent)
    text = carla.post(url("wijzig", world.opgave), sent | {"titel": "Van mij"}).content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in text
    assert 'value="Van mij"' in text
    assert "<h3>Rondkomen</h3>" in text
    assert 'name="versie" value="2"' in text


WRONG = [
    {"titel": ""},
    {"bedoeling": "x" * 1_000_000},
    {"bedoeling": "Mail a@example.org"},
    {"versie": "nul"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_is_told_and_kept(world, browse_as, wrong):
    sent = WORDS | {"reden": "Waarom niet."} | wrong
    page = browse_as(world.carla).post(url("wijzig", world.opgave), sent)
    assert list(page.context["form"].errors) == list(wrong)
    assert "Waarom niet." in page.content.decode()


def test_once_vastgesteld_only_the_team_changes_it(world, browse_as):
    speaker = factories.lid(world.vng, factories.ROL.VERTEGENWOORDIGER)
    assert browse_as(world.esma).get(url("wijzig", world.opgave)).status_code == 404
    for somebody in (world.bob, speaker):
        browser = browse_as(somebody)
        assert "Alleen het programmateam" in told(browser.get(url("wijzig", world.opgave)))
        text = browser.get(url("detail", world.opgave)).content.decode()
        assert url("wijzig", world.opgave) not in text
        assert url("afronden", world.opgave) not in text


def test_nobody_rewrites_what_stood_there_first(world, as_user):
    wijzig_opgave(world.opgave, **WORDS, reden="Scherper.", by=world.carla)
    with as_user(world.carla):
        assert EerdereVersie.objects.update(titel="Nooit gezegd") == 0
        assert EerdereVersie.objects.all()._raw_delete("default") == 0


def test_an_opgave_closes_with_a_sentence_and_opens_again(world, browse_as):
    deel = factories.opgave(world.vng, world.carla, titel="Vroeg erbij", deel_van=world.opgave)
    carla = browse_as(world.carla)
    page = carla.get(url("afronden", world.opgave)).content.decode()
    assert "Wat nog openstaat" in page
    assert deel.titel in page
    assert carla.post(url("afronden", world.opgave), {}).status_code == 422
    carla.post(url("afronden", world.opgave), {"slotzin": "Minder gezinnen met schulden."})
    text = carla.get(url("detail", world.opgave)).content.decode()
    assert "Deze opgave is afgerond op" in text
    assert "Minder gezinnen met schulden." in text
    assert url("wijzig", world.opgave) not in text
    assert "Heropen haar eerst" in told(carla.get(url("wijzig", world.opgave)))
    carla.post(url("heropenen", world.opgave))
    assert Opgave.objects.get(pk=world.opgave.pk).stand == "vastgesteld"
    form = carla.get(url("afronden", world.opgave)).context["form"]
    assert form["slotzin"].value() == "Minder gezinnen met schulden."
    acts = [act.wat for act in rows.spoor_of(world.opgave)]
    assert acts == ["afgerond", "heropend"]


def test_what_is_still_open_is_listed_before_closing(world, browse_as):
    factories.knelpunt(world.anne, world.opgave, titel="Nog nergens gevraagd")
    from samenspel.overleg.tests.tafel import asked, knelpunt

    question = asked(world, knelpunt(world), titel="Mag het ruimer?")
    text = browse_as(world.carla).get(url("afronden", world.opgave)).content.decode()
    assert question.titel in text
    assert "Nog nergens gevraagd" in text


def test_only_the_team_closes_and_opens(world, browse_as):
    bob = browse_as(world.bob)
    for step in ("afronden", "heropenen"):
        said = told(bob.post(url(step, world.opgave), {"slotzin": "Klaar."}))
        assert "Alleen het programmateam" in said
    with pytest.raises(RuleError, match="niet afgerond"):
        heropen_opgave(world.opgave, by=world.carla)


def test_a_part_begins_with_the_partners_of_the_whole(world, browse_as):
    carla = browse_as(world.carla)
    assert url("deel", world.opgave) in carla.get(url("detail", world.opgave)).content.decode()
    sent = {"titel": "Vroeg erbij", "bedoeling": "Eerder hulp.", "begint_op": TODAY}
    carla.post(url("deel", world.opgave), sent | {"zichtbaarheid": "partners"})
    deel = Opgave.objects.get(titel="Vroeg erbij")
    assert deel.deel_van == world.opgave
    names = {one.organisatie.naam for one in deel.partners.all()}
    assert names == {one.organisatie.naam for one in world.opgave.partners.all()}
    assert deel.partners.get(rol="trekker").organisatie == world.vng
    assert "Dit is al een deel" in told(carla.get(url("deel", deel)))
    assert url("deel", deel) not in carla.get(url("detail", deel)).content.decode()


def test_an_outsider_makes_no_part(world, browse_as):
    assert browse_as(world.esma).get(url("deel", world.opgave)).status_code == 404
    assert "kan dit wijzigen" in told(browse_as(world.bob).get(url("deel", world.opgave)))


def test_the_database_keeps_a_medewerker_of_who_holds_the_pen_out(world, as_user):
    medewerker = factories.lid(world.vng)
    with as_user(medewerker):
        assert Opgave.objects.update(titel="Gekaapt") == 0
        assert Teamlid.objects.all()._raw_delete("default") == 0
        refused = pytest.raises(ProgrammingError, match="row-level security")
        with refused, transaction.atomic():
            Partner.objects.create(opgave=world.opgave, organisatie=world.aanbieder)
