"""The errors of this kernel: a small tree, each with a sentence that a user may read."""

from __future__ import annotations

from typing import ClassVar

from samenspel.analyse.errors import AnalyseError


class UitruilError(AnalyseError):
    """The input of an exchange cannot be calculated with."""


class GameError(UitruilError):
    """The values do not describe a game: something is missing, double or not a number."""

    default: ClassVar[str] = "invalid_game"


class NoSolutionError(UitruilError):
    """The game is fine, but this rule has no (single) outcome in it."""

    default: ClassVar[str] = "no_solution"


class CalculationError(UitruilError):
    """A calculation could not be proven right, so its outcome is not given."""

    default: ClassVar[str] = "not_provable"


class StoppedError(UitruilError):
    """The search was stopped before it found any package."""

    default: ClassVar[str] = "stopped"


class InfeasibleError(UitruilError):
    """The conditions cannot all hold; `conflict` is an irreducible set of them, in words.

    Drop any one of them and the others can hold together.

    References
    ----------
    Chinneck and Dravnieks (1991), doi:10.1287/ijoc.3.2.157.
    """

    default: ClassVar[str] = "infeasible"

    def __init__(self, conflict: tuple[str, ...]) -> None:
        self.conflict = conflict
        listed = "; ".join(f"({number}) {text}" for number, text in enumerate(conflict, start=1))
        super().__init__(
            f"Deze voorwaarden gaan niet samen: {listed}. Laat er één vallen of maak er één ruimer."
        )
