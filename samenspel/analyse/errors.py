"""The error of the kernels: a sentence that a user may read, and a code that a program may."""

from __future__ import annotations

from typing import ClassVar


class AnalyseError(ValueError):
    """The input cannot be calculated with; the Dutch message says why and what to do.

    Attributes
    ----------
    code
        What went wrong in one English word; it stays the same when the sentence gets better.

    Examples
    --------
    >>> AnalyseError("Geef een getal.", code="not_a_number").code
    'not_a_number'
    >>> AnalyseError("Geef een getal.").code
    'invalid_input'
    """

    default: ClassVar[str] = "invalid_input"

    def __init__(self, sentence: str = "", *, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code or self.default
