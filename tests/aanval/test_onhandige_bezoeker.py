"""The clumsy visitor: she sends rubbish, presses twice, and is always too late.

On every form that the site offers, to everybody who is offered it. What she wants may be refused,
in words; it never breaks, and what she sends twice is done once.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.cookies import SimpleCookie
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse

from conftest import web_role
from samenspel.opgaven.models import Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.toegang.models import SentForm
from tests import sleutels, volle_tafel
from tests.formulieren import Form, walk

PEOPLE = ["carla", "anne", "bob", "baas", "niemand"]
"""Whose forms: of the team, an indiener, a partner, a beheerder, and a visitor."""
RUBBISH = [
    "",
    "a\x00b",
    "x" * 50_000,
    "\u202e\ufeff\u2028<script>\r\nBcc: iemand@example.org\r\n",
    "99999999999999999999999",
    "-1",
    "' or 1=1 --",
    "00000000-0000-0000-0000-000000000000",
    "2026-13-45",
]
BY_MAIL = {"toegang:wachtwoord_kiezen"}
"""Its address comes by mail, with a secret."""
OURS = [
    model
    for app in apps.get_app_configs()
    if app.name.startswith("samenspel.")
    for model in app.get_models(include_auto_created=True)
    if model is not SentForm
]
ANSWERS = {200, 302, 403, 404, 409, 422, 429}
MAKING = {
    "opgaven:nieuw", "opgaven:deel", "opgaven:samen", "praktijk:casus_nieuw",
    "praktijk:casus_vast", "praktijk:maatregel_nieuw", "praktijk:maatregel_overnemen",
    "leren:variant_nieuw", "leren:uitkomst", "leren:afloop", "overleg:agendeer",
    "overleg:besluit_nieuw", "overleg:besluit_bijdrage", "overleg:besluit_ronde",
    "overleg:mandaat_nieuw", "overleg:afspraak_nieuw", "overleg:afspraak_afronden",
    "inzichten:bevestig", "inzichten:splits", "toegang:mens_nieuw",
}  # fmt: skip
"""What makes something, or takes a step that can be taken again."""
WRITES = re.compile(r"^\s*(insert|update|delete)|for update", re.IGNORECASE)


pytestmark = pytest.mark.django_db


@dataclass
class Offered:
    """One kind of form, and the first to whom it is offered."""

    who: str
    client: Client
    form: Form

    def sendings(self) -> Iterator[dict]:
        """The form as she can send it: once for each of its buttons."""
        for name, value in self.form.buttons or [("", "")]:
            yield self.form.filled() | ({name: [value]} if name else {})

    def rubbish(self) -> Iterator[dict]:
        """Every field with every kind of rubbish in a few sendings, each field another kind."""
        for turn in range(0, len(RUBBISH), 3):
            yield {
                one.name: RUBBISH[(turn + at) % len(RUBBISH)]
                for at, one in enumerate(self.form.fields)
            }

    def send(self, sent: dict) -> HttpResponse:
        return self.client.post(self.form.url, sent)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """One world for all of these tests, each of which takes back what it did."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # as Django does: a request may be durable in it
        with block:
            yield volle_tafel.make()
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def offered(world) -> list[Offered]:
    """Everything that can be sent by anybody, one of each kind."""
    kinds: dict[tuple, Offered] = {}
    for who in PEOPLE:
        client = Client()
        if who == "niemand":
            client.post(reverse("verhalen:mijn"), {"code": volle_tafel.CODE})
        else:
            sleutels.sign_in(client, getattr(world, who))
        with web_role():
            for form in walk(client, starts(world), most=2):
                names = frozenset(one.name for one in form.fields)
                kinds.setdefault((form.view, names, *form.buttons), Offered(who, client, form))
    return list(kinds.values())


def starts(world) -> list[str]:
    """The pages one begins at: the rooms, and every thing that has a step of its own."""
    rooms = ["startpagina:voorpagina", "opgaven:lijst", "praktijk:start", "overleg:start"]
    rooms += ["praktijk:knelpunten", "leren:lijst", "verhalen:lijst", "verhalen:mijn"]
    rooms += ["toegang:inloggen", "toegang:profiel", "toegang:mensen", "inzichten:vermoedens"]
    samen = world.opgave.samen_url()
    more = [f"{samen}?voeg={what}" for what in ("partner", "teamlid", "belang")]
    more += [reverse("inzichten:bevestig", args=[world.vermoeden.pk])]
    more += [reverse("taken:taak", args=[world.taak.pk])]
    things = [one.get_absolute_url() for one in world.dingen]
    return [*map(reverse, rooms), *more, *things]


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Be the web role, and take back whatever the block does, also to the browser."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    point = transaction.savepoint()
    try:
        with web_role():
            yield
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


def count() -> dict[str, int]:
    """How many rows there are of everything, as the owner sees it."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        rows = {model.__name__: model._default_manager.count() for model in OURS}
        cursor.execute("set local role samenspel_web")
    return rows


def test_every_form_answers_whatever_is_sent(offered):
    for one in offered:
        for sent in (*one.sendings(), *one.rubbish()):
            with undone(one.client):
                answer = one.send(sent)
            assert answer.status_code in ANSWERS, (one.form.url, answer.status_code)


def test_what_is_sent_twice_is_done_once(offered):
    done = set()
    for one in offered:
        for sent in one.sendings() if one.who != "niemand" else ():
            sent["csrfmiddlewaretoken"] = ["x" * 64]
            with undone(one.client):
                first = one.send(sent)
                after = count()
                second = one.send(sent)
                assert second.status_code in ANSWERS
                assert count() == after, (one.form.url, sent)
                if SentForm.objects.exists():
                    assert second.url == first.url, one.form.url
                    done.add(one.form.view)
    assert done >= MAKING, MAKING - done


def removed(keys: list[object]) -> None:
    for model in OURS:
        same = UUID if isinstance(model._meta.pk, models.UUIDField) else int
        for key in keys:
            if isinstance(key, same):
                model._base_manager.filter(pk=key)._raw_delete("default")


def changed(keys: list[object]) -> None:
    """Everything with a version is at the next one, every question is answered otherwise."""
    for model in OURS:
        for column in model._meta.concrete_fields:
            name = column.name
            if name == "versie":
                model._base_manager.update(versie=models.F("versie") + 1)
            elif name in {"stand", "fase"} and column.choices:
                model._base_manager.update(**{name: column.choices[-1][0]})


def expelled(person: Gebruiker, keys: list[object]) -> None:
    Teamlid.objects.filter(gebruiker=person).delete()
    Lidmaatschap.objects.filter(gebruiker=person).delete()


@contextmanager
def meanwhile(happens: Callable[[list[object]], None], keys: list[object]) -> Iterator[None]:
    """Let somebody else do this just before the first thing is written."""
    waiting = True

    def watch(execute, sql, params, many, context):
        nonlocal waiting
        if waiting and WRITES.search(str(sql)):
            waiting = False
            with connection.cursor() as cursor:
                cursor.execute("reset role")
                try:
                    with transaction.atomic():
                        happens(keys)
                except DatabaseError:
                    pass  # in this state that cannot happen
                cursor.execute("set local role samenspel_web")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def test_who_is_too_late_is_told(world, offered):
    for one in offered:
        keys = list(resolve(one.form.url.partition("?")[0]).kwargs.values())
        person = getattr(world, one.who, None)
        for happens in (removed, changed, partial(expelled, person)):
            for sent in one.sendings():
                with undone(one.client), meanwhile(happens, keys):
                    answer = one.send(sent)
                assert answer.status_code in ANSWERS, (one.form.url, happens)


def names(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, dict]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, f"{one.namespace}:" if one.namespace else room)
        else:
            kinds = one.pattern.converters
            yield (
                f"{room}{one.name}",
                {
                    name: 1 if type(kind).__name__ == "IntConverter" else UUID(int=1)
                    for name, kind in kinds.items()
                },
            )


def test_every_address_that_takes_a_form_is_offered_to_somebody(world, offered):
    client = Client()
    sleutels.sign_in(client, world.carla)
    taking = set()
    for name, keys in names(get_resolver()):
        with undone(client):
            if client.post(reverse(name, kwargs=keys)).status_code != 405:
                taking.add(name)
    assert taking - {one.form.view for one in offered} == BY_MAIL


def test_a_request_that_no_browser_sends_is_refused(world):
    client = Client()
    sleutels.sign_in(client, world.anne)
    address, as_form = reverse("praktijk:casus_nieuw"), "application/x-www-form-urlencoded"
    parts = b'--x\r\nContent-Disposition: form-data; name="titel"\r\n\r\na\x00b\r\n--x--\r\n'
    for body, kind, wanted in [
        (b"titel=%ED%A0%80\xff\xfe", as_form, 422),
        (b"x" * 11_000_000, as_form, 400),
        (b"--x", "multipart/form-data; boundary=x", 422),
        (parts, "multipart/form-data; boundary=x", 422),
        (b"{}", "multipart/form-data", 400),
        (b"{}", "application/json", 422),
    ]:
        with undone(client):
            answer = client.generic("POST", address, body, kind)
        assert answer.status_code == wanted, (body[:40], kind)
