"""The marked sentences of `gegevens/persoonsgegevens.txt`, and how many of them are found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from samenspel.analyse.patronen.persoonsgegevens import Mark, find

FILE = Path(__file__).parent / "gegevens" / "persoonsgegevens.txt"
_SPAN = re.compile(r"\{([a-z-]+)\|([^}]*)\}")
_SIGN = re.compile(r"\\u([0-9a-fA-F]{4})|\\n")


@dataclass(frozen=True)
class Zin:
    """A sentence with the pieces (kind, start, end) that point at a person.

    Two of three are for development. The third was kept apart until the rules were done: which
    third follows from the sentence itself.
    """

    text: str
    spans: tuple[tuple[str, int, int], ...]
    kept_apart: bool

    def missed(self) -> list[tuple[str, str]]:
        """What no mark of the same kind touches."""
        marks = find(self.text)
        return [(kind, self.text[s:e]) for kind, s, e in self.spans if not _hit(marks, kind, s, e)]

    def false(self) -> list[tuple[str, str]]:
        """Marks that touch nothing that points at a person."""
        return [
            (m.kind, self.text[m.start : m.end])
            for m in find(self.text)
            if not any(m.start < e and m.end > s for _, s, e in self.spans)
        ]


def read() -> list[Zin]:
    """All sentences, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_parse(line) for line in lines if line and not line.startswith("#")]


def recall(sentences: Iterable[Zin]) -> dict[str, tuple[int, int]]:
    """How many pieces of each kind are found, and how many there are."""
    found, there = Counter[str](), Counter[str]()
    for zin in sentences:
        there.update(kind for kind, _, _ in zin.spans)
        found.update(kind for kind, _, _ in zin.spans)
        found.subtract(kind for kind, _ in zin.missed())
    return {kind: (found[kind], number) for kind, number in sorted(there.items())}


def _hit(marks: Iterable[Mark], kind: str, start: int, end: int) -> bool:
    return any(m.kind == kind and m.start < end and m.end > start for m in marks)


def _parse(line: str) -> Zin:
    text, spans, position = "", [], 0
    for match in _SPAN.finditer(line):
        text += _signs(line[position : match.start()])
        piece = _signs(match.group(2))
        spans.append((match.group(1), len(text), len(text) + len(piece)))
        text, position = text + piece, match.end()
    apart = sha256(line.encode()).digest()[0] % 3 == 0
    return Zin(text + _signs(line[position:]), tuple(spans), apart)


def _signs(text: str) -> str:
    return _SIGN.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else "\n", text)
