"""The rules of an opgave, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import ngettext

from samenspel.basis.errors import RuleError
from samenspel.basis.werkdagen import werkdagen_na

MIN_RONDE = 5
"""No round is shorter: within it a vertegenwoordiger can ask at home."""
QUORUM = {50: "meer dan de helft", 75: "meer dan drie kwart", 100: "alle partners"}
"""What partners can choose from, and how it reads."""


@dataclass(frozen=True)
class Werkafspraken:
    """How the partners of an opgave decide together; they agree on it by consent.

    `ronde_werkdagen` is how long a round lasts (in working days), `verval_na_rondes` after how many
    rounds an objection that rests on no kernbelang lapses, `quorum` more than which share of the
    partners must have spoken, in percents. A kernbelang and silence are no matter of agreement.
    """

    ronde_werkdagen: int = 10
    verval_na_rondes: int = 3
    quorum: int = 50

    def is_quorum(self, gesproken: int, partners: int) -> bool:
        """Have enough partners spoken?

        >>> afspraken = Werkafspraken()
        >>> afspraken.is_quorum(5, 10), afspraken.is_quorum(6, 10), afspraken.is_quorum(0, 0)
        (False, True, True)
        >>> Werkafspraken(quorum=100).is_quorum(9, 10)
        False
        """
        return gesproken >= partners or gesproken * 100 > self.quorum * partners

    def zinnen(self) -> list[str]:
        """Say in plain Dutch what was agreed.

        >>> for zin in Werkafspraken().zinnen(): print(zin)
        Een ronde duurt 10 werkdagen. Eerder sluiten kan alleen als iedereen heeft gereageerd en \
niemand bezwaar heeft.
        Een bezwaar dat op geen kernbelang rust, vervalt na 3 hele rondes.
        Heeft aan het eind van een ronde niet meer dan de helft van de partners gereageerd, \
dan wordt de ronde één keer verlengd; \
daarna kunnen partners die instemmen alleen voor zichzelf besluiten.
        >>> Werkafspraken(5, 1, 100).zinnen()[1]
        'Een bezwaar dat op geen kernbelang rust, vervalt na 1 hele ronde.'
        >>> Werkafspraken(5, 1, 100).zinnen()[2]  # doctest: +ELLIPSIS
        'Hebben aan het eind van een ronde niet alle partners gereageerd, dan wordt de ronde ...'
        """
        verval = self.verval_na_rondes
        rondes = ngettext("%d hele ronde", "%d hele rondes", verval) % verval
        alle = self.quorum == max(QUORUM)
        have, wie = ("Hebben", "alle") if alle else ("Heeft", f"{_share(self.quorum)} van de")
        return [
            f"Een ronde duurt {self.ronde_werkdagen} werkdagen. "
            "Eerder sluiten kan alleen als iedereen heeft gereageerd en niemand bezwaar heeft.",
            f"Een bezwaar dat op geen kernbelang rust, vervalt na {rondes}.",
            f"{have} aan het eind van een ronde niet {wie} partners gereageerd, dan wordt de "
            "ronde één keer verlengd; "
            "daarna kunnen partners die instemmen alleen voor zichzelf besluiten.",
        ]


def _share(quorum: int) -> str:
    return QUORUM.get(quorum, f"meer dan {quorum} procent")


class HeeftWerkafspraken(Protocol):
    """An opgave, or a proposal for other werkafspraken."""

    @property
    def ronde_werkdagen(self) -> int:
        """How long a round lasts."""

    @property
    def verval_na_rondes(self) -> int:
        """After how many rounds an objection without kernbelang lapses."""

    @property
    def quorum(self) -> int:
        """More than which share must have spoken."""


def werkafspraken_of(opgave: HeeftWerkafspraken) -> Werkafspraken:
    """Return how the partners of `opgave` decide together, as it holds now."""
    return Werkafspraken(opgave.ronde_werkdagen, opgave.verval_na_rondes, opgave.quorum)


def termijn(vanaf: date, werkdagen: int) -> date:
    """Return the last day to answer an invitation or a wijziging: one round."""
    return werkdagen_na(vanaf, werkdagen)


def uitkomst(stemmen: Iterable[bool | None]) -> str:
    """Say what becomes of a wijziging: every partner's yes carries it, one no stops it.

    Silence (None) is neither, and without anybody nothing is agreed. The database does the same
    (`sql/instemmen.sql`), while nobody else can change what was said.

    >>> uitkomst([True, True]), uitkomst([True, None]), uitkomst([None, False]), uitkomst([])
    ('aangenomen', 'open', 'gestopt', 'open')
    """
    said = list(stemmen)
    if False in said:
        return "gestopt"
    return "open" if None in said or not said else "aangenomen"


def check_antwoord(*, ja: bool, reden: str) -> None:
    """A no comes with a reason, for whoever has to go on with it.

    >>> check_antwoord(ja=True, reden="")
    >>> check_antwoord(ja=False, reden=" ")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zeg waarom niet. De anderen lezen uw reden.
    """
    if not ja and not reden.strip():
        raise RuleError("Zeg waarom niet. De anderen lezen uw reden.", field="reden")


class Vraag(TextChoices):
    """What an invitation asks, and of whom."""

    ORGANISATIE = "uitnodiging", "Uitgenodigd"
    TEAM = "teamvraag", "Gevraagd om iemand"
    PLEK = "teamplek", "Uitgenodigd"
    PEN = "pen", "De pen is aangeboden"


def vraag_van(rol: str, *, of_somebody: bool) -> Vraag:
    """Say what is asked of an organisatie, or of somebody of it.

    >>> str(vraag_van("teamlid", of_somebody=True)), str(vraag_van("partner", of_somebody=False))
    ('teamplek', 'uitnodiging')
    """
    if of_somebody:
        return Vraag.PEN if rol == "regisseur" else Vraag.PLEK
    return Vraag.TEAM if rol == "teamlid" else Vraag.ORGANISATIE


def check_staat_open(stand: str, *, wat: str) -> None:
    """Only what still waits for an answer is answered or withdrawn.

    >>> check_staat_open("ingetrokken", wat="Deze uitnodiging")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze uitnodiging is ingetrokken.
    """
    words = {
        "aangenomen": "is al aangenomen",
        "afgewezen": "is al afgewezen",
        "verlopen": "is verlopen",
        "gestopt": "is niet afgesproken",
        "vervallen": "is vervallen: de opgave is intussen anders",
    }
    if stand != "open":
        raise RuleError(f"{wat} {words.get(stand, f'is {stand}')}.")


def check_samen(stand: str, *, concept: bool) -> None:
    """A concept its team changes by itself; what was vastgesteld only all partners together.

    >>> check_samen("vastgesteld", concept=False)
    >>> check_samen("vastgesteld", concept=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: De opgave is vastgesteld. Dit kan alleen als alle partners \
instemmen: stel het voor.
    """
    check_open(stand)
    if concept and stand != "concept":
        raise RuleError(
            "De opgave is vastgesteld. Dit kan alleen als alle partners instemmen: stel het voor."
        )
    if not concept and stand == "concept":
        raise RuleError("Deze opgave is nog een concept. U kunt haar zo wijzigen.")


def check_open(stand: str) -> None:
    """Refuse to change what is afgerond."""
    if stand == "afgerond":
        raise RuleError("Deze opgave is afgerond. Heropen haar eerst.")


def check_vaststellen(stand: str) -> None:
    """Only a concept is made vastgesteld.

    >>> check_vaststellen("concept")
    >>> check_vaststellen("vastgesteld")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze opgave is al vastgesteld.
    """
    check_open(stand)
    if stand != "concept":
        raise RuleError("Deze opgave is al vastgesteld.")


def check_afronden(stand: str) -> None:
    """Only what is vastgesteld is closed, once.

    >>> check_afronden("vastgesteld")
    >>> check_afronden("concept")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze opgave is nog een concept. Stel haar eerst vast.
    """
    check_open(stand)
    if stand == "concept":
        raise RuleError("Deze opgave is nog een concept. Stel haar eerst vast.")


def check_heropenen(stand: str) -> None:
    """Only what is afgerond can be opened again: a concept is first vastgesteld by its team."""
    if stand != "afgerond":
        raise RuleError("Deze opgave is niet afgerond.")


def check_reden(stand: str, reden: str) -> None:
    """Ask why an opgave changes once it is vastgesteld.

    >>> check_reden("concept", "")
    >>> check_reden("vastgesteld", " ")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zeg waarom de opgave verandert. Alle partners lezen het.
    """
    if stand == "vastgesteld" and not reden.strip():
        raise RuleError("Zeg waarom de opgave verandert. Alle partners lezen het.", field="reden")


def check_deel(stand: str, *, is_part: bool) -> None:
    """Refuse a part of a part, and a part of what is done: two levels are enough to steer on.

    >>> check_deel("vastgesteld", is_part=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit is al een deel. Maak het nieuwe deel bij het geheel.
    """
    if is_part:
        raise RuleError("Dit is al een deel. Maak het nieuwe deel bij het geheel.")
    check_open(stand)
