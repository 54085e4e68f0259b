"""Who waits on whom, as `onderdelen/bogen.html` draws it: everybody on one line, arrows above it.

All names stand at equal distances, with equal rings, in the order in which they are given. An arrow
goes from whoever waits to whoever must act. What the picture says, a list beside it says too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

WIDE, AXIS, PER_LETTER, LINE = 888, 156, 7.6, 18
"""Width, where the rings stand, and how wide and high letters are, in pixels of the picture."""
MOST_NAMES = 14
"""Of more, the names would no longer fit below their rings: then there is no picture."""
MOST_ARROWS = 6
APART = 12
"""So far from each other arrows leave and reach the same ring."""
HIGHEST = 230
TIMES = (0.5, 0.36, 0.64, 0.26, 0.74)
"""Where along an arc its words may stand, the best place first."""


@dataclass(frozen=True)
class Pijl:
    """`van` waits on `op` (two of the names); `woorden` says how long."""

    van: str
    op: str
    woorden: str
    laat: bool = False


@dataclass(frozen=True)
class Boog:
    """An arrow as it is drawn: its path, its head, and where its words stand."""

    pad: str
    punt: str
    x: float
    y: float
    woorden: str
    laat: bool


@dataclass(frozen=True)
class Naam:
    """A ring, and what stands below it on one or more lines of (y, words)."""

    x: float
    regels: list[tuple[int, str]]


@dataclass(frozen=True)
class Bogen:
    """The whole picture, `WIDE` wide."""

    namen: list[Naam]
    bogen: list[Boog]
    top: int
    hoog: int

    @property
    def eind(self) -> float:
        """Where the line through the rings ends."""
        return self.namen[-1].x


def teken(namen: Sequence[str], pijlen: Sequence[Pijl]) -> Bogen | None:
    """Draw these arrows between these names; None when the names do not fit beside each other.

    >>> drawn = teken(["Almere", "SZW", "Zwolle"], [Pijl("Almere", "SZW", "nog 3 dagen")])
    >>> [naam.x for naam in drawn.namen], [boog.x for boog in drawn.bogen]
    ([148.0, 444.0, 740.0], [296.0])
    """
    if not 2 <= len(namen) <= MOST_NAMES:
        return None
    step = WIDE / len(namen)
    x = {naam: round(step * (i + 0.5), 1) for i, naam in enumerate(namen)}
    rings = [Naam(x[naam], _lines(naam, step)) for naam in namen]
    ends = _ends(x, pijlen)
    taken: list[tuple[float, float, float]] = []
    # The flattest first: their words have the least room to move.
    flat = sorted(range(len(pijlen)), key=lambda i: abs(x[pijlen[i].van] - x[pijlen[i].op]))
    bogen = {i: _arc(pijlen[i], *ends[i], taken) for i in flat}
    top = min([AXIS, *(int(boog.y) for boog in bogen.values())]) - 2 * LINE
    bottom = max(y for ring in rings for y, _ in ring.regels) + LINE // 2
    return Bogen(rings, [bogen[i] for i in sorted(bogen)], top, bottom - top)


def _lines(naam: str, wide: float) -> list[tuple[int, str]]:
    lines: list[str] = []
    for word in naam.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * PER_LETTER <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return list(zip(count(AXIS + 30, LINE), lines, strict=False))


def _ends(x: dict[str, float], pijlen: Sequence[Pijl]) -> list[tuple[float, float]]:
    """Spread what leaves and reaches a ring: what goes far stands inside what stays near.

    So no two arrows of one ring cross.
    """
    at: dict[str, list[tuple[bool, float, int, int]]] = {}
    for i, pijl in enumerate(pijlen):
        for end, (here, there) in enumerate([(pijl.van, pijl.op), (pijl.op, pijl.van)]):
            at.setdefault(here, []).append((x[there] > x[here], -x[there], i, end))
    found = [[0.0, 0.0] for _ in pijlen]
    for naam, arrows in at.items():
        first = x[naam] - APART * (len(arrows) - 1) / 2
        for number, (_, _, i, end) in enumerate(sorted(arrows)):
            found[i][end] = round(first + APART * number, 1)
    return [(van, op) for van, op in found]


def _arc(pijl: Pijl, van: float, op: float, taken: list[tuple[float, float, float]]) -> Boog:
    # Further is higher, and a way back is higher than the way there.
    rise = min(40 + 0.3 * abs(op - van) + (20 if op < van else 0), HIGHEST)
    lean, y, tip = 0.12 * (op - van), AXIS - 13, AXIS - 20
    peak = round(AXIS - rise, 1)
    pad = f"M{van} {y}C{van + lean:.1f} {peak} {op - lean:.1f} {peak} {op} {tip}"
    punt = f"M{op - 6:.1f} {tip - 2}h12l-6 10z"
    half = len(pijl.woorden) * PER_LETTER / 2
    places = [
        (_bezier(van, van + lean, op - lean, op, t), _bezier(y, peak, peak, tip, t) + 5)
        for t in TIMES
    ]
    free = [(a, b) for a, b in places if _is_free(a, b, half, taken)]
    a, b = (free or places)[0]
    a = min(max(a, half), WIDE - half)
    taken.append((a, b, half))
    return Boog(pad, punt, round(a, 1), round(b, 1), pijl.woorden, pijl.laat)


def _is_free(x: float, y: float, half: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    return all(abs(x - a) > half + other or abs(y - b) > LINE for a, b, other in taken)


def _bezier(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return where a cubic curve of these four points is at `t`, from 0 to 1."""
    s = 1 - t
    return s**3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t**3 * d
