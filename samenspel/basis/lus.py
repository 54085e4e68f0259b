"""The loop as the part `{% lus %}` draws it, in one of its three forms.

With counts it is drawn as a loop, and its way back says how many know what became of their casus.
With a sentence at each step it tells one casus (`lus--verhaal`). Else it is one line that says
where a thing stands (`lus--lijn`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

TagSoort = Literal["wacht", "klaar", "stil", "bezwaar", "gewoon"]
StationStand = Literal["gedaan", "nu", "straks", ""]


@dataclass(frozen=True)
class Station:
    """A step of the loop: how many there are (`aantal`), what happened (`tekst`), or its `stand`.

    `fase` says how far the thing that stands here is in this step: "ronde 2 van 3".
    """

    label: str
    url: str = ""
    aantal: int | None = None
    tag: str = ""
    tag_soort: TagSoort = "gewoon"
    stand: StationStand = ""
    fase: str = ""
    tekst: str = ""
    op: date | None = None


@dataclass(frozen=True)
class Lus:
    """The steps, the sentence on the way back, and which part of that way is still open.

    `nog` is 0 to 100: so many percent of it is dotted; where nothing is said of it (None) it is
    drawn softly. `kop` stands above the loop; without it `label` is what a screen reader says.
    """

    stappen: Sequence[Station]
    terug: str = ""
    nog: int | None = None
    kop: str = ""
    label: str = ""

    @property
    def vorm(self) -> Literal["", "verhaal", "lijn"]:
        """Which of the three forms it has; a loop of no steps is a line."""
        first = next(iter(self.stappen), Station(""))
        if first.aantal is not None:
            return ""
        return "verhaal" if first.tekst else "lijn"


def weg_terug(weten: int, alle: int) -> tuple[str, int | None]:
    """Say how many of `alle` indieners know what became of their casus, and which part is open.

    The part is rounded up: as long as one does not know, the way back is not whole.

    >>> weg_terug(97, 128)
    ('97 van 128 indieners weten wat er met hun casus gebeurde', 25)
    >>> weg_terug(299, 300)[1], weg_terug(300, 300)
    (1, ('Alle 300 indieners weten wat er met hun casus gebeurde', 0))
    >>> weg_terug(1, 1), weg_terug(0, 1)[1], weg_terug(0, 0)
    (('De indiener weet wat er met de casus gebeurde', 0), 100, ('', None))
    """
    if not alle:
        return "", None
    nog = -(-100 * (alle - weten) // alle)
    if alle == 1:
        weet = "weet" if weten else "weet nog niet"
        return f"De indiener {weet} wat er met de casus gebeurde", nog
    wie = f"Alle {alle} indieners" if weten == alle else f"{weten} van {alle} indieners"
    verb = "weet" if weten == 1 else "weten"
    return f"{wie} {verb} wat er met hun casus gebeurde", nog
