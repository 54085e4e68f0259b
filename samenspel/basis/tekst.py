"""Where free text enters: no BSN, IBAN, phone or e-mail is ever stored.

A pure text function of the kernel, called where the text enters and not through `inzichten`
(docs/decisions/0006).
"""

from typing import Any

from django import forms

from samenspel.analyse.patronen.persoonsgegevens import Mark, find
from samenspel.basis.errors import RuleError
from samenspel.basis.regel import Column, longest, one_line

REFUSED = {
    "bsn": "een BSN",
    "iban": "een IBAN",
    "telefoon": "een telefoonnummer",
    "e-mail": "een e-mailadres",
}
"""The kinds that block saving; the others are only marked."""

__all__ = ["Mark", "VrijeRegelField", "VrijeTekstField", "find", "replaced", "require_clean"]


def require_clean(**texts: str) -> None:
    """Refuse a text with a number or address that points at one person.

    Every action that stores words of a user names all of them here, each by its form field:
    a form is not the only way in.
    """
    for field, text in texts.items():
        found = sorted({REFUSED[mark.kind] for mark in find(text) if mark.kind in REFUSED})
        if found:
            raise RuleError(
                f"Er staat {' en '.join(found)} in uw tekst. Haal dat weg; er is niets bewaard.",
                field=field,
            )


def replaced(text: str, marks: list[Mark]) -> str:
    """Return `text` with the proposal of every mark in its place.

    Where the text says already who it is, the name just goes.

    >>> note = "Moeder Samira belt."
    >>> replaced(note, find(note))
    'Moeder belt.'
    """
    parts: list[str] = []
    position = 0
    for mark in marks:
        before = text[position : mark.start]
        who = mark.proposal.strip("[]")
        known = before.rstrip().lower().endswith(who)
        parts += [before.rstrip()] if known else [before, mark.proposal]
        position = mark.end
    return "".join([*parts, text[position:]])


class VrijeTekstField(forms.CharField):
    """A text in which nobody can be recognised by number, phone or e-mail."""

    def __init__(self, *, rows: int = 4, max_length: int = 20_000, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(widget=widget, max_length=max_length, **kwargs)

    def clean(self, value: Any) -> str:
        """Validate as any text, then refuse personal data."""
        text = str(super().clean(value))
        try:
            require_clean(tekst=text)
        except RuleError as error:
            raise forms.ValidationError(error.message) from error
        return text


class VrijeRegelField(VrijeTekstField):
    """Such a text on one line, no longer than its column: `VrijeRegelField(Opgave.titel)`.

    With more `rows` there is room to see all of it; it stays one line.
    """

    def __init__(self, column: Column, *, rows: int = 1, **kwargs: Any) -> None:
        super().__init__(rows=rows, max_length=longest(column), **kwargs)

    def to_python(self, value: Any) -> str:
        """Fold what was typed or pasted onto one line."""
        return one_line(super().to_python(value) or "")
