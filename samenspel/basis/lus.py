"""One step of the loop, as the ribbon `{% lus %}` draws it."""

from dataclasses import dataclass
from typing import Literal

TagSoort = Literal["wacht", "klaar", "stil", "bezwaar", "gewoon"]
StapStand = Literal["gedaan", "nu", "straks", ""]


@dataclass(frozen=True)
class Stap:
    """A step of the loop: with `aantal` how many there are, without it where this one stands."""

    label: str
    url: str = ""
    aantal: int | None = None
    tag: str = ""
    tag_soort: TagSoort = "gewoon"
    stand: StapStand = ""
