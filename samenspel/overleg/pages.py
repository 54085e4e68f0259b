"""What is open, on the pages of lower apps."""

from collections.abc import Iterable
from dataclasses import dataclass

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import Part, fetch, titels_of
from samenspel.overleg.vervolg import SHOWN
from samenspel.overleg.vormen import VORMEN


@dataclass(frozen=True)
class Openstaand:
    """What is open, and whether there is more than is shown."""

    rijen: list[Rij]
    meer: bool


def openstaand(parts: Iterable[Part]) -> Openstaand:
    """Tell what is open, at most `SHOWN` of a kind. Two queries."""
    today, rows = klok.today(), fetch(parts, most=SHOWN + 1)
    titels = titels_of(rows)
    seen: dict[str, int] = {}
    rijen = []
    for row in rows:
        seen[row.soort] = seen.get(row.soort, 0) + 1
        if seen[row.soort] <= SHOWN:
            rijen.append(tell(row, VORMEN[row.soort], today, titels))
    return Openstaand(rijen, len(rijen) < len(rows))
