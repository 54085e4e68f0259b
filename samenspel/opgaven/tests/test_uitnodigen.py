"""Partner by invitation, teamlid by her own yes; until then one counts nowhere."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.actions.opgave import wijzig_concept
from samenspel.opgaven.actions.uitnodigen import neem_aan, nodig_uit, sla_af, wijs_aan
from samenspel.opgaven.actions.wijzigen import Opgavetekst
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging
from samenspel.organisaties.models import Lidmaatschap
from samenspel.overzicht.werk import mijn_werk
from tests import factories
from tests.antwoord import told
from tests.factories import TODAY


@pytest.fixture
def world(db):
    made = factories.world()
    Opgave.objects.update(stand="concept")
    made.opgave.refresh_from_db()
    return made


def samen(world, voeg=""):
    return reverse("opgaven:samen", args=[world.opgave.pk]) + (f"?voeg={voeg}" if voeg else "")


def waits_on(person):
    return [row.groep for row in mijn_werk(person, TODAY).wacht_op_u]


def invite(world, browse_as):
    carla = browse_as(world.carla)
    sent = {"organisatie": world.aanbieder.pk, "rol": "partner"}
    assert "telt zij nergens mee" in told(carla.post(samen(world, "partner"), sent, follow=True))
    return Uitnodiging.objects.get()


def test_an_organisatie_is_partner_once_it_said_yes(world, browse_as, few_questions):
    asked = invite(world, browse_as)
    assert not world.opgave.partners.filter(organisatie=world.aanbieder).exists()
    esma = browse_as(world.esma)
    assert waits_on(world.esma) == ["uitnodigingen"]
    assert asked.get_absolute_url() in esma.get(reverse("overzicht:mijn_werk")).content.decode()
    with few_questions():
        page = esma.get(asked.get_absolute_url())
    text = page.content.decode()
    for told_first in ("Rond kunnen komen", "Een ronde duurt 10 werkdagen", "SZW", "Carla van VNG"):
        assert told_first in text
    assert "Bob" not in text, "who works on it she learns once she takes part"
    versie = page.context["form"].initial["versie"]
    done = esma.post(asked.get_absolute_url(), {"antwoord": "ja", "versie": versie}, follow=True)
    assert "Aanbieder De Brug doet nu mee." in told(done)
    assert world.opgave.partners.get(organisatie=world.aanbieder).toegetreden_op == TODAY
    assert waits_on(world.esma) == []


def test_who_is_invited_reads_no_row_of_the_opgave(world, browse_as, as_user):
    invite(world, browse_as)
    with as_user(world.esma):
        assert not Opgave.objects.exists()
        assert not Partner.objects.exists()
        assert not Teamlid.objects.exists()
        assert Uitnodiging.objects.count() == 1
    esma = browse_as(world.esma)
    assert esma.get(reverse("opgaven:detail", args=[world.opgave.pk])).status_code == 404
    assert esma.get(samen(world)).status_code == 404


def test_others_of_the_invited_organisatie_and_outsiders_see_nothing(world, browse_as, as_user):
    colleague = factories.lid(world.aanbieder)
    asked = invite(world, browse_as)
    for nobody in (colleague, None):
        with as_user(nobody):
            assert not Uitnodiging.objects.exists()
    with as_user(world.anne), connection.cursor() as cursor:  # of a partner: that it is invited
        assert Uitnodiging.objects.count() == 1
        cursor.execute("select count(*) from uitnodiging_inhoud(%s)", [asked.pk])
        assert cursor.fetchone() == (0,)


def test_no_comes_with_a_reason_and_without_a_name(world, browse_as):
    asked = invite(world, browse_as)
    esma = browse_as(world.esma)
    page = esma.post(asked.get_absolute_url(), {"antwoord": "nee"})
    assert page.context["form"].errors == {"reden": ["Zeg waarom niet. De anderen lezen uw reden."]}
    esma.post(asked.get_absolute_url(), {"antwoord": "nee", "reden": "Nu geen tijd."})
    page = browse_as(world.carla).get(samen(world)).content.decode()
    assert "Nu geen tijd." in page
    assert "Esma" not in page
    again = browse_as(world.carla)
    sent = {"organisatie": world.aanbieder.pk, "rol": "partner"}
    assert again.post(samen(world, "partner"), sent).status_code == 302


def test_an_invitation_is_taken_back(world, browse_as):
    asked = invite(world, browse_as)
    back = reverse("opgaven:uitnodiging_intrekken", args=[asked.pk])
    assert (
        "Trek de uitnodiging in"
        in browse_as(world.carla).get(asked.get_absolute_url()).content.decode()
    )
    assert browse_as(world.bob).post(back).status_code == 403
    browse_as(world.carla).post(back)
    assert waits_on(world.esma) == []
    said = browse_as(world.esma).post(asked.get_absolute_url(), {"antwoord": "ja", "versie": 1})
    assert "Deze uitnodiging is ingetrokken." in said.content.decode()


def test_nobody_can_answer_for_it_so_it_is_not_asked(world, browse_as):
    empty = factories.organisatie("Gemeente Leeg")
    sent = {"organisatie": empty.pk, "rol": "partner"}
    page = browse_as(world.carla).post(samen(world, "partner"), sent)
    assert "Deze organisatie heeft nog niemand in Samenspel" in page.content.decode()


def test_yes_is_to_the_text_that_was_read(world):
    asked = nodig_uit(world.opgave, world.aanbieder, by=world.carla)
    other = Opgavetekst("Bestaanszekerheid", "Iets heel anders.", 10, 3, 50)
    wijzig_concept(world.opgave, other, versie=1, by=world.carla)
    refused = pytest.raises(DatabaseError, match="intussen gewijzigd")
    with refused, transaction.atomic():
        neem_aan(asked, versie=1, by=world.esma)
    neem_aan(asked, versie=2, by=world.esma)
    assert world.opgave.partners.filter(organisatie=world.aanbieder).exists()


def test_only_who_speaks_for_it_answers(world):
    asked = nodig_uit(world.opgave, world.aanbieder, by=world.carla)
    colleague = factories.lid(world.aanbieder)
    for other in (world.carla, colleague, world.bob):
        with pytest.raises(NotAllowedError):
            neem_aan(asked, versie=1, by=other)
        with pytest.raises(NotAllowedError):
            sla_af(asked, reden="Nee.", by=other)


def test_a_partner_names_who_is_in_the_team_and_she_says_yes(world, browse_as):
    colleague = factories.lid(world.zwolle, naam="Noor")
    carla = browse_as(world.carla)
    carla.post(samen(world, "teamvraag"), {"organisatie": world.zwolle.pk})
    assert "vragen om een teamlid" in waits_on(world.bob)
    bob = browse_as(world.bob)
    text = bob.get(samen(world, "teamlid")).content.decode()
    assert "Noor, Gemeente Zwolle" in text
    assert "Wim" not in text
    bob.post(samen(world, "teamlid"), {"lid": colleague.lidmaatschappen.get().pk})
    assert "vragen om een teamlid" not in waits_on(world.bob)
    assert not Teamlid.objects.filter(gebruiker=colleague).exists()
    assert "Noor" not in browse_as(world.carla).get(samen(world)).content.decode()
    noor = browse_as(colleague)
    noor.get(samen(world))
    place = Uitnodiging.objects.get(gebruiker=colleague)
    assert (
        "Werkt u mee in het programmateam?" in noor.get(place.get_absolute_url()).content.decode()
    )
    noor.post(place.get_absolute_url(), {"antwoord": "ja"})
    assert Teamlid.objects.get(gebruiker=colleague).organisatie == world.zwolle
    assert "Noor" in browse_as(world.carla).get(samen(world)).content.decode()


def test_who_names_herself_said_yes(world, browse_as):
    bob = browse_as(world.bob)
    said = bob.post(
        samen(world, "teamlid"), {"lid": world.bob.lidmaatschappen.get().pk}, follow=True
    )
    assert "U zit nu in het programmateam." in told(said)
    assert Teamlid.objects.filter(gebruiker=world.bob).exists()


def test_somebody_of_two_organisaties_joins_for_the_one_that_named_her(world):
    two = factories.lid(world.aanbieder, naam="Noor")
    Lidmaatschap.objects.create(gebruiker=two, organisatie=world.zwolle)
    neem_aan(wijs_aan(world.opgave, two, world.zwolle, by=world.bob), by=two)
    assert world.opgave.teamleden.get(gebruiker=two).organisatie == world.zwolle


def test_nobody_is_named_for_what_is_no_partner(world):
    with pytest.raises(RuleError, match="nog geen partner"):
        wijs_aan(world.opgave, world.esma, world.aanbieder, by=world.esma)


def test_the_database_makes_no_partner_without_an_accepted_invitation(world, as_user):
    asked = nodig_uit(world.opgave, world.aanbieder, by=world.carla)
    for somebody in (world.carla, world.esma):
        with as_user(somebody):
            refused = pytest.raises(ProgrammingError, match="row-level security")
            with refused, transaction.atomic():
                Partner.objects.create(opgave=world.opgave, organisatie=world.aanbieder)
    with as_user(world.carla), connection.cursor() as cursor:
        for sql in (
            "update opgaven_uitnodiging set stand = 'aangenomen', beantwoord_door_id = door_id,"
            " beantwoord_op = now(), versie = 1 where id = %s",
            "update opgaven_uitnodiging set organisatie_id = namens_id where id = %s",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(sql, [asked.pk])
