"""What a rule gives back: the shares, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import GameError


@dataclass(frozen=True)
class Deel:
    """One part of a share: what it is for (in Dutch) and how much.

    References
    ----------
    Peleg and Sudhölter (2007), doi:10.1007/978-3-540-72945-7.
    """

    omschrijving: str
    bedrag: float


@dataclass(frozen=True)
class NucleolusStap:
    """One step of the nucleolus: coalitions that cannot all be made happier at once.

    With their `weights` they cover every player equally often, apart from coalitions that
    are settled already: this is what makes the step provably the best (Kohlberg).

    References
    ----------
    Kohlberg (1971), doi:10.1137/0120009.
    """

    excess: float
    weights: Mapping[frozenset[str], float]


class Explanation(Mapping[str, tuple[Deel, ...]]):
    """The parts per player, made when somebody asks (a big game has thousands)."""

    def __init__(
        self, players: Sequence[str], parts: Callable[[int], Sequence[tuple[str, float]]]
    ) -> None:
        self._index = {name: i for i, name in enumerate(players)}
        self._parts = parts

    def __getitem__(self, name: str) -> tuple[Deel, ...]:
        """Return the parts of the share of `name`; they add up to it."""
        parts = self._parts(self._index[name])
        return tuple(Deel(text, float(amount)) for text, amount in parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


@dataclass(frozen=True)
class Verdeling:
    """A division by one rule.

    Attributes
    ----------
    rule
        The name of the rule.
    share
        What every player gets (pays, in a cost game), in the unit of the game.
    explanation
        Per player the parts that add up to the share.
    standard_error
        Per player the standard error, when the shares are estimated by drawing.
    steps
        The proof of a nucleolus, from the unhappiest coalitions down.

    References
    ----------
    Peleg and Sudhölter (2007), doi:10.1007/978-3-540-72945-7.
    """

    rule: str
    share: Mapping[str, float]
    explanation: Mapping[str, tuple[Deel, ...]] = field(repr=False)
    standard_error: Mapping[str, float] | None = None
    steps: tuple[NucleolusStap, ...] = field(default=(), repr=False)


def named(players: Sequence[str], shares: Floats) -> dict[str, float]:
    """Put the names to an array of shares, in the order of the players."""
    return dict(zip(players, shares.tolist(), strict=True))


def two_parts(
    players: Sequence[str], first: tuple[str, Floats], second: tuple[str, Floats]
) -> Explanation:
    """Explain every share as the sum of two parts."""

    def parts(i: int) -> list[tuple[str, float]]:
        return [(text, amounts[i]) for text, amounts in (first, second)]

    return Explanation(players, parts)


def ordered(players: Sequence[str], amounts: Mapping[str, float], what: str) -> Floats:
    """Return the amounts in the order of the players; every player exactly once."""
    if wrong := sorted(set(players).symmetric_difference(amounts)):
        raise GameError(
            f"Geef {what} voor precies alle deelnemers; let op {wrong[0]}.", code="not_every_player"
        )
    return finite((amounts[name] for name in players), f"Niet elk getal in {what} is een")


def finite(amounts: Iterable[object], sentence: str) -> Floats:
    """Return the amounts as floats; refuse what is no (finite) number."""
    numbers = [a if isinstance(a, int | float | np.number) else np.nan for a in amounts]
    array = np.array(numbers, dtype=np.float64)
    if not np.isfinite(array).all():
        raise GameError(f"{sentence} (eindig) getal.", code="not_a_number")
    return array
