"""Where a thing stands in the loop, and which casus the front page tells."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samenspel.basis import klok
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.overleg.afspraken.actions import begin_inzet, rond_af
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.actions import beantwoord
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.tests.tafel import TODAY, agreed, all_say, asked, knelpunt, proposed, take
from samenspel.overzicht.lus import lus_of
from samenspel.overzicht.openbaar import Cijfers, openbare_cijfers, verhaal_van_de_lus
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.terugkoppeling.actions import koppel_terug
from tests import factories

LONG_AGO = TODAY - timedelta(days=300)


def line(thing):
    """The stand of each step, and how far the one is at which it stands."""
    steps = lus_of(thing).stappen
    return [step.stand for step in steps], next((s.fase for s in steps if s.stand == "nu"), "")


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def round_made(world):
    """Knelpunt, question, besluit, afspraak and les, all of half a year ago."""
    with klok.on(LONG_AGO):
        about = knelpunt(world)
        question = asked(world, about)
        beantwoord(question, stand="toegepast", antwoord="Ja.", by=world.dirk)
    Agendering.objects.update(gemaakt_op=klok.now() - timedelta(days=290))
    Knelpunt.objects.update(gemaakt_op=klok.now() - timedelta(days=299))
    Casus.objects.update(ingebracht_op=klok.now() - timedelta(days=300))
    besluit = proposed(world, about, rounds=3, over=True, agendering=question)
    all_say(world, besluit)
    besluit = take(world, Besluit.objects.get(pk=besluit.pk))
    afspraak = agreed(world, besluit)
    begin_inzet(afspraak, by=world.wethouder)
    rond_af(
        afspraak, resultaat="Gedaan.", bewijs="Een brief.", les_titel="Bel eerst",
        les_tekst="Bel.", by=world.wethouder,
    )  # fmt: skip
    return about, besluit, afspraak


def test_a_new_proposal_about_what_was_decided_before_is_not_done(world, round_made):
    about, before, afspraak = round_made
    done = ["gedaan"] * 6
    assert line(about)[0] == line(before)[0] == line(afspraak)[0] == done
    with klok.on(TODAY + timedelta(days=1)):
        again = proposed(world, about)
    Besluit.objects.filter(pk=again.pk).update(gemaakt_op=klok.now() + timedelta(hours=1))
    again.refresh_from_db()
    begun = ["gedaan", "gedaan", "gedaan", "nu", "straks", "straks"]
    assert line(again) == (begun, "in voorbereiding")
    assert line(about)[0] == begun
    assert line(before)[0] == line(afspraak)[0] == done, "what was agreed then, was done"


def test_a_question_that_is_asked_again_stands_at_the_question(world, round_made):
    about, *_ = round_made
    asked(world, about, titel="En nu?")
    assert line(about)[0] == ["gedaan", "gedaan", "nu", "straks", "straks", "straks"]


def test_a_proposal_on_the_table_is_further_than_a_question_asked_beside_it(world):
    about = knelpunt(world)
    proposed(world, about, rounds=3)
    asked(world, about)
    assert line(about) == (
        ["gedaan", "gedaan", "gedaan", "nu", "straks", "straks"],
        "ronde 1 van 3",
    )


def make_public(world, about):
    """As if the team had made all of it public, and an indiener her casus."""
    openbaar = {"zichtbaarheid": Zichtbaarheid.OPENBAAR}
    for kind in (Opgave, Knelpunt, Agendering, Besluit, Afspraak, Les):
        kind.objects.update(**openbaar)
    Afspraak.objects.update(**openbaar)
    casus = about.casussen.first()
    Casus.objects.filter(pk=casus.pk).update(**openbaar)
    casus.refresh_from_db()
    return koppel_terug(
        casus, geholpen="ja", toelichting="Hij heeft een adres.", knelpunt=about, by=casus.maker
    )


def test_the_front_page_tells_a_casus_that_went_round_and_is_public(world, round_made, as_user):
    make_public(world, round_made[0])
    for reader in (None, world.carla):
        with as_user(reader):
            told = verhaal_van_de_lus()
        assert [step.tekst for step in told.stappen][2:] == [
            "Gevraagd aan de directie Participatie van SZW.",
            "Ruimer briefadres",
            "Vroeghulp starten",
            "Bel eerst",
        ]
        assert all(step.url for step in told.stappen)
        days = [step.op for step in told.stappen]
        assert days == sorted(days)
        assert days[-1] == timezone.localdate()
        assert told.terug == "En terug naar wie de casus inbracht: “Hij heeft een adres.”"


@pytest.mark.parametrize("kind", [Casus, Knelpunt, Agendering, Besluit, Afspraak, Les, Opgave])
def test_it_tells_nothing_of_which_one_step_is_not_for_everybody(world, round_made, kind):
    make_public(world, round_made[0])
    kind.objects.update(zichtbaarheid=Zichtbaarheid.PARTNERS)
    assert verhaal_van_de_lus() is None


def test_it_waits_for_the_last_word_of_the_indiener(world, round_made):
    casus = make_public(world, round_made[0])
    Casus.objects.filter(pk=casus.pk).update(geholpen="")
    assert verhaal_van_de_lus() is None


def test_a_casus_that_is_open_again_did_not_go_round(world, round_made):
    casus = make_public(world, round_made[0])
    koppel_terug(
        casus, geholpen="deels", toelichting="", plek="knelpunt", mist="Geld.",
        knelpunt=round_made[0], by=casus.maker,
    )  # fmt: skip
    assert verhaal_van_de_lus() is None


def test_only_what_everybody_may_read_is_counted_whoever_reads(world, as_user):
    Opgave.objects.update(zichtbaarheid=Zichtbaarheid.OPENBAAR)
    for readers in ["openbaar"] * 6 + ["partners"] * 4:
        factories.casus(
            world.anne, opgave=world.opgave, zichtbaarheid=readers, gelezen_op=klok.now()
        )
    for reader in (None, world.carla):
        with as_user(reader):
            assert openbare_cijfers([world.opgave.pk]) == {world.opgave.pk: Cijfers(6, 0, 6)}
