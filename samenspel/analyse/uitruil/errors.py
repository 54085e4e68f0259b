"""The errors of this kernel: a small tree, each with a sentence that a user may read."""

from __future__ import annotations

from samenspel.analyse.errors import AnalyseError


class UitruilError(AnalyseError):
    """The input of an exchange cannot be calculated with."""


class GameError(UitruilError):
    """The values do not describe a game: something is missing, double or not a number."""


class NoSolutionError(UitruilError):
    """The game is fine, but this rule has no (single) outcome in it."""


class CalculationError(UitruilError):
    """A calculation could not be proven right, so its outcome is not given."""


class StoppedError(UitruilError):
    """The search was stopped before it found any package."""


class InfeasibleError(UitruilError):
    """The conditions cannot all hold; `conflict` is an irreducible set of them, in words.

    Drop any one of them and the others can hold together.
    """

    def __init__(self, conflict: tuple[str, ...]) -> None:
        self.conflict = conflict
        listed = "; ".join(f"({number}) {text}" for number, text in enumerate(conflict, start=1))
        super().__init__(
            f"Deze voorwaarden gaan niet samen: {listed}. Laat er één vallen of maak er één ruimer."
        )
