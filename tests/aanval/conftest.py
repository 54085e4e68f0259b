"""What attackers need."""

from collections.abc import Iterator

import pytest

from tests import databases


@pytest.fixture
def committed(migrated, django_db_blocker) -> Iterator[None]:
    """A database of its own in which things are committed, so that several can work at once."""
    with django_db_blocker.unblock(), databases.apart(migrated):
        yield
