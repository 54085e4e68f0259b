"""The words that name-finding looks at: a text cut into tokens, and the lists of names.

The lists stand in `gegevens/namen.toml`, readable and open to additions.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What may stand between two parts of one name: "J. Bakker", "v/d Berg", "van 't Hof".
_JOINT = re.compile(r"[ \u00a0]|\.[ \u00a0]?|/| ['’]")
_SENTENCE_END = re.compile(r"[.!?:;\n•|\"“”‘*()]")
_SURNAME_END = re.compile(
    r"(?:stra|sma|inga|mans|meijer|meyer|o[gğ]lu|ovi[cć]|owski|wska|ssen|aerts)$"
)


class Token(NamedTuple):
    """One word of a text with what stands around it."""

    text: str
    lower: str
    start: int
    end: int
    joined: bool
    """Only a space, dot or slash between this token and the one before."""
    opens: bool
    """First word of a sentence, a line or an aside."""
    dotted: bool
    """A full stop follows at once."""
    capital: bool
    """Written with a capital; after an elided article ("d'Sluis") as well."""

    @property
    def initial(self) -> bool:
        """One letter, or a short form with a dot ("Th."); "GGZ." is an abbreviation."""
        if len(self.text) == 1:
            return self.capital
        shape = self.text == "IJ" or (self.capital and not self.text.isupper())
        return shape and self.dotted and len(self.text) <= 3 and self.lower not in words().titles

    @property
    def word(self) -> bool:
        """May be a written-out part of a name: has a capital, and is no abbreviation."""
        return self.capital and not (len(self.text) > 1 and self.text.isupper())


@dataclass(frozen=True)
class Words:
    """All word lists, in lower case; `roles` maps a word to who it says somebody is."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    need_context: frozenset[str]
    not_as_first_word: frozenset[str]
    titles: frozenset[str]
    titles_of_bodies: frozenset[str]
    prefixes: frozenset[str]
    strong_prefixes: frozenset[str]
    no_name: frozenset[str]
    roles: dict[str, str]

    def is_first_name(self, word: str) -> bool:
        """In the list, whole or as one half of a double name."""
        return listed(word, self.first_names)

    def is_surname(self, word: str) -> bool:
        """In the list, or shaped like a surname ("-stra", "-oğlu")."""
        return listed(word, self.surnames) or (
            len(word) > 5 and _SURNAME_END.search(word) is not None
        )


@cache
def words() -> Words:
    """Read the lists, once."""
    source = files(__package__).joinpath("gegevens", "namen.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(source)
    return Words(
        first_names=frozenset(lists["voornamen"].split()),
        surnames=frozenset(lists["achternamen"].split()),
        need_context=frozenset(lists["ook_gewone_woorden"].split()),
        not_as_first_word=frozenset(lists["ook_woord_aan_zinsbegin"].split()),
        titles=frozenset(lists["titels"].split()),
        titles_of_bodies=frozenset(lists["titels_ook_van_instellingen"].split()),
        prefixes=frozenset(lists["voorvoegsels"].split()),
        strong_prefixes=frozenset(lists["sterke_voorvoegsels"]),
        no_name=frozenset(lists["geen_naam"].split()),
        roles={word: role for role, words in lists["rollen"].items() for word in words.split()},
    )


def listed(word: str, names: frozenset[str]) -> bool:
    """Whether the word, or one half of a double name, is in the list."""
    if word in names:
        return True
    return ("-" in word or "'" in word or "’" in word) and any(
        len(part) > 2 and part in names for part in re.split("[-'’]", word)
    )


def tokenise(text: str) -> list[Token]:
    """Cut `text` into words; digits and punctuation only show in the flags of the tokens."""
    titles = words().titles
    tokens: list[Token] = []
    previous, before = 0, None
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        gap = text[previous:start]
        if gap == " ":
            joined, opens = True, False
        elif before is None:
            joined, opens = False, True
        else:
            shortened = len(before.text) == 1 or before.initial or before.lower in titles
            joined = _JOINT.fullmatch(gap) is not None and (shortened or "." not in gap)
            opens = _SENTENCE_END.search(gap) is not None and ("\n" in gap or not shortened)
        capital = word[0].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())
        dotted = text[end : end + 1] == "."
        before = Token(word, word.lower(), start, end, joined, opens, dotted, capital)
        tokens.append(before)
        previous = end
    return tokens
