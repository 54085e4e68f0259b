"""The one with a stopwatch: how long an answer takes may say whether something is there.

Seconds differ from run to run, so here the work is compared that an answer costs: which statements
the database gets, and how often a password is hashed. How long it really takes,
`python -m tests.stopwatch` measures.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.urls.converters import UUIDConverter

from conftest import TRANSACTION, web_role
from samenspel.basis.throttle import address_of
from samenspel.organisaties.models import Account
from samenspel.taken.models import Taak
from samenspel.toegang.actions.wachtwoord import VERGETEN
from tests import factories, sleutels, tabellen, wereld
from tests.aanval.test_nieuwsgierige_collega import _paths, browser
from tests.orakel import Orakel

VALUES = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+\b|null::\w+|\bnull\b|%\(\w+\)s", re.IGNORECASE)
INLOGGEN = reverse("toegang:inloggen")
PASSWORD = "een lange zin die niemand raadt"
CODE = "ABCD-EFGH-JKMN-PQRS"


@contextmanager
def work_of(monkeypatch) -> Iterator[list[str]]:
    """What an answer in this block costs: statements without their values, and hashes."""
    done: list[str] = []
    hashed = MD5PasswordHasher.encode

    def encode(self, *arguments, **named):
        done.append("hash")
        return hashed(self, *arguments, **named)

    connection.queries_log.clear()  # it holds so many, and then forgets
    with monkeypatch.context() as patched:
        patched.setattr(MD5PasswordHasher, "encode", encode)
        with web_role(), CaptureQueriesContext(connection) as captured:
            yield done
    assert captured.captured_queries
    asked = [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION)]
    done += [VALUES.sub("?", sql) for sql in asked]


def cost(monkeypatch, path: str, form: dict | None = None, client: Client | None = None):
    """Status and work of one answer."""
    client = client or Client()
    with work_of(monkeypatch) as done:
        answer = client.get(path) if form is None else client.post(path, form)
    return answer.status_code, done


@pytest.fixture
def people(db) -> dict[str, str]:
    """A name of each kind that can be typed."""
    organisatie = factories.organisatie("Almere")
    found = {"nobody": "niemand@example.org", "very long": "x" * 140}
    for kind in ("somebody", "closed", "without a password", "of the example"):
        one = factories.lid(organisatie)
        if kind != "without a password":
            sleutels.give_password(one, PASSWORD)
        one.is_active = kind != "closed"
        one.voorbeeld = kind == "of the example"
        one.save()
        found[kind] = one.account.inlognaam
    return found


def test_a_wrong_password_costs_the_same_whoever_has_an_account(people, monkeypatch):
    costs = {
        kind: cost(monkeypatch, INLOGGEN, {"username": name, "password": "mis"})
        for kind, name in people.items()
    }
    expected = costs["nobody"]
    assert expected[1].count("hash") == 1
    assert {kind: one for kind, one in costs.items() if one != expected} == {}, expected


def test_a_link_that_is_asked_costs_the_same_whoever_has_an_account(people, monkeypatch):
    mailed = Account.objects.in_bulk(field_name="inlognaam")
    costs = {
        kind: cost(
            monkeypatch,
            reverse("toegang:wachtwoord_vergeten"),
            {"email": mailed[name].email if name in mailed else "niemand@example.org"},
        )
        for kind, name in people.items()
    }
    assert Taak.objects.filter(soort=VERGETEN).count() == len(people)
    assert {kind: one for kind, one in costs.items() if one != costs["nobody"]} == {}


def test_the_comparison_would_notice_a_password_that_is_right(people, monkeypatch):
    """A check that finds no difference where there is one proves nothing."""
    right = cost(monkeypatch, INLOGGEN, {"username": people["somebody"], "password": PASSWORD})
    wrong = cost(monkeypatch, INLOGGEN, {"username": people["somebody"], "password": "mis"})
    assert right != wrong


def test_a_code_that_is_nearly_right_costs_as_much_as_any_other(db, monkeypatch):
    factories.verhaal(factories.organisatie("Almere"), code=CODE)
    mijn = reverse("verhalen:mijn")
    guesses = [CODE[:-1] + "T", "T" + CODE[1:], "TTTT-TTTT-TTTT-TTTT"]
    (first, *others) = [cost(monkeypatch, mijn, {"code": guess}) for guess in guesses]
    assert first[0] == 422
    assert others == [first, first]
    assert cost(monkeypatch, mijn, {"code": CODE})[0] == 302


def test_a_page_that_is_hidden_costs_as_much_as_one_that_is_not_there(db, monkeypatch):
    """For every page with a key, and a thing of every kind that she may not see."""
    random = Random(1)
    world = wereld.make(random)
    compared = 0
    for person in (None, random.choice(world.mensen)):
        orakel, client = Orakel(world, person), browser(person)
        for model in tabellen.TABLES:
            hidden = next((row for row in world.rows[model] if not orakel.sees(row)), None)
            key = getattr(hidden, "pk", None)
            if not hasattr(key, "hex"):
                continue
            for there, absent in pages(key):
                with_row = cost(monkeypatch, there, client=client)
                without = cost(monkeypatch, absent, client=client)
                if with_row[0] != 200:  # a page of something else, to which this key is nothing
                    assert with_row == without, (there, person)
                    compared += 1
    assert compared > 200


def pages(key) -> Iterator[tuple[str, str]]:
    """Every address with one key in it: with this key, and with one of nothing."""
    both = (key, uuid4())
    for path in zip(*(_paths(get_resolver(), {UUIDConverter: [one]}) for one in both), strict=True):
        if path[0] != path[1]:
            yield f"/{path[0]}", f"/{path[1]}"


# --- one household with many addresses ------------------------------------------------------------


def test_who_changes_her_address_within_her_network_stays_one_visitor(rf):
    def seen(address: str) -> str:
        return address_of(rf.post("/", REMOTE_ADDR=address))

    random = Random(6)
    hers = {
        seen("2001:db8:7:9:" + ":".join(f"{random.getrandbits(16):x}" for _ in range(4)))
        for _ in range(200)
    }
    assert hers == {"2001:db8:7:9::/64"}
    assert seen("2001:db8:7:a::1") == "2001:db8:7:a::/64"
    assert seen("::ffff:198.51.100.7") == "198.51.100.7"


@pytest.mark.parametrize(
    ("door", "form", "most"),
    [
        ("toegang:inloggen", {"username": "nieuw{}@example.org", "password": "mis"}, 50),
        ("toegang:wachtwoord_vergeten", {"email": "nieuw{}@example.org"}, 30),
        ("verhalen:mijn", {"code": "TTTT-TTTT-TTTT-TTTT"}, 10),
    ],
)
def test_every_door_counts_a_network_as_one(db, door, form, most):
    def knock(number: int, network: str) -> int:
        sent = {key: value.format(number) for key, value in form.items()}
        client = Client(REMOTE_ADDR=f"2001:db8:7:{network}::{number + 1:x}")
        return client.post(reverse(door), sent).status_code

    answers = [knock(number, "9") for number in range(most + 3)]
    assert 429 not in answers[:most]
    assert set(answers[most:]) == {429}
    assert knock(1000, "a") != 429
