"""Measures: what partners can do together, what it costs whom and what it brings whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from samenspel.analyse.uitruil.errors import UitruilError


@dataclass(frozen=True)
class Band:
    """An uncertain amount: at least `low`, most `likely`, at most `high`, in one unit.

    References
    ----------
    Malcolm, Roseboom, Clark and Fazar (1959), doi:10.1287/opre.7.5.646.

    Examples
    --------
    >>> Band(80, 100, 150).likely
    100.0
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        try:
            numbers = [float(number) for number in (self.low, self.likely, self.high)]
        except (TypeError, ValueError) as error:
            raise UitruilError(
                "Een bedrag is een getal, of laag, midden en hoog.", code="not_an_amount"
            ) from error
        if not all(map(isfinite, numbers)) or not numbers[0] <= numbers[1] <= numbers[2]:
            raise UitruilError(
                f"Een bedrag loopt van laag via midden naar hoog, niet {self.low}, {self.likely}, "
                f"{self.high}.",
                code="band_out_of_order",
            )
        for name, number in zip(("low", "likely", "high"), numbers, strict=True):
            object.__setattr__(self, name, number)


Amount = Band | float | Sequence[Band | float]
"""One amount for every year, or one per year; a plain number is certain."""


@dataclass(frozen=True)
class Maatregel:
    """Something that partners can do together.

    Attributes
    ----------
    naam
        Unique among the measures.
    deelnemers
        The partners who must take part, at least one; kept sorted.
    kosten, baten
        Per partner the yearly amount: a `Band` or number that holds for each of `jaren`
        years, or a list with one for every year. Kept as one tuple of bands per partner.
        A partner need not be a deelnemer to profit: that is the wrong pocket.
    jaren
        For how many years a single amount counts.
    toelichting
        What a reader wants to know; not used in any calculation.

    Raises
    ------
    UitruilError
        If there is no name or no deelnemer, or an amount is not a number.

    References
    ----------
    Ieong and Shoham (2005), doi:10.1145/1064009.1064030.

    Examples
    --------
    >>> hulp = Maatregel("Schuldhulp", ["Almere"], kosten={"Almere": 100}, baten={"Zorg": 160})
    >>> hulp.net("Almere"), hulp.net("Zorg")
    (-100.0, 160.0)
    """

    naam: str
    deelnemers: tuple[str, ...]
    kosten: Mapping[str, Amount]
    baten: Mapping[str, Amount]
    jaren: int = 1
    toelichting: str = ""

    def __post_init__(self) -> None:
        if not self.naam or not isinstance(self.naam, str):
            raise UitruilError("Geef elke maatregel een naam.", code="no_name")
        if isinstance(self.deelnemers, str) or not list(self.deelnemers):
            raise UitruilError(
                f"Noem voor {self.naam} een lijst met minstens één deelnemer.",
                code="no_participants",
            )
        if not isinstance(self.jaren, int) or self.jaren < 1:
            raise UitruilError(
                f"{self.naam} moet minstens één (heel) jaar duren.", code="wrong_years"
            )
        object.__setattr__(self, "deelnemers", tuple(sorted(set(self.deelnemers))))
        for side in ("kosten", "baten"):
            amounts = {
                partner: _bands(amount, self.jaren)
                for partner, amount in sorted(getattr(self, side).items())
            }
            object.__setattr__(self, side, amounts)

    @property
    def partners(self) -> tuple[str, ...]:
        """Return everybody who takes part, pays or profits, sorted."""
        return tuple(sorted({*self.deelnemers, *self.kosten, *self.baten}))

    @property
    def years(self) -> int:
        """Return the number of years in which something is paid or received."""
        rows = [*self.kosten.values(), *self.baten.values()]
        return max((len(_as_bands(row)) for row in rows), default=1)

    def cost(self, partner: str, discount: float = 0.0) -> float:
        """Return the likely costs for a partner over all years, in the value of year one."""
        return present_value(self.bands("kosten", partner), discount)

    def net(self, partner: str, discount: float = 0.0) -> float:
        """Return the likely benefits minus costs for a partner, in the value of year one."""
        benefit = present_value(self.bands("baten", partner), discount)
        return benefit - self.cost(partner, discount)

    def bands(self, side: str, partner: str) -> tuple[Band, ...]:
        """Return the bands per year of 'kosten' or 'baten' of a partner, perhaps none."""
        rows: Mapping[str, Amount] = self.kosten if side == "kosten" else self.baten
        return _as_bands(rows[partner]) if partner in rows else ()


def present_value(bands: Iterable[Band], discount: float = 0.0) -> float:
    r"""Add likely amounts per year: :math:`\sum_t a_t / (1 + r)^t`, with year one as t = 0."""
    return sum(band.likely / (1.0 + discount) ** year for year, band in enumerate(bands))


def by_name(measures: Iterable[Maatregel]) -> tuple[Maatregel, ...]:
    """Return the measures sorted by name; refuse two with the same name."""
    ordered = tuple(sorted(measures, key=lambda measure: measure.naam))
    for one, other in pairwise(ordered):
        if one.naam == other.naam:
            raise UitruilError(
                f"Er zijn twee maatregelen met de naam {one.naam}; hernoem er één.",
                code="double_name",
            )
    return ordered


def _bands(amount: Amount, years: int) -> tuple[Band, ...]:
    if isinstance(amount, Band):
        return (amount,) * years
    if isinstance(amount, Sequence) and not isinstance(amount, str):
        return tuple(_band(item) for item in amount)
    return (_band(amount),) * years


def _band(amount: Band | float) -> Band:
    return amount if isinstance(amount, Band) else Band(amount, amount, amount)


def _as_bands(amount: Amount) -> tuple[Band, ...]:
    """Tell the type checker what `__post_init__` made of an amount."""
    assert isinstance(amount, tuple)  # noqa: S101
    return amount
