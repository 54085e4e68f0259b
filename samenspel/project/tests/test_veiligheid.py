"""What a production start refuses, and where a request behind its proxy comes from."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from samenspel.basis.errors import RuleError
from samenspel.project.veiligheid import address_behind_proxy, require_safe

SAFE = {"MODUS": "productie", "VOORBEELD": False, "DEBUG": False, "SECRET_KEY": "k" * 50}


def test_a_safe_production_starts():
    require_safe(SimpleNamespace(**SAFE))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"VOORBEELD": True}, "Zet SAMENSPEL_VOORBEELD uit"),
        ({"DEBUG": True}, "Zet SAMENSPEL_DEBUG uit"),
        ({"SECRET_KEY": "voorbeeld-" + "k" * 60}, "Geef SAMENSPEL_GEHEIM een eigen waarde"),
        ({"SECRET_KEY": "kort"}, "Geef SAMENSPEL_GEHEIM een eigen waarde"),
        ({"MODUS": "Productie"}, "voorbeeld of productie"),
    ],
)
def test_an_unsafe_one_is_refused(change, told):
    with pytest.raises(RuleError, match=told):
        require_safe(SimpleNamespace(**SAFE | change))


def test_the_example_may_all_that():
    require_safe(SimpleNamespace(MODUS="voorbeeld", VOORBEELD=True, DEBUG=True, SECRET_KEY=""))


@pytest.mark.parametrize(
    ("passed_on", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("1.2.3.4, 198.51.100.7", "198.51.100.7"),  # the first is what the visitor made up
        ("", "10.0.0.1"),
    ],
)
def test_a_visitor_is_who_reached_the_proxy(passed_on, address):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": passed_on})
    request.META["REMOTE_ADDR"] = "10.0.0.1"
    assert address_behind_proxy(request) == address
