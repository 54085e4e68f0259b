"""The cast, for every test of overleg."""

import pytest

from tests import factories


@pytest.fixture
def world(db):
    """The fixed cast around one opgave."""
    return factories.world()
