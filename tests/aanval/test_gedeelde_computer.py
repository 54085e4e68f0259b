"""The next visitor: he sits down at a computer in a library and presses Back.

Or he keeps the proxy of the building. Nothing that the site answered may still be there: no page,
PDF, calendar or error, of whoever was signed in or told something with a code.
"""

from contextlib import suppress
from itertools import chain

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests import sleutels, volle_tafel
from tests.aanval.test_onhandige_bezoeker import names

UNKEPT = "private, no-store"


@pytest.fixture
def world(db):
    return volle_tafel.make()


def browser(person) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        sleutels.sign_in(client, person)
    return client


def addresses(world) -> dict[str, list[str]]:
    """Of every view: its address with an unknown key, and with that of a thing of each kind."""
    keys = [
        *{type(one): one.pk for one in world.dingen}.values(),
        world.carla.account.kalender_sleutel,
    ]
    found: dict[str, list[str]] = {}
    for name, unknown in names(get_resolver()):
        found[name] = [reverse(name, kwargs=unknown)]
        for key in keys if unknown else ():
            with suppress(NoReverseMatch):  # a number is asked there
                found[name].append(reverse(name, kwargs=dict.fromkeys(unknown, key)))
    return found


def test_no_answer_of_any_view_is_kept(world):
    seen = set()
    every = addresses(world)
    for person in (None, world.carla):
        client = browser(person)
        for address in chain.from_iterable(every.values()):
            answer = client.get(address)
            assert answer.headers["Cache-Control"] == UNKEPT, (address, answer.status_code)
            seen.add((answer.status_code, answer.headers.get("Content-Type", "").split(";")[0]))
        for address, *_ in every.values():
            assert client.post(address).headers["Cache-Control"] == UNKEPT, address
    assert {kind for status, kind in seen if status == 200} >= {"text/html", "text/calendar"}
    assert {status for status, _ in seen} >= {200, 302, 403, 404, 405}


def test_a_plan_on_paper_is_not_kept(world):
    casus = next(one for one in world.dingen if str(one) == "Met een plan")
    answer = browser(world.anne).get(reverse("praktijk:plan_pdf", args=[casus.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == UNKEPT


def test_errors_are_not_kept_either(world, monkeypatch):
    client = browser(world.carla)
    assert client.get("/bestaat/niet/").headers["Cache-Control"] == UNKEPT
    wrong = client.generic("POST", "/", b"a", "text/html; charset=utf-7")
    assert (wrong.status_code, wrong.headers["Cache-Control"]) == (400, UNKEPT)
    monkeypatch.setattr("samenspel.overzicht.views.compose", None)
    broken = client.get(reverse("overzicht:mijn_werk"))
    assert (broken.status_code, broken.headers["Cache-Control"]) == (500, UNKEPT)


def test_static_files_are_kept(settings, tmp_path, db):
    settings.STATIC_ROOT = tmp_path
    settings.STATIC_URL = "/static/"
    settings.WHITENOISE_AUTOREFRESH = False
    (tmp_path / "stijl.css").write_text("p {}")
    answer = Client().get("/static/stijl.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("max-age=")
    assert Client().get("/static/weg.css").headers["Cache-Control"] == UNKEPT
