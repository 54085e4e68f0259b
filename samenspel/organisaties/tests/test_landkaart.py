"""The map: the right shapes, honest circles, nothing left out in silence."""

import csv
import re

from django.template import Context, Template

from samenspel.organisaties.data import DATA
from samenspel.organisaties.landkaart import LARGEST, SHADED, SMALLEST, Plek, teken

ALMERE = Plek("GM0034", "Almere", "/almere/", 8)
ZWOLLE = Plek("GM0193", "Zwolle", "/zwolle/", 2)
WEESP = Plek("GM0457", "Weesp", "/weesp/", 1)


def draw(*plekken: Plek) -> str:
    template = Template('{% load organisaties %}{% landkaart plekken label "casus,casussen" %}')
    return template.render(Context({"plekken": plekken, "label": 'Casussen in "twee" gemeenten.'}))


def test_every_plek_is_a_link_with_a_name_and_a_number():
    drawing = draw(ALMERE, ZWOLLE)
    assert re.findall(r'<a href="(.*?)">\s*<title>(.*?)</title>', drawing) == [
        ("/almere/", "Almere: 8 casussen"),
        ("/zwolle/", "Zwolle: 2 casussen"),
    ]


def test_the_map_says_what_it_shows_and_whose_borders_it_uses():
    drawing = draw(ALMERE)
    assert 'aria-label="Casussen in &quot;twee&quot; gemeenten."' in drawing
    assert "CBS en PDOK" in drawing


def test_no_style_in_the_page():
    assert "style" not in draw(ALMERE, ZWOLLE, WEESP)


def test_the_area_of_a_circle_follows_the_number():
    large, small = teken([ZWOLLE, ALMERE]).vormen
    assert (large.plek, large.straal) == (ALMERE, LARGEST)
    assert (large.straal / small.straal) ** 2 == 4


def test_a_single_one_among_thousands_still_shows():
    crowd = Plek("GM0034", "Almere", "/", 100_000)
    assert teken([crowd, ZWOLLE]).vormen[1].straal == SMALLEST


def test_without_numbers_there_are_no_circles():
    assert "<circle" not in draw(Plek("GM0034", "Almere", "/almere/"))


def test_a_gemeente_without_borders_is_named_below():
    drawing = draw(ALMERE, WEESP)
    assert "Niet op de kaart" in drawing
    assert '<a href="/weesp/">Weesp</a>' in drawing
    assert "Niet op de kaart" not in draw(ALMERE)


def test_an_empty_map_is_only_the_country():
    drawing = draw()
    assert "nederland.svg" in drawing
    assert "<path" not in drawing


def test_there_are_borders_for_every_gemeente_of_today():
    with (DATA / "gemeenten.csv").open(encoding="utf-8") as file:
        active = [row["code"] for row in csv.DictReader(file) if not row["eindigt_op"]]
    counted = [Plek(code, code, "/", 1) for code in active]
    assert teken(counted).land == ""  # the borders of all of them would weigh more than the page
    assert teken(counted[:SHADED]).land != ""
    kaart = teken([Plek(code, code, "/") for code in active])
    assert len(kaart.vormen) == 342
    assert kaart.buiten == []
    for vorm in kaart.vormen:
        assert 0 < vorm.x < kaart.breedte
        assert 0 < vorm.y < kaart.hoogte


def test_the_background_is_light_enough_to_send():
    background = DATA.parent / "static" / "organisaties" / "nederland.svg"
    assert background.stat().st_size < 60_000
