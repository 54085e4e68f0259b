"""The glossary: one word per concept, from `begrippen.toml`.

`python -m samenspel.startpagina.begrippen > docs/begrippen.md` writes it as a document; a test
compares the two.
"""

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

SOURCE = Path(__file__).parent / "begrippen.toml"


@dataclass(frozen=True)
class Begrip:
    """A word and what we mean by it; `zie` names the words beside it."""

    woord: str
    betekenis: str
    zie: tuple[str, ...] = ()

    @property
    def anker(self) -> str:
        """Its place on the page, as the tag `{% begrip %}` writes it."""
        return slugify(self.woord)

    @property
    def verwijzingen(self) -> list[tuple[str, str]]:
        """The words beside it, each with its place on the page."""
        return [(woord, slugify(woord)) for woord in self.zie]


@cache
def begrippen() -> list[Begrip]:
    """Return the whole glossary in alphabetical order."""
    rows = tomllib.loads(SOURCE.read_text())
    made = [Begrip(woord, row["is"], tuple(row.get("zie", ()))) for woord, row in rows.items()]
    return sorted(made, key=lambda begrip: begrip.woord.lower())


def find(text: str) -> list[Begrip]:
    """Return the words that hold `text`, then those that hold it in their meaning."""
    wanted = text.strip().lower()
    in_word = [begrip for begrip in begrippen() if wanted in begrip.woord.lower()]
    in_meaning = [begrip for begrip in begrippen() if wanted in begrip.betekenis.lower()]
    return in_word + [begrip for begrip in in_meaning if begrip not in in_word]


def first_of_letters(words: list[Begrip]) -> list[tuple[str, str]]:
    """Return each letter that a word begins with, and the place of its first word."""
    places: dict[str, str] = {}
    for begrip in words:
        places.setdefault(begrip.woord[0].upper(), begrip.anker)
    return list(places.items())


def as_document() -> str:
    """Write the glossary as markdown."""
    lines = ["# Begrippen", "", "Gemaakt uit `samenspel/startpagina/begrippen.toml`.", ""]
    for begrip in begrippen():
        zie = f" Zie ook: {', '.join(begrip.zie)}." if begrip.zie else ""
        lines.append(f"- **{begrip.woord}**: {begrip.betekenis}{zie}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_document())
