"""One story for each rule of deciding together, with the sentence that a person gets."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import ConflictError, NotAllowedError, RuleError
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Belang, Partner
from samenspel.organisaties.models import Herindeling
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    open_ronde,
    trek_voorstel_in,
    verleng_ronde,
    vraag_bijdrage,
    wijzig_voorstel,
)
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.pages import besluit_page
from samenspel.overleg.besluiten.reacties import herhaal, reageer, trek_vraag_in
from samenspel.overleg.besluiten.rows import besluiten, tafel_of
from samenspel.overleg.tests.tafel import (
    ROUND,
    TODAY,
    all_say,
    knelpunt,
    objection,
    objects,
    promises,
    proposed,
    says,
    take,
)
from tests import factories
from tests.antwoord import told


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


def kernbelang(world):
    return benoem_belang(
        world.opgave, world.zwolle, titel="Ons loket blijft", kern=True, by=world.bob
    )


def changed(world, besluit, text="Iets anders."):
    """Let the team change the text."""
    besluit.refresh_from_db()
    return wijzig_voorstel(
        besluit, titel=besluit.titel, voorstel=text, versie=besluit.versie, by=world.carla
    )


def sitting(world, besluit):
    """How things stand, as read anew."""
    return tafel_of(Besluit.objects.get(pk=besluit.pk))


# --- the two ways round of the stubborn programme leader -----------------------------------------


def test_a_changed_text_that_closes_today_is_no_way_to_a_besluit_without_reactions(
    world, browse_as
):
    part = Gevraagd(world.almere, "Vroeghulp", 40_000)
    factories.mandaat(world.opgave, world.college, world.wethouder)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    all_say(world, besluit)
    carla = browse_as(world.carla)
    sent = {"titel": "Ruimer", "voorstel": "Iets anders.", "versie": 1}
    page = carla.post(url("besluit_wijzig", besluit), sent | {"sluit_op": TODAY.isoformat()})
    assert "Een ronde duurt 10 werkdagen. Kies" in page.content.decode()
    far = (TODAY + timedelta(days=ROUND)).isoformat()
    carla.post(url("besluit_wijzig", besluit), sent | {"sluit_op": far})
    refused = told(carla.get(url("besluit_nemen", besluit)))
    assert "Nog niet gereageerd: Gemeente Almere, Gemeente Zwolle, SZW, VNG" in refused
    assert "alleen als elke partner op deze versie heeft gereageerd en niemand bezwaar" in refused
    assert besluit.reacties.count() == 4


def test_putting_the_objector_out_of_the_door_does_not_lift_its_objection(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    objects(besluit, world.zwolle, world.bob, kernbelang(world))
    Partner.objects.filter(organisatie=world.zwolle).delete()
    Belang.objects.update(kern=False)
    besluit = changed(world, besluit, "Wij staan het toe")
    for name, by in (("almere", "wethouder"), ("szw", "dirk"), ("vng", "carla")):
        says(besluit, getattr(world, name), getattr(world, by))
    with pytest.raises(RuleError, match="Gemeente Zwolle heeft bezwaar op een kernbelang"):
        take(world, besluit)


# --- a round lasts its term ----------------------------------------------------------------------


def test_a_round_lasts_ten_working_days_and_begins_again_with_every_change(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    assert sitting(world, besluit).termijn.is_over(TODAY)
    vraag_bijdrage(besluit, Gevraagd(world.szw, "Meten"), by=world.carla)
    assert not sitting(world, besluit).termijn.is_over(TODAY)


def test_whoever_joins_gets_the_whole_term(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    Partner.objects.create(opgave=world.opgave, organisatie=world.aanbieder)
    now = sitting(world, besluit).termijn
    assert now.vroegst > TODAY
    besluit.refresh_from_db()
    assert besluit.sluit_op == now.einde
    with pytest.raises(RuleError, match="De ronde loopt tot en met"):
        take(world, besluit)


def test_no_announced_round_is_skipped_and_one_closes_early_when_all_spoke(world):
    besluit = proposed(world, knelpunt(world), rounds=1)
    with pytest.raises(RuleError, match="Nog niet gereageerd"):
        open_ronde(besluit, by=world.carla)
    all_say(world, besluit, "helder")
    assert open_ronde(besluit, by=world.carla).stand == "oordeelsvorming"


def test_the_form_says_before_she_acts_on_which_day_a_round_can_close(world, browse_as):
    besluit = proposed(world, knelpunt(world))
    text = browse_as(world.carla).get(url("besluit_ronde", besluit)).content.decode()
    assert "Een ronde duurt minstens 10 werkdagen: op zijn vroegst tot en met" in text


def test_one_click_opens_the_round_that_stood_on_the_button_and_no_other(world, browse_as):
    besluit, heard = (proposed(world, knelpunt(world), rounds=n) for n in (0, 1))
    all_say(world, heard, "helder")
    carla = browse_as(world.carla)
    step = carla.get(url("besluit", besluit)).context["page"].aan_u
    assert (step.label, step.knop.label) == ("Open de beeldvorming", "Kies een latere dag")
    assert "Een ronde duurt minstens 10 werkdagen: reageren kan dan tot en met" in step.uitleg
    assert "De beeldvorming is open tot en met" in told(carla.post(step.doet))
    late = step.doet.replace(str(besluit.pk), str(heard.pk))
    assert "Deze stap is al gezet." in told(carla.post(late))
    heard.refresh_from_db()
    assert heard.stand == "beeldvorming"


def test_three_changes_on_one_day_do_not_make_an_objection_lapse(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob)
    for text in "abcd":
        changed(world, besluit, text)
    besluit.refresh_from_db()
    assert (besluit.ronde, besluit.versie) == (1, 5)
    assert [stem.naam for stem in sitting(world, besluit).ander] == ["Gemeente Zwolle"]


def test_three_rounds_on_one_day_do_not_make_an_objection_lapse(world, browse_as):
    """Everybody answers at once, every time; as long as one objects the round lasts its term."""
    besluit = proposed(world, knelpunt(world), rounds=3)
    for text in "abcd":
        all_say(world, besluit)
        objects(besluit, world.zwolle, world.bob)
        assert not sitting(world, besluit).is_afgelopen(TODAY)
        changed(world, besluit, text)
    besluit.refresh_from_db()
    assert besluit.ronde == 1
    page = browse_as(world.carla).get(url("besluit_wijzig", besluit)).content.decode()
    assert "Een ronde die nog niet voorbij is, telt niet mee voor het vervallen van een" in page
    page = browse_as(world.bob).get(url("besluit_reactie", besluit)).content.decode()
    assert "Zolang het telt, duurt een ronde haar hele termijn." in page


def test_whoever_left_with_an_objection_still_makes_a_round_last(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob)
    Partner.objects.filter(organisatie=world.zwolle).delete()
    besluit = changed(world, besluit)
    for name, by in (("almere", "wethouder"), ("szw", "dirk"), ("vng", "carla")):
        says(besluit, getattr(world, name), getattr(world, by))
    assert not sitting(world, besluit).is_afgelopen(TODAY)


def test_an_objection_without_kernbelang_lapses_after_three_whole_rounds(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    objects(besluit, world.zwolle, world.bob)
    for number in range(3):
        with klok.on(TODAY + timedelta(days=ROUND * number)):
            changed(world, besluit, f"Versie {number}")
    with klok.on(TODAY + timedelta(days=ROUND * 3)):
        for name, by in (("almere", "wethouder"), ("szw", "dirk"), ("vng", "carla")):
            reageer(besluit, getattr(world, name), soort="consent", by=getattr(world, by))
        taken = take(world, besluit)
    assert (taken.ronde, taken.stand) == (4, "genomen")


# --- three rounds, three questions ---------------------------------------------------------------


def test_each_round_asks_its_own_question(world):
    besluit = proposed(world, knelpunt(world), rounds=1)
    with pytest.raises(RuleError, match="Dit hoort niet bij de beeldvorming"):
        reageer(besluit, world.zwolle, soort="consent", by=world.bob)


def test_a_question_is_answered_withdrawn_or_visibly_open(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=1)
    asked = [
        says(besluit, world.zwolle, world.bob, "vraag", toelichting=f"Vraag {n}?") for n in range(3)
    ]
    trek_vraag_in(asked[0], by=world.bob)
    carla = browse_as(world.carla)
    carla.post(url("vraag_antwoord", asked[1]), {"antwoord": "De regio betaalt."})
    text = carla.get(url("besluit", besluit)).content.decode()
    assert "1 vraag wacht nog op antwoord." in text
    assert "De regio betaalt." in text
    assert "Beantwoord deze vraag" in text
    again = carla.post(url("vraag_antwoord", asked[1]), {"antwoord": "Toch niet."})
    assert "al beantwoord of ingetrokken" in told(again)


def test_arguments_stand_side_by_side_per_partner(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=2)
    says(besluit, world.zwolle, world.bob, "feit", toelichting="Het zijn er 60.")
    says(besluit, world.zwolle, world.bob, "waarde", toelichting="Niemand valt buiten.")
    says(besluit, world.szw, world.dirk, "belang", toelichting="Het blijft een vangnet.")
    page = browse_as(world.bob).get(url("besluit", besluit)).context["page"]
    assert [(naam, len(said)) for naam, said in page.standpunten] == [
        ("Gemeente Zwolle", 2), ("Ministerie van SZW", 1),
    ]  # fmt: skip


def test_an_objection_says_over_what_on_which_ground_and_what_would_solve_it(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    bob = browse_as(world.bob)
    sent = {"organisatie": world.zwolle.pk, "soort": "bezwaar", "toelichting": "Te snel."}
    lacks = {"deel": "het tempo", "wet": "Pw", "oplossing": "Later."}
    while lacks:
        page = bob.post(url("besluit_reactie", besluit), sent)
        assert list(page.context["form"].errors) == list(lacks)
        sent |= [lacks.popitem()]
    bob.post(url("besluit_reactie", besluit), sent)
    text = bob.get(url("besluit", besluit)).content.decode()
    assert "Wat het oplost" in text


# --- silence is silence --------------------------------------------------------------------------


def test_below_quorum_the_round_is_extended_once_and_then_binds_only_who_consented(
    world, browse_as
):
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    parts = [Gevraagd(world.almere, "Vroeghulp", 10), Gevraagd(world.szw, "Meten", 10)]
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=parts, over=True)
    says(besluit, world.almere, world.wethouder)
    promises(besluit, given, van=world.almere)
    says(besluit, world.zwolle, world.bob)
    with pytest.raises(RuleError, match="2 van 4 partners reageerden, en dat moet meer dan de hel"):
        take(world, besluit)
    verleng_ronde(besluit, by=world.carla)
    with pytest.raises(RuleError, match="Nog niet gereageerd"):
        take(world, besluit)
    with klok.on(TODAY + timedelta(days=ROUND)):
        with pytest.raises(RuleError, match="al een keer verlengd"):
            verleng_ronde(besluit, by=world.carla)
        taken = take(world, besluit)
    assert taken.gezamenlijk
    bound = {b.organisatie: b for b in taken.bijdragen.all()}
    assert bound[world.almere].mandaat == given
    assert "Zwijgen is geen toestemming" in bound[world.szw].vervallen_reden
    text = browse_as(world.bob).get(url("besluit", taken)).content.decode()
    assert "Dit is een gezamenlijk besluit van wie instemde." in text
    assert "Wie zweeg: SZW, VNG." in text


def test_nobody_consents_is_no_besluit_however_long_it_takes(world):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    verleng_ronde(besluit, by=world.carla)
    with (
        klok.on(TODAY + timedelta(days=ROUND)),
        pytest.raises(RuleError, match="Geen enkele partner stemt in"),
    ):
        take(world, besluit)


# --- nobody is bound without a yes ---------------------------------------------------------------


def test_an_orgaan_says_no_and_that_part_is_back_on_the_table(world, browse_as):
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    all_say(world, besluit)
    take(world, besluit)
    sent = {"besloten": "nee", "orgaan": world.raad.pk, "op": TODAY.isoformat()}
    sent |= {"bewijs": "raadsbesluit 12", "reden": "Er is geen geld."}
    asked, wim = besluit.bijdragen.get(), browse_as(world.wethouder)
    said = told(wim.post(url("bijdrage_bekrachtig", asked), sent))
    assert "Dit deel is terug op tafel" in said
    text = wim.get(url("besluit", besluit)).content.decode()
    assert "Er is geen geld." in text
    wim.logout()
    carla = browse_as(world.carla)
    assert "terug op tafel" in carla.get("/mijn-werk/").content.decode()
    step = carla.get(url("besluit", besluit)).context["page"].aan_u
    assert step.titel == "Een deel is terug op tafel"
    assert besluit.voorstel in carla.get(step.knop.url).content.decode()
    again = browse_as(world.wethouder).get(url("bijdrage_bekrachtig", asked))
    assert "is vervallen" in told(again)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bewijs": "ja"}, "Noem het nummer van het besluit of het internetadres (https://)"),
        ({"bewijs": "http:// nergens"}, "zodat een ander het kan nalezen"),
        ({"op": TODAY - timedelta(days=400)}, "Toen luidde het voorstel nog niet zo. Kies "),
        ({"op": TODAY + timedelta(days=1)}, "Deze dag is nog niet geweest."),
        ({"orgaan": ""}, "Kies een van de mogelijkheden."),
    ],
)
@pytest.mark.parametrize("besloten", ["ja", "nee"])
def test_what_an_orgaan_decided_is_a_fact(world, browse_as, besloten, wrong, sentence):
    part = Gevraagd(world.almere, "Vroeghulp", 20_000)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    all_say(world, besluit)
    take(world, besluit)
    address, wim = url("bijdrage_bekrachtig", besluit.bijdragen.get()), browse_as(world.wethouder)
    assert "Het voorstel luidt zo sinds" in wim.get(address).content.decode()
    sent = {"besloten": besloten, "orgaan": world.raad.pk, "op": TODAY, "reden": "Zo is het."}
    page = wim.post(address, sent | {"bewijs": "https://almere.nl/besluit"} | wrong)
    [(field, [said])] = page.context["form"].errors.items()
    assert (field in wrong, sentence in said) == (True, True), said
    wim.post(address, sent | {"bewijs": "https://almere.nl/besluit"})
    text = wim.get(url("besluit", besluit)).content.decode()
    assert '<a href="https://almere.nl/besluit"' in text


# --- a kernbelang protects -----------------------------------------------------------------------


def test_only_its_owner_lifts_an_objection_and_says_so(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob, kernbelang(world))
    besluit = changed(world, besluit)
    with pytest.raises(RuleError, match="Zet een vinkje als dat is opgelost"):
        says(besluit, world.zwolle, world.bob)
    says(besluit, world.szw, world.dirk, opgelost=True)
    assert sitting(world, besluit).kern
    says(besluit, world.zwolle, world.bob, opgelost=True)
    assert not sitting(world, besluit).kern


def test_whoever_left_still_reads_and_answers_its_objection(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob, kernbelang(world))
    Partner.objects.filter(organisatie=world.zwolle).delete()
    bob = browse_as(world.bob)
    assert bob.get(url("besluit", besluit)).status_code == 200
    sent = {"organisatie": world.zwolle.pk, "soort": "consent", "opgelost": "on"}
    bob.post(url("besluit_reactie", besluit), sent)
    assert not sitting(world, besluit).kern
    with pytest.raises(NotAllowedError, match="geen partner"):
        reageer(besluit, world.zwolle, soort="consent", by=world.bob)


@pytest.mark.parametrize("via", [[], ["Dalfsen"], ["Dalfsen", "Ommen"]])
def test_whoever_the_owner_went_up_in_answers_for_it(world, as_user, via):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob, kernbelang(world))
    line = [world.zwolle, *map(factories.organisatie, via), world.aanbieder]
    for oud, nieuw in pairwise(line):
        Herindeling.objects.create(oud=oud, nieuw=nieuw, op=TODAY, aard="geheel")
    assert sitting(world, besluit).kern
    with as_user(world.esma):
        assert Besluit.objects.filter(pk=besluit.pk).exists()
    says(besluit, world.aanbieder, world.esma, opgelost=True)
    assert not sitting(world, besluit).kern


def test_a_new_proposal_about_the_same_knelpunt_does_not_lose_the_objection(world, as_user):
    about = knelpunt(world)
    first = proposed(world, about, rounds=3)
    objects(first, world.zwolle, world.bob, kernbelang(world))
    trek_voorstel_in(first, reden="Anders.", by=world.carla)
    second = proposed(world, about, rounds=3, over=True)
    for name, by in (("almere", "wethouder"), ("szw", "dirk"), ("vng", "carla")):
        says(second, getattr(world, name), getattr(world, by))
    with pytest.raises(RuleError, match="Gemeente Zwolle heeft bezwaar op een kernbelang"):
        take(world, second)
    with as_user(world.carla):
        found = besluiten().get(pk=second.pk)
        page = besluit_page(found, viewer=world.carla)
    assert [one.besluit for one in page.bezwaren] == [first]
    says(second, world.zwolle, world.bob, opgelost=True)
    assert take(world, second).stand == "genomen"


# --- what was said stays -------------------------------------------------------------------------


def test_a_change_keeps_what_was_said_and_one_click_says_it_again(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    says(besluit, world.szw, world.dirk)
    says(besluit, world.zwolle, world.bob, "zorg", toelichting="Let op tempo.")
    changed(world, besluit)
    bob = browse_as(world.bob)
    page = bob.get(url("besluit", besluit))
    assert "consent op versie 1" in page.content.decode()
    step = page.context["page"].aan_u
    assert step.titel == "Geldt uw reactie namens Gemeente Zwolle nog?"
    bob.post(step.doet)
    now = Reactie.objects.filter(organisatie=world.zwolle).order_by("pk").last()
    assert (now.voorstelversie, now.soort, now.toelichting) == (2, "zorg", "Let op tempo.")
    assert Reactie.objects.filter(organisatie=world.zwolle).count() == 2


def test_nobody_consents_to_a_text_that_she_did_not_read(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    changed(world, besluit)
    with pytest.raises(ConflictError, match="Het voorstel is intussen aangepast"):
        says(besluit, world.zwolle, world.bob, voorstelversie=1)
    with pytest.raises(RuleError, match="nog niets om te herhalen"):
        herhaal(besluit, world.zwolle, by=world.bob)


def test_the_difference_is_shown_with_the_objection_that_caused_it(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    why = objects(besluit, world.zwolle, world.bob)
    besluit.refresh_from_db()
    wijzig_voorstel(
        besluit, titel=besluit.titel, voorstel="Wij staan het later toe.", versie=1, vanwege=why,
        by=world.carla,
    )  # fmt: skip
    page = browse_as(world.bob).get(url("besluit", besluit)).context["page"]
    [change] = page.wijzigingen
    assert change.vanwege == "Gemeente Zwolle"
    assert ("erbij", "later ") in [(one.soort, one.tekst) for one in change.stukken]


def test_an_objection_needs_its_own_organisatie(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    with pytest.raises(RuleError, match="Kies een belang van Ministerie van SZW"):
        reageer(
            besluit, world.szw, soort="bezwaar", toelichting="Nee.",
            grond=objection(kernbelang(world)), by=world.dirk,
        )  # fmt: skip
