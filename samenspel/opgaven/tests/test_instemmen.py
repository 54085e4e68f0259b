"""What partners change together: every yes is said, one no stops it, silence is neither."""

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse

from samenspel.basis import rls
from samenspel.basis.database import WERKER
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.actions.opgave import stel_opgave_op, wijzig_concept
from samenspel.opgaven.actions.uitnodigen import neem_aan
from samenspel.opgaven.actions.wijzigen import (
    Opgavetekst,
    stel_partner_voor,
    stel_tekst_voor,
    stel_vaststellen_voor,
    stem,
    trek_wijziging_in,
)
from samenspel.opgaven.models import Opgave, Uitnodiging, Wijziging
from samenspel.overleg.partners.actions import laat_partner_gaan, verwerk_antwoordtermijnen
from samenspel.overzicht.werk import mijn_werk
from tests import factories
from tests.factories import TODAY, treedt_toe

OTHER = Opgavetekst("Bestaanszekerheid", "Iets anders.", 10, 3, 50)


@pytest.fixture
def world(db):
    return factories.world()


def begun(by, **fields):
    words = {"titel": "Nieuw", "bedoeling": "Beter.", "begint_op": TODAY}
    return stel_opgave_op(**words | fields, by=by)


def proposed(world):
    return stel_tekst_voor(world.opgave, OTHER, versie=1, reden="Scherper.", by=world.carla)


def all_but_almere(world, made):
    stem(made, world.szw, ja=True, by=world.dirk)
    return stem(made, world.zwolle, ja=True, by=world.bob)


def test_who_accepted_this_very_text_said_yes_to_it(world):
    opgave = begun(world.carla)
    treedt_toe(opgave, world.zwolle, uit=world.carla, door=world.bob)
    assert stel_vaststellen_voor(opgave, by=world.carla).stand == "aangenomen"
    assert Opgave.objects.get(pk=opgave.pk).stand == "vastgesteld"


def test_other_words_ask_for_another_yes(world):
    opgave = begun(world.carla)
    treedt_toe(opgave, world.zwolle, uit=world.carla, door=world.bob)
    wijzig_concept(opgave, OTHER, versie=1, by=world.carla)
    opgave.refresh_from_db()
    made = stel_vaststellen_voor(opgave, by=world.carla)
    assert made.stand == "open"
    assert stem(made, world.zwolle, ja=True, by=world.bob).stand == "aangenomen"


def test_a_concept_that_changes_lets_the_question_lapse(world):
    opgave = begun(world.carla)
    treedt_toe(opgave, world.zwolle, uit=world.carla, door=world.bob)
    wijzig_concept(opgave, OTHER, versie=1, by=world.carla)
    opgave.refresh_from_db()
    made = stel_vaststellen_voor(opgave, by=world.carla)
    again = Opgavetekst("Bestaanszekerheid", "Weer anders.", 10, 3, 50)
    wijzig_concept(opgave, again, versie=2, by=world.carla)
    made.refresh_from_db()
    assert made.stand == "vervallen"


def test_a_medewerker_alone_binds_not_even_her_own_organisatie(world):
    opgave = begun(world.anne)
    made = stel_vaststellen_voor(opgave, by=world.anne)
    assert made.stand == "open"
    with pytest.raises(NotAllowedError, match="vertegenwoordiger"):
        stem(made, world.almere, ja=True, by=world.anne)
    assert stem(made, world.almere, ja=True, by=world.wethouder).stand == "aangenomen"


def test_it_changes_with_the_last_yes_and_not_before(world):
    made = proposed(world)
    assert all_but_almere(world, made).stand == "open"
    assert Opgave.objects.get().bedoeling == "Rond kunnen komen"
    stem(made, world.almere, ja=True, by=world.wethouder)
    now = Opgave.objects.get()
    assert (now.bedoeling, now.versie) == ("Iets anders.", 2)


def test_one_no_stops_it_and_says_why(world, browse_as):
    made = all_but_almere(world, proposed(world))
    wim, page = browse_as(world.wethouder), made.get_absolute_url()
    sent = {"antwoord": "nee", "organisatie": world.almere.pk, "reden": ""}
    assert "Zeg waarom niet." in wim.post(page, sent).content.decode()
    wim.post(page, sent | {"reden": "De raad wil dit niet."})
    text = browse_as(world.bob).get(page).content.decode()
    assert "De raad wil dit niet." in text
    assert "niet afgesproken" in text
    assert Opgave.objects.get().versie == 1


def test_each_speaks_for_its_own_and_only_partners_do(world):
    made = proposed(world)
    with pytest.raises(NotAllowedError):
        stem(made, world.szw, ja=True, by=world.bob)
    with pytest.raises(NotAllowedError):
        stem(made, world.aanbieder, ja=True, by=world.esma)


def test_it_waits_on_who_said_nothing_yet(world, browse_as, few_questions):
    made = proposed(world)
    assert "wijzigingen" in [row.groep for row in mijn_werk(world.bob, TODAY).wacht_op_u]
    assert "wijzigingen" not in [row.groep for row in mijn_werk(world.carla, TODAY).wacht_op_u]
    bob = browse_as(world.bob)
    with few_questions():
        text = bob.get(made.get_absolute_url()).content.decode()
    assert "Iets anders." in text
    assert "Rond kunnen komen" in text
    bob.post(made.get_absolute_url(), {"antwoord": "ja", "organisatie": world.zwolle.pk})
    assert "wijzigingen" not in [row.groep for row in mijn_werk(world.bob, TODAY).wacht_op_u]
    opgave = bob.get(reverse("opgaven:detail", args=[world.opgave.pk])).content.decode()
    assert made.get_absolute_url() in opgave


def test_an_outsider_sees_nothing_of_it(world, as_user, browse_as):
    made = proposed(world)
    Opgave.objects.update(zichtbaarheid="openbaar")
    with as_user(world.esma):
        assert not Wijziging.objects.exists()
    assert browse_as(world.esma).get(made.get_absolute_url()).status_code == 404


def test_two_changes_of_the_text_do_not_cross(world):
    proposed(world)
    with pytest.raises(RuleError, match="Er ligt al een wijziging"):
        stel_tekst_voor(world.opgave, OTHER, versie=1, reden="Ook ik.", by=world.bob)


def test_only_who_proposed_it_takes_it_back(world):
    made = stel_tekst_voor(world.opgave, OTHER, versie=1, reden="Scherper.", by=world.bob)
    with pytest.raises(NotAllowedError):
        trek_wijziging_in(made, by=world.carla)
    assert trek_wijziging_in(made, by=world.bob).stand == "ingetrokken"


def test_one_partner_more_is_invited_when_all_agree(world):
    made = stel_partner_voor(world.opgave, world.aanbieder, reden="Zij helpen.", by=world.bob)
    stem(made, world.szw, ja=True, by=world.dirk)
    stem(made, world.vng, ja=True, by=world.carla)
    assert not Uitnodiging.objects.exists()
    stem(made, world.almere, ja=True, by=world.wethouder)
    asked = Uitnodiging.objects.get()
    assert (asked.organisatie, asked.stand, asked.namens) == (
        world.aanbieder, "open", world.zwolle,
    )  # fmt: skip
    assert asked.uiterlijk == made.uiterlijk
    neem_aan(asked, versie=1, by=world.esma)
    assert world.opgave.partners.filter(organisatie=world.aanbieder).exists()


def test_who_leaves_holds_the_others_no_longer(world, as_user):
    made = all_but_almere(world, proposed(world))
    with as_user(world.wethouder):
        laat_partner_gaan(world.opgave.partners.get(organisatie=world.almere), by=world.wethouder)
    made.refresh_from_db()
    assert made.stand == "aangenomen"
    assert Opgave.objects.get().bedoeling == "Iets anders."


def test_the_worker_has_the_rights_for_its_nightly_round(world):
    """As the role that it logs in with, which owns nothing and for which nobody is working."""
    Opgave.objects.update(stand="concept")
    opgave = Opgave.objects.get()
    made = stel_vaststellen_voor(opgave, by=world.carla)
    all_but_almere(world, made)
    for _ in range(2):
        made.refresh_from_db()
        with connection.cursor() as cursor:
            cursor.execute(f"set local role {WERKER}")
            rls.on_behalf_of(None)
            verwerk_antwoordtermijnen(made.uiterlijk.replace(year=made.uiterlijk.year + 1))
            cursor.execute("reset role")
    made.refresh_from_db()
    assert (made.stand, Opgave.objects.get().stand) == ("aangenomen", "vastgesteld")
    assert Uitnodiging.objects.get(organisatie=world.almere).stand == "open"


def test_what_partners_say_yes_to_is_what_the_opgave_says(world):
    """Another text in the question than in the opgave, as only SQL could write it: it lapses."""
    Opgave.objects.update(stand="concept")
    text = "update opgaven_wijziging set bedoeling = 'Mooier dan zij is.' where id = %s"
    made = stel_vaststellen_voor(Opgave.objects.get(), by=world.carla)
    with connection.cursor() as cursor:
        cursor.execute(text, [made.pk])
    assert stem(made, world.szw, ja=True, by=world.dirk).stand == "vervallen"
    assert Opgave.objects.get().stand == "concept"


def test_no_question_lies_there_for_ever(world, as_user):
    """A term beyond the longest round would keep all others from proposing anything."""
    with as_user(world.carla), pytest.raises(ProgrammingError, match="row-level security"):
        Wijziging.objects.create(
            opgave=world.opgave, soort="inhoud", versie=1, titel="x", bedoeling="x",
            ronde_werkdagen=5, verval_na_rondes=1, quorum=50, reden="x", maker=world.carla,
            namens=world.vng, uiterlijk=TODAY.replace(year=2100),
        )  # fmt: skip
