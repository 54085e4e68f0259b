"""Which regelingen and leefgebieden a text touches, with the words that say so.

A professional writes "zoon zit thuis van school, moeder heeft schulden" and never names a law. All
words stand in one readable file, `gegevens/trefwoorden.toml`; this module only reads and weighs.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from samenspel.analyse.patronen.trefwoorden import Found, Lexicon, lexicon_for, search

# How much one word says: a name or abbreviation, a word that says so nearly alone, a weak one.
CERTAINTY = {"naam": 0.99, "sterk": 0.9, "zwak": 0.6}


@dataclass(frozen=True)
class Regeling:
    """A regeling that may be recognised.

    Attributes
    ----------
    code
        How the caller knows it; comes back in the hit.
    naam, afkorting
        Both count as words; the abbreviation only with its own capitals ("WW", not "ww").
    leefgebieden
        The domains of life it belongs to, the main one first.
    """

    code: str
    naam: str
    afkorting: str
    leefgebieden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Word:
    """A piece of the text that says so: ``text[start:end]``, and how much it says (0 to 1)."""

    text: str
    start: int
    end: int
    certainty: float


@dataclass(frozen=True)
class Hit:
    """A regeling or a leefgebied that the text touches.

    Attributes
    ----------
    code
        The code of the regeling; None when the hit is a leefgebied.
    leefgebied
        The key of the leefgebied ("schulden"); None when the hit is a regeling.
    words
        The words that say so, in the order of the text.
    certainty
        Between 0 and 1; different words strengthen each other.
    explanation
        One Dutch sentence or two that a user may read.
    """

    code: str | None
    leefgebied: str | None
    words: tuple[Word, ...]
    certainty: float
    explanation: str


def recognise(text: str, regelingen: Sequence[Regeling]) -> list[Hit]:
    r"""Recognise which of `regelingen`, and which leefgebieden, `text` touches.

    Every word says something with certainty :math:`c_i`; different words together say

    .. math:: c = 1 - \prod_i (1 - c_i)

    and the same word twice counts once. A weak word does not count when its sentence says
    otherwise (`tenzij` in the file), and of two overlapping words the longest counts.

    Parameters
    ----------
    text
        Free Dutch text of any length.
    regelingen
        What may be recognised; their order does not matter. A regeling that the file does not
        know is still found by its own name and abbreviation.

    Returns
    -------
    list of Hit
        First the regelingen, then the leefgebieden, each with the most certain first.

    Examples
    --------
    >>> wgs = Regeling("BWBR0031331", "Wet gemeentelijke schuldhulpverlening", "Wgs", ("schulden",))
    >>> for hit in recognise("Moeder heeft schulden.", [wgs]):
    ...     print(hit.code or hit.leefgebied, hit.certainty, hit.explanation)
    BWBR0031331 0.9 U noemt ‘schulden’. Dat hoort bij de Wet gemeentelijke schuldhulpverlening.
    schulden 0.9 U noemt ‘schulden’. Dat gaat over schulden.
    """
    known = {r.code: r for r in regelingen}
    lexicon = _lexicon(tuple(sorted((r.code, r.naam, r.afkorting) for r in regelingen)))
    found = search(text, lexicon)
    by_code: dict[str, list[Found]] = defaultdict(list)
    by_area: dict[str, list[Found]] = defaultdict(list)
    for f in found:
        (by_code if f.kind == "regeling" else by_area)[f.key].append(f)
    laws = [_law_hit(known[code], words, text) for code, words in by_code.items()]
    said = _Covered(f for words in by_area.values() for f in words)
    for code, words in by_code.items():
        # Words that point to a leefgebied themselves ("dakloos") know better than the regeling.
        if not any(said.touches(w) for w in words):
            for area in known[code].leefgebieden[:1]:
                by_area[_area_key(area, lexicon)] += words
    areas = [_area_hit(area, words, text, lexicon) for area, words in by_area.items()]
    return sorted(laws, key=_order) + sorted(areas, key=_order)


class _Covered:
    """The places that words take in a text, to ask whether another word touches one of them."""

    def __init__(self, found: Iterable[Found]) -> None:
        places = sorted((f.start, f.end) for f in found)
        self._starts = [start for start, _ in places]
        self._furthest = list(accumulate((end for _, end in places), max))

    def touches(self, word: Found) -> bool:
        before = bisect_left(self._starts, word.end)
        return before > 0 and self._furthest[before - 1] > word.start


@lru_cache(maxsize=8)
def _lexicon(regelingen: tuple[tuple[str, str, str], ...]) -> Lexicon:
    return lexicon_for(regelingen)


def _order(hit: Hit) -> tuple[float, int, str]:
    return -hit.certainty, hit.words[0].start, hit.code or hit.leefgebied or ""


def _area_key(name: str, lexicon: Lexicon) -> str:
    """Find our key for the caller's name: "zorg en ondersteuning" is "zorg"."""
    first = re.split(r"\W+", name.strip().lower())[0]
    return lexicon.area_keys.get(first, name)


def _words(found: Iterable[Found], text: str) -> tuple[tuple[Word, ...], float]:
    """Put the words in order and weigh them together; the same word counts once."""
    best: dict[tuple[int, int], float] = {}
    for f in found:
        span = (f.start, f.end)
        best[span] = max(best.get(span, 0.0), CERTAINTY[f.strength])
    words = tuple(Word(text[s:e], s, e, c) for (s, e), c in sorted(best.items()))
    doubt = 1.0
    for _, same in groupby(sorted(words, key=_same), key=lambda w: w.text.lower()):
        doubt *= 1 - max(w.certainty for w in same)
    return words, round(1 - doubt, 4)


def _same(word: Word) -> str:
    return word.text.lower()


def _law_hit(regeling: Regeling, found: list[Found], text: str) -> Hit:
    words, certainty = _words(found, text)
    named = any(f.strength == "naam" for f in found)
    if named:
        sentence = f"U noemt de regeling zelf: {_quote(words)}."
    elif any(f.strength == "sterk" for f in found):
        sentence = f"U noemt {_quote(words)}. Dat hoort bij {_with_article(regeling.naam)}."
    else:
        sentence = f"U noemt {_quote(words)}. Dat hoort vaak bij {_with_article(regeling.naam)}."
    return Hit(regeling.code, None, words, certainty, sentence)


def _area_hit(area: str, found: list[Found], text: str, lexicon: Lexicon) -> Hit:
    words, certainty = _words(found, text)
    name = lexicon.area_names.get(area, area)
    return Hit(None, area, words, certainty, f"U noemt {_quote(words)}. Dat gaat over {name}.")


def _quote(words: Sequence[Word]) -> str:
    """Quote at most three different words.

    >>> _quote([Word("huur", 0, 4, 0.9), Word("bijstand", 9, 17, 0.9)])
    '‘huur’ en ‘bijstand’'
    """
    different = list(dict.fromkeys(word.text for word in words))[:3]
    quoted = [f"‘{word}’" for word in different]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} en {quoted[-1]}"


def _with_article(name: str) -> str:
    """Say "de Jeugdwet" but "IOAW" and "Burgerlijk Wetboek" as they are."""
    if re.search(r"wet\b", name, re.I) and not name.startswith(("Burgerlijk", "Besluit")):
        return f"de {name}"
    return f"het {name}" if name.startswith(("Burgerlijk", "Besluit")) else name
