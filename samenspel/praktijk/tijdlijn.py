"""Draw since when something happens: one bar per quarter, plain days in, whole numbers out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BREEDTE, HOOGTE = 640, 170
ONDER, BOVEN = 34, 22
MOST = 12
"""So many quarters are drawn; what came earlier is told in words."""
LEAST = 4
NAMEN = ("januari tot april", "april tot juli", "juli tot oktober", "oktober tot januari")


@dataclass(frozen=True)
class Kwartaal:
    """One bar: what it counts, and where it stands."""

    naam: str
    kort: str
    aantal: int
    x: int
    midden: int
    y: int
    breedte: int
    hoogte: int


@dataclass(frozen=True)
class Tijdlijn:
    """The bars, oldest first; `eerder` counts what is older than the first bar."""

    breedte: int
    hoogte: int
    basis: int
    kwartalen: tuple[Kwartaal, ...]
    sinds: date
    eerder: int


def teken_tijdlijn(days: Iterable[date], today: date) -> Tijdlijn | None:
    """Count `days` per quarter up to and including this one; None when there are none.

    >>> drawn = teken_tijdlijn([date(2026, 1, 5), date(2026, 2, 1)], date(2026, 8, 1))
    >>> [(one.kort, one.aantal) for one in drawn.kwartalen]
    [('okt 2025', 0), ('jan 2026', 2), ('apr 2026', 0), ('jul 2026', 0)]
    """
    known = sorted(days)
    if not known:
        return None
    counts = Counter(map(_quarter, known))
    last = max(_quarter(today), max(counts))
    first = max(min(min(counts), last - LEAST + 1), last - MOST + 1)
    most = max(counts[number] for number in range(first, last + 1)) or 1
    step = BREEDTE // (last - first + 1)
    bars = [
        _bar(number, counts[number], most, (number - first) * step, step)
        for number in range(first, last + 1)
    ]
    older = sum(aantal for number, aantal in counts.items() if number < first)
    return Tijdlijn(BREEDTE, HOOGTE, HOOGTE - ONDER, tuple(bars), known[0], older)


def _bar(number: int, aantal: int, most: int, x: int, step: int) -> Kwartaal:
    height = round((HOOGTE - ONDER - BOVEN) * aantal / most)
    year, quarter = divmod(number, 4)
    width = round(step * 0.7)
    left = x + (step - width) // 2
    return Kwartaal(
        naam=f"{NAMEN[quarter]} {year}",
        kort=f"{NAMEN[quarter][:3]} {year}",
        aantal=aantal,
        x=left,
        midden=left + width // 2,
        y=HOOGTE - ONDER - height,
        breedte=width,
        hoogte=height,
    )


def _quarter(day: date) -> int:
    """Number the quarters through the years.

    >>> _quarter(date(2026, 4, 1)) - _quarter(date(2025, 12, 31))
    2
    """
    return day.year * 4 + (day.month - 1) // 3
