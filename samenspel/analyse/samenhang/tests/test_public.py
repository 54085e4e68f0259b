"""What a reader from elsewhere finds: sources, English names, codes beside sentences."""

import inspect
import re
from pathlib import Path

import pytest

from samenspel.analyse import samenhang

BOOKS = ("doi:", "Sterman (2000)", "Vennix (1996)")
"""A source has a DOI or is a book without one."""


@pytest.mark.parametrize("name", samenhang.__all__)
def test_every_public_name_has_its_source(name):
    thing = getattr(samenhang, name)
    if not (inspect.isclass(thing) and issubclass(thing, Exception)):
        doc = inspect.getdoc(thing)
        assert "References\n----------" in doc
        assert any(source in doc for source in BOOKS)


def test_the_english_names_are_the_same_classes():
    assert samenhang.InfluenceMap is samenhang.Kaart
    assert samenhang.Influence is samenhang.Invloed
    assert samenhang.Loop is samenhang.Kring


def test_every_sentence_has_a_code():
    text = "".join(f.read_text("utf-8") for f in Path(samenhang.__file__).parent.glob("*.py"))
    raised = re.findall(r"raise \w+Error\(.*?\)(?: from \w+)?\n", text, re.DOTALL)
    assert len(raised) > 50
    assert [call for call in raised if "code=" not in call] == []
    with pytest.raises(samenhang.NoEquilibriumError) as error:
        samenhang.equilibrium(samenhang.Kaart([samenhang.Invloed("a", "a", 2.0)]), {"a": 1.0})
    assert error.value.code == "no_equilibrium"
