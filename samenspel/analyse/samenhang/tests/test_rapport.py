"""The command a policy officer types: a report to read and a chart to show."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.samenhang import Scenario, monte_carlo, simulate
from samenspel.analyse.samenhang.__main__ import main
from samenspel.analyse.samenhang.rapport import _share, write_report
from samenspel.analyse.samenhang.tests.maps import random_kaart

EXAMPLE = Path(__file__).parents[1] / "voorbeelden" / "drie_opgaven.csv"
MEASURE = ["--impuls", "schuldhulp=1", "--doel", "gezond leven", "--trekkingen", "600"]


def test_the_report_tells_effect_certainty_loops_levers_and_what_to_find_out(tmp_path, capsys):
    chart = tmp_path / "kaart.svg"
    assert main([str(EXAMPLE), *MEASURE, "--grafiek", str(chart)]) == 0
    report = capsys.readouterr().out
    assert "7 factoren, 12 invloeden" in report
    assert "- problematische schulden: -" in report
    assert "zekerheid 100%" in report
    assert "bestaanszekerheid → stress → problematische schulden → bestaanszekerheid (R" in report
    assert "Wat gezond leven het meest beweegt" in report
    assert "Zoek dit uit om meer te weten over gezond leven" in report
    assert "Een kaart is een gesprek, geen voorspelling." in report
    assert "problematische schulden" in chart.read_text()


def test_the_same_seed_gives_the_same_bytes(tmp_path, capsys):
    charts = [tmp_path / "een.svg", tmp_path / "twee.svg"]
    for chart in charts:
        assert main([str(EXAMPLE), *MEASURE, "--grafiek", str(chart)]) == 0
    assert charts[0].read_bytes() == charts[1].read_bytes()


def test_without_a_file_for_the_chart_the_command_writes_nothing(tmp_path, capsys):
    kaart = shutil.copy(EXAMPLE, tmp_path / "kaart.csv")
    assert main([str(kaart), "--impuls", "schuldhulp=1", "--trekkingen", "600"]) == 0
    assert list(tmp_path.iterdir()) == [kaart]
    assert "Grafiek" not in capsys.readouterr().out


def test_the_report_says_how_many_draws_do_not_count_and_refuses_when_they_are_too_many(
    tmp_path, capsys
):
    kaart = tmp_path / "kring.csv"
    command = [str(kaart), "--impuls", "a=1", "--overdracht", "identity", "--verdeling", "uniform"]
    kaart.write_text("van,op,kracht,laag,hoog\na,a,0.8,0.5,1.1\n")
    assert main(command) == 0
    assert "Let op: 17% van de trekkingen telt niet mee" in capsys.readouterr().out
    kaart.write_text("van,op,kracht,laag,hoog\na,a,1.0,0.5,1.5\n")
    assert main([*command, "--trekkingen", "4096"]) == 1
    assert "Bij 50% van de trekkingen versterkt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--impuls", "schuldhulp"], "factor=getal"),
        (["--impuls", "onbekend=1"], "Niet op de kaart: onbekend"),
        (["--impuls", "schuldhulp=1", "--stappen", "0"], "minstens 1 stap"),
    ],
)
def test_a_mistake_gets_one_dutch_sentence(arguments, message, capsys):
    assert main([str(EXAMPLE), *arguments]) == 1
    assert message in capsys.readouterr().err


def test_a_chart_that_cannot_be_written_is_told(tmp_path, capsys):
    missing = tmp_path / "map" / "kaart.svg"
    assert main([str(EXAMPLE), "--impuls", "schuldhulp=1", "--grafiek", str(missing)]) == 1
    assert "De grafiek kan niet naar" in capsys.readouterr().err


@given(st.integers(1, 100_000), st.data())
def test_only_all_draws_are_a_hundred_percent(draws, data):
    part = data.draw(st.integers(0, draws)) / draws
    told = _share(part)
    assert (told == "100%") == (part == 1)
    assert (told == "0%") == (part == 0)
    if told[0].isdigit():
        assert float(told[:-1]) == pytest.approx(100 * part, abs=0.5 + 1e-9)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_what_the_report_calls_certain_is_so_in_draws_it_has_not_seen(seed):
    """Certainty and band of 2,000 draws, within 5 points of the rate in 4,000 others."""
    kaart = random_kaart(6, 12, seed=seed, spread=0.5)
    pair = [
        Scenario(inference="linear", transfer="saturating", steps=12, impulse=push)
        for push in ({"f000": 0.5}, {})
    ]
    seen = monte_carlo(kaart, pair, draws=2000, seed=1)
    report = write_report(kaart, simulate(kaart, **vars(pair[0])), seen)
    krachten = monte_carlo(kaart, pair, draws=4000, seed=2, levels=(0.05, 0.95))
    pattern = r"^  ([+-]) (f\d+): .*zekerheid (.*)$"
    for sign, name, told in re.findall(pattern, report, re.MULTILINE):
        fresh = krachten.sign(name)["positive" if sign == "+" else "negative"]
        low, high = {"meer dan 99%": (0.99, 1), "minder dan 1%": (0, 0.01)}.get(
            told, (float(told.split()[-1][:-1]) / 100,) * 2
        )
        assert low - 0.05 <= fresh <= high + 0.05
    moved = seen.quantile(0.95)[-1] - seen.quantile(0.05)[-1]
    apart = np.abs(seen.quantile(0.05)[-1] - krachten.quantile(0.05)[-1])
    assert (apart <= 0.1 * moved + 1e-9).all()
