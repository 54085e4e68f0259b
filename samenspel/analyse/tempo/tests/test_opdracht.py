"""The command: its example, and files that cannot be read."""

from pathlib import Path

import pytest

from samenspel.analyse import tempo
from samenspel.analyse.tempo.__main__ import main

EXAMPLE = Path(tempo.__file__).parent / "voorbeelden" / "vroege_hulp.json"


def test_the_example_says_who_decides_the_day(capsys):
    assert main([str(EXAMPLE), "--trekkingen", "500"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Iedereen is rond op 17 maart 2027, 110 dagen na het begin.")
    assert "Lever in uiterlijk 3 februari 2027. Wie deze dag mist, verschuift het einde." in said
    assert (
        "Een extra vergadering van bestuur Regio Flevoland op 12 maart 2027 scheelt 5 dag" in said
    )
    assert "19 van de 20 keer is iedereen uiterlijk rond op" in said


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"start": 1}', '{"start": "2026-13-01", "kalenders": [], "stappen": []}',
     '{"start": "2026-12-01", "kalenders": [], "stappen": [{"naam": "a", "duur": "lang"}]}',
     '{"start": "2026-12-01", "kalenders": [], "stappen": [{"naam": "a", "duur": {"uren": 3}}]}'],
)  # fmt: skip
def test_what_cannot_be_read_is_said(text, tmp_path, capsys):
    file = tmp_path / "plan.json"
    file.write_text(text)
    assert main([str(file)]) == 1
    assert "kan niet worden gelezen" in (said := capsys.readouterr().err) or "geen termijn" in said
    assert main([str(tmp_path / "nee.json")]) == 1
    assert "kan niet worden geopend" in capsys.readouterr().err
