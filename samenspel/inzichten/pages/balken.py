"""Places and words for a picture of estimates with their intervals; plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Maatstreep:
    """A line of the axis: where (percent of the width) and what it says."""

    plek: str
    label: str


@dataclass(frozen=True)
class Schaal:
    """The part of the numbers that is drawn; a share is said as so many of a hundred."""

    laag: float
    hoog: float
    stap: float
    aandeel: bool

    @property
    def strepen(self) -> list[Maatstreep]:
        """The lines of the axis."""
        number = round((self.hoog - self.laag) / self.stap)
        values = [self.laag + step * self.stap for step in range(number + 1)]
        return [Maatstreep(place(value, self), self._write(value, 0)) for value in values]

    def say(self, value: float) -> str:
        """Write a value as people say it, one digit finer than the axis.

        >>> share_scale().say(0.684), scale_of([12, 47]).say(36.54), scale_of([3.1, 4.4]).say(3.654)
        ('68', '37', '3,65')
        """
        return self._write(value, 1)

    def _write(self, value: float, finer: int) -> str:
        if self.aandeel:
            return str(round(100 * value))
        decimals = max(0, finer - floor(log10(self.stap)))
        return f"{value:.{min(decimals, 6)}f}".replace(".", ",")


def share_scale() -> Schaal:
    """Draw shares from none to all, so that a small difference looks small."""
    return Schaal(0.0, 1.0, 0.25, aandeel=True)


def scale_of(values: Sequence[float]) -> Schaal:
    """Draw these numbers between round ones, in at most six steps.

    >>> scale = scale_of([12.0, 47.0])
    >>> scale.laag, scale.hoog, scale.stap
    (10.0, 50.0, 10.0)
    """
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    step = 10.0 ** floor(log10(span / 4))
    step = next(step * factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 5)
    return Schaal(floor(low / step) * step, ceil(high / step) * step, step, aandeel=False)


def place(value: float, scale: Schaal) -> str:
    """Return where `value` lies, in percents of the width.

    >>> place(0.25, share_scale())
    '25.0%'
    """
    return f"{100 * (value - scale.laag) / (scale.hoog - scale.laag):.1f}%"


def spoken(probability: float) -> str:
    """Say a probability as times out of ten, never surer than it is.

    >>> spoken(0.89), spoken(0.12), spoken(0.5), spoken(0.02), spoken(0.998)
    ('8 van de 10 keer', '2 van de 10 keer', '5 van de 10 keer', 'bijna nooit', 'bijna altijd')
    """
    if probability < 0.05:
        return "bijna nooit"
    if probability > 0.95:
        return "bijna altijd"
    times = floor(10 * probability) if probability >= 0.5 else ceil(10 * probability)
    return f"{times} van de 10 keer"
