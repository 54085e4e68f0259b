"""Show where a text may point at one person, with a proposal for each place."""

from dataclasses import dataclass

from samenspel.basis.tekst import REFUSED, Mark, find, replaced

LONGEST = 20_000
"""Longer texts are refused by their field; they are not searched."""

ROUNDS = 3
"""A proposal in its place may uncover what was glued to it; then that is replaced as well."""

KINDS = {
    "bsn": "BSN",
    "iban": "rekeningnummer",
    "e-mail": "e-mailadres",
    "telefoon": "telefoonnummer",
    "kenteken": "kenteken",
    "geboortedatum": "geboortedatum",
    "adres": "adres",
    "postcode": "postcode",
    "herleidbaar": "herleidbaar gegeven",
    "naam": "naam",
}


@dataclass(frozen=True)
class Stuk:
    """A piece of a text; with `soort` it is marked, with a `vervanging` to put in its place."""

    tekst: str
    soort: str = ""
    vervanging: str = ""
    moet_weg: bool = False


@dataclass(frozen=True)
class Gecontroleerd:
    """One text with its marks."""

    label: str
    stukken: tuple[Stuk, ...]

    @property
    def gemarkeerd(self) -> list[Stuk]:
        """Return the marked pieces, each once."""
        return list(dict.fromkeys(stuk for stuk in self.stukken if stuk.soort))


@dataclass(frozen=True)
class Controle:
    """What was found in all texts of a form."""

    teksten: tuple[Gecontroleerd, ...]

    @property
    def moet_weg(self) -> bool:
        """Is there something in it that is never stored?"""
        return any(stuk.moet_weg for tekst in self.teksten for stuk in tekst.gemarkeerd)


def controleer(texts: dict[str, str]) -> Controle:
    """Mark the texts (by label); a text without marks is left out.

    >>> controle = controleer({"Tekst": "Fatima belt.", "Wens": "Rust."})
    >>> [(stuk.tekst, stuk.soort, stuk.vervanging) for stuk in controle.teksten[0].stukken]
    [('Fatima', 'naam', '[naam]'), (' belt.', '', '')]
    >>> len(controle.teksten)
    1
    """
    found = ((label, text, find(text)) for label, text in texts.items() if len(text) <= LONGEST)
    return Controle(
        tuple(Gecontroleerd(label, _pieces(text, marks)) for label, text, marks in found if marks)
    )


def neem_over(text: str) -> str:
    """Put every proposal in its place.

    >>> neem_over("Fatima belt.")
    '[naam] belt.'
    """
    rounds = ROUNDS if len(text) <= LONGEST else 0
    for _ in range(rounds):
        marks = find(text)
        if not marks:
            break
        text = replaced(text, marks)
    return text


def _pieces(text: str, marks: list[Mark]) -> tuple[Stuk, ...]:
    pieces, position = [], 0
    for mark in marks:
        pieces.append(Stuk(text[position : mark.start]))
        kind = KINDS[mark.kind]
        piece = text[mark.start : mark.end]
        pieces.append(Stuk(piece, kind, mark.proposal, mark.kind in REFUSED))
        position = mark.end
    pieces.append(Stuk(text[position:]))
    return tuple(stuk for stuk in pieces if stuk.tekst)
