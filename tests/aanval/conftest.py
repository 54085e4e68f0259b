"""What attackers need."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from samenspel.basis.database import server_url


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database of its own in which things are committed, so that several can work at once.

    What a test commits stays: the trail refuses to be emptied. So the whole database goes.
    """
    name = connection.settings_dict["NAME"]
    own = f"{name}_apart"
    with django_db_blocker.unblock(), psycopg.connect(server_url(), autocommit=True) as server:
        connection.close()
        server.execute(f"drop database if exists {own} with (force)")
        server.execute(f"create database {own} template {name}")
        connection.settings_dict["NAME"] = own
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            server.execute(f"drop database {own} with (force)")
