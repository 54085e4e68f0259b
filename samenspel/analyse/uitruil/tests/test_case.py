"""The case file, the command line and the chart."""

import shutil
from pathlib import Path

import pytest

from samenspel.analyse.uitruil import UitruilError
from samenspel.analyse.uitruil.__main__ import main
from samenspel.analyse.uitruil.case import read_case, write_case
from samenspel.analyse.uitruil.chart import chart_svg

EXAMPLE = Path(__file__).parents[1] / "voorbeelden" / "schuldhulp.json"


def test_a_case_survives_writing_and_reading():
    case = read_case(EXAMPLE.read_text())
    again = read_case(write_case(case))
    assert again.partners == case.partners
    assert [m.kosten for m in again.measures] == [m.kosten for m in case.measures]
    assert again.exchange().betalingen == case.exchange().betalingen
    assert write_case(again) == write_case(case)


def test_the_command_prints_a_report_and_draws_a_chart(tmp_path, capsys):
    chart = tmp_path / "uitruil.svg"
    assert main([str(EXAMPLE), "--grafiek", str(chart)]) == 0
    printed = capsys.readouterr().out
    for word in ("Vroege schuldhulp", "betaalt", "aan Gemeente", "Ontvangt", "nucleolus", "budget"):
        assert word in printed
    drawn = chart.read_text()
    for name in ("Gemeente", "Zorgverzekeraar", "Woningcorporatie", "Ministerie"):
        assert f">{name}</text>" in drawn


def test_without_a_file_for_the_chart_the_command_writes_nothing(tmp_path, capsys):
    case = shutil.copy(EXAMPLE, tmp_path / "casus.json")
    assert main([str(case)]) == 0
    assert list(tmp_path.iterdir()) == [case]
    assert "grafiek" not in capsys.readouterr().out


def test_the_same_case_gives_the_same_chart():
    case = read_case(EXAMPLE.read_text())
    assert chart_svg(case.exchange()) == chart_svg(case.exchange())


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    wrong = tmp_path / "fout.json"
    wrong.write_text("{")
    assert main([str(wrong)]) == 1
    assert main([str(tmp_path / "weg.json")]) == 1
    assert main([str(EXAMPLE), "--regel", "loterij"]) == 1
    assert main([str(EXAMPLE), "--grafiek", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "geen geldig JSON" in told
    assert "niet bekend" in told


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("[]", "begint met"),
        ('{"partners": ["A"]}', "ontbreekt maatregelen"),
        ('{"partners": ["A"], "maatregelen": [], "budget": 1}', "Onbekend onderdeel"),
        ('{"partners": ["A"], "maatregelen": [{"deelnemers": ["A"]}]}', "ontbreekt naam"),
        (
            '{"partners": ["A"], "maatregelen": [{"naam": "m", "deelnemers": ["A"],'
            ' "kosten": {"A": [1, 2]}}]}',
            "drie getallen",
        ),
        ('{"partners": ["A"], "maatregelen": [], "voorwaarden": {"x": 1}}', "Onbekend onderdeel"),
        (
            '{"partners": ["A"], "maatregelen": [], "voorwaarden": {"kernbelangen": [{"wie": 1}]}}',
            "juiste vorm",
        ),
    ],
)
def test_a_wrong_case_is_refused_with_a_sentence(text, match):
    with pytest.raises(UitruilError, match=match):
        read_case(text)
