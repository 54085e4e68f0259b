"""What a reader from elsewhere finds: sources, English names, codes beside sentences."""

import ast
import inspect
import math
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


@pytest.mark.parametrize(("name", "thing"), list(public()), ids=[name for name, _ in public()])
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


NO_AMOUNT = [math.nan, math.inf, -math.inf, None, "", "veel", {}, object()]


@pytest.mark.parametrize("amount", NO_AMOUNT, ids=lambda one: repr(one).partition(" at ")[0])
@pytest.mark.parametrize(
    "use",
    [
        lambda amount: uitruil.settle({"A": amount, "B": 5}),
        lambda amount: uitruil.Conditions(budgets={"A": amount}),
        lambda amount: uitruil.Conditions(earmarks=[uitruil.Oormerk("o", "A", amount, ["M"])]),
        lambda amount: uitruil.Conditions(
            kernbelangen=[uitruil.Kernbelang("A", "rust", "" if amount is None else amount)]
        ),
        lambda amount: uitruil.Band(1, amount, 3),
        lambda amount: uitruil.Maatregel("M", ["A"], {"A": amount}, {}),
        lambda amount: uitruil.airport({"A": amount}),
        lambda amount: uitruil.nash_points({"kort": {"A": amount}}, {"A": 0}),
        lambda amount: uitruil.proportional(
            uitruil.Game.from_values(["A"], {frozenset("A"): 1}), {"A": amount}
        ),
        lambda amount: uitruil.Game.from_values(["A"], {frozenset("A"): amount}),
        lambda amount: uitruil.bankruptcy(10, {"A": amount}, "Talmud"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_said_in_words(use, amount):
    with pytest.raises(uitruil.UitruilError) as error:
        use(amount)
    assert str(error.value).endswith(".")
