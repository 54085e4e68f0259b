"""One way of writing for everything that looks the same, with the way back to the text.

A word processor puts no-break spaces and hyphens in a number, a web page leaves signs that cannot
be seen, a telephone has other digits. `Plain` writes all of these as a keyboard would, so that the
rules have one form to know, and `Plain.origin` says where a piece stands in the text itself.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Self


class Piece(NamedTuple):
    """A piece of a plain text, and how sure the rule is of it (0 to 1)."""

    start: int
    end: int
    certainty: float


@dataclass(frozen=True)
class Plain:
    """A text as a keyboard would write it.

    Attributes
    ----------
    text
        Digits are 0 to 9, spaces and tabs are a space, all dashes a hyphen, all single quotes an
        apostrophe; letters that only look Latin are Latin; what cannot be seen is gone.

    References
    ----------
    Compatibility forms: Unicode Standard Annex 15 (NFKC). Letters that look alike: a choice from
    Unicode Technical Standard 39, confusables.

    Examples
    --------
    >>> plain = Plain.of("bel 06\u2011１２\u00a034\u200b56 nu")
    >>> plain.text
    'bel 06-12 3456 nu'
    >>> plain.origin(4, 14)
    (4, 15)
    """

    text: str
    _ends: list[int] | None
    """For each sign of the original where it ends in `text`; None when all places are equal."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Write `text` plainly; the work grows linearly with its length."""
        if text.isascii() and text.isprintable() and "`" not in text:
            return cls(text, None)
        # One sign at a time: to normalise a whole text is quadratic in a row of accents.
        parts = list(map(_WRITTEN.__getitem__, map(ord, text)))
        lengths = list(map(len, parts))
        even = min(lengths, default=1) == max(lengths, default=1) == 1
        return cls("".join(parts), None if even else list(accumulate(lengths)))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where the piece ``text[start:end]``, which is not empty, stands originally."""
        if self._ends is None:
            return start, end
        return bisect_right(self._ends, start), bisect_left(self._ends, end) + 1


_LONGEST = 4
"""A ligature or a fraction is a few letters; a whole sentence in one sign is left as it is."""

_SAME = {
    "'": "‘’‚‛′ʹʼʻʽ`´＇",
    '"': "“”„‟″",
    "-": "−⁃˗‐‑‒–—―➖",
    ".": "·∙‧⋅・•․。．｡",
    ",": "‚、",
    ":": "ː∶꞉",
    "/": "⁄∕╱",
    "|": "∣❘¦",
    "@": "ⓐⒶ",
    "\n": "\x85\u2028\u2029",
    " ": "\t\x0b\x0c\r\u2800\ufffc",
    "": "\u115f\u1160\u3164\uffa0\u034f",
    # Cyrillic and Greek letters in the shape of Latin ones.
    "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "I": "ІΙӀ", "J": "Ј", "K": "КΚ",
    "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ", "Z": "Ζ",
    "a": "аα", "c": "сϲ", "d": "ԁ", "e": "е", "h": "һ", "i": "іι", "j": "ј", "l": "ӏ", "o": "оο",
    "p": "рρ", "q": "ԛ", "s": "ѕ", "u": "υ", "v": "ν", "w": "ԝ", "x": "хχ", "y": "уү",
}  # fmt: skip
_UNSEEN = {"Cf", "Cc", "Mn", "Me"}


class _Written(dict[int, str]):
    """How each sign is written plainly; worked out when first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        written = _write(sign)
        if code < _KEPT:
            self[code] = written
        return written


_KEPT = 0x3000
"""What lies beyond is rare here, and a text full of it need not fill the memory."""


def _write(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    if kind in _UNSEEN:
        return ""
    if kind == "Zs":
        return " "
    if kind == "Pd":
        return "-"
    folded = unicodedata.normalize("NFKC", sign)
    if folded == sign or len(folded) > _LONGEST:
        return sign
    return "".join(map(_WRITTEN.__getitem__, map(ord, folded)))


_WRITTEN = _Written({code: chr(code) for code in range(0x20, 0x7F)} | {ord("\n"): "\n"})
_WRITTEN.update((ord(sign), written) for written, signs in _SAME.items() for sign in signs)
