"""Draw the kinds of page for docs/ontwerp.md, from the running example.

    python -m tests.beeld http://127.0.0.1:8000    (of a running example; writes docs/beeld)

Each is the top of a page at one size, so that a picture is out of date when its kind is gone and
not when a day passes.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser

from tests.browser import chromium

FOLDER = Path(__file__).parents[1] / "docs" / "beeld"
WIDTH, HEIGHT = 1280, 960


class Kind(NamedTuple):
    """A kind of page: whose, where, and which link there leads to it."""

    naam: str
    wie: str
    adres: str
    link: str = ""


KINDS = [
    Kind("voorplein", "", "/"),
    Kind("werklijst", "Carla", "/mijn-werk/"),
    Kind("opgave", "Carla", "/opgaven/", "Het herstellen van bestaanszekerheid"),
    Kind("ding", "Carla", "/praktijk/knelpunten/", "Zonder briefadres geen uitkering"),
    Kind("document", "Carla", "/overleg/register/", "Vroege hulp bij schulden: wie betaalt?"),
    Kind("beeld", "Carla", "/organisaties/", "Almere"),
]


def draw(url: str, browser: Browser, folder: Path) -> None:
    """Draw every kind of page of the site at `url` into `folder`, small."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        page = context.new_page()
        page.goto(url)
        if kind.wie:
            page.get_by_role("button", name=kind.wie, exact=True).click()
        page.goto(url + kind.adres)
        if kind.link:
            page.locator("main").get_by_role("link", name=kind.link, exact=True).first.click()
        page.wait_for_load_state("networkidle")
        file = folder / f"{kind.naam}.png"
        page.screenshot(path=file)
        context.close()
        with Image.open(file) as large:
            small = large.convert("RGB").resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
        small.quantize(64).save(file, optimize=True)


def main(arguments: list[str]) -> int:
    """Draw the example that runs at an address."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with chromium() as browser:
        draw(arguments[0].rstrip("/"), browser, FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
