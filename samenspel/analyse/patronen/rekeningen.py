"""Bank numbers of every country, by the structure and the check digits of the registry."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from stdnum import numdb
from stdnum.iso7064 import mod_97_10

from samenspel.analyse.patronen.nummers import Digits
from samenspel.analyse.patronen.schrift import Piece

# The country, looked for before the digits: those are rarer than pairs of letters.
_COUNTRY = re.compile(
    r"(?:(?<![^\W_])|(?<=iban))[A-Z][ .-]?[A-Z](?=[ \n.:/_-]{0,3}[Oo]?[ .-]?$)", re.I
)
_SEEN_BACK = 14
_NAMED = re.compile(r"(?:iban|rekening)\w*\W*(?:[^\W\d]{1,12}\W+){0,3}$", re.I)
_BETWEEN = frozenset(" \n.:/_,*|-")
_MOST_BETWEEN = 3
_AS_DIGIT = str.maketrans("OLI", "011")
# They have no entry in the registry, and are in use all the same: Morocco, Algeria.
_UNREGISTERED = {"MA": "n" * 24, "DZ": "n" * 22}
_OLD = re.compile(
    r"(?:bank|giro|rekening)\w{0,16}(?:[ ]?(?:nr\b\.?|nummer))?\W{0,3}(?:is\s)?"
    r"(\d(?:[ .-]?\d){6,9})(?![\w]|[.,-]\d)",
    re.I,
)


def iban(read: Digits) -> Iterator[Piece]:
    """Bank numbers with anything between their signs; a typing error does not make it anonymous.

    References
    ----------
    ISO 13616: structure per country as in python-stdnum; check digits: ISO 7064 mod 97-10.
    """
    text, end = read.text, 0
    for group in chain.from_iterable(read.rows):
        if group.start < end:
            continue
        first = max(0, group.start - _SEEN_BACK)
        country = _COUNTRY.search(text[first : group.start])
        found = _number_at(text, first + country.start()) if country else None
        if found is not None:
            end = found.end
            yield found
    for match in _OLD.finditer(text):
        yield Piece(match.start(1), match.end(1), 0.7)


@cache
def _structures() -> dict[str, str]:
    """Kind of every sign behind the check digits, by country: "n" digit, "a" letter, "c" either."""
    registry = numdb.get("iban")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    known = dict(_UNREGISTERED)
    for country in (first + second for first in letters for second in letters):
        structure = registry.info(country)[0][1].get("bban", "")
        parts = re.findall(r"(\d+)!([nac])", structure)
        if parts:
            known[country] = "".join(kind * int(count) for count, kind in parts)
    return known


def _number_at(text: str, start: int) -> Piece | None:
    """Read a number of the country that starts here, sign by sign."""
    country = "".join(c for c in text[start : start + 3] if c.isalpha())[:2].upper()
    structure = _structures().get(country)
    if structure is None:
        return None
    signs, at, between = "", start, 0
    for kind in f"aann{structure}":
        while at < len(text) and text[at] in _BETWEEN:
            at, between = at + 1, between + 1
        if at == len(text) or between > _MOST_BETWEEN:
            return None
        sign = text[at].upper()
        sign = sign.translate(_AS_DIGIT) if kind == "n" else sign
        if not (
            sign.isascii() and (sign.isalnum() if kind == "c" else sign.isalpha() == (kind == "a"))
        ):
            return None
        if kind == "n" and not sign.isdigit():
            return None
        signs, at, between = signs + sign, at + 1, 0
    if mod_97_10.is_valid(signs[4:] + signs[:4]):
        return Piece(start, at, 0.99)
    named = _NAMED.search(text[max(0, start - 40) : start]) is not None
    sure = named or (text[start].isupper() and "a" in structure)
    inside = at < len(text) and text[at].isalnum()
    return Piece(start, at, 0.6) if sure and not inside else None
