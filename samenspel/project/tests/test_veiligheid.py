"""What a production start refuses."""

from types import SimpleNamespace

import pytest

from samenspel.basis.errors import RuleError
from samenspel.project.veiligheid import require_safe

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
