"""What a teller agrees to, version by version.

Consent is the only ground on which a verhaal is kept (GDPR art. 6(1)(a); for what it says about
health art. 9(2)(a)). Who processes must be able to show it (art. 7(1)) and let it be taken back
as easily as it was given (art. 7(3)); then the words go (art. 17(1)(b)).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "toestemming.toml"


@dataclass(frozen=True)
class Versie:
    """One text, point by point."""

    nummer: int
    vanaf: date
    punten: tuple[str, ...]


@cache
def versies() -> tuple[Versie, ...]:
    """Return every text that was ever used, the present one last."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["versies"]
    return tuple(Versie(row["nummer"], row["vanaf"], tuple(row["punten"])) for row in rows)


def huidig() -> Versie:
    """Return the text of today."""
    return versies()[-1]


def versie(nummer: int) -> Versie:
    """Return the text with this number."""
    return next(one for one in versies() if one.nummer == nummer)
