"""While she types, in a real browser: asked once she pauses, and not for every letter."""

from playwright.sync_api import expect

from tests.browser import violations

TEKST = "Een man slaapt bij vrienden op de bank en krijgt geen uitkering zonder briefadres."


def test_casussen_like_hers_appear_when_she_pauses(site, browser):
    asked = []
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.on("request", lambda r: asked.append(r.url) if "/inzichten/" in r.url else None)
    page.goto(site.url)
    page.get_by_role("button", name="Anne", exact=True).click()
    page.goto(f"{site.url}/praktijk/casus/nieuw/")
    page.get_by_label("Wat is er aan de hand?").press_sequentially(TEKST, delay=10)
    found = page.get_by_role("region", name="Wat er al is")
    expect(found).to_contain_text("Man slaapt in zijn auto", timeout=20_000)
    assert len(asked) < 5
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found.get_by_role("link", name="Man slaapt in zijn auto").first.click()
    expect(page.get_by_role("region", name="Casussen die hierop lijken")).to_contain_text(
        "Jonge vrouw logeert bij vriendinnen", timeout=20_000
    )
    assert violations(page) == []


def test_without_javascript_a_link_leads_there(site, browser):
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.url)
    page.get_by_role("button", name="Anne", exact=True).click()
    page.goto(f"{site.url}/zoeken/?q=auto")
    page.get_by_role("link", name="Man slaapt in zijn auto").first.click()
    page.get_by_role("link", name="Bekijk wie hetzelfde had").click()
    expect(page.locator("main")).to_contain_text("Jonge vrouw logeert bij vriendinnen")
