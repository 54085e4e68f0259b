"""A running site and a browser, for the tests that walk through the whole house."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import databases
from tests.browser import Site, chromium, running_site


@pytest.fixture(scope="session")
def example(migrated, testrun_uid, tmp_path_factory) -> str:
    """The name of a database with the example, as a start and the nightly work leave it."""

    def fill(address: str) -> None:
        with running_site(address, tmp_path_factory.mktemp("voorbeeld")) as site:
            site.samenspel("vectoren")

    return databases.filled_once("test_voorbeeld", testrun_uid, fill, migrated)


@pytest.fixture(scope="module")
def site(example, worker_id, tmp_path_factory) -> Iterator[Site]:
    """Samenspel with the example, serving the tests of one file."""
    name = f"test_site_{worker_id}"
    with (
        databases.own_database(name, example) as address,
        running_site(address, tmp_path_factory.mktemp("site")) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running
