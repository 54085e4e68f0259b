"""Personal data in free text: find it and propose a neutral word, so that a case can be shared.

Numbers are recognised by their check digits, the rest by shape and context. The detector only
proposes; a person decides. It reads one text at a time and keeps nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number

from samenspel.analyse.patronen import vormen
from samenspel.analyse.patronen.namen import Name, find_names

KINDS = (
    "bsn",
    "iban",
    "e-mail",
    "telefoon",
    "kenteken",
    "geboortedatum",
    "adres",
    "postcode",
    "naam",
)
"""All kinds, in the order in which they win when two claim the same characters."""


@dataclass(frozen=True)
class Mark:
    """One piece of personal data in a text.

    Attributes
    ----------
    kind
        One of `KINDS`.
    start, end
        Character offsets: ``text[start:end]`` is the piece.
    certainty
        Between 0 and 1. From 0.9 the form or a check digit proves it; below 0.7 only the
        surroundings suggest it.
    proposal
        A neutral Dutch replacement, such as ``[adres]`` or, when the text says who somebody
        is, ``[moeder]``.
    """

    kind: str
    start: int
    end: int
    certainty: float
    proposal: str


def find(text: str) -> list[Mark]:
    """Find personal data in `text`, in order and without overlap.

    Parameters
    ----------
    text
        Free Dutch text of any length. The work grows linearly: about a millisecond for 2 kB.

    Returns
    -------
    list of Mark
        Sorted by `start`; where two kinds claim the same characters the first of `KINDS` stays.

    References
    ----------
    Eleven test of the burgerservicenummer: Regeling vaststelling en procedure bsn; check digits
    of the bank number: ISO 13616 with ISO 7064 mod 97-10; both as in python-stdnum.

    Examples
    --------
    >>> note = "Moeder Fatima (bsn 123456782) woont op Kerkstraat 12, 1234 AB."
    >>> [(m.kind, note[m.start:m.end], m.proposal) for m in find(note)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('naam', 'Fatima', '[moeder]'), ('bsn', '123456782', '[bsn]'),
     ('adres', 'Kerkstraat 12', '[adres]'), ('postcode', '1234 AB', '[postcode]')]
    """
    names = find_names(text)
    claims = [
        mark
        for detect in (_bsn, _iban, _email, _telephone, _plate, _address, _postcode)
        for mark in detect(text)
    ]
    claims += _birth_dates(text, names)
    claims += [Mark("naam", n.start, n.end, n.certainty, f"[{n.role}]") for n in names]
    return _without_overlap(claims)


def neutralise(text: str, marks: list[Mark]) -> str:
    """Replace every mark by its proposal; the marks may be a selection of what `find` gave.

    >>> note = "Bel Daan op 06-12345678."
    >>> neutralise(note, find(note))
    'Bel [naam] op [telefoonnummer].'
    """
    parts, position = [], 0
    for mark in sorted(marks, key=lambda m: m.start):
        parts += [text[position : mark.start], mark.proposal]
        position = mark.end
    return "".join([*parts, text[position:]])


# A full date in figures from before this year is, in a note about people, nearly always a birth.
_OLD_DATE_YEAR = 2005
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class _Date(NamedTuple):
    start: int
    end: int
    year: int
    in_figures: bool


def _bsn(text: str) -> Iterator[Mark]:
    for match in vormen.BSN.finditer(text):
        number = re.sub(r"\D", "", match.group(1))
        named = vormen.BSN_WORD.search(text[max(0, match.start() - 30) : match.start()]) is not None
        if len(number) == 8 and not named:
            continue
        if bsn_number.is_valid(number.zfill(9)):
            certainty = 0.99 if named else 0.85
            yield Mark("bsn", match.start(), match.end(), certainty, "[bsn]")


def _iban(text: str) -> Iterator[Mark]:
    for match in vormen.IBAN.finditer(text):
        raw = match.group()
        # The shape is greedy: words behind the number may be swallowed. Give back from the end.
        for end in range(len(raw), 14, -1):
            inside = end < len(raw) and raw[end].isalnum()
            if not raw[end - 1].isalnum() or inside:
                continue
            compact = re.sub(r"[ .-]", "", raw[:end]).upper()
            if iban_number.is_valid(compact):
                yield Mark("iban", match.start(), match.start() + end, 0.99, "[rekeningnummer]")
                break
            if vormen.DUTCH_IBAN.fullmatch(compact):  # A typing error does not make it anonymous.
                yield Mark("iban", match.start(), match.start() + end, 0.6, "[rekeningnummer]")
                break


def _email(text: str) -> Iterator[Mark]:
    for match in vormen.EMAIL.finditer(text) if "@" in text else ():
        yield Mark("e-mail", match.start(), match.end(), 0.99, "[e-mailadres]")


def _telephone(text: str) -> Iterator[Mark]:
    for match in vormen.TELEPHONE.finditer(text):
        raw = match.group().rstrip("( ")
        certainty = _telephone_certainty(raw)
        if certainty:
            yield Mark(
                "telefoon", match.start(), match.start() + len(raw), certainty, "[telefoonnummer]"
            )


def _telephone_certainty(raw: str) -> float:
    """Judge the digits: 0 when it is no telephone number."""
    digits = re.sub(r"\D", "", raw.replace("(0)", ""))
    if raw.lstrip("(").startswith("+") or digits.startswith("0031"):
        national = "0" + re.sub(r"^(?:00)?31", "", digits)
        if digits.startswith(("31", "0031")):
            return 0.98 if len(national) == 10 else 0.0
        return 0.9 if 10 <= len(digits) <= 14 else 0.0
    if digits.startswith("00"):
        return 0.7 if 11 <= len(digits) <= 15 and raw != digits else 0.0
    if digits.startswith(("0800", "0900", "0906", "0909")):
        return 0.8 if len(digits) in (8, 11) else 0.9 * (len(digits) == 10)
    if len(digits) == 10:
        return 0.97 if vormen.AREA.match(digits) else 0.75
    # A digit too many or too few is a typing error only when it was written as a number.
    written = vormen.AREA_APART.match(raw)
    if (
        written
        and len(digits) in (9, 11)
        and vormen.AREA.fullmatch(written.group(1) or written.group(2))
    ):
        return 0.7
    return 0.0


def _plate(text: str) -> Iterator[Mark]:
    for match in vormen.PLATE.finditer(text):
        yield Mark("kenteken", match.start(), match.end(), 0.9, "[kenteken]")
    for match in vormen.PLATE_IN_CONTEXT.finditer(text):
        yield Mark("kenteken", match.start(1), match.end(1), 0.95, "[kenteken]")


def _address(text: str) -> Iterator[Mark]:
    for match in vormen.STREET.finditer(text):
        sure = vormen.SURE_STREET.search(match.group()) is not None
        year = vormen.ENDS_IN_YEAR.search(match.group()) is not None
        if not vormen.CITY_ON_DAM.search(match.group()) and not (year and not sure):
            yield Mark("adres", match.start(), match.end(), 0.95 if sure else 0.7, "[adres]")
    for match in vormen.AFTER_LIVES.finditer(text):
        yield Mark("adres", match.start(1), match.end(1), 0.75, "[adres]")
    for match in vormen.PO_BOX.finditer(text):
        yield Mark("adres", match.start(), match.end(), 0.7, "[adres]")


def _postcode(text: str) -> Iterator[Mark]:
    for match in vormen.POSTCODE.finditer(text):
        raw = match.group()
        if not vormen.UNIT.match(raw[4:].strip()):
            looks_like_year = raw[:2] in {"19", "20"} and raw[4] == " "
            certainty = 0.6 if looks_like_year else 0.95
            yield Mark("postcode", match.start(), match.end(), certainty, "[postcode]")


def _birth_dates(text: str, names: list[Name]) -> Iterator[Mark]:
    """Dates of birth: said so, beside a name, or in figures and long ago. Other dates are not."""
    for date in _dates(text):
        before = text[max(0, date.start - 45) : date.start]
        if vormen.BORN_BEFORE.search(before):
            certainty = 0.98
        elif vormen.BORN_BEHIND.match(text[date.end : date.end + 10]):
            certainty = 0.9
        elif any(0 < date.start - name.end <= 3 for name in names):
            certainty = 0.8
        elif date.in_figures and date.year < _OLD_DATE_YEAR:
            certainty = 0.5
        else:
            continue
        yield Mark("geboortedatum", date.start, date.end, certainty, "[geboortedatum]")


def _dates(text: str) -> Iterator[_Date]:
    """All days that exist in the calendar, in figures or with the name of the month."""
    for match in vormen.DATE.finditer(text):
        part = match.groupdict()
        year_text = re.sub(r"\D", "", part["y"] or part["y2"])
        # Without a clock two digits cannot be placed; then the date itself says nothing.
        year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
        name = part["n"] or part["n2"]
        month = vormen.MONTHS[name[:3].lower()] if name else int(part["m"] or part["m2"])
        day = int(part["d"] or part["d2"])
        if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]:
            yield _Date(match.start(), match.end(), year, name is None)


def _without_overlap(claims: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(claims, key=lambda m: (m.start, _rank(m))):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
        elif _rank(mark) < _rank(kept[-1]):
            kept[-1] = mark
    return kept


def _rank(mark: Mark) -> tuple[int, int]:
    return KINDS.index(mark.kind), mark.start - mark.end
