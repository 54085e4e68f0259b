"""Databases of the tests: filled once a run, then copied, which takes a quarter of a second."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection

from samenspel.basis.database import server_url


def address_of(name: str) -> str:
    return urlsplit(server_url())._replace(path=f"/{name}").geturl()


def filled_once(name: str, run: str, fill: Callable[[str], None], template: str = "") -> str:
    """Have `fill`, which gets the address, fill a database once in this run; returns `name`.

    Of the workers of one run the first that comes fills it, and the others wait for that.
    """
    of_run = (
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
        [name],
    )
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute("select pg_advisory_lock(hashtext(%s))", [name])
        if server.execute(*of_run).fetchone() != (run,):
            _create(server, name, template)
            fill(address_of(name))
            server.execute(f"comment on database {name} is '{run}'")
    return name


@contextmanager
def own_database(name: str, template: str = "") -> Iterator[str]:
    """The address of a database, empty or a copy of `template`, that is dropped afterwards."""
    with psycopg.connect(server_url(), autocommit=True) as server:
        _create(server, name, template)
        try:
            yield address_of(name)
        finally:
            server.execute(f"drop database {name} with (force)")


@contextmanager
def apart(template: str) -> Iterator[None]:
    """Work in a copy of `template`, in which things are committed.

    What is committed stays: the trail refuses to be emptied. So the whole database goes.
    """
    name, own = connection.settings_dict["NAME"], f"test_apart_{os.getpid()}"
    connection.close()
    with own_database(own, template):
        connection.settings_dict["NAME"] = own
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name


def _create(server: psycopg.Connection, name: str, template: str) -> None:
    server.execute(f"drop database if exists {name} with (force)")
    server.execute(f"create database {name} template {template or 'template1'}")


def migrate(address: str) -> None:
    """Make all tables in a database that is not the one Django works in."""
    own = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = urlsplit(address).path.removeprefix("/")
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    connection.settings_dict["NAME"] = own
