"""A link by mail to choose a password: once, for three days, for its owner only."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from samenspel.basis import rls
from samenspel.organisaties.models import Account, Gebruiker, Sleutel
from samenspel.toegang.actions.wachtwoord import wachtwoordlink
from tests import factories, sleutels

VERGETEN = reverse("toegang:wachtwoord_vergeten")
INLOGGEN = reverse("toegang:inloggen")
MIJN_WERK = reverse("overzicht:mijn_werk")
SECRET = "een heel nieuw geheim woord"
NEW = {"new_password1": SECRET, "new_password2": SECRET}
ENDED = "Deze link werkt niet meer"


@pytest.fixture
def anne(db):
    anne = factories.lid(factories.organisatie("Gemeente Almere"), naam="Anne")
    sleutels.give_password(anne, "een oud geheim woord")
    return anne


@pytest.fixture
def link(anne, settings):
    settings.SITE_URL = ""
    return wachtwoordlink(anne.pk)


def opened(browser, link):
    """Follow the link to its form; the address then no longer holds the token."""
    page = browser.get(link, follow=True)
    return page.request["PATH_INFO"], page.content.decode()


@pytest.fixture
def ask(work_off):
    """Ask for a link, and let the worker mail it."""

    def ask_for(browser, email):
        said = browser.post(VERGETEN, {"email": email}, follow=True).content.decode()
        work_off()
        return said

    return ask_for


def test_the_sign_in_page_leads_to_it(anne, browse_as):
    assert VERGETEN in browse_as(None).get(INLOGGEN).content.decode()


def test_she_asks_is_mailed_chooses_and_is_signed_in(anne, browse_as, mailoutbox, settings, ask):
    settings.SITE_URL = "https://samen.example"
    browser = browse_as(None)
    assert "Dan krijgt u nu een mail" in ask(browser, anne.account.email.upper())
    [mail] = mailoutbox
    assert mail.to == [anne.account.email]
    assert "uw wachtwoord blijft zoals het was" in mail.body
    until = timezone.localtime() + timedelta(days=3)
    assert f"één keer, tot {until.day} " in mail.body
    link = re.search(r"https://samen\.example(/wachtwoord-kiezen/\S+)", mail.body).group(1)
    address, text = opened(browser, link)
    assert f"Uw gebruikersnaam is {anne.account.inlognaam}" in text
    assert link.split("/")[-2] not in address
    answer = browser.post(address, NEW)
    assert answer.url == MIJN_WERK
    sleutels.work_as(anne)
    assert "U bent nu ingelogd" in browser.get(MIJN_WERK).content.decode()
    assert sleutels.has_password(anne, SECRET)


def test_the_answer_is_the_same_for_an_unknown_address(anne, browse_as, mailoutbox, ask):
    browser = browse_as(None)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    known, unknown = (
        token.sub("", ask(browser, email)) for email in (anne.account.email, "niemand@example.org")
    )
    assert known == unknown
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"voorbeeld": True}, {}])
def test_who_may_not_get_in_gets_no_mail(anne, browse_as, mailoutbox, change, ask):
    email = anne.account.email
    if change:
        Gebruiker.objects.filter(pk=anne.pk).update(**change)
    else:
        Account.objects.filter(pk=anne.pk).update(inlognaam=email, email="")
    assert "Dan krijgt u nu een mail" in ask(browse_as(None), email)
    assert mailoutbox == []


@pytest.mark.parametrize("known", [True, False])
def test_three_mails_an_hour_wherever_one_asks(anne, browse_as, mailoutbox, work_off, known):
    browser = browse_as(None)
    email = anne.account.email if known else "niemand@example.org"
    statuses = [
        browser.post(VERGETEN, {"email": typed}, REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number, typed in enumerate([email, email.upper(), f" {email}", email, email])
    ]
    work_off()
    assert statuses == [302, 302, 302, 429, 429]
    assert len(mailoutbox) == (3 if known else 0)


def test_a_mail_that_fails_is_tried_again(anne, browse_as, mailoutbox, monkeypatch, work_off, ask):
    def no_mail(*_):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as failing:
        failing.setattr("samenspel.toegang.actions.wachtwoord.send_mail", no_mail)
        assert "Dan krijgt u nu een mail" in ask(browse_as(None), anne.account.email)
    assert mailoutbox == []
    assert work_off() == ["klaar"]
    assert mailoutbox[0].to == [anne.account.email]


@pytest.mark.parametrize("email", ["", "geen adres", "x" * 1_000_000 + "@a.nl", "a\x00@b.nl"])
def test_what_is_no_address_is_said(anne, browse_as, mailoutbox, email):
    answer = browse_as(None).post(VERGETEN, {"email": email})
    assert answer.status_code == 200
    assert "Dit kan nog niet worden opgeslagen" in answer.content.decode()
    assert mailoutbox == []


def test_a_link_works_once(anne, link, browse_as):
    browser = browse_as(None)
    address, _ = opened(browser, link)
    browser.post(address, NEW)
    browser.logout()
    _, text = opened(browser, link)
    assert ENDED in text
    assert VERGETEN in text


def test_signing_in_ends_a_link_that_still_lies_about(anne, link, browse_as):
    browser = browse_as(None)
    typed = {"username": anne.account.inlognaam, "password": "een oud geheim woord"}
    assert browser.post(INLOGGEN, typed).url == MIJN_WERK
    assert ENDED in opened(browser, link)[1]


@pytest.mark.parametrize(("days", "works"), [(2.9, True), (3.1, False)])
def test_a_link_ends_after_three_days(anne, link, browse_as, days, works):
    ends = F("tot") - timedelta(days=days)
    Sleutel.objects.filter(waarvoor="wachtwoord").update(tot=ends)
    assert (ENDED not in opened(browse_as(None), link)[1]) is works


def test_her_link_is_no_session_and_her_session_is_no_link(anne, link, browse_as):
    browser = browse_as(None)
    session = browser.session
    session[rls.IN_SESSION] = link.split("/")[-2]
    session.save()
    browser.cookies["sessionid"] = session.session_key
    assert browser.get(MIJN_WERK).status_code == 302
    address = reverse("toegang:wachtwoord_kiezen", args=[sleutels.session_of(anne)])
    assert ENDED in opened(browse_as(None), address)[1]


@pytest.mark.parametrize("link", ["x", "nieuw", "1-2", "%00", "é", "x" * 5000])
def test_a_wrong_link_is_refused_calmly(anne, browse_as, link):
    page = browse_as(None).get(f"/wachtwoord-kiezen/{link}/", follow=True)
    assert page.status_code == 200
    assert ENDED in page.content.decode()


@pytest.mark.parametrize("change", [{"is_active": False}, {"voorbeeld": True}])
def test_an_old_link_does_not_open_a_closed_account(anne, link, browse_as, change):
    browser = browse_as(None)
    address, _ = opened(browser, link)
    with sleutels.owner():
        Gebruiker.objects.filter(pk=anne.pk).update(**change)
    browser.post(address, NEW)
    assert browser.get(MIJN_WERK).status_code == 302
    assert not sleutels.has_password(anne, SECRET)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"new_password1": "kort", "new_password2": "kort"},
        {"new_password1": SECRET, "new_password2": SECRET + "!"},
        {"new_password1": "x" * 1_000_000, "new_password2": "x" * 1_000_000},
    ],
)
def test_a_poor_password_is_refused_with_a_reason(anne, link, browse_as, typed):
    browser = browse_as(None)
    address, _ = opened(browser, link)
    page = browser.post(address, typed)
    assert page.status_code == 200
    assert "Dit kan nog niet worden opgeslagen" in page.content.decode()
    assert sleutels.has_password(anne, "een oud geheim woord")


def test_the_name_to_sign_in_with_may_be_typed_in_capitals(anne, browse_as):
    Account.objects.filter(pk=anne.pk).update(inlognaam=anne.account.email)
    typed = {"username": anne.account.email.upper(), "password": "een oud geheim woord"}
    assert browse_as(None).post(INLOGGEN, typed).url == MIJN_WERK


def test_after_five_wrong_attempts_the_way_out_is_offered(anne, browse_as):
    browser = browse_as(None)
    for _ in range(6):
        page = browser.post(
            INLOGGEN, {"username": anne.account.inlognaam, "password": "fout geraden"}
        )
    assert page.status_code == 429
    assert VERGETEN in page.content.decode()
