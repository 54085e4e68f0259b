"""Who has a question finds the page that answers it, from the front page in at most three steps.

Computed on the pages of the example as Carla gets them. She opens the words above, the rooms under
a title, and links with a word that begins as one of her question. She does not search, and does
not use the foot.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

import pytest

from samenspel.basis import klok
from samenspel.leren.models import Variant
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.registers import laad_registers
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.project import voorbeeld
from samenspel.verhalen.models import Verhaal

MOST_STEPS = 3
PARTS = ("title", "nav", "main", "footer")
SMALL_WORDS = {"welke"}


class Link(NamedTuple):
    """A link on a page; `house` when it is one of the menus."""

    url: str
    words: str
    house: bool


class Page(HTMLParser):
    """What somebody reads and can follow on a page, without its foot."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url, self.links, self.said = url, [], []
        self.inside: list[str] = []
        self.href = ""
        self.words: list[str] = []
        self.feed(html)
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag in PARTS:
            self.inside.append("menu" if given.get("class") in ("hoofdmenu", "kamers") else tag)
        if tag == "a":
            self.href, self.words = given.get("href", ""), []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "main" in self.inside or "title" in self.inside:
            self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and "footer" not in self.inside and self.href[:1] in ("/", "?"):
            url = urldefrag(urljoin(self.url, self.href)).url
            self.links.append(Link(url, " ".join("".join(self.words).split()), self._in_menu()))
        if tag in PARTS:
            self.inside.pop()

    def _in_menu(self) -> bool:
        return "menu" in self.inside


def words_of(text: str) -> set[str]:
    """How the words begin: besloten and besluiten are one word to who looks."""
    return {word[:4] for word in set(re.findall(r"\w{5,}", text.lower())) - SMALL_WORDS}


def way_to_answer(read: Callable[[str], Page], question: str, answer: list[str]) -> list[str]:
    """Return the links that lead to a page on which all of `answer` stands, the shortest way."""
    looked_for = words_of(question)
    ways = [(link.url, [link.words]) for link in read("/").links if link.house]
    seen: set[str] = set()
    for _ in range(MOST_STEPS):
        further: list[tuple[str, list[str]]] = []
        for url, way in ways:
            if url in seen:
                continue
            seen.add(url)
            page = read(url)
            if all(one in page.text for one in answer):
                return way
            further += [
                (link.url, [*way, link.words])
                for link in page.links
                if link.house or words_of(link.words) & looked_for
            ]
        ways = further
    return []


@pytest.fixture
def carla(db) -> Gebruiker:
    laad_registers(op=klok.today())
    voorbeeld.laad()
    return Gebruiker.objects.get(account__inlognaam="voorbeeld-carla")


def questions(carla: Gebruiker) -> Iterator[tuple[str, list[str]]]:
    """Ask, and say what stands on a page that answers, as Carla may read it."""
    mandaat = Mandaat.objects.get(houder=carla)
    opgave = mandaat.opgave
    besluit = Besluit.objects.filter(stand="genomen").order_by("-titel")[0]
    about = besluit.titel.rstrip("?")
    yield f"Wat besloten we over {about}?", ["Wat wij besloten", besluit.voorstel]
    verhalen = [str(one) for one in Verhaal.objects.filter(opgave=opgave)]
    yield f"Welke verhalen zijn er bij {opgave}?", [*verhalen, f"Verhalen bij {opgave}"]
    yield f"Wie heeft welk mandaat bij {opgave}?", [str(mandaat.gever), carla.naam, str(opgave)]
    partners = [one.organisatie.kort for one in opgave.partners.all()]
    yield f"Wie zijn de partners van {opgave}?", [*partners, str(opgave)]
    team = [str(one.gebruiker) for one in opgave.teamleden.all()]
    yield f"Wie zit er in het team van {opgave}?", [*team, str(opgave)]
    yield "Welke lessen zijn er?", [str(les) for les in Les.objects.all()]
    yield "Wat wacht op mij?", ["Wat wacht op u?"]
    almere = Organisatie.objects.get(naam="Almere")
    casus = Casus.objects.filter(gemeente=almere, knelpunten__isnull=False)[0]
    yield "Welk knelpunt speelt in Almere?", ["Almere", str(casus.knelpunten.all()[0])]
    late = Afspraak.objects.all()[0]
    yield "Welke afspraken zijn te laat?", [str(late), "9 dagen te laat"]
    vraag = Agendering.objects.filter(stand="open")[0]
    yield "Welke vragen wachten op antwoord?", [str(vraag), vraag.orgaan.naam]
    variant = Variant.objects.all()[0]
    yield f"Wie probeert wat bij {variant.knelpunt}?", [str(variant), str(variant.knelpunt)]
    yield "Waar beschrijf ik een casus?", ["In welke gemeente speelt het?"]
    knelpunt = Knelpunt.objects.get(titel="Zonder briefadres geen uitkering")
    yield "Wat zit er vast aan een briefadres?", [str(knelpunt), knelpunt.simpel]


def test_every_question_is_answered_within_three_steps(carla, as_user, browse_as):
    # The example has none that is late.
    last_week = klok.today() - timedelta(days=9)
    Afspraak.objects.update(gedaan_op=None, uiterlijk=last_week)
    with as_user(carla):
        asked = list(questions(carla))
    browser = browse_as(carla)

    @cache
    def read(url: str) -> Page:
        answer = browser.get(url)
        page = answer.headers["Content-Type"].startswith("text/html") and answer.status_code == 200
        return Page(url, answer.content.decode() if page else "")

    ways = {question: way_to_answer(read, question, answer) for question, answer in asked}
    assert len(ways) >= 8
    assert [question for question, way in ways.items() if not way] == []
