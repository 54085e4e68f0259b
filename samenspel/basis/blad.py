"""A document with notes in its margin, as `onderdelen/blad.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.basis.verschil import Woorden


@dataclass(frozen=True)
class Noot:
    """A note in the margin: a sentence, or one that ends in a link; `bezwaar` draws attention."""

    tekst: str
    url: str = ""
    link: str = ""
    soort: str = ""


@dataclass(frozen=True)
class Alinea:
    """A paragraph as a change of what it was, and the notes beside it."""

    stukken: Sequence[Woorden]
    noten: Sequence[Noot] = ()

    @property
    def tekst(self) -> str:
        """All its words, also those that were taken away."""
        return "".join(stuk.tekst for stuk in self.stukken)

    @property
    def is_changed(self) -> bool:
        """Did any of its words come or go?"""
        return any(stuk.soort != "gelijk" for stuk in self.stukken)
