"""Draw the waardendriehoek, the two paths and who gains: plain values in, whole numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import NamedTuple

from samenspel.basis.templatetags.samenspel import euro
from samenspel.praktijk.rules import JAREN, WAARDEN, Keerpunt, Raming, Saldo

MIDDEN, STRAAL, HOOGSTE = (180, 148), 104, 3
HOEKEN = {"legitimiteit": -90, "betrokkenheid": 30, "rendement": 150}
"""The direction of each corner, in degrees clockwise from the right."""
LEAST_APART, ABOVE = 20, 14
HALF_LABEL = 56
BALK = 120
"""The width in which a saldo is drawn."""


class Vel(NamedTuple):
    """What to draw on: its size, and the edges of the field with the lines."""

    breedte: int
    hoogte: int
    links: int
    rechts: int
    boven: int
    onder: int

    def x(self, jaar: int) -> int:
        """Return where a year stands; year 0 is the start."""
        return self.links + round((self.rechts - self.links) * jaar / len(JAREN))

    def y(self, amount: int, top: int) -> int:
        """Return how high an amount stands; `top` is the upper edge."""
        return self.onder - round((self.onder - self.boven) * amount / top)


BREED = Vel(680, 330, 92, 550, 30, 286)
"""Names at the end of their line."""
SMAL = Vel(340, 300, 74, 318, 30, 262)
"""For a phone: names above their line."""


@dataclass(frozen=True)
class Hoek:
    """One corner: its label, where that stands, and where the score lies on its axis."""

    label: str
    stand: str
    x: int
    y: int
    anker: str
    punt: tuple[int, int]
    nul: bool


@dataclass(frozen=True)
class Driehoek:
    """Rings for the scores 1 to 3, the shape, and the three corners."""

    ringen: tuple[str, ...]
    assen: tuple[str, ...]
    vorm: str
    hoeken: tuple[Hoek, ...]


@dataclass(frozen=True)
class Lijn:
    """One path: its likely line, its band, and its name at the end."""

    naam: str
    punten: str
    band: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Streep:
    """A place on an axis with what it is called."""

    plek: int
    label: str


@dataclass(frozen=True)
class Keer:
    """Where it turns: the likely year as a line with its label, the band as a strip."""

    x: int | None
    label_x: int
    strook: tuple[int, int] | None


@dataclass(frozen=True)
class Grafiek:
    """Everything the template draws on `vel`; `anker` is on which side a name stands."""

    vel: Vel
    anker: str
    doormodderen: Lijn
    doorbreken: Lijn
    jaren: tuple[Streep, ...]
    bedragen: tuple[Streep, ...]
    keer: Keer


@dataclass(frozen=True)
class Balk:
    """What one payer gains or loses: a bar from `nul`, and a thin line for its band."""

    saldo: Saldo
    nul: int
    vak: tuple[int, int]
    band: tuple[int, int]


def teken_driehoek(scores: Mapping[str, int | None]) -> Driehoek:
    """Place the scores (0 to 3, None is not judged) on the three axes."""
    rings = tuple(_points([_at(w, ring) for w in WAARDEN]) for ring in (1, 2, 3))
    axes = tuple(_points([MIDDEN, _at(w, HOOGSTE)]) for w in WAARDEN)
    shape = _points([_at(w, scores[w] or 0) for w in WAARDEN])
    return Driehoek(rings, axes, shape, tuple(_hoek(w, scores[w]) for w in WAARDEN))


def teken_paden(
    doormodderen: Sequence[Raming], doorbreken: Sequence[Raming], turn: Keerpunt, vel: Vel = BREED
) -> Grafiek:
    """Draw what both paths cost up to each year (five bands each), and where it turns."""
    highest = max(band.hoog for band in [*doormodderen, *doorbreken])
    step = nice_step(highest)
    top = max(step, -(-highest // step) * step)
    ends = [vel.y(path[-1].waarschijnlijk, top) for path in (doormodderen, doorbreken)]
    labels = _apart(*ends)
    if vel == SMAL:
        labels = (labels[0] - ABOVE, labels[1] - ABOVE)
    return Grafiek(
        vel,
        "end" if vel == SMAL else "start",
        _lijn("Doormodderen", doormodderen, top, labels[0], vel),
        _lijn("Doorbreken", doorbreken, top, labels[1], vel),
        tuple(Streep(vel.x(jaar), f"jaar {jaar}") for jaar in JAREN),
        tuple(Streep(vel.y(amount, top), euro(amount)) for amount in range(0, top + 1, step)),
        _keer(turn, vel),
    )


def teken_saldi(saldi: Sequence[Saldo]) -> list[Balk]:
    """Draw for each payer what it gains (to the right of nothing) or loses, on one scale."""
    low = min([0, *(one.bedrag.laag for one in saldi)])
    high = max([1, *(one.bedrag.hoog for one in saldi)])

    def x(amount: int) -> int:
        return round(BALK * (amount - low) / (high - low))

    def between(a: int, b: int) -> tuple[int, int]:
        left, right = sorted((x(a), x(b)))
        return left, right - left

    return [
        Balk(one, x(0), between(0, one.bedrag.waarschijnlijk), between(*one.bedrag[::2]))
        for one in saldi
    ]


def nice_step(highest: int) -> int:
    """Return a round step with which at most five lines reach `highest`.

    >>> nice_step(4200), nice_step(61_000), nice_step(0)
    (1000, 20000, 1)
    """
    step = 1
    while highest > 5 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _hoek(waarde: str, score: int | None) -> Hoek:
    x, y = _at(waarde, HOOGSTE)
    anchor = {"legitimiteit": "middle", "betrokkenheid": "end", "rendement": "start"}[waarde]
    beside = {"legitimiteit": (0, -30), "betrokkenheid": (70, 26), "rendement": (-70, 26)}[waarde]
    stand = "nog niet beoordeeld" if score is None else f"{score} van {HOOGSTE}"
    return Hoek(
        waarde.capitalize(), stand, x + beside[0], y + beside[1], anchor,
        _at(waarde, score or 0), score == 0,
    )  # fmt: skip


def _at(waarde: str, score: int) -> tuple[int, int]:
    """Return where `score` lies on its axis; zero is the middle."""
    angle, length = radians(HOEKEN[waarde]), STRAAL * score / HOOGSTE
    return round(MIDDEN[0] + length * cos(angle)), round(MIDDEN[1] + length * sin(angle))


def _lijn(naam: str, bands: Sequence[Raming], top: int, label_y: int, vel: Vel) -> Lijn:
    """Begin at nothing, and end every year higher or level."""
    path = [Raming(), *bands]
    likely = [(vel.x(n), vel.y(band.waarschijnlijk, top)) for n, band in enumerate(path)]
    high = [(vel.x(n), vel.y(band.hoog, top)) for n, band in enumerate(path)]
    low = [(vel.x(n), vel.y(band.laag, top)) for n, band in enumerate(path)]
    label_x = vel.rechts if vel == SMAL else vel.rechts + 10
    return Lijn(naam, _points(likely), _points([*high, *reversed(low)]), label_x, label_y)


def _keer(turn: Keerpunt, vel: Vel) -> Keer:
    likely = vel.x(turn.waarschijnlijk) if turn.waarschijnlijk else None
    label = min(likely or 0, vel.breedte - HALF_LABEL)
    if turn.vroegst is None or turn.vroegst == turn.laatst:
        return Keer(likely, label, None)
    first, last = vel.x(turn.vroegst), vel.x(turn.laatst) if turn.laatst else vel.rechts
    return Keer(likely, label, (first, last - first) if last > first else None)


def _apart(first: int, second: int) -> tuple[int, int]:
    """Move two labels so far apart that both can be read."""
    short = LEAST_APART - abs(first - second)
    if short <= 0:
        return first, second
    up, down = (short + 1) // 2, short // 2
    return (first - up, second + down) if first <= second else (first + down, second - up)


def _points(places: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
