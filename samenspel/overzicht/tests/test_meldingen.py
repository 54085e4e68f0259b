"""One mail a day to whom something waits on, with only what she may see."""

import smtplib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from samenspel.basis.werkdagen import werkdagen_in
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten.reacties import beantwoord_vraag
from samenspel.overleg.tests.tafel import proposed, says
from samenspel.overzicht import werk
from samenspel.overzicht.meldingen import verstuur_melding, zet_meldingen_klaar
from samenspel.taken.models import Taak
from samenspel.taken.work import AgainError, do
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    world = factories.world()
    world.knelpunt = factories.knelpunt(world.anne, world.opgave)
    return world


@pytest.fixture
def mail(world, work_off):
    """Let the worker mail everyone for a day."""

    def all_for(day) -> None:
        zet_meldingen_klaar(day)
        work_off()

    return all_for


def readers(mailoutbox):
    return sorted(address for mail in mailoutbox for address in mail.to)


def test_only_who_has_something_waiting_gets_one_mail_a_day(world, mailoutbox, mail):
    mail(TODAY)
    mail(TODAY)
    assert readers(mailoutbox) == [world.carla.account.email]
    mail(TODAY + timedelta(days=1))
    assert readers(mailoutbox) == [world.carla.account.email] * 2


def test_two_workers_mail_her_once(world, mailoutbox):
    one, other = Gebruiker.objects.get(pk=world.carla.pk), Gebruiker.objects.get(pk=world.carla.pk)
    assert [verstuur_melding(one, TODAY), verstuur_melding(other, TODAY)] == [True, False]
    assert readers(mailoutbox) == [world.carla.account.email]


def test_the_mail_is_plain_grouped_and_says_how_to_stop(world, mailoutbox, mail, settings):
    world.knelpunt.titel = "Schulden & <regels>"
    world.knelpunt.save()
    settings.SITE_URL = "https://samen.example"
    mail(TODAY)
    [sent] = mailoutbox
    assert sent.subject == "Samenspel: er wacht iets op u"
    assert "Knelpunten\n- Schulden & <regels>\n" in sent.body
    assert f"https://samen.example/praktijk/knelpunten/{world.knelpunt.pk}/" in sent.body
    assert "zet hem uit: https://samen.example/profiel/" in sent.body.lower()


def test_a_missing_reaction_is_mailed_when_new_at_a_third_and_on_the_last_two_days(
    world, mailoutbox, mail, as_user
):
    besluit = proposed(world, world.knelpunt, rounds=1)
    says(besluit, world.szw, world.dirk, "helder")
    mailed = []
    for ahead in range(-1, (besluit.sluit_op - TODAY).days + 2):
        day = TODAY + timedelta(days=ahead)
        mailoutbox.clear()
        mail(day)
        mailed += [day] if world.bob.account.email in readers(mailoutbox) else []
        assert world.dirk.account.email not in readers(mailoutbox)
        with as_user(world.bob):
            waits = [rij.titel for rij in werk.mijn_werk(world.bob, day).wacht_op_u]
        assert waits == (["Ruimer briefadres"] if day <= besluit.sluit_op else [])
    term = werkdagen_in(TODAY, besluit.sluit_op)
    assert len(term) == 10
    assert mailed == [term[0], term[3], term[8], term[9]]


def test_a_day_on_which_no_mail_went_is_made_up_for_once(world, mailoutbox, mail):
    besluit = proposed(world, world.knelpunt, rounds=1)
    term = werkdagen_in(TODAY, besluit.sluit_op)
    for day in (term[4], term[5]):
        mail(day)
    assert readers(mailoutbox).count(world.bob.account.email) == 1


def test_who_asked_a_question_hears_once_that_it_was_answered(
    world, mailoutbox, mail, browse_as, as_user
):
    besluit = proposed(world, world.knelpunt, rounds=1)
    asked = says(besluit, world.zwolle, world.bob, "vraag", toelichting="Wie betaalt?")
    beantwoord_vraag(asked, antwoord="Het fonds.", by=world.carla)

    def told(day):
        with as_user(world.bob):
            rows = werk.mijn_werk(world.bob, day).wacht_op_u
        return [row.feiten for row in rows if row.groep == "beantwoorde vragen"]

    for ahead in (1, 2):
        mail(TODAY + timedelta(days=ahead))
    bodies = [one.body for one in mailoutbox if world.bob.account.email in one.to]
    assert sum("Beantwoorde vragen" in body for body in bodies) == 1
    [said] = told(TODAY)
    assert "Carla beantwoordde uw vraag" in said
    assert told(TODAY + timedelta(days=7))
    assert not told(TODAY + timedelta(days=8))
    browse_as(world.carla).get(besluit.get_absolute_url())
    assert told(TODAY)
    browse_as(world.bob).get(besluit.get_absolute_url())
    assert not told(TODAY)


def test_nobody_is_mailed_against_her_wish(world, mailoutbox, mail):
    Gebruiker.objects.filter(pk=world.carla.pk).update(mail_bij_werk=False)
    mail(TODAY)
    Gebruiker.objects.filter(pk=world.carla.pk).update(mail_bij_werk=True, is_active=False)
    mail(TODAY)
    assert mailoutbox == []


def test_a_mail_holds_nothing_that_its_reader_may_not_see(world, mailoutbox, mail):
    factories.knelpunt(world.anne, world.opgave, titel="Besloten zaak", zichtbaarheid="besloten")
    mail(TODAY)
    [sent] = mailoutbox
    assert "Briefadres geweigerd" in sent.body
    assert "Besloten zaak" not in sent.body


def test_after_the_mail_the_job_is_owner_again_and_nobody(world, mail):
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()
        mail(TODAY)
        cursor.execute("select current_user")
        assert cursor.fetchone() == before
        cursor.execute("select mijn_id()")
        assert cursor.fetchone() == (None,)


def test_an_address_that_fails_keeps_nobody_waiting_and_is_tried_again(
    world, mailoutbox, mail, monkeypatch
):
    factories.casus(world.anne, ingebracht=False, zichtbaarheid="besloten")
    from django.core.mail import send_mail

    def fail_for_anne(subject, text, sender, to):
        if to == [world.anne.account.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return send_mail(subject, text, sender, to)

    monkeypatch.setattr("samenspel.overzicht.meldingen.send_mail", fail_for_anne)
    mail(TODAY)
    assert readers(mailoutbox) == [world.carla.account.email]
    hers = Taak.objects.get(aanvrager=world.anne)
    assert hers.stand == "wacht"
    with pytest.raises(AgainError):
        do(hers.pk, attempt=2)
    monkeypatch.undo()
    do(hers.pk, attempt=3)
    assert readers(mailoutbox) == sorted([world.anne.account.email, world.carla.account.email])
