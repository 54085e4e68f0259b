"""A real browser against a real start of the program, as a newcomer has them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE = 390
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

COMING = ".htmx-request, .htmx-swapping, .htmx-settling"
"""What a page still waits for when it is there: the parts that it fetches itself."""

expect.set_options(timeout=20_000)  # a machine that tests many things at once is slow


@dataclass
class Site:
    """A running Samenspel with the example, and its commands."""

    url: str
    env: dict[str, str]

    def samenspel(self, *arguments: str) -> str:
        """Run a command of the program next to the running site; returns what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "samenspel", *arguments],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def running_site(address: str, folder: Path) -> Iterator[Site]:
    """Start the program on the database at `address`, wait until it answers, stop it after.

    What it prints is kept in `folder`. It does no nightly work beside what is looked at.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"DATABASE_URL": address, "PORT": str(port)}
    env |= {"SAMENSPEL_DAGELIJKS": "0"}
    log = (folder / "start.log").open("w")
    start = subprocess.Popen(
        [sys.executable, "-m", "samenspel", "start"], cwd=ROOT, env=env, stdout=log, stderr=log
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, start, folder / "start.log")
        yield Site(url, env)
    finally:
        start.send_signal(signal.SIGTERM)
        start.wait(timeout=30)


def _wait(url: str, start: subprocess.Popen, log: Path) -> None:
    for _ in range(1800):
        assert start.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=30)  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window and without looking up addresses of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on this page once it is all there, a line each."""
    page.wait_for_load_state("load")
    expect(page.locator(COMING)).to_have_count(0)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
    return [
        f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"]
        for node in rule["nodes"]
    ]  # fmt: skip


COUNT = """
addEventListener('click', event => { if (event.isTrusted) told('kliks', 1) }, true);
addEventListener('change', event => { if (event.target.matches('select')) told('kliks', 2) }, true);
addEventListener('input', event => {
  const field = event.target;
  if (!field.matches('textarea, input:not([type=checkbox], [type=radio])')) return;
  told('tekens', Math.max(0, field.value.length - (field.geteld || 0)));
  field.geteld = field.value.length;
}, true);
"""
"""What a person does on a page: a click, a choice from a list (two), a letter typed."""


class Person:
    """Somebody in her own browser; every page she comes on is looked at by axe.

    `cost` counts her clicks ("kliks"), the pages she comes on and the letters she types; an address
    that a test opens counts as a click.
    """

    def __init__(
        self, site: Site, browser, name: str, *, cost: Counter[str] | None = None, **options
    ) -> None:
        self.site = site
        self.cost: Counter[str] = Counter() if cost is None else cost
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.expose_binding("told", lambda _, what, n: self.cost.update({what: n}))
        self.page.add_init_script(COUNT)
        self.page.on("framenavigated", lambda _: self.cost.update(["paginas"]))
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.note(m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(site.url)
        self.press(name)

    def note(self, text: str) -> None:
        # The browser mentions a form that is shown again with its errors (422), and a check of
        # what is typed that was still out when the form was sent.
        if not re.search(r"status of 422|htmx:(afterRequest|sendAbort|sendError)", text):
            self.complaints.append(text)

    def look(self) -> None:
        assert violations(self.page) == [], self.page.url
        assert self.complaints == [], self.page.url

    def go(self, path: str) -> None:
        self.cost.update(["kliks"])
        self.page.goto(self.site.url + path)
        self.look()

    def press(self, label: str) -> None:
        self.click(self.page.get_by_role("button", name=label, exact=True))

    def send(self) -> None:
        self.click(self.page.locator("main form[method=post] button"))

    def follow(self, label: str) -> None:
        self.click(self.page.get_by_role("link", name=label))

    def unfold(self, label: str) -> None:
        self.page.locator("summary", has_text=label).click()

    def click(self, target: Locator) -> None:
        """Click what asks something of the site, and look at what comes."""
        with self.page.expect_request("**"):
            target.first.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def fits_a_phone(self) -> None:
        """Look at this page as it is on a phone: nothing sticks out, and axe is content."""
        wide = self.page.viewport_size
        self.page.set_viewport_size({"width": PHONE, "height": 844})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE, self.page.url
        self.look()
        self.page.set_viewport_size(wide)

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.locator("main")).to_contain_text(text)
