"""A besluit that is taken along is verified elsewhere, by the script in the docs as it stands."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.tests import tafel

DOC = Path(__file__).parents[3] / "docs" / "nagaan.md"


@pytest.fixture
def taken(world):
    *_, besluit, _ = tafel.full_table(world)
    return besluit


def fetch(browser, besluit):
    return browser.get(reverse("overleg:besluit_export", args=[besluit.pk]))


def verify(folder, export):
    """Run the script of the docs on what was exported, in a Python of its own."""
    (script,) = re.findall(r"```python\n(.*?)```", DOC.read_text(), re.DOTALL)
    file = folder / "besluit.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    command = [sys.executable, "-I", "-c", script, str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_outsider_verifies_a_besluit_with_the_script_in_the_docs(
    world, taken, browse_as, tmp_path, few_questions
):
    browser = browse_as(world.wethouder)
    with few_questions():
        export = fetch(browser, taken).json()
    assert export["besluit"]["titel"] == taken.titel
    assert export["partners"][0]["naam"] == "Gemeente Almere"
    assert {one["organisatie"]["naam"] for one in export["bijdragen"]} >= {"Gemeente Almere"}
    done = verify(tmp_path, export)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Klopt:")
    assert "4 reacties" in done.stdout


def test_what_was_changed_after_it_was_sealed_does_not_pass(world, taken, browse_as, tmp_path):
    export = fetch(browse_as(world.wethouder), taken).json()
    export["reacties"][0]["soort"] = "bezwaar"
    assert "Reacties kloppen niet" in verify(tmp_path, export).stderr
    export["spoor"][0]["inhoud"] = export["spoor"][0]["inhoud"].replace("besluit", "afspraak")
    assert "is gewijzigd" in verify(tmp_path, export).stderr


def test_who_may_not_read_a_besluit_takes_nothing_along(world, taken, browse_as):
    Besluit.objects.filter(pk=taken.pk).update(zichtbaarheid="team")
    assert fetch(browse_as(world.anne), taken).status_code == 404
