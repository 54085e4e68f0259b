"""Dutch numbers in words: "zeven", "achtenzeventig", "negentienhonderdtachtig"."""

import re

_SMALL = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
)
_LARGE = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_UP_TO_19, _TENS = _SMALL.split(), _LARGE.split()
_UNITS, _TEENS = _UP_TO_19[:10], _UP_TO_19[10:]
_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8}

_UNIT = "één|nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_UP_TO_99 = (
    rf"(?:(?:{_UNIT})[eë]n)?(?:{'|'.join(_TENS)})|{'|'.join(sorted(_TEENS, key=len)[::-1])}|{_UNIT}"
)
NUMBER = rf"(?:{_UP_TO_99})"
"""Pattern of a number from 0 to 99 in words, in small letters."""

DAY = rf"(?:eerste|derde|achtste|{NUMBER}(?:de|ste)?)"
"""Pattern of a number from 0 to 99 in words, or of the ordinal of it."""

YEAR = (
    rf"(?:negentien[ -]?(?:honderd[ -]?)?(?:en[ -]?)?{NUMBER}"
    rf"|twee[ -]?duizend(?:[ -]?(?:en[ -]?)?{NUMBER})?|twintig[ -]{NUMBER})"
)
"""Pattern of a year of the last or this century in words."""


def _numbers() -> dict[str, int]:
    known = {word: i for i, word in enumerate(_UP_TO_19)} | {"één": 1}
    for ten, word in enumerate(_TENS, 2):
        known[word] = 10 * ten
        for unit, small in [*enumerate(_UNITS[1:], 1), (1, "één")]:
            known[f"{small}en{word}"] = known[f"{small}ën{word}"] = 10 * ten + unit
    return known


NUMBERS = _numbers()
"""0 to 99 by their words."""


def value(word: str) -> int:
    """Return the number from 0 to 99 that `word` says, or the number of an ordinal.

    >>> value("achtenzeventig"), value("tweeëntwintigste"), value("derde")
    (78, 22, 3)
    """
    word = word.lower()
    for whole in (word, word.removesuffix("ste"), word.removesuffix("de")):
        if whole in NUMBERS:
            return NUMBERS[whole]
    return _ORDINALS[word]


def year(words: str) -> int:
    """Return the year that matches `YEAR`.

    >>> year("negentienhonderdtachtig"), year("tweeduizend drie"), year("negentien tachtig")
    (1980, 2003, 1980)
    """
    low = re.sub(r"[ -]", "", words.lower())
    century, rest = _century(low)
    rest = rest.removeprefix("honderd")
    if rest.startswith("en") and rest.removeprefix("en") in NUMBERS:
        rest = rest.removeprefix("en")
    return century + (NUMBERS[rest] if rest else 0)


def _century(words: str) -> tuple[int, str]:
    for start, century in (("negentien", 1900), ("tweeduizend", 2000), ("twintig", 2000)):
        if words.startswith(start):
            return century, words.removeprefix(start)
    raise ValueError(words)
