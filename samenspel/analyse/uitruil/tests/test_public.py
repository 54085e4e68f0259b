"""What a reader from elsewhere finds: sources, English names, codes beside sentences."""

import ast
import inspect
from pathlib import Path

import pytest

from samenspel.analyse import uitruil

FOLDER = Path(uitruil.__file__).parent
OWN = ("doi:", "docs/uitruil.md", "Raiffa (1982)", "Verhoeff (2004)", "Ransmeier (1942)")
"""A source has a DOI, is a book or journal without one, or is our own page."""


def public():
    for name in uitruil.__all__:
        thing = getattr(uitruil, name)
        if not (inspect.isclass(thing) and issubclass(thing, Exception)) and name != "exact":
            yield name, thing
    for name, thing in vars(uitruil.exact).items():
        if inspect.isfunction(thing) and thing.__module__.endswith(".exact") and name[0] != "_":
            yield f"exact.{name}", thing


@pytest.mark.parametrize(("name", "thing"), list(public()), ids=lambda value: str(value)[:30])
def test_every_public_name_has_its_source(name, thing):
    doc = inspect.getdoc(thing)
    assert "References\n----------" in doc, name
    assert any(source in doc for source in OWN), name


def test_the_english_names_are_the_same_classes():
    assert uitruil.Allocation is uitruil.Verdeling
    assert uitruil.Share is uitruil.Deel
    assert uitruil.Measure is uitruil.Maatregel


def raises(folder):
    """Every error that the kernel raises, as (where, call)."""
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                called = node.exc.func
                if isinstance(called, ast.Name) and called.id.endswith("Error"):
                    yield f"{file.name}:{node.lineno}", node.exc


def test_every_sentence_has_a_code():
    without = [
        where
        for where, call in raises(FOLDER)
        if not any(given.arg == "code" for given in call.keywords)
        and call.func.id != "InfeasibleError"
    ]
    assert without == []


def test_the_code_of_an_error():
    with pytest.raises(uitruil.UitruilError) as error:
        uitruil.settle({"A": 1})
    assert error.value.code == "not_balanced"
    assert "telt niet op tot nul" in str(error.value)
    assert uitruil.InfeasibleError(("a", "b")).code == "infeasible"
