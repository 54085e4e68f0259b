"""The curious colleague: signed in like everybody, she fetches whatever she can and compares.

She may not learn that a row exists which she may not see: not from a page, a count, a search, a
similar casus, a calendar, an error or the difference between "closed" and "absent". So in a
random world everything that somebody can fetch is fetched, then rows of every kind that are
hidden from her are added, and everything is fetched again. Nothing may differ.
"""

import copy
import os
import re
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from samenspel.organisaties.models import Gebruiker
from tests import sleutels, tabellen, wereld
from tests.aanval.cijfers import report
from tests.orakel import Orakel

SEEDS = range(int(os.environ.get("AANVAL_WERELDEN", "1")))
"""How many random worlds; CI walks through one, `make aanval` through many."""
ADDRESSES = int(os.environ.get("AANVAL_ADRESSEN", "100"))
"""How many addresses each person fetches twice."""
PEOPLE = int(os.environ.get("AANVAL_MENSEN", "2"))
SECRET = "Wat zij niet mag weten"
WORDS = ("weten", "gezin", "V", "lokaal")
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|name="sleutel" value="[^"]+"'
    rb"|DTSTAMP:\w+|/CreationDate[^\n]*|/ID \[[^\]]*\]"
)
"""What differs between two answers that say the same."""


def addresses(world: tabellen.World) -> list[str]:
    """Everything that can be fetched: every address of the site, with every key there is."""
    keys: dict[type, list[object]] = {UUIDConverter: [uuid4()], IntConverter: [0]}
    for rows in world.rows.values():
        for row in rows:
            keys[UUIDConverter if isinstance(row.pk, UUID) else IntConverter].append(row.pk)
    keys[UUIDConverter] += [one.pk for one in world.organisaties]
    keys[UUIDConverter] += [one.account.kalender_sleutel for one in world.mensen]
    keys[SlugConverter] = ["professional"]
    found = [f"/{path}" for path in _paths(get_resolver(), keys)]
    found += [f"/zoeken/?q={word}" for word in WORDS]
    found += [f"/praktijk/knelpunten/?zoek={word}" for word in WORDS]
    return sorted(found)


def _paths(resolver: URLResolver, keys: dict[type, list[object]]) -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        prefix = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += [prefix + path for path in _paths(pattern, keys)]
        elif isinstance(pattern, URLPattern):
            found += _filled(prefix, pattern.pattern.converters, keys)
    return found


def _filled(path: str, converters: dict[str, object], keys: dict[type, list[object]]) -> list[str]:
    if not converters:
        return [path]
    if len(converters) > 1 or type(next(iter(converters.values()))) not in keys:
        return []  # the link to choose a password: its secret is tried elsewhere
    kind = type(next(iter(converters.values())))
    return [re.sub(r"<[^>]+>", str(key), path) for key in keys[kind]]


def browser(person: Gebruiker | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        sleutels.sign_in(client, person)
    return client


def fetch(client: Client, person: Gebruiker | None, paths: list[str]) -> dict[str, bytes]:
    """What the web role answers this person; a page of ours never breaks."""
    answers = {}
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
        for path in paths:
            answer = client.get(path)
            assert answer.status_code < 500, (path, person)
            answers[path] = as_read(answer)
        cursor.execute("reset role")
    return answers


def as_read(answer: HttpResponse) -> bytes:
    """Status, where it sends her, and what it says, without what differs every time."""
    where = answer.headers.get("Location", "")
    said = b"".join(answer) if answer.streaming else answer.content
    return f"{answer.status_code} {where} ".encode() + CHANGING.sub(b"", said)


def add_twins(world: tabellen.World, person: Gebruiker | None, *, seen: bool) -> int:
    """Add a copy, in other words, of every row that `person` may (not) see; how many it were."""
    orakel = Orakel(world, person)
    found = [
        row
        for model in tabellen.TABLES
        for row in list(world.rows[model])
        if orakel.sees(row) == seen
    ]
    added = 0
    for row in found:
        twin = _twin(row)
        try:
            with transaction.atomic():
                twin.save(force_insert=True)
        except IntegrityError:
            continue  # one of its kind is the most there may be
        world.rows[type(row)].append(twin)
        assert orakel.sees(twin) == seen
        added += 1
    return added


def _twin(row: models.Model) -> models.Model:
    twin = copy.copy(row)
    twin._state = copy.copy(row._state)
    key = row._meta.pk
    twin.pk = uuid4() if isinstance(key, models.UUIDField) else None
    for field in row._meta.concrete_fields:
        long = isinstance(field, models.TextField) and not field.generated and not field.choices
        if long or field.attname in {"titel", "wat", "onderwerp"}:
            setattr(twin, field.attname, SECRET)
        elif isinstance(field, models.BinaryField):
            setattr(twin, field.attname, uuid4().bytes * 2)
    return twin


def is_key_of_another(path: str, person: Gebruiker | None, world: tabellen.World) -> bool:
    """A calendar shows what its owner sees, to whoever she gave its secret address."""
    others = (one for one in world.mensen if one != person)
    return any(str(one.account.kalender_sleutel) in path for one in others)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_are_hidden_from_her_change_nothing_she_can_fetch(db, seed):
    random = Random(seed)
    world = wereld.make(random)
    for person in [None, *random.sample(world.mensen, PEOPLE)]:
        paths = [path for path in addresses(world) if not is_key_of_another(path, person, world)]
        paths = random.sample(paths, min(ADDRESSES, len(paths)))
        point = transaction.savepoint()
        client = browser(person)
        before = fetch(client, person, paths)
        kept = {model: list(rows) for model, rows in world.rows.items()}
        assert add_twins(world, person, seen=False) > 0
        after = fetch(client, person, paths)
        differ = [path for path in paths if before[path] != after[path]]
        leaked = SECRET.encode() in b"".join(after.values())
        report(verzoeken=2 * len(paths), paren=len(paths), lekken=len(differ) + leaked)
        assert differ == [], f"{person}: {differ[:5]}"
        assert not leaked
        world.rows.update(kept)
        transaction.savepoint_rollback(point)


def test_the_attack_would_notice_a_row_that_she_may_see(db):
    """A check that never finds anything proves nothing, so here it must find something."""
    world = wereld.make(Random(1))
    person = world.mensen[0]
    paths = [path for path in addresses(world) if path.count("/") == 3]
    client = browser(person)
    before = fetch(client, person, paths)
    assert add_twins(world, person, seen=True) > 0
    after = fetch(client, person, paths)
    assert {path for path in paths if before[path] != after[path]} >= {
        "/praktijk/knelpunten/",
        "/praktijk/lessen/",
    }
    assert SECRET.encode() in b"".join(after.values())
