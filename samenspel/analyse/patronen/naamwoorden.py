"""The words that name-finding looks at: a text cut into tokens, and the lists of names.

What names are, and what else, stands in `gegevens/`: `namen.toml` is our own and open to additions,
the long lists were made from those that others keep (gegevens/BRONNEN.md).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
# What may stand between two parts of one name: "J. Bakker", "v/d Berg", "van 't Hof".
_JOINT = re.compile(r" |\.|\. |/| '")
_SENTENCE_END = re.compile(r"[.!?:;\n|\"*()]")
_SURNAME_END = re.compile(
    r"(?:stra|sma|inga|mans|meijer|meyer|o[gğ]lu|ovi[cć]|owski|owska|wska|ssen|aerts|czyk|wicz)$"
)
# "Limburgse", "Syriër", "Antilliaans": a people or a language, whatever the place.
_PEOPLE_END = re.compile(r"(?:aanse?|eese?|ische?|i[eë]rs?e?|[^aeiou]se|lands?e?)$")
# How long Dutch words end that are not in the list: "Veiligheid", "Gedeputeerde".
_DUTCH_END = re.compile(
    r"(?:heid|heden|ing|ingen|lijke?|ers|eren|eerde?n?|iteit|atie|aties|isme|schap|baar|ester|ende|"
    r"teurs?|tiek|ties?|kunde|loos|dienst|dom|rijk|zaken|fonds|wet|bureau|centrum|beleid|tafel)$"
)
_LONGEST = 12
SHORT = 9
"""Dutch words of at most so many letters are in the list."""
_PARTS = re.compile(r"[-']")


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
    word: bool
    """May be a written-out part of a name: has a capital, and is no abbreviation."""

    @property
    def initial(self) -> bool:
        """One letter, or a short form with a dot ("Th."); "GGZ." is an abbreviation."""
        if len(self.text) == 1:
            return self.capital
        shape = self.text == "IJ" or (self.capital and not self.text.isupper())
        return shape and self.dotted and len(self.text) <= 3 and self.lower not in words().titles


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
    ordinary: frozenset[str]
    """Dutch words, all of at most `SHORT` letters."""
    places: frozenset[str]
    before_bodies: frozenset[str]
    """Behind these stands something that is no person: "stichting", "het", "in"."""
    doings: frozenset[str]
    """What a person does: "belt", "woont"."""
    small: frozenset[str]
    """First names that are one also without a capital."""

    def is_first_name(self, word: str) -> bool:
        """In the list, whole or as one half of a double name."""
        return listed(word, self.first_names)

    def is_surname(self, word: str) -> bool:
        """In the list, or shaped like a surname ("-stra", "-oğlu")."""
        return listed(word, self.surnames) or (
            len(word) > 5 and _SURNAME_END.search(word) is not None
        )

    def is_strange(self, word: str) -> bool:
        """Neither a Dutch word, nor made of Dutch words, nor a place or a people: then a name."""
        if _PEOPLE_END.search(word) or (len(word) > SHORT and _DUTCH_END.search(word)):
            return False
        return not any(
            part in self.no_name or part in self.places or self._is_dutch(part)
            for part in _PARTS.split(word)
        )

    def _is_dutch(self, word: str) -> bool:
        if not 2 < len(word) <= _LONGEST or not self.ordinary.isdisjoint((word, bare(word))):
            return True
        return any(
            word[:cut] in self.ordinary
            and (word[cut:] in self.ordinary or word[cut:].removeprefix("s") in self.ordinary)
            and not (word[:cut] in self.first_names and word[cut:] in self.first_names)
            for cut in range(3, len(word) - 2)
        )


@cache
def words() -> Words:
    """Read the lists, once."""
    lists = tomllib.loads(_read("namen.toml"))
    own_first, own_last = (set(lists[key].split()) for key in ("voornamen", "achternamen"))
    prefixes, no_name = (frozenset(lists[key].split()) for key in ("voorvoegsels", "geen_naam"))
    ordinary, places = (frozenset(_read(f"{key}.txt").split()) for key in ("woorden", "plaatsen"))
    first, last = (
        {w for w in with_plain_letters(_read(f"{key}.txt").split()) if len(w) > 2}
        - prefixes
        - no_name
        for key in ("voornamen", "achternamen")
    )
    own = own_first | own_last
    need_context = set(lists["ook_gewone_woorden"].split())
    # What we did not weigh ourselves is no name by itself when it is also a word or a place.
    need_context |= (last & ordinary - first | (first | last) & places) - own
    first_names, surnames = (
        with_plain_letters(own_first) | first,
        with_plain_letters(own_last) | last,
    )
    return Words(
        first_names=first_names,
        surnames=surnames,
        need_context=frozenset(need_context),
        not_as_first_word=frozenset(lists["ook_woord_aan_zinsbegin"].split())
        | ((first_names | surnames) & ordinary),
        titles=frozenset(lists["titels"].split()),
        titles_of_bodies=frozenset(lists["titels_ook_van_instellingen"].split()),
        prefixes=prefixes,
        strong_prefixes=frozenset(lists["sterke_voorvoegsels"]),
        no_name=no_name,
        roles={word: role for role, words in lists["rollen"].items() for word in words.split()},
        ordinary=ordinary,
        places=places,
        before_bodies=frozenset(lists["voor_wat_geen_persoon_is"].split()),
        doings=frozenset(lists["wat_iemand_doet"].split()),
        small=frozenset(w for w in first_names if len(w) > 3) - ordinary - places - no_name,
    )


def _read(name: str) -> str:
    return files(__package__).joinpath("gegevens", name).read_text(encoding="utf-8")


def with_plain_letters(names: Iterable[str]) -> frozenset[str]:
    """Add to each name how it is typed on a keyboard without accents ("yıldırım", "yildirim")."""
    known = set(names)
    strange = [name for name in known if not name.isascii()]
    return frozenset(known | {bare(name) for name in strange})


def bare(word: str) -> str:
    """Leave the accents out: "Eén" is "Een"."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae"})


def listed(word: str, names: frozenset[str]) -> bool:
    """Whether the word, or one half of a double name, is in the list."""
    if word in names:
        return True
    return ("-" in word or "'" in word) and any(
        len(part) > 2 and part in names for part in _PARTS.split(word)
    )


def tokenise(text: str) -> list[Token]:
    """Cut `text` into words; digits and punctuation only show in the flags of the tokens."""
    titles = words().titles
    tokens: list[Token] = []
    known: dict[str, tuple[str, bool, bool]] = {}
    previous, before = 0, None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word, gap = text[start:end], text[previous:start]
        if gap == " ":
            joined, opens = True, False
        elif before is None:
            joined, opens = False, True
        else:
            shortened = len(before.text) == 1 or before.initial or before.lower in titles
            joined = _JOINT.fullmatch(gap) is not None and (shortened or "." not in gap)
            opens = _SENTENCE_END.search(gap) is not None and ("\n" in gap or not shortened)
        if word not in known:
            known[word] = _form(word)
        lower, capital, written = known[word]
        dotted = text[end : end + 1] == "."
        before = Token(word, lower, start, end, joined, opens, dotted, capital, written)
        tokens.append(before)
        previous = end
    return tokens


def _form(word: str) -> tuple[str, bool, bool]:
    """In small letters, whether it has a capital, and whether it may be part of a name."""
    lower = word.lower()
    capital = word[0].isupper() or (word[1:2] == "'" and word[2:3].isupper())
    return lower, capital, capital and _is_written_as_name(word, lower)


def _is_written_as_name(word: str, lower: str) -> bool:
    """Tell "Jan-Peter" and "JANSEN" from "MIRT-onderzoek" and "UWV"."""
    if word.isupper():
        return len(word) == 1 or _is_shouted_name(lower)
    return "-" not in word or not any(part in words().ordinary for part in word.split("-"))


def _is_shouted_name(lower: str) -> bool:
    """Tell "JANSEN" from "UWV", which is no name, and "SPAANS", which says nothing."""
    lists = words()
    known = lists.is_first_name(lower) or lists.is_surname(lower)
    return (
        known
        and len(lower) > 2
        and lower not in lists.not_as_first_word
        and (lower not in lists.need_context)
    )


def prefix_end(tokens: Sequence[Token], at: int) -> int:
    """Index after the prefixes ("van der") that start at `at`."""
    prefixes = words().prefixes
    end = at
    while (
        end < min(len(tokens), at + 3)
        and tokens[end].lower in prefixes
        and (end == at or tokens[end].joined)
    ):
        end += 1
    return end
