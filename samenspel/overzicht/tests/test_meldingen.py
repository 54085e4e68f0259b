"""One mail a day to whom something waits on, with only what she may see."""

import smtplib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from samenspel.organisaties.models import Gebruiker
from samenspel.overzicht.meldingen import verstuur_meldingen
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    world = factories.world()
    world.knelpunt = factories.knelpunt(world.anne, world.opgave)
    return world


def readers(mailoutbox):
    return sorted(address for mail in mailoutbox for address in mail.to)


def test_only_who_has_something_waiting_gets_one_mail_a_day(world, mailoutbox):
    assert verstuur_meldingen(TODAY) == 1
    assert verstuur_meldingen(TODAY) == 0
    assert readers(mailoutbox) == [world.carla.email]
    assert verstuur_meldingen(TODAY + timedelta(days=1)) == 1


def test_the_mail_is_plain_grouped_and_says_how_to_stop(world, mailoutbox, settings):
    world.knelpunt.titel = "Schulden & <regels>"
    world.knelpunt.save()
    settings.SITE_URL = "https://samen.example"
    verstuur_meldingen(TODAY)
    [mail] = mailoutbox
    assert mail.subject == "Samenspel: er wacht iets op u"
    assert "Knelpunten\n- Schulden & <regels>\n" in mail.body
    assert f"https://samen.example/praktijk/knelpunten/{world.knelpunt.pk}/" in mail.body
    assert "zet hem uit: https://samen.example/profiel/" in mail.body.lower()


def test_nobody_is_mailed_against_her_wish(world, mailoutbox):
    Gebruiker.objects.filter(pk=world.carla.pk).update(mail_bij_werk=False)
    assert verstuur_meldingen(TODAY) == 0
    Gebruiker.objects.filter(pk=world.carla.pk).update(mail_bij_werk=True, is_active=False)
    assert verstuur_meldingen(TODAY) == 0
    assert mailoutbox == []


def test_a_mail_holds_nothing_that_its_reader_may_not_see(world, mailoutbox):
    factories.knelpunt(world.anne, world.opgave, titel="Besloten zaak", zichtbaarheid="besloten")
    verstuur_meldingen(TODAY)
    [mail] = mailoutbox
    assert "Briefadres geweigerd" in mail.body
    assert "Besloten zaak" not in mail.body


def test_after_the_mail_the_job_is_owner_again_and_nobody(world, mailoutbox):
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()
        verstuur_meldingen(TODAY)
        cursor.execute("select current_user")
        assert cursor.fetchone() == before
        cursor.execute("select mijn_id()")
        assert cursor.fetchone() == (None,)


def test_an_address_that_fails_keeps_nobody_waiting_and_is_tried_again(
    world, mailoutbox, monkeypatch, caplog
):
    factories.casus(world.anne, ingebracht=False, zichtbaarheid="besloten")
    from django.core.mail import send_mail

    def fail_for_anne(subject, text, sender, to):
        if to == [world.anne.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return send_mail(subject, text, sender, to)

    monkeypatch.setattr("samenspel.overzicht.meldingen.send_mail", fail_for_anne)
    assert verstuur_meldingen(TODAY) == 1
    assert readers(mailoutbox) == [world.carla.email]
    assert f"gebruiker {world.anne.pk} failed" in caplog.text
    monkeypatch.undo()
    assert verstuur_meldingen(TODAY) == 1
    assert readers(mailoutbox) == sorted([world.anne.email, world.carla.email])
