"""Draw the totaalplaatje for a phone: one line down from the household, everything along it.

The same boxes as the wide picture, so that one template draws both.
"""

from collections.abc import Iterable, Mapping, Sequence

from samenspel.praktijk.totaalplaatje import (
    PILL_HEIGHT,
    RADIUS,
    InBeeld,
    Tekening,
    Vak,
    by_leefgebied,
    card_of,
    pill_of,
)

BREEDTE, PILL, CARD_X, GAP = 330, 220, 84, 10
MIDDLE, BRANCH = RADIUS + 4, RADIUS + 18
"""Where the line from the household runs down, and the one from a leefgebied."""


def teken_smal(
    leefgebieden: Iterable[str], regelingen: Sequence[InBeeld], labels: Mapping[str, str]
) -> Tekening:
    """Place every box and line; the parameters are those of `teken`."""
    pills: list[Vak] = []
    boxes: list[Vak] = []
    lines: list[str] = []
    y = 2 * RADIUS + 2 * GAP
    for code, own in by_leefgebied(leefgebieden, regelingen, labels).items():
        pill = pill_of(labels[code], 2, y, PILL)
        pills.append(pill)
        lines.append(f"M{MIDDLE} {RADIUS}V{pill.y}")
        y += PILL_HEIGHT + GAP
        for regeling in own:
            box = card_of(regeling, CARD_X, y, BREEDTE - CARD_X - 2)
            boxes.append(box)
            lines.append(f"M{BRANCH} {pill.y + PILL_HEIGHT}V{y + box.hoogte // 2}H{CARD_X}")
            y += box.hoogte + GAP
        y += GAP
    household = (MIDDLE, RADIUS + 2)
    return Tekening(BREEDTE, y, None, household, tuple(pills), tuple(boxes), tuple(lines))
