"""Knocking is counted for all workers together, whatever goes wrong afterwards."""

import threading

import psycopg
import pytest
from django.db import Error, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from samenspel.basis import throttle
from samenspel.basis.middleware import RowSecurity
from samenspel.basis.throttle import HOUR, Limit, Throttle, address_of

THREE = Limit("proefdeur", 3, HOUR)


def look(request) -> HttpResponse:
    if request.POST.get("goed"):
        throttle.forgive(request, THREE)
    return HttpResponse("open")


door = throttle.limited(THREE, refuse=lambda request: HttpResponse(status=429))(look)
urlpatterns = [path("deur/", door), path("elders/", look)]


@pytest.fixture
def knock(settings, db):
    """Knock from an address; says how it was answered."""
    settings.ROOT_URLCONF = __name__

    def post(address: str = "192.0.2.1", where: str = "/deur/", **form: str) -> int:
        client = Client(raise_request_exception=False, REMOTE_ADDR=address)
        return client.post(where, form).status_code

    return post


def test_after_three_times_the_door_stays_closed_for_that_address(knock):
    assert [knock() for _ in range(5)] == [200, 200, 200, 429, 429]
    assert knock("192.0.2.2") == 200
    assert knock(where="/elders/") == 200
    assert Client(REMOTE_ADDR="192.0.2.1").get("/deur/").status_code == 200


def test_what_was_no_guess_is_taken_back(knock):
    assert [knock(goed="ja") for _ in range(5)] == [200] * 5
    assert [knock() for _ in range(4)] == [200, 200, 200, 429]


def test_after_a_while_it_opens_again(knock):
    assert [knock() for _ in range(4)][-1] == 429
    with connection.cursor() as cursor:
        cursor.execute("update basis_teller set tot = now() - interval '1 second'")
    assert [knock() for _ in range(4)] == [200, 200, 200, 429]


def test_all_at_once_are_all_counted(db):
    parameters = connection.get_connection_params() | {"autocommit": True}
    del parameters["cursor_factory"], parameters["context"]
    door = b"allen tegelijk"

    def knock_often() -> None:
        with psycopg.connect(**parameters) as own:
            for _ in range(25):
                (times,) = own.execute("select tel_mee(%s, 60)", [door]).fetchone()
                seen.append(times)

    seen: list[int] = []
    workers = [threading.Thread(target=knock_often) for _ in range(4)]
    try:
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    finally:
        with psycopg.connect(**parameters) as own:
            own.execute("delete from basis_teller where sleutel = %s", [door])
    assert sorted(seen) == list(range(1, 101))


def test_it_counts_before_the_transaction_that_may_be_rolled_back(settings):
    order = settings.MIDDLEWARE
    names = [f"{one.__module__}.{one.__name__}" for one in (Throttle, RowSecurity)]
    assert order.index(names[0]) < order.index(names[1])


@pytest.mark.parametrize(
    ("behind_proxy", "passed_on", "own", "counted"),
    [
        (True, "198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (True, "1.2.3.4, 198.51.100.7", "10.0.0.1", "198.51.100.7"),  # the first is made up
        (True, "198.51.100.7:51234", "10.0.0.1", "198.51.100.7"),
        (True, '"[2001:db8:1:2:3::4]:51234"', "10.0.0.1", "2001:db8:1:2::/64"),
        (True, "2001:db8:1:2:ffff::9", "10.0.0.1", "2001:db8:1:2::/64"),
        (True, "::ffff:198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (True, "unknown", "10.0.0.1", "10.0.0.1"),
        (True, "198.51.100.7, _verborgen", "10.0.0.1", "10.0.0.1"),
        (True, "", "10.0.0.1", "10.0.0.1"),
        (True, "unknown", "", "onbekend"),
        (True, "9" * 5000, "10.0.0.1", "10.0.0.1"),
        (False, "198.51.100.7", "10.0.0.1", "10.0.0.1"),
    ],
)
def test_who_is_counted_as_one(settings, behind_proxy, passed_on, own, counted):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", headers={"X-Forwarded-For": passed_on}, REMOTE_ADDR=own)
    assert address_of(request) == counted


@pytest.mark.parametrize(
    "tried",
    [
        "select * from basis_teller",
        "delete from basis_teller",
        "update basis_teller set aantal = 0",
        "insert into basis_teller values ('\\x00', 1, now())",
    ],
)
def test_the_web_role_only_counts(as_user, tried):
    with as_user(None), connection.cursor() as cursor:
        cursor.execute("select tel_mee('\\x01', 60)")
        assert cursor.fetchone() == (1,)
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            cursor.execute(tried)


def test_nothing_about_anybody_is_kept(knock):
    knock("192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(sleutel::text || aantal, ' ') from basis_teller")
        (kept,) = cursor.fetchone()
    assert "192.0.2.77" not in kept
    assert b"192.0.2.77".hex() not in kept
