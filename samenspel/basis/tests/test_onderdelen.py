"""Page parts say what they should, to eyes and to screen readers."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test.signals import template_rendered
from django.utils import timezone
from django.utils.safestring import mark_safe

from samenspel.basis import klok, slots
from samenspel.basis.lus import Lus, Station
from samenspel.basis.tests.demo import TELLEND, render, whole_page

pytestmark = pytest.mark.urls("samenspel.basis.tests.urls")

PACKAGE = Path(__file__).parents[2]
PARTS = sorted((PACKAGE / "basis" / "templates" / "onderdelen").glob("*.html"))
PAGES = sorted(set(PACKAGE.glob("*/templates/**/*.html")) - set(PARTS))


class Text(HTMLParser):
    """Collect the readable text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text(html: str) -> str:
    return " ".join("".join(Text(html).parts).split())


def test_every_part_is_on_the_demo_page():
    seen = set()

    def remember(sender, template, **kwargs):
        seen.add(template.name)

    template_rendered.connect(remember)
    try:
        whole_page(with_errors=True)
    finally:
        template_rendered.disconnect(remember)
    assert seen >= {f"onderdelen/{part.name}" for part in PARTS}


def test_the_top_says_where_we_are_and_who_is_working():
    html = render('{% include "onderdelen/kop.html" %}')
    assert re.findall(r'aria-current="page">(\w+)', html) == ["Opgaven"]
    assert "Anne · Almere" in html
    assert "Uitloggen" in html


def test_a_visitor_may_sign_in_and_has_no_work():
    html = render('{% include "onderdelen/kop.html" %}', user=None)
    assert "Inloggen" in html
    assert "Mijn werk" not in html
    assert "Uitloggen" not in html


def test_the_example_says_that_it_is_made_up():
    assert "verzonnen" in render('{% extends "basis.html" %}', voorbeeld=True)
    assert "verzonnen" not in render('{% extends "basis.html" %}', voorbeeld=False)


def test_a_counting_loop_reads_as_six_numbers_and_a_closing_sentence():
    html = render("{% lus tellend %}")
    assert html.count("<li ") == 6
    assert "128 casussen 9 deze week" in text(html)
    assert "0 lessen" in text(html)
    assert text(html).endswith("97 van 128 weten het")
    assert html.count('2="25%"') == 2, "so much of the way back is dotted, across and down"
    assert "25%" not in render("{% lus heel %}", heel=replace(TELLEND, nog=0))


def test_a_position_in_the_loop_is_told_in_words_too():
    html = render("{% lus stand %}")
    assert "gedaan: casus gedaan: knelpunt gedaan: geplaatst besluit, ronde 2 van 3 a" in text(html)
    assert html.count('aria-current="step"') == 1
    assert html.count("<a ") == 4, "a step that is not there yet is no link"
    assert "lus__baan" not in html, "one thing has no way back"


def test_a_story_in_the_loop_has_a_title_days_and_the_last_word():
    html = render("{% lus verhaal %}")
    assert text(html).startswith("Zo ging het met één casus gedaan: casus 3 maart")
    assert text(html).endswith("En terug naar de indiener: “Geholpen.”")


@pytest.mark.parametrize(
    "call",
    ['{% kruimelpad "Opgaven" "/opgaven/" "Hier" %}', "{% kruimelpad paden %}"],
)
def test_the_breadcrumb_ends_where_we_are(call):
    html = render(call, paden=[("Opgaven", "/opgaven/"), ("Hier", "")])
    assert text(html) == "Opgaven › Hier"
    assert '<a class="utrecht-breadcrumb-nav__link" href="/opgaven/">Opgaven</a>' in html
    assert 'aria-current="page">Hier' in html


def test_a_breadcrumb_of_one_thing_is_its_name():
    assert text(render("{% kruimelpad thing %}", thing=Decimal(3))) == "3"


def test_a_part_escapes_what_people_typed():
    evil = "<script>alert(1)</script>"
    for call in (
        "{% tag x %}",
        "{% knop x %}",
        "{% melding x %}",
        "{% kruimelpad x %}",
        '{% begrip "les" x %}',
        '{% knop_link "/" x %}',
        "{% lus l %}",
    ):
        assert "<script" not in render(call, x=evil, l=Lus([Station(evil, tekst=evil)], evil)), call


@pytest.mark.parametrize(
    ("soort", "role", "look"),
    [("ok", "status", "ok"), ("success", "status", "ok"), ("fout", "alert", "error"),
     ("error", "alert", "error"), ("warning", "status", "warning"), ("info", "status", "info")],
)  # fmt: skip
def test_only_a_mistake_interrupts_a_screen_reader(soort, role, look):
    html = render("{% melding text soort %}", text="Hallo", soort=soort)
    assert f'utrecht-alert--{look}" role="{role}"' in html


def test_turning_pages_keeps_what_was_searched():
    html = whole_page(with_errors=False)
    assert "Pagina 2 van 3" in html
    assert 'href="?q=huur&amp;pagina=3"' in html


def safe(request, thing):
    return mark_safe(f"<b>{thing} {request.path}</b>")  # noqa: S308


def unsafe(request, thing):
    return "<i>onveilig</i>"


FILLED = {"proef": [safe, unsafe]}


def test_a_slot_shows_what_higher_apps_say_in_the_order_of_the_table(settings):
    settings.SLOTS = f"{__name__}.FILLED"
    html = render('{% slot "proef" "casus" %}')
    assert html == "<b>casus /opgaven/lijst/</b>&lt;i&gt;onveilig&lt;/i&gt;"


def test_a_slot_that_nobody_fills_or_opens_is_an_error_at_start(settings):
    assert slots.check_slots() == []
    settings.SLOTS = f"{__name__}.FILLED"
    messages = [error.msg for error in slots.check_slots()]
    assert "opgaven/detail.html opens the slot “opgave.nu”; nobody fills it." in messages
    assert "The slot “proef” is filled; no template opens it." in messages


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (-1, "gisteren"),
        (14, "over 14 dagen"),
        (-3, "3 dagen geleden"),
    ],
)
def test_a_day_is_told_from_today(away, words):
    assert render("{{ d|dagen }}", d=timezone.localdate() + timedelta(days=away)) == words
    assert render("{{ d|dagen }}", d=timezone.now() + timedelta(days=away)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [(250000, "€\u00a0250.000"), (Decimal("4200.50"), "€\u00a04.200,50"), (-12, "-€\u00a012"),
     (0, "€\u00a00"), (None, "")],
)  # fmt: skip
def test_money_is_written_the_dutch_way(amount, words):
    assert render("{{ a|euro }}", a=amount) == words


@pytest.mark.parametrize(("n", "words"), [(17900, "17.900"), (2.5, "2,5"), (0, "0"), (None, "")])
def test_a_number_is_written_the_dutch_way(n, words):
    assert render("{{ n|getal }}", n=n) == words


def test_a_date_of_this_year_is_written_without_it_unless_it_must_stand_alone():
    with klok.on(date(2027, 5, 1)):
        assert render("{{ d|datum }}", d=date(2027, 1, 3)) == "3 januari"
        assert render("{{ d|datum }}", d=date(2026, 12, 31)) == "31 december 2026"
        assert render("{{ d|datum_voluit }}", d=date(2027, 1, 3)) == "3 januari 2027"
    assert render("{{ d|datum }}{{ d|datum_voluit }}", d=None) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_page_leaves_the_design_system_to_the_parts(page):
    assert not re.findall(r"class=\"[^\"]*\b(?:utrecht|nl)-[^\"]*\"", page.read_text())


@pytest.mark.parametrize("page", PAGES + PARTS, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_page_has_inline_style_or_script(page):
    html = page.read_text()
    assert not re.findall(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", html)


def test_a_word_of_the_glossary_stands_in_its_sentence_without_a_gap():
    assert text(render('U leest de {% begrip "les" %}.')) == "U leest de les."
