"""Keep an opgave up to date: change it, split it, close it, and let people go."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.opgave import heropen_opgave
from samenspel.opgaven.actions.wijzigen import Opgavetekst, stel_tekst_voor, stem
from samenspel.opgaven.models import EerdereVersie, Opgave, Partner, Teamlid, Wijziging
from samenspel.spoor import rows
from tests import factories
from tests.antwoord import told

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    return factories.world()


def url(step, thing):
    return reverse(f"opgaven:{step}", args=[thing.pk])


WORDS = {
    "titel": "Rondkomen", "bedoeling": "Niemand in de schulden.", "versie": 1,
    "ronde_werkdagen": 10, "verval_na_rondes": 3, "quorum": 50,
}  # fmt: skip


def everybody_says_yes(world, browse_as):
    """Dirk, Bob and Wim say yes, each for a partner; Carla proposed it."""
    made = Wijziging.objects.get(stand="open")
    for speaks in (world.dirk, world.bob, world.wethouder):
        page = browse_as(speaks).get(made.get_absolute_url())
        at = speaks.lidmaatschappen.get().organisatie_id
        sent = {"antwoord": "ja", "organisatie": at}
        assert "Ja, dat kan" in page.content.decode()
        browse_as(speaks).post(made.get_absolute_url(), sent)


def test_a_concept_changes_without_a_trace_of_the_old_text(world, browse_as):
    Opgave.objects.update(stand="concept")
    carla = browse_as(world.carla)
    assert url("wijzig", world.opgave) in carla.get(url("detail", world.opgave)).content.decode()
    assert "reden" not in carla.get(url("wijzig", world.opgave)).context["form"].fields
    carla.post(url("wijzig", world.opgave), WORDS | {"ronde_werkdagen": 15})
    assert (Opgave.objects.get().titel, Opgave.objects.get().ronde_werkdagen) == ("Rondkomen", 15)
    assert not EerdereVersie.objects.exists()


def test_what_was_vastgesteld_changes_when_all_say_yes_and_stays_readable(world, browse_as):
    carla = browse_as(world.carla)
    page = carla.post(url("wijzig", world.opgave), WORDS)
    assert page.context["form"].errors == {"reden": ["Vul dit nog in."]}
    carla.post(url("wijzig", world.opgave), WORDS | {"reden": "De raad wil het ruimer."})
    assert Opgave.objects.get().titel == "Bestaanszekerheid"
    everybody_says_yes(world, browse_as)
    text = browse_as(world.carla).get(url("detail", world.opgave)).content.decode()
    assert "Niemand in de schulden." in text
    assert "Rond kunnen komen" in text
    assert "De raad wil het ruimer." in text
    assert rows.spoor_of(world.opgave).last().wat == "gewijzigd"


def test_the_second_of_two_keeps_her_text_and_sees_the_other(world, browse_as):
    Opgave.objects.update(stand="concept")
    carla = browse_as(world.carla)
    carla.post(url("wijzig", world.opgave), WORDS)
    sent = WORDS | {"titel": "Van mij"}
    text = carla.post(url("wijzig", world.opgave), sent).content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in text
    assert 'value="Van mij"' in text
    assert "<h3>Rondkomen</h3>" in text
    assert 'name="versie" value="2"' in text


WRONG = [
    {"titel": ""},
    {"bedoeling": "x" * 1_000_000},
    {"bedoeling": "Mail a@example.org"},
    {"versie": "nul"},
    {"ronde_werkdagen": 4},
    {"verval_na_rondes": 0},
    {"quorum": 49},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_is_told_and_kept(world, browse_as, wrong):
    sent = WORDS | {"reden": "Waarom niet."} | wrong
    page = browse_as(world.carla).post(url("wijzig", world.opgave), sent)
    assert list(page.context["form"].errors) == list(wrong)
    assert "Waarom niet." in page.content.decode()


def test_once_vastgesteld_every_partner_may_propose_and_nobody_else(world, browse_as):
    assert browse_as(world.esma).get(url("wijzig", world.opgave)).status_code == 404
    assert browse_as(world.bob).get(url("wijzig", world.opgave)).status_code == 200
    browser = browse_as(world.anne)  # a medewerker of a partner
    assert "vertegenwoordiger van een partner" in told(browser.get(url("wijzig", world.opgave)))
    text = browser.get(url("detail", world.opgave)).content.decode()
    assert url("wijzig", world.opgave) not in text
    assert url("afronden", world.opgave) not in text


def test_nobody_rewrites_what_stood_there_first(world, as_user, browse_as):
    tekst = Opgavetekst("Rondkomen", "Anders.", 10, 3, 50)
    made = stel_tekst_voor(world.opgave, tekst, versie=1, reden="Scherper.", by=world.carla)
    for at, by in ((world.szw, world.dirk), (world.zwolle, world.bob)):
        stem(made, at, ja=True, by=by)
    stem(made, world.almere, ja=True, by=world.wethouder)
    assert EerdereVersie.objects.get().bedoeling == "Rond kunnen komen"
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


def test_a_part_invites_the_partners_of_the_whole(world, browse_as):
    carla = browse_as(world.carla)
    assert url("deel", world.opgave) in carla.get(url("detail", world.opgave)).content.decode()
    sent = {"titel": "Vroeg erbij", "bedoeling": "Eerder hulp.", "begint_op": TODAY}
    carla.post(url("deel", world.opgave), sent | {"zichtbaarheid": "partners"})
    deel = Opgave.objects.get(titel="Vroeg erbij")
    assert deel.deel_van == world.opgave
    assert [one.organisatie for one in deel.partners.all()] == [world.vng]
    names = {one.organisatie.naam for one in deel.uitnodigingen.filter(stand="open")}
    assert names | {"VNG"} == {one.organisatie.naam for one in world.opgave.partners.all()}
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
