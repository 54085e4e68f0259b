"""Draw the waardendriehoek and the two paths: plain values in, whole numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from samenspel.praktijk.rules import JAREN, WAARDEN, Band, Keerpunt, euro

MIDDEN, STRAAL, HOOGSTE = (180, 148), 104, 3
HOEKEN = {"legitimiteit": -90, "betrokkenheid": 30, "rendement": 150}
"""The direction of each corner, in degrees clockwise from the right."""
BREEDTE, HOOGTE = 680, 330
LINKS, RECHTS, BOVEN, ONDER = 92, 130, 30, 44
LEAST_APART = 20


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
    label_y: int


@dataclass(frozen=True)
class Streep:
    """A place on an axis with what it is called."""

    plek: int
    label: str


@dataclass(frozen=True)
class Keer:
    """Where it turns: the likely year as a line, the band as a strip (`x`, width)."""

    x: int | None
    strook: tuple[int, int] | None


@dataclass(frozen=True)
class Grafiek:
    """Everything the template draws, in `BREEDTE` by `HOOGTE`."""

    breedte: int
    hoogte: int
    links: int
    rechts: int
    boven: int
    onder: int
    doormodderen: Lijn
    doorbreken: Lijn
    jaren: tuple[Streep, ...]
    bedragen: tuple[Streep, ...]
    keer: Keer


def teken_driehoek(scores: Mapping[str, int | None]) -> Driehoek:
    """Place the scores (0 to 3, None is not judged) on the three axes."""
    rings = tuple(_points([_at(w, ring) for w in WAARDEN]) for ring in (1, 2, 3))
    axes = tuple(_points([MIDDEN, _at(w, HOOGSTE)]) for w in WAARDEN)
    shape = _points([_at(w, scores[w] or 0) for w in WAARDEN])
    return Driehoek(rings, axes, shape, tuple(_hoek(w, scores[w]) for w in WAARDEN))


def teken_paden(
    doormodderen: Sequence[Band], doorbreken: Sequence[Band], turn: Keerpunt
) -> Grafiek:
    """Draw what both paths cost up to each year (five bands each), and where it turns."""
    step = nice_step(max(band.hoog for band in [*doormodderen, *doorbreken]))
    top = max(step, -(-max(b.hoog for b in [*doormodderen, *doorbreken]) // step) * step)
    labels = _apart(
        _y(doormodderen[-1].waarschijnlijk, top), _y(doorbreken[-1].waarschijnlijk, top)
    )
    return Grafiek(
        BREEDTE,
        HOOGTE,
        LINKS,
        BREEDTE - RECHTS,
        BOVEN,
        HOOGTE - ONDER,
        _lijn("Doormodderen", doormodderen, top, labels[0]),
        _lijn("Doorbreken", doorbreken, top, labels[1]),
        tuple(Streep(_x(jaar), f"jaar {jaar}") for jaar in JAREN),
        tuple(Streep(_y(amount, top), euro(amount)) for amount in range(0, top + 1, step)),
        _keer(turn),
    )


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


def _lijn(naam: str, bands: Sequence[Band], top: int, label_y: int) -> Lijn:
    """Begin at nothing, and end every year higher or level."""
    path = [Band(), *bands]
    likely = [(_x(n), _y(band.waarschijnlijk, top)) for n, band in enumerate(path)]
    high = [(_x(n), _y(band.hoog, top)) for n, band in enumerate(path)]
    low = [(_x(n), _y(band.laag, top)) for n, band in enumerate(path)]
    return Lijn(naam, _points(likely), _points([*high, *reversed(low)]), label_y)


def _keer(turn: Keerpunt) -> Keer:
    likely = _x(turn.waarschijnlijk) if turn.waarschijnlijk else None
    if turn.vroegst is None or turn.vroegst == turn.laatst:
        return Keer(likely, None)
    first, last = _x(turn.vroegst), _x(turn.laatst) if turn.laatst else BREEDTE - RECHTS
    return Keer(likely, (first, last - first) if last > first else None)


def _x(jaar: int) -> int:
    return LINKS + round((BREEDTE - LINKS - RECHTS) * jaar / len(JAREN))


def _y(amount: int, top: int) -> int:
    return HOOGTE - ONDER - round((HOOGTE - ONDER - BOVEN) * amount / top)


def _apart(first: int, second: int) -> tuple[int, int]:
    """Move two labels so far apart that both can be read."""
    short = LEAST_APART - abs(first - second)
    if short <= 0:
        return first, second
    up, down = (short + 1) // 2, short // 2
    return (first - up, second + down) if first <= second else (first + down, second - up)


def _points(places: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
