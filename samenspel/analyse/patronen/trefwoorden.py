"""The list of words for `regelingen`: read it, index it, and search a text with it."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n")
_GAP = "…"
_MAX_GAP = 3
_REMEMBERED, _REMEMBERED_LETTERS = 20_000, 40


class Found(NamedTuple):
    """A place in the text that says something about one regeling or leefgebied."""

    start: int
    end: int
    kind: str
    key: str
    strength: str


class _Pattern(NamedTuple):
    words: tuple[str, ...]
    kind: str
    key: str
    strength: str


@dataclass(frozen=True)
class Lexicon:
    """Patterns by their first word, for one set of regelingen.

    Attributes
    ----------
    by_word
        Patterns whose first word is written out.
    by_start
        Patterns whose first word is written out up to a "*" at its end, by what comes before it.
    by_shape
        Patterns whose first word has a "*" elsewhere, with that word as regular expression.
    area_names
        Key of a leefgebied to its name.
    area_keys
        First word of a name to the key.
    """

    by_word: dict[str, list[_Pattern]]
    by_start: dict[str, list[_Pattern]]
    by_shape: list[tuple[re.Pattern[str], bool, list[_Pattern]]]
    area_names: dict[str, str]
    area_keys: dict[str, str]
    cache: dict[str, tuple[_Pattern, ...]] = field(default_factory=dict, compare=False)

    def starting_with(self, word: str) -> tuple[_Pattern, ...]:
        """All patterns that may start at this word.

        Remembered for words that patterns may start at: those repeat. Other words of a text are
        not kept.
        """
        known = self.cache.get(word)
        if known is None:
            known = tuple(self._starting_with(word))
            if known and len(word) <= _REMEMBERED_LETTERS and len(self.cache) < _REMEMBERED:
                self.cache[word] = known
        return known

    def _starting_with(self, word: str) -> Iterator[_Pattern]:
        low = word.lower()
        for form in dict.fromkeys((word, low)):
            yield from self.by_word.get(form, ())
        for end in range(1, min(len(word), self.longest_start) + 1):
            for start in dict.fromkeys((word[:end], low[:end])):
                yield from self.by_start.get(start, ())
        for shape, small, items in self.by_shape:
            if shape.match(low if small else word):
                yield from items

    @cached_property
    def longest_start(self) -> int:
        """Letters of the longest key of `by_start`."""
        return max(map(len, self.by_start), default=0)


def lexicon_for(regelingen: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Index the words for these regelingen, each given as code, name and abbreviation."""
    source = _source()
    patterns: list[_Pattern] = []
    for code, name, short in regelingen:
        patterns += (_Pattern(w, "regeling", code, "naam") for w in _own_names(name, short))
        for key, entry in source["regelingen"].items():
            if {code, short} & {key, entry.get("bwb")}:
                patterns += _patterns_of(entry, "regeling", code)
    for key, entry in source["leefgebieden"].items():
        patterns += _patterns_of(entry, "leefgebied", key)
    by_word: dict[str, list[_Pattern]] = defaultdict(list)
    by_start: dict[str, list[_Pattern]] = defaultdict(list)
    by_shape: dict[str, list[_Pattern]] = defaultdict(list)
    for pattern in dict.fromkeys(patterns):
        first = pattern.words[0]
        if not _is_shape(first):
            by_word[first].append(pattern)
        elif first.endswith("*") and not _is_shape(first[:-1]):
            by_start[first[:-1]].append(pattern)
        else:
            by_shape[first].append(pattern)
    return Lexicon(
        by_word=dict(by_word),
        by_start=dict(by_start),
        by_shape=[(_shape(w), w == w.lower(), items) for w, items in by_shape.items()],
        area_names={key: entry["naam"] for key, entry in source["leefgebieden"].items()},
        area_keys={
            word: key
            for key, entry in source["leefgebieden"].items()
            for word in (key, *entry.get("ook", ()))
        },
    )


def search(text: str, lexicon: Lexicon) -> list[Found]:
    """Find everything that counts: the longest of overlapping words, weak ones unless excluded."""
    found: list[Found] = []
    for start, end in _sentences(text):
        tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
        raw = [
            Found(tokens[at][1], tokens[last - 1][2], p.kind, p.key, p.strength)
            for at in range(len(tokens))
            for p in lexicon.starting_with(tokens[at][0])
            for last in _match_rest(p.words, tokens, at)
        ]
        excluded = {(f.kind, f.key) for f in raw if f.strength == "tenzij"}
        found += (
            f
            for f in _longest(raw)
            if f.strength != "tenzij" and (f.strength != "zwak" or (f.kind, f.key) not in excluded)
        )
    return found


@cache
def _source() -> dict[str, Any]:
    path = files(__package__).joinpath("gegevens", "trefwoorden.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _patterns_of(entry: dict[str, Any], kind: str, key: str) -> Iterator[_Pattern]:
    for strength in ("sterk", "zwak", "tenzij"):
        for words in entry.get(strength, ()):
            yield _Pattern(tuple(words.split()), kind, key, strength)


def _own_names(name: str, short: str) -> Iterator[tuple[str, ...]]:
    """Name and abbreviation as patterns, also without the year ("Wmo 2015" is "Wmo").

    >>> list(_own_names("Wet inburgering 2021", "Wi2021"))
    [('wet', 'inburgering', '2021'), ('wet', 'inburgering'), ('Wi2021',), ('Wi2021-*',)]
    """
    plain = re.split(r"[(,+]", name)[0]
    words = tuple(_TOKEN.findall(plain.lower()))
    without_year = words[:-1] if words and re.fullmatch(r"(?:19|20)\d\d", words[-1]) else words
    brief = tuple(_TOKEN.findall(short))
    brief_without_year = brief[:-1] if len(brief) > 1 and brief[-1].isdigit() else brief
    compound = (f"{brief_without_year[-1]}-*",) if len(brief_without_year) == 1 else ()
    for option in dict.fromkeys((words, without_year, brief, brief_without_year, compound)):
        if option:
            yield option


def _is_shape(word: str) -> bool:
    return "*" in word or "[" in word


@cache
def _shape(word: str) -> re.Pattern[str]:
    return re.compile(translate(word))


def _fits(pattern: str, token: str) -> bool:
    text = token.lower() if pattern == pattern.lower() else token
    return _shape(pattern).match(text) is not None if _is_shape(pattern) else pattern == text


def _match_rest(
    words: tuple[str, ...], tokens: Sequence[tuple[str, int, int]], at: int
) -> Iterator[int]:
    """Yield the index past the match of `words` that starts at `at`, if it is one."""
    position, gap = at + 1, False
    for word in words[1:]:
        if word == _GAP:
            gap = True
            continue
        reach = min(len(tokens), position + (_MAX_GAP if gap else 0) + 1)
        hit = next((i for i in range(position, reach) if _fits(word, tokens[i][0])), None)
        if hit is None:
            return
        position, gap = hit + 1, False
    yield position


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _longest(found: list[Found]) -> Iterator[Found]:
    """Drop what lies inside something longer of the same kind (law words, area words).

    What may hold `f` comes before it in this order and has not ended yet. A pattern spans few
    words, so few are open at a time and the work grows with the text, not with its square.
    """
    still_open: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        still_open = [other for other in still_open if other.end > f.start]
        if not any(_outranks(other, f) for other in still_open):
            yield f
        still_open.append(f)


def _outranks(other: Found, f: Found) -> bool:
    wider = other.start <= f.start and f.end <= other.end
    if not wider or other.end - other.start == f.end - f.start or other.kind != f.kind:
        return False
    if other.key == f.key:
        # A longer weak word does not silence the strong word in it.
        return not (other.strength == "zwak" and f.strength in ("sterk", "naam"))
    return other.strength != "tenzij"
