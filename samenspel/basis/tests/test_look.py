"""The demo page in a real browser: readable by everyone, on every width, and light."""

import gzip
import mimetypes
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from csp.utils import build_policy
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from samenspel.basis.tests.demo import whole_page

pytestmark = pytest.mark.urls("samenspel.basis.tests.urls")

SITE = "http://samenspel.test"
BUILT = Path(__file__).parents[1] / "static" / "gebouwd"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUDGET = 150_000
SEEN = """() => {
  const here = document.activeElement;
  const rings = [here, here.closest("label")].filter(Boolean).map(one => getComputedStyle(one));
  return {
    tag: here.tagName, html: here.outerHTML.slice(0, 120),
    ring: rings.some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2),
  };
}"""
"""What has focus, and whether a ring of at least 2 pixels stands around it or its label."""
MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
}).map(one => one.outerHTML.slice(0, 120))"""
MENU_OPEN = {390: set(), 1280: {"SUMMARY"}}
"""On a wide screen nothing is folded."""
ANSWERS = {"/stuk/": 500, "/afgekeurd/": 422}


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, request):
    """Open the demo page at a width; its files come from the static folders, not from a server."""

    def open_at(width: int, *, with_errors: bool = False, javascript: bool = True) -> Page:
        html = whole_page(with_errors=with_errors)
        policy = build_policy()
        assert "script-src 'self'" in policy

        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(SITE)
            if address in ANSWERS:
                route.fulfill(status=ANSWERS[address], body="Dit mag nog niet.")
                return
            if not address.startswith("/static/"):
                headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
                route.fulfill(body=html, headers=headers)
                return
            file = Path(finders.find(address.removeprefix("/static/")))
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])

        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        request.addfinalizer(context.close)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{SITE}/opgaven/lijst/")
        return page

    return open_at


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("with_errors", [False, True])
def test_everyone_can_use_it(open_page, width, with_errors):
    page = open_page(width, with_errors=with_errors)
    found = Axe().run(page, options={"runOnly": WCAG})
    assert found.violations_count == 0, found.generate_report()
    assert page.complaints == [], "the browser has nothing to say, the security policy neither"


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_sticks_out(open_page, width):
    page = open_page(width, with_errors=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_works_on_a_phone_without_script(open_page):
    page = open_page(390, javascript=False)
    page.get_by_text("Menu", exact=True).click()
    for label in ("Mijn werk", "Opgaven", "Praktijk", "Overleg", "Uitloggen", "Zoeken"):
        found = page.locator("header").get_by_text(label)
        found = found.or_(page.locator("header").get_by_label(label))
        assert found.locator("visible=true").count() >= 1, label


def test_the_keyboard_comes_in_through_the_skip_link(open_page):
    page = open_page(1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    assert page.locator(".nl-skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_focus_can_be_seen(open_page, width):
    page = open_page(width)
    ringed = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        one = page.evaluate(SEEN)
        if one["tag"] == "BODY":
            break
        assert one["ring"], one
        ringed.add(one["tag"])
    assert one["tag"] == "BODY", "the keyboard comes out at the other end"
    assert ringed >= {"A", "BUTTON", "INPUT", "SELECT", "TEXTAREA", "SUMMARY"} - MENU_OPEN[width]


def test_nothing_moves_for_who_does_not_want_it(open_page):
    page = open_page(1280)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


def test_on_paper_only_the_page_itself(open_page):
    page = open_page(1280)
    page.emulate_media(media="print")
    of_the_site = "nav:not(.kruimel):visible, [role=search]:visible, footer:visible"
    assert page.locator(of_the_site).count() == 0
    assert page.locator("main h1").is_visible()


def test_the_link_to_a_mistake_leads_to_the_field(open_page):
    page = open_page(1280, with_errors=True)
    page.get_by_role("link", name="Wat is er?").click()
    assert page.evaluate("document.activeElement.id") == "id_verhaal"


def test_a_call_that_fails_is_not_silent(open_page):
    page = open_page(1280)
    assert page.get_by_role("alert").filter(has_text="Dat lukte niet").count() == 0
    page.get_by_role("link", name="Kapot").click()
    page.get_by_role("alert").filter(has_text="Dat lukte niet").wait_for()
    assert page.get_by_role("link", name="Kapot").is_visible(), "what stood there still stands"


def test_a_refusal_is_shown_in_its_place(open_page):
    page = open_page(1280)
    page.get_by_role("link", name="Afgekeurd").click()
    page.locator("#antwoord", has_text="Dit mag nog niet.").wait_for()
    assert page.get_by_role("alert").filter(has_text="Dat lukte niet").count() == 0


def test_typed_text_is_not_lost_by_a_wrong_click(open_page):
    page = open_page(1280)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Wat is er?").press_sequentially("Een verhaal")
    page.get_by_role("link", name="Begrippen").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert page.get_by_label("Wat is er?").input_value() == "Een verhaal"


def test_the_first_view_is_light():
    files = ("samenspel.css", "samenspel.js")
    assert BUILT.exists(), "run `python frontend/build.py` first"
    packed = sum(len(gzip.compress((BUILT / name).read_bytes())) for name in files)
    fonts = sum(file.stat().st_size for file in (BUILT / "fonts").iterdir())
    page = len(gzip.compress(whole_page(with_errors=True).encode()))
    assert packed + fonts + page < BUDGET
