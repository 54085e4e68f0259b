"""Numbers that belong to one person: the burgerservicenummer and the telephone number.

A person writes the digits of a number together, in groups or one by one, with whatever between
them. So the text is read as groups of digits, and every row of groups that has the right number of
digits is judged; a row has at most fifteen, so the work grows with the text and no faster.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from stdnum.nl import bsn as bsn_number

from samenspel.analyse.patronen import telwoorden
from samenspel.analyse.patronen.naamwoorden import Token
from samenspel.analyse.patronen.schrift import Piece

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
# What may stand between two groups of one number, and letters that are typed for a digit.
_BETWEEN = re.compile(r"[ \n()./_*|~,:+-]{1,4}")
_ALIKE = "OolI"
_AS_DIGIT = str.maketrans(_ALIKE, "0011")
_DIGITS = re.compile(r"\d+(?:[OolI]{1,9}\d+)*")
_GLUED = re.compile(r"(?:[a-z]{2}|bsn|tel|nr)$", re.I)

_SEEN_BACK = 45
_BSN_WORD = re.compile(
    r"(?:\bb\.?s\.?n\b|bsn|burger[\s-]?service[\s-]?n(?:umme)?r|\bsofi)[\w-]*\W*"
    r"(?:[^\W\d]{1,12}\W+){0,4}$",
    re.I,
)
_YEAR = re.compile(r"19\d\d|20[0-3]\d")
_MONEY_BEFORE = re.compile(r"(?:[€$£]|\beuro?)\s?$", re.I)
_MONEY_BEHIND = re.compile(r"\s?(?:,-|€|euro?\b|miljoen|miljard)", re.I)
_PLUS = re.compile(r"\+[ (]{0,2}$")
_TELEPHONE_WORD = re.compile(
    r"(?:\btel\w{0,16}|\bmobiel\w{0,8}|\bgsm|whats-?app|\bapp(?:en|t|je)?|\bbel(?:len|t)?|\bsms)\b"
    r"\W*(?:[^\W\d]{1,12}\W+){0,3}$",
    re.I,
)

# Area codes and mobile numbers; the four-digit ones are not told apart.
_AREA = re.compile(
    r"0(?:6|1[035]|2[0346]|3[03568]|4[03567]|5[03058]|7\d|8[458]|[12345]\d\d|800|90[069])"
)
_SERVICE = ("0800", "0900", "0906", "0909")
_CALLED_BY_MANY = ("0031", "0032", "0033", "0044", "0048", "0049", "0090", "00212", "00597")

# Between two words of a spelled number; a part of it may be in figures.
_SPELLED_GAP = re.compile(r"[ \n,.-]{1,3}(?:\d{1,4}[ \n,.-]{1,3})?")
_FIGURES_BEFORE = re.compile(r"\d{1,4}[ ,.-]{1,2}$")
_FIGURES_BEHIND = re.compile(r"[ ,.-]{1,2}\d{1,4}(?!\w)")
_FEWEST_WORDS = 3


class _Group(NamedTuple):
    """Digits that stand together, and what stands between them and the group before."""

    start: int
    end: int
    digits: str
    gap: str | None
    """None for the first group of a row."""


@dataclass(frozen=True)
class Digits:
    """The digits of a text, read once for all kinds of numbers.

    Attributes
    ----------
    text
        The plain text.
    rows
        Groups of digits with little between them.
    spelled
        Numbers in words ("nul zes twaalf"): start, end, digits.
    """

    text: str
    rows: list[list[_Group]]
    spelled: list[tuple[int, int, str]]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token]) -> Self:
        """Read the digits of a plain text."""
        return cls(text, list(_rows(text)), list(_spelled(text, tokens)))


def bsn(read: Digits) -> Iterator[Piece]:
    """Numbers that pass the eleven test, in any grouping; called one, also with a typing error."""
    yield from _found(read, _bsn_at)
    for start, end, digits in read.spelled:
        if len(digits) == 9 and bsn_number.is_valid(digits):
            yield Piece(start, end, 0.85)


def telephone(read: Digits) -> Iterator[Piece]:
    """Telephone numbers: Dutch ones by their form, others by "+" or by what stands before."""
    for piece in _found(read, _telephone_at):
        yield piece._replace(start=_with_sign(read.text, piece.start))
    for start, end, digits in read.spelled:
        if len(digits) == 10 and _AREA.match(digits):
            yield Piece(start, end, 0.8)


_Judge = Callable[[str, Sequence[_Group], int], tuple[int, float]]


def _found(read: Digits, judge: _Judge) -> Iterator[Piece]:
    """Ask of every group what starts there: up to which group, and how surely."""
    for row in read.rows:
        at = 0
        while at < len(row):
            last, certainty = judge(read.text, row, at)
            if certainty:
                yield Piece(row[at].start, row[last].end, certainty)
            at = last + 1 if certainty else at + 1


def _rows(text: str) -> Iterator[list[_Group]]:
    row: list[_Group] = []
    for match in _DIGITS.finditer(text):
        start, end = _with_letters(text, *match.span())
        gap = text[row[-1].end : start] if row and start - row[-1].end <= 4 else None
        if gap is None or not _BETWEEN.fullmatch(gap):
            if row:
                yield row
            row, gap = [], None
        row.append(_Group(start, end, text[start:end].translate(_AS_DIGIT), gap))
    if row:
        yield row


def _with_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """Take along the letters O, l and I that were typed for a digit, at the edges of a group."""
    first, last = start, end
    while first and start - first < 2 and text[first - 1] in _ALIKE:
        first -= 1
    while last < len(text) and last - end < 9 and text[last] in _ALIKE:
        last += 1
    return (
        start if first and text[first - 1].isalnum() else first,
        end if last < len(text) and text[last].isalpha() else last,
    )


def _reach(row: Sequence[_Group], at: int, most: int) -> Iterator[tuple[int, str]]:
    """Each last group of a row that starts at `at`, with all digits up to it, at most so many."""
    digits = ""
    for last in range(at, len(row)):
        digits += row[last].digits
        if len(digits) > most:
            return
        yield last, digits


def _bsn_at(text: str, row: Sequence[_Group], at: int) -> tuple[int, float]:
    for last, digits in _reach(row, at, most=9):
        if len(digits) < 8 or (len(digits) == 8 and last + 1 < len(row)):
            continue
        right = bsn_number.is_valid(digits.zfill(9))
        before = text[max(0, row[at].start - _SEEN_BACK) : row[at].start]
        if _BSN_WORD.search(before):
            if len(digits) == 9 or right:
                return last, (0.99 if len(digits) == 9 else 0.9) if right else 0.6
        elif (
            right and len(digits) == 9 and not (before[-1:].isalpha() and not _GLUED.search(before))
        ):
            return last, 0.85 if _looks_like_one_number(text, row, at, last) else 0.0
    return at, 0.0


def _looks_like_one_number(text: str, row: Sequence[_Group], at: int, last: int) -> bool:
    """Tell nine digits of one number from a row of numbers, an amount or a year and a number."""
    before, behind = text[max(0, row[at].start - 6) : row[at].start], text[row[last].end :][:9]
    if _MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(behind):
        return False
    groups = row[at : last + 1]
    beside = [*row[max(0, at - 1) : at], *row[last + 1 : last + 2]]
    gaps_beside = [
        gap for one in (row[at : at + 1], row[last + 1 : last + 2]) for gap in _gaps(one)
    ]
    if at == last:
        apart = not any(gap[0] in ".,/-" for gap in gaps_beside)
        return apart or all(len(group.digits) >= 8 for group in beside)
    gaps = set(_gaps(groups[1:]))
    sizes = [len(group.digits) for group in groups]
    year = any(_YEAR.fullmatch(group.digits) for group in groups)
    whole = gaps.isdisjoint(gaps_beside)
    return len(gaps) == 1 and whole and not year and (max(sizes) == 1 or len(sizes) <= 5)


def _gaps(groups: Sequence[_Group]) -> list[str]:
    return [group.gap for group in groups if group.gap is not None]


def _telephone_at(text: str, row: Sequence[_Group], at: int) -> tuple[int, float]:
    group = row[at]
    before = text[max(0, group.start - _SEEN_BACK) : group.start]
    plus = _PLUS.search(before) is not None
    named = at == 0 and _TELEPHONE_WORD.search(before) is not None
    if not (plus or named or group.digits.startswith(("0", "31"))):
        return at, 0.0
    if before[-1:].isalpha() and not _GLUED.search(before):
        return at, 0.0
    # "2023/06/12 345678": the middle of something that began before.
    if not plus and group.gap in ("-", "/", ".") and len(group.digits) < 9:
        return at, 0.0
    if not plus and (_starts_a_date(row, at) or _is_decimal(row, at)):
        return at, 0.0
    best = (at, 0.0)
    for last, digits in _reach(row, at, most=_MOST_DIGITS):
        if not _may_be_between(row, at, last):
            break
        certainty = _certainty(digits, row[at : last + 1], plus=plus, named=named)
        if not certainty and last + 1 == len(row):
            certainty = _typing_error(digits, row[at : last + 1], named=named)
        if certainty and not (plus and digits[:2] != "31"):
            return last, certainty
        best = (last, certainty) if certainty else best
    return best


def _certainty(digits: str, groups: Sequence[_Group], *, plus: bool, named: bool) -> float:
    """Judge the digits so far: 0 when they are no telephone number, or not yet."""
    if len(digits) < _FEWEST_DIGITS:
        return 0.0
    if plus or digits.startswith("0031"):
        national = re.sub(r"^(?:00)?310?", "", digits)
        if digits.startswith(("31", "0031")):
            return 0.98 if len(national) == 9 else 0.0
        return 0.9 if 7 <= len(digits) <= 15 else 0.0
    if digits.startswith("00"):
        many = digits.startswith(_CALLED_BY_MANY) or len(groups) > 1 or named
        return 0.7 if many and digits[2:3] != "0" and 11 <= len(digits) <= 15 else 0.0
    if digits.startswith("316") and len(digits) == 11:
        return 0.8
    counting = digits == "0123456789" and len(groups) == len(digits)
    if counting or not digits.startswith("0"):
        return 0.0
    if groups[0].digits.startswith(_SERVICE):
        return 0.8 if len(digits) in (8, 11) and len(groups) > 1 else 0.9 * (len(digits) == 10)
    if len(digits) == 10:
        return 0.97 if _AREA.match(digits) else 0.75
    return 0.0


def _typing_error(digits: str, groups: Sequence[_Group], *, named: bool) -> float:
    """Judge a whole row: a digit too many or too few, a number from elsewhere, a local number."""
    sizes = [len(group.digits) for group in groups]
    gaps = {group.gap for group in groups[1:]}
    if digits.startswith("0") and len(groups) > 1:
        apart = (groups[1].gap or "").strip() in {"-", ")", ") -", ")-", "/"}
        area = _AREA.fullmatch(groups[0].digits) is not None
        if area and (apart or digits.startswith("06")) and len(digits) in (9, 11):
            return 0.7
        belgian = len(digits) == 9 and len(sizes) > 2 and max(sizes) <= 3 and len(gaps) == 1
        if belgian and gaps <= {" ", ".", "/"}:
            return 0.6
        if re.match(r"01[567]", digits) and len(digits) in (11, 12) and sizes[0] >= 4:
            return 0.7
    local = named and 6 <= len(digits) <= 12 and max(sizes) > 2 and gaps <= {" ", "-", " - "}
    return 0.7 if local else 0.0


def _starts_a_date(row: Sequence[_Group], at: int) -> bool:
    """`01-02-2024 10`: a day, and then something else."""
    three = row[at : at + 3]
    if len(three) < 3 or three[1].gap != three[2].gap or len(three[2].digits) != 4:
        return False
    return three[2].digits[:2] in ("19", "20") and all(len(g.digits) <= 2 for g in three[:2])


def _is_decimal(row: Sequence[_Group], at: int) -> bool:
    """`0.25`: a number below one, unless the row goes on with dots."""
    gaps = [group.gap for group in row[at + 1 : at + 3]]
    return row[at].digits == "0" and gaps[:1] in (["."], [","]) and len(set(gaps)) == len(gaps)


def _may_be_between(row: Sequence[_Group], at: int, last: int) -> bool:
    """Commas and colons stand between times and amounts, unless they stand everywhere."""
    gap = row[last].gap or ""
    return last == at or not {",", ":"} & set(gap) or gap == row[at + 1].gap


def _with_sign(text: str, start: int) -> int:
    """Take a plus or a bracket before the number along."""
    found = re.search(r"(?:\(?\+[ (]{0,2}|\()$", text[max(0, start - 4) : start])
    return start - len(found.group()) if found else start


def _spelled(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Numbers in words, "nul zes twaalf": where, and their digits."""
    run: list[Token] = []
    digits = ""
    for token in tokens:
        number = telwoorden.NUMBERS.get(token.lower)
        gap = text[run[-1].end : token.start] if run else ""
        if run and (number is None or not _SPELLED_GAP.fullmatch(gap)):
            if len(run) >= _FEWEST_WORDS:
                yield _with_figures(text, run[0].start, run[-1].end, digits)
            run, digits = [], ""
        if number is not None:
            digits += (re.sub(r"\D", "", gap) if run else "") + str(number)
            run.append(token)
    if len(run) >= _FEWEST_WORDS:
        yield _with_figures(text, run[0].start, run[-1].end, digits)


def _with_figures(text: str, start: int, end: int, digits: str) -> tuple[int, int, str]:
    """Take figures at both ends along: "06 twaalf vierendertig"."""
    before = _FIGURES_BEFORE.search(text[max(0, start - 7) : start])
    behind = _FIGURES_BEHIND.match(text, end)
    if before is not None:
        start, digits = start - len(before.group()), re.sub(r"\D", "", before.group()) + digits
    if behind is not None:
        end, digits = behind.end(), digits + re.sub(r"\D", "", behind.group())
    return start, end, digits
