"""Dates of birth, in figures and in words.

A date alone says nothing about a person: it is a date of birth when the text says so, when it
stands behind a name, or when it lies long ago and is written in figures, as people write theirs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from samenspel.analyse.patronen import telwoorden
from samenspel.analyse.patronen.naamwoorden import Token
from samenspel.analyse.patronen.namen import Name
from samenspel.analyse.patronen.schrift import Piece

_MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|m(?:aa)?rt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_NAMES_WORDS = (
    "jan januari feb februari mrt maart apr april mei jun juni jul juli aug augustus sep sept "
    "september okt oktober nov november dec december"
)
_MONTH_NAMES = frozenset(_MONTH_NAMES_WORDS.split())
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_SEP = r"(?:[ ]?[-/.][ ]?|[ ]|[ ]?(?='))"
_IN_FIGURES = re.compile(
    rf"(?<![\w/-])(?P<d>\d{{1,2}}){_SEP}(?:(?P<m>\d{{1,2}})|(?P<n>{_MONTH})){_SEP}(?P<y>{_YEAR})"
    r"(?!\w|[-/.]\d)"
    rf"|(?<![\w/-])(?P<y2>(?:19|20)\d\d){_SEP}(?:(?P<m2>\d{{1,2}})|(?P<n2>{_MONTH})){_SEP}"
    r"(?P<d2>\d{1,2})(?!\w|[-/.]\d)",
    re.I,
)
# What may stand before and behind a month in letters.
_DAY_BEFORE = re.compile(rf"\b(?P<d>\d{{1,2}}(?:e|ste|de)?|{telwoorden.DAY})[ ](?:van[ ])?$", re.I)
_YEAR_BEHIND = re.compile(rf"[ ]((?:{telwoorden.YEAR}|{_YEAR}))(?!\w)", re.I)
_ONLY_YEAR = re.compile(r"(?<![\w.,/-])(?:(?:19|20)\d\d|'\d\d)(?![\w/-]|[.,]\d)")
_WITHOUT_SIGNS = re.compile(r"(?<![\w.,/-])\d{8}(?![\w/-]|[.,]\d)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# A full date in figures from before this year is, in a note about people, nearly always a birth.
_OLD = 2005
_SEEN_BACK, _SEEN_AHEAD = 70, 25
_BORN = (
    r"(?:\bgeboren\b|\bgeb\b|\bgeboorte\w{0,12}|\bgebdat\b|\bgeb\.?[ ]?dat\w*|\bg\.?d\.?t\.|"
    r"\bdob\b|"
    r"\bjarig\b|\bverjaar\w{0,8}|°|\*)"
)
# Between the word and the date no sentence ends; the dot of "geb." is none.
_BORN_BEFORE = re.compile(rf"{_BORN}(?:\.(?=[ ]?[^A-Z\n])|\.?[ ]?(?=\d)|[^.!?\n\d])*$", re.I)
_BORN_BEHIND = re.compile(r"\W{1,3}(?:[^\W\d]{1,12}[ ]){0,2}(?:geboren|geb\.)", re.I)


class _Date(NamedTuple):
    start: int
    end: int
    year: int | None
    personal: bool
    """Written as in a note about a person: in figures, or in words throughout."""
    whole: bool
    """With a day, a month and a year."""


def birth_date(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Iterator[Piece]:
    """Days, months and years of birth."""
    ends = {name.end for name in names}
    for date in _dates(text, tokens):
        before = text[max(0, date.start - _SEEN_BACK) : date.start]
        if _BORN_BEFORE.search(before):
            certainty = 0.98 if date.whole else 0.8
        elif _BORN_BEHIND.match(text[date.end : date.end + _SEEN_AHEAD]):
            certainty = 0.9 if date.whole else 0.7
        elif date.whole and any(date.start - gap in ends for gap in (1, 2, 3)):
            certainty = 0.8
        elif date.personal and date.year is not None and date.year < _OLD:
            certainty = 0.5
        else:
            continue
        yield Piece(date.start, date.end, certainty)


def _dates(text: str, tokens: Sequence[Token]) -> Iterator[_Date]:
    """All days that exist in the calendar, and months and years on their own."""
    for match in _IN_FIGURES.finditer(text):
        part = match.groupdict()
        year_text = re.sub(r"\D", "", part["y"] or part["y2"])
        name = part["n"] or part["n2"]
        month = _MONTHS[name[:3].lower()] if name else int(part["m"] or part["m2"])
        if _exists(int(part["d"] or part["d2"]), month):
            # Without a clock two digits cannot be placed; then the date itself says nothing.
            year = int(year_text) if len(year_text) == 4 else None
            yield _Date(match.start(), match.end(), year, name is None, True)
    for token in tokens:
        if token.lower in _MONTH_NAMES:
            date = _around_month(text, token.start, token.end + token.dotted)
            if date is not None:
                yield date
    for match in _ONLY_YEAR.finditer(text):
        yield _Date(match.start(), match.end(), None, False, False)
    for match in _WITHOUT_SIGNS.finditer(text):
        digits = match.group()
        if any(
            _exists(int(day), int(month)) and year[:2] in ("19", "20")
            for day, month, year in (
                (digits[:2], digits[2:4], digits[4:]),
                (digits[6:], digits[4:6], digits[:4]),
            )
        ):
            yield _Date(match.start(), match.end(), None, False, True)


def _around_month(text: str, start: int, end: int) -> _Date | None:
    """The day and the year around the name of a month, in figures or in words."""
    before = _DAY_BEFORE.search(text[max(0, start - 30) : start])
    behind = _YEAR_BEHIND.match(text, end)
    if before is None and behind is None:
        return None
    if before is not None:
        if not _exists(_day(before["d"]), _MONTHS[text[start : start + 3].lower()]):
            return None
        start -= len(before.group())
    year = behind.group(1) if behind is not None else ""
    spelled = year[:1].isalpha()
    number = telwoorden.year(year) if spelled else None
    whole = before is not None and behind is not None
    return _Date(start, behind.end() if behind else end, number, spelled, whole)


def _day(words: str) -> int:
    return int(re.sub(r"\D", "", words)) if words[0].isdigit() else telwoorden.value(words)


def _exists(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]
