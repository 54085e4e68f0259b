"""The second reader: a process of its own, with a small stand-in that the test writes."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.tweede_lezer import SecondReader

# Marks every "Xandru" as a person, and the first word as something that we do not use.
STAND_IN = """
import json, re, sys, time
print(json.dumps({"deduce": True}), flush=True)
for line in sys.stdin:
    text = json.loads(line)["tekst"]
    if "traag" in text: time.sleep(60)
    if "kapot" in text: print("geen json", flush=True); continue
    if "stop" in text: sys.exit()
    marks = [["persoon", m.start(), m.end()] for m in re.finditer("Xandru|111222333", text)]
    print(json.dumps({"marks": [["leeftijd", 0, 1], *marks]}), flush=True)
"""


@pytest.fixture
def reader(tmp_path: Path):
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)
    with SecondReader(Path(sys.executable), seconds=1.0, script=script) as reader:
        yield reader


def test_what_the_second_reader_finds_is_added_and_ours_stays(reader):
    text = "Gisteren zag Xandru haar brief met bsn 111222333."
    marks = reader.find(text)
    assert [(m.kind, text[m.start : m.end], m.proposal) for m in marks] == [
        ("naam", "Xandru", "[naam]"),
        ("bsn", "111222333", "[bsn]"),
    ]
    assert marks[0].certainty < 0.7
    assert [m.kind for m in reader.find("Mooi weer, é 👍, Xandru?")] == ["naam"]


@pytest.mark.parametrize(
    ("text", "message"), [("traag", "te lang"), ("kapot", "bruikbaar"), ("stop", "bruikbaar")]
)
def test_a_reader_that_fails_is_said_so_stopped_and_started_again(reader, text, message):
    with pytest.raises(AnalyseError, match=message):
        reader.find(text)
    assert len(reader.find("Xandru belt")) == 1


def test_without_deduce_or_without_python_it_says_so(tmp_path):
    without = tmp_path / "without.py"
    without.write_text("""print('{"deduce": false}', flush=True)""")
    with (
        SecondReader(Path(sys.executable), script=without) as reader,
        pytest.raises(AnalyseError, match="niet geïnstalleerd"),
    ):
        reader.find("tekst")
    with (
        SecondReader(tmp_path / "python") as reader,
        pytest.raises(AnalyseError, match="geen Python"),
    ):
        reader.find("tekst")


# Places are numbers of numpy, and one text breaks it: so `deduce` was seen to do.
LIKE_DEDUCE = """
import numpy
from types import SimpleNamespace
class Deduce:
    def deidentify(self, text):
        if "VOC" in text: raise IndexError("list index out of range")
        at = numpy.int64(text.index("xandru"))
        mark = SimpleNamespace(tag="persoon", start_char=at, end_char=at + 6)
        return SimpleNamespace(annotations=[mark])
"""


def test_a_text_on_which_deduce_breaks_is_read_by_our_own_rules(tmp_path, monkeypatch):
    (tmp_path / "deduce.py").write_text(LIKE_DEDUCE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with SecondReader(Path(sys.executable), seconds=30) as reader:
        text = "Bezoekadres Laan der VOC 2 gewijzigd."
        assert [mark.kind for mark in reader.find(text)] == ["adres"]
        assert [mark.kind for mark in reader.find("het huis van xandru")] == ["naam"]


def test_the_real_process_says_that_deduce_is_not_there(tmp_path, monkeypatch):
    """Also where it is installed: this one stands in front of it."""
    (tmp_path / "deduce.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with (
        SecondReader(Path(sys.executable)) as reader,
        pytest.raises(AnalyseError, match="niet geïnstalleerd"),
    ):
        reader.find("tekst")


@pytest.mark.skipif(
    find_spec("deduce") is None,
    reason="deduce is an extra with another licence; what we do with its answers is tested above",
)
def test_deduce_itself_adds_names():
    text = "Besproken met Jan Jansen uit Utrecht."
    with SecondReader(Path(sys.executable), seconds=30, seconds_to_start=300) as reader:
        marks = reader.find(text)
    assert "Jansen" in " ".join(text[m.start : m.end] for m in marks if m.kind == "naam")
    assert "Utrecht" in [text[m.start : m.end] for m in marks if m.certainty == 0.5]
