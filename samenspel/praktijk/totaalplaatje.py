"""Draw the totaalplaatje: household in the middle, leefgebieden around it, regelingen outside.

Pure geometry: plain values in, whole numbers out. Regelingen stand in two columns, each beside
its leefgebied, so that no two labels ever overlap. For a phone see `totaalplaatje_smal`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BREEDTE = 860
CARD, CARD_X, CARD_GAP = 190, (0, 670), 10
PILL, PILL_X, PILL_HEIGHT = 136, (223, 501), 44
MIDDLE, RADIUS, FIELD, FIELD_X = BREEDTE // 2, 46, 24, 291
BLOCK_GAP, MARGIN, LEAST_HEIGHT = 18, 28, 200
LINE, NAME_SIZE, SMALL_SIZE, PILL_SIZE = 17, 14.5, 12.5, 13.5


@dataclass(frozen=True)
class InBeeld:
    """What the picture and its table say of one regeling."""

    naam: str
    afkorting: str
    ministeries: tuple[str, ...]
    uitvoerder: str
    niveaus: tuple[str, ...]
    leefgebieden: tuple[str, ...]
    ruimte: str = ""
    toelichting: str = ""
    pk: str = ""


@dataclass(frozen=True)
class Tekst:
    """One line of text, anchored in its middle."""

    x: int
    y: int
    tekst: str


@dataclass(frozen=True)
class Vak:
    """A box with lines of text; `klein` are the small ones, `volledig` is what it stands for."""

    x: int
    y: int
    breedte: int
    hoogte: int
    regels: tuple[Tekst, ...]
    klein: tuple[Tekst, ...] = ()
    volledig: str = ""


@dataclass(frozen=True)
class Tekening:
    """Everything the template draws, in `breedte` by `hoogte`.

    `veld` is the soft field behind household and leefgebieden; `midden` is the household.
    """

    breedte: int
    hoogte: int
    veld: Vak | None
    midden: tuple[int, int]
    leefgebieden: tuple[Vak, ...]
    regelingen: tuple[Vak, ...]
    lijnen: tuple[str, ...]


NOWHERE = "meedoen"
"""Where a regeling is drawn of which the register names no leefgebied."""


def home(regeling: InBeeld, leefgebieden: Iterable[str]) -> str:
    """Return the leefgebied a regeling is drawn at: its first among `leefgebieden`, else its first.

    >>> home(InBeeld("Participatiewet", "Pw", (), "", (), ("inkomen", "werk")), ["werk", "zorg"])
    'werk'
    >>> home(InBeeld("Wet", "W", (), "", (), ()), ["werk"])
    'meedoen'
    """
    chosen = set(leefgebieden)
    its = regeling.leefgebieden or (NOWHERE,)
    return next((one for one in its if one in chosen), its[0])


def by_leefgebied(
    leefgebieden: Iterable[str], regelingen: Sequence[InBeeld], labels: Mapping[str, str]
) -> dict[str, list[InBeeld]]:
    """Return the leefgebieden to draw, in the order of `labels`, each with its regelingen."""
    chosen = set(leefgebieden)
    found: dict[str, list[InBeeld]] = {code: [] for code in chosen}
    for regeling in sorted(regelingen, key=lambda r: r.naam):
        found.setdefault(home(regeling, chosen), []).append(regeling)
    return {code: found[code] for code in labels if code in found}


def teken(
    leefgebieden: Iterable[str], regelingen: Sequence[InBeeld], labels: Mapping[str, str]
) -> Tekening:
    """Place every box and line.

    Parameters
    ----------
    leefgebieden
        Codes of the leefgebieden that were chosen; those of the regelingen are added.
    regelingen
        The regelingen, each with at least one leefgebied.
    labels
        Every code of a leefgebied with what it is called, in the order to draw them in.
    """
    areas = by_leefgebied(leefgebieden, regelingen, labels)
    blocks = [_Block(labels[code], own) for code, own in areas.items()]
    sides = _two_sides(blocks)
    hoogte = max([LEAST_HEIGHT, *(_height(side) for side in sides)]) + 2 * MARGIN
    pills: list[Vak] = []
    boxes: list[Vak] = []
    lines: list[str] = []
    for side, column in enumerate(sides):
        y = (hoogte - _height(column)) // 2
        for block in column:
            pill = pill_of(block.label, PILL_X[side], y + (block.height - PILL_HEIGHT) // 2, PILL)
            pills.append(pill)
            lines.append(_to_household(pill, side, hoogte // 2))
            top = y + (block.height - block.cards_height) // 2
            for regeling in block.regelingen:
                box = card_of(regeling, CARD_X[side], top, CARD)
                boxes.append(box)
                lines.append(_to_card(pill, box, side))
                top += box.hoogte + CARD_GAP
            y += block.height + BLOCK_GAP
    middle = hoogte // 2
    top = min([middle - RADIUS, *(pill.y for pill in pills)]) - FIELD
    bottom = max([middle + RADIUS, *(pill.y + PILL_HEIGHT for pill in pills)]) + FIELD
    field = Vak(FIELD_X, top, BREEDTE - 2 * FIELD_X, bottom - top, ())
    return Tekening(
        BREEDTE, hoogte, field, (MIDDLE, middle), tuple(pills), tuple(boxes), tuple(lines)
    )


def text_width(text: str, size: float) -> float:
    """Estimate the width of `text` in the units of the picture, on the wide side.

    >>> text_width("ill", 10) < text_width("Wmo", 10)
    True
    """
    narrow, wide = set("iljtfrI.,;:'|() -"), set("mwMWOQD@")
    per_letter = (0.33 if c in narrow else 0.86 if c in wide else 0.57 for c in text)
    return size * sum(per_letter)


def fit(text: str, width: float, size: float, lines: int = 1) -> list[str] | None:
    """Break `text` over at most `lines` lines of `width`; None when it does not fit.

    >>> fit("Wet op de huurtoeslag", 120, 14, 2)
    ['Wet op de', 'huurtoeslag']
    >>> fit("Werkloosheidswet", 40, 14) is None
    True
    """
    broken = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".strip()
        if text_width(longer, size) <= width:
            broken[-1] = longer
        else:
            broken.append(word)
    broken = [line for line in broken if line]
    fits = len(broken) <= lines and all(text_width(line, size) <= width for line in broken)
    return broken if fits else None


def shorten(text: str, width: float, size: float) -> str:
    """Cut `text` to `width`, and show that it was cut.

    >>> shorten("gemeente", 100, 12), shorten("schuldhulpverlening", 60, 12)
    ('gemeente', 'schuldhu…')
    """
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,;(')}…"


def card_of(regeling: InBeeld, x: int, y: int, breedte: int) -> Vak:
    """Write a regeling in a box as high as it needs: its name, then who is in charge."""
    names = fit(regeling.naam, breedte - 20, NAME_SIZE, 2)
    names = names or [shorten(regeling.afkorting, breedte - 20, NAME_SIZE)]
    executor = regeling.uitvoerder.partition(";")[0].partition("(")[0].strip()
    who = " en ".join(regeling.ministeries) or "ministerie onbekend"
    parts = [f"{who} · {', '.join(regeling.niveaus)}", executor]
    small = [shorten(part, breedte - 16, SMALL_SIZE) for part in parts if part]
    rows = [
        Tekst(x + breedte // 2, y + 21 + LINE * number, text)
        for number, text in enumerate([*names, *small])
    ]
    volledig = f"{regeling.naam}: {', '.join(regeling.ministeries)}; {regeling.uitvoerder}"
    return Vak(
        x, y, breedte, 16 + LINE * len(rows),
        tuple(rows[: len(names)]), tuple(rows[len(names) :]), volledig,
    )  # fmt: skip


def pill_of(label: str, x: int, y: int, breedte: int) -> Vak:
    """Write the name of a leefgebied in a box of one height."""
    broken = fit(label, breedte - 20, PILL_SIZE, 2) or [shorten(label, breedte - 20, PILL_SIZE)]
    first = y + PILL_HEIGHT // 2 + 5 - (len(broken) - 1) * 8
    rows = (Tekst(x + breedte // 2, first + 16 * number, row) for number, row in enumerate(broken))
    return Vak(x, y, breedte, PILL_HEIGHT, tuple(rows), volledig=label)


class _Block:
    """A leefgebied with its regelingen, which stand together on one side."""

    def __init__(self, label: str, regelingen: Sequence[InBeeld]) -> None:
        self.label = label
        self.regelingen = regelingen
        heights = [card_of(one, 0, 0, CARD).hoogte for one in regelingen]
        self.cards_height = sum(heights) + CARD_GAP * max(0, len(heights) - 1)
        self.height = max(PILL_HEIGHT, self.cards_height)


def _two_sides(blocks: Sequence[_Block]) -> tuple[list[_Block], list[_Block]]:
    """Put the largest blocks first on the shortest side; within a side the order stays."""
    sides: tuple[list[_Block], list[_Block]] = ([], [])
    for block in sorted(blocks, key=lambda b: -b.height):
        # The right first: there a reader of Dutch ends, and the longest column may stand.
        min(reversed(sides), key=_height).append(block)
    for side in sides:
        side.sort(key=blocks.index)
    return sides


def _height(column: Sequence[_Block]) -> int:
    return sum(block.height for block in column) + BLOCK_GAP * max(0, len(column) - 1)


def _to_household(pill: Vak, side: int, middle: int) -> str:
    edge = pill.x + (PILL if side == 0 else 0)
    return f"M{MIDDLE} {middle}L{edge} {pill.y + PILL_HEIGHT // 2}"


def _to_card(pill: Vak, card: Vak, side: int) -> str:
    start = pill.x + (0 if side == 0 else PILL)
    end = card.x + (CARD if side == 0 else 0)
    half, y1, y2 = (start + end) // 2, pill.y + PILL_HEIGHT // 2, card.y + card.hoogte // 2
    return f"M{start} {y1}C{half} {y1} {half} {y2} {end} {y2}"
