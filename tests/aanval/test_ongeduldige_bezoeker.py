"""The impatient anonymous (`ongeduldig.py`) against a running site; `make aanval` has her go on."""

from urllib.parse import urlsplit

import pytest

from tests.aanval import ongeduldig


@pytest.fixture(scope="module")
def port(site) -> int:
    return urlsplit(site.url).port


def test_whatever_she_sends_nothing_breaks_and_everybody_gets_an_answer(port):
    answers = ongeduldig.attack(port, 400)
    assert answers.total() == 400
    assert answers[0] == 0
    assert [status for status in answers if status >= 500] == []
    assert {200, 404, 429} <= answers.keys()
