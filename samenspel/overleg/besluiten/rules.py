"""The rules of deciding together, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from samenspel.basis.errors import RuleError

MAX_RONDEN = 3
"""After so many rounds an objection that rests on no kernbelang lapses: light coercion, agreed
beforehand, so that a table does come to a decision."""
NEXT_STAND = {
    "voorbereiding": "beeldvorming",
    "beeldvorming": "oordeelsvorming",
    "oordeelsvorming": "besluitvorming",
    "besluitvorming": "genomen",
}
RONDEN = ("beeldvorming", "oordeelsvorming", "besluitvorming")


LAST_RONDE = "besluitvorming"


def check_voorstel(stand: str) -> None:
    """Refuse to change what was taken or withdrawn."""
    if stand not in NEXT_STAND:
        raise RuleError("Dit besluit is afgerond.")


def check_open(stand: str) -> None:
    """Partners react while a round is open."""
    if stand not in RONDEN:
        raise RuleError("Op dit voorstel kan nu niet worden gereageerd.")


def check_ronde(stand: str) -> None:
    """After besluitvorming comes no other round: the besluit is taken or changed."""
    if stand == LAST_RONDE:
        raise RuleError("Dit is de laatste ronde. Neem het besluit, of pas het voorstel aan.")


def check_laatste_ronde(stand: str) -> None:
    """A besluit is taken in besluitvorming."""
    if stand != LAST_RONDE:
        raise RuleError("Open eerst de ronde besluitvorming.")


def check_genomen(stand: str) -> None:
    """What follows from a besluit waits until it is taken."""
    if stand != "genomen":
        raise RuleError("Neem eerst het besluit.")


def check_bekrachtigen(stand: str, bekrachtigd_op: date | None) -> None:
    """An orgaan decides about a bijdrage after the besluit, once."""
    check_genomen(stand)
    if bekrachtigd_op is not None:
        raise RuleError("Hierover hoeft geen orgaan meer te besluiten.")


@dataclass(frozen=True)
class Standpunt:
    """What one organisatie said in the present round."""

    organisatie: str
    soort: str
    kern: bool


def blocking(standpunten: Iterable[Standpunt], ronde: int) -> list[Standpunt]:
    """Return the objections that stop a besluit in this round.

    One on a kernbelang always does. Others lapse after `MAX_RONDEN` rounds. Silence never does.

    >>> nee = Standpunt("Zwolle", "bezwaar", False)
    >>> blocking([nee], 1) == [nee], blocking([nee], 4)
    (True, [])
    """
    return [s for s in standpunten if s.soort == "bezwaar" and (s.kern or ronde <= MAX_RONDEN)]


def check_consent(standpunten: Iterable[Standpunt], ronde: int) -> None:
    """Refuse to take a besluit over an objection that stands."""
    against = blocking(standpunten, ronde)
    if not against:
        return
    names = " en ".join(sorted(s.organisatie for s in against))
    kern = any(s.kern for s in against)
    raise RuleError(
        f"{names} {ngettext('heeft', 'hebben', len(against))} bezwaar"
        f"{' op een kernbelang' if kern else ''}. "
        "Pas het voorstel aan en open een nieuwe ronde, of zoek een uitruil."
    )


def explain_bezwaar(ronde: int) -> str:
    """Say how long an objection that rests on no kernbelang still counts.

    >>> explain_bezwaar(1)
    'Elk ander bezwaar telt in deze ronde en in de volgende 2 rondes. Daarna vervalt het.'
    >>> explain_bezwaar(3)
    'Elk ander bezwaar telt alleen nog in deze ronde. Daarna vervalt het.'
    >>> explain_bezwaar(4)
    'Elk ander bezwaar is na 3 rondes vervallen.'
    """
    if ronde == 0:
        return "Nu telt het nog niet: in de besluitvorming reageert iedereen opnieuw."
    left = MAX_RONDEN - ronde
    if left < 0:
        return f"Elk ander bezwaar is na {MAX_RONDEN} rondes vervallen."
    if left == 0:
        return "Elk ander bezwaar telt alleen nog in deze ronde. Daarna vervalt het."
    next_rounds = ngettext("de volgende ronde", "de volgende %(aantal)d rondes", left)
    next_rounds %= {"aantal": left}
    return f"Elk ander bezwaar telt in deze ronde en in {next_rounds}. Daarna vervalt het."


def is_gehoord(stil: Sequence[str], sluit_op: date | None, today: date) -> bool:
    """Could everybody react: is nobody silent, or does the round close today or before?"""
    return not stil or (sluit_op is not None and sluit_op <= today)


def check_gehoord(stil: Sequence[str], sluit_op: date | None, today: date) -> None:
    """Refuse to decide before everybody could react: silence counts only when the round closes.

    >>> check_gehoord([], date(2026, 1, 9), date(2026, 1, 1))
    >>> check_gehoord(["Zwolle"], date(2026, 1, 9), date(2026, 1, 9))
    >>> check_gehoord(["Zwolle"], date(2026, 1, 9), date(2026, 1, 1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Nog niet gereageerd: Zwolle. Wacht tot 9-1-2026, ...
    """
    if is_gehoord(stil, sluit_op, today):
        return
    until = f"{sluit_op.day}-{sluit_op.month}-{sluit_op.year}" if sluit_op else "nog geen dag"
    raise RuleError(
        f"Nog niet gereageerd: {', '.join(stil)}. "
        f"Wacht tot {until}, dan sluit de ronde, of vraag om een reactie."
    )
