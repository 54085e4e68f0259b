"""Signing in: who gets in, who does not, and what protects the door."""

import pytest
from django.test import Client
from django.urls import reverse

from samenspel.organisaties.models import Gebruiker
from tests import factories, sleutels

INLOGGEN = reverse("toegang:inloggen")
VOORBEELD = reverse("toegang:voorbeeld_inloggen")
MIJN_WERK = reverse("overzicht:mijn_werk")
SECRET = "een goed geheim woord"


@pytest.fixture
def anne(db):
    anne = factories.lid(factories.organisatie("Gemeente Almere"), naam="Anne")
    sleutels.give_password(anne, SECRET)
    return anne


def sign_in(browser, anne, password=SECRET, **more):
    typed = {"username": anne.account.inlognaam, "password": password, **more}
    return browser.post(INLOGGEN, typed)


def test_the_right_password_opens_mijn_werk(anne, browse_as):
    browser = browse_as(None)
    assert sign_in(browser, anne).url == MIJN_WERK
    assert "Anne" in browser.get(MIJN_WERK).content.decode()


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("niemand", SECRET), ("x" * 1_000_000, SECRET), ("anne", "x" * 1_000_000)],
)
def test_a_wrong_attempt_is_told_plainly_and_says_not_what_was_wrong(
    anne, browse_as, username, password
):
    page = browse_as(None).post(INLOGGEN, {"username": username, "password": password})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'role="alert"' in text
    assert "bestaat niet" not in text


def test_after_five_wrong_attempts_the_right_password_does_not_open_either(anne, browse_as):
    browser = browse_as(None)
    for _ in range(5):
        sign_in(browser, anne, password="fout geraden")
    page = sign_in(browser, anne)
    assert page.status_code == 429
    assert "Even wachten" in page.content.decode()
    assert browser.get(MIJN_WERK).status_code == 302


def test_four_wrong_attempts_are_forgiven(anne, browse_as):
    browser = browse_as(None)
    for _ in range(4):
        sign_in(browser, anne, password="fout geraden")
    assert sign_in(browser, anne).url == MIJN_WERK


def test_sixty_names_from_one_address(anne, browse_as):
    browser = browse_as(None)
    seen = [
        browser.post(
            INLOGGEN, {"username": f"naam{number}", "password": "Welkom2026!!"}
        ).status_code
        for number in range(60)
    ]
    assert seen == [200] * 50 + [429] * 10
    assert browser.get(INLOGGEN).status_code == 200
    assert (
        browser.post(
            INLOGGEN,
            {"username": anne.account.inlognaam, "password": SECRET},
            REMOTE_ADDR="192.0.2.9",
        ).url
        == MIJN_WERK
    )


@pytest.mark.parametrize("spelled", [str, str.upper, lambda name: f" {name} "])
def test_one_name_from_many_addresses(anne, browse_as, spelled):
    browser = browse_as(None)

    def guess(number: int, password: str) -> int:
        typed = {"username": spelled(anne.account.inlognaam), "password": password}
        return browser.post(INLOGGEN, typed, REMOTE_ADDR=f"192.0.2.{number}").status_code

    assert [guess(number, "fout geraden") for number in range(25)] == [200] * 20 + [429] * 5
    assert guess(99, SECRET) == 429


def test_changing_addresses_within_one_ipv6_network_does_not_help(anne, browse_as):
    browser = browse_as(None)
    typed = {"username": anne.account.inlognaam, "password": "fout geraden"}
    seen = [
        browser.post(INLOGGEN, typed, REMOTE_ADDR=f"2001:db8:1:2::{number:x}").status_code
        for number in range(7)
    ]
    assert seen == [200] * 5 + [429] * 2


def test_a_whole_gemeente_signs_in_from_one_address(anne, browse_as):
    for _ in range(60):
        assert sign_in(browse_as(None), anne).url == MIJN_WERK


@pytest.mark.parametrize("passed_on", ["unknown", "1.2.3.4:80", "[2001:db8::1]:443", "x" * 9000])
def test_whatever_the_proxy_passes_on_somebody_gets_in(anne, browse_as, settings, passed_on):
    settings.BEHIND_PROXY = True
    typed = {"username": anne.account.inlognaam, "password": SECRET}
    answer = browse_as(None).post(INLOGGEN, typed, headers={"X-Forwarded-For": passed_on})
    assert answer.url == MIJN_WERK


def test_who_left_does_not_get_in(anne, browse_as):
    Gebruiker.objects.filter(pk=anne.pk).update(is_active=False)
    assert sign_in(browse_as(None), anne).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/opgaven/", "/opgaven/"),
        ("https://kwaad.example/", MIJN_WERK),
        ("//kwaad.example/", MIJN_WERK),
        ("javascript:alert(1)", MIJN_WERK),
    ],
)
def test_next_is_followed_within_this_site_only(anne, browse_as, wanted, goes_to):
    assert sign_in(browse_as(None), anne, next=wanted).url == goes_to


def test_signing_in_changes_the_session_and_signing_out_ends_it(anne, browse_as):
    browser = browse_as(None)
    browser.get(INLOGGEN)
    sign_in(browser, anne)
    cookie = browser.cookies["sessionid"]
    key = cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert browser.get(reverse("toegang:uitloggen")).status_code == 405
    assert browser.post(reverse("toegang:uitloggen")).url == "/"
    browser.cookies["sessionid"] = key
    assert browser.get(MIJN_WERK).status_code == 302


@pytest.fixture
def example(db):
    anne = factories.lid(factories.organisatie("Gemeente Almere"), naam="Anne")
    Gebruiker.objects.filter(pk=anne.pk).update(voorbeeld=True, doet="Kijkt rond.")
    return anne


def test_a_visitor_looks_around_as_an_example_person(example, browse_as):
    browser = browse_as(None)
    front = browser.get("/").content.decode()
    assert "Kijk mee als Anne" in front
    assert "Gemeente Almere" in front
    assert browser.post(VOORBEELD, {"gebruiker": example.pk}).url == MIJN_WERK
    assert browser.get(MIJN_WERK).status_code == 200


def test_outside_example_mode_nobody_signs_in_without_password(example, browse_as, settings):
    settings.VOORBEELD = False
    browser = browse_as(None)
    assert "Kijk mee als" not in browser.get("/").content.decode()
    assert browser.post(VOORBEELD, {"gebruiker": example.pk}).status_code == 404
    assert browser.get(MIJN_WERK).status_code == 302


def test_a_real_person_is_no_example(anne, browse_as):
    browser = browse_as(None)
    assert "Kijk mee als" not in browser.get("/").content.decode()
    assert browser.post(VOORBEELD, {"gebruiker": anne.pk}).status_code == 404
    assert browser.get(MIJN_WERK).status_code == 302


@pytest.mark.parametrize("chosen", ["", "abc", "-1", "9" * 40, "²"])
def test_a_senseless_choice_is_not_found(example, browse_as, chosen):
    assert browse_as(None).post(VOORBEELD, {"gebruiker": chosen}).status_code == 404


def test_a_form_without_its_token_is_refused_with_help(anne, db):
    page = Client(enforce_csrf_checks=True).post(INLOGGEN, {"username": "a", "password": "b"})
    assert page.status_code == 403
    assert "Dit formulier is verlopen" in page.content.decode()


@pytest.mark.parametrize("address", ["/", INLOGGEN, "/over/", "/bestaat-niet/"])
def test_every_page_carries_the_security_headers(browse_as, address):
    page = browse_as(None).get(address)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [MIJN_WERK, "/profiel/", "/zoeken/?q=a", "/begrippen/", "/"])
def test_no_page_holds_what_the_policy_would_refuse(anne, browse_as, address):
    page = browse_as(anne).get(address)
    text = page.content.decode()
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    for inline in (" style=", "<style", "onclick=", "javascript:"):
        assert inline not in text
    assert text.count("<script") == text.count("<script src=")
