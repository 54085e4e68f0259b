"""When a way of working runs, is tried out or ended, and what may be counted; plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum

LEAST = 5
"""With fewer people in a count, one of them can be recognised."""
ASKED_AFTER = timedelta(days=182)
"""Half a year after taking something over we ask whether it helped."""
DOORGAAN, STOPPEN, AANPASSEN = "doorgaan", "stoppen", "aanpassen"


@dataclass(frozen=True)
class Looptijd:
    """How long a way of working runs; with a `vraag` it is an experiment until decided."""

    sinds: date
    tot: date | None = None
    vraag: str = ""
    afloop: str = ""

    def is_open(self) -> bool:
        """Is this an experiment about which nobody decided for good?

        >>> Looptijd(date(2026, 1, 1), date(2026, 7, 1), "Helpt het?").is_open()
        True
        """
        return bool(self.vraag) and self.afloop not in (DOORGAAN, STOPPEN)

    def stand(self, today: date) -> tuple[str, str]:
        """Say in a tag how it stands, with the kind of tag.

        >>> Looptijd(date(2026, 1, 1)).stand(date(2026, 2, 1))
        ('loopt', 'gewoon')
        >>> Looptijd(date(2020, 1, 1), date(2020, 7, 1), "Helpt het?").stand(date(2020, 2, 1))
        ('experiment tot 1 juli 2020', 'gewoon')
        >>> Looptijd(date(2026, 1, 1), date(2026, 7, 1), "Helpt het?").stand(date(2026, 8, 1))
        ('experiment afgelopen: kies hoe verder', 'wacht')
        """
        if self.is_open() and self.tot:
            if self.tot <= today:
                return "experiment afgelopen: kies hoe verder", "wacht"
            return f"experiment tot {datum(self.tot)}", "gewoon"
        if self.afloop == STOPPEN or (self.afloop != DOORGAAN and self.tot and self.tot < today):
            return "gestopt", "stil"
        return ("blijft na het experiment", "klaar") if self.afloop else ("loopt", "gewoon")


def check_looptijd(looptijd: Looptijd, ruimte: str) -> None:
    """Refuse an end before the beginning, and an experiment without an end or without room.

    >>> check_looptijd(Looptijd(date(2026, 1, 1), vraag="Helpt het?"), "artikel 83 Pw")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Een experiment heeft een einddatum. Vul in tot wanneer.
    """
    if looptijd.tot and looptijd.tot < looptijd.sinds:
        raise RuleError("De einddatum ligt voor de begindatum.", field="tot")
    if not looptijd.vraag:
        return
    if looptijd.tot is None:
        raise RuleError("Een experiment heeft een einddatum. Vul in tot wanneer.", field="tot")
    if not ruimte.strip():
        raise RuleError(
            "Zeg ook welke regel of welk besluit ruimte geeft voor dit experiment.", field="ruimte"
        )


def check_uitkomst(
    *,
    aantal: int,
    geslaagd: int | None,
    gemiddelde: float | None,
    spreiding: float | None,
    van: date,
    tot: date,
) -> None:
    """Refuse a count in which people can be recognised, and numbers that cannot be.

    >>> check_uitkomst(
    ...     aantal=4, geslaagd=2, gemiddelde=None, spreiding=None,
    ...     van=date(2026, 1, 1), tot=date(2026, 7, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Tel er minstens 5. Bij minder zijn mensen te herkennen...
    """
    if aantal < LEAST:
        raise RuleError(
            f"Tel er minstens {LEAST}. Bij minder zijn mensen te herkennen; er is niets bewaard.",
            field="aantal",
        )
    if tot < van:
        raise RuleError("De laatste dag ligt voor de eerste dag.", field="tot")
    if geslaagd is not None:
        if gemiddelde is not None or spreiding is not None:
            raise RuleError("Geef een aantal of een gemiddelde, niet allebei.", field="geslaagd")
        if geslaagd > aantal:
            raise RuleError("Dit kunnen er niet meer zijn dan u telde.", field="geslaagd")
        return
    if gemiddelde is None:
        raise RuleError("Vul in hoe vaak het lukte, of het gemiddelde.", field="geslaagd")
    if spreiding is None or spreiding <= 0:
        raise RuleError(
            "Bij een gemiddelde hoort de standaardafwijking, groter dan nul.", field="spreiding"
        )


def measure_key(maat: str) -> str:
    """Return what makes two measures the same: their words.

    >>> measure_key("Zonder nieuwe schuld,  na een jaar.") == measure_key(
    ...     "zonder nieuwe schuld na een jaar")
    True
    """
    letters = (letter if letter.isalnum() else " " for letter in maat.casefold())
    return " ".join("".join(letters).split())
