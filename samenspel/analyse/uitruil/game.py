"""A cooperative game: what every group of players can reach (or must pay) together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.uitruil._stream import Floats, largest_gain, magnitude
from samenspel.analyse.uitruil.errors import GameError
from samenspel.analyse.uitruil.projects import Projects, dense_values, projects_of
from samenspel.analyse.uitruil.stakes import stakes_of

if TYPE_CHECKING:
    from samenspel.analyse.uitruil.measures import Maatregel

MAX_DENSE = 30
"""Players of a dense game: 2**30 values are 8.6 GB."""
MAX_EXPANDED = 25
"""Players up to which a compact game or a function is written out."""
ROUNDING = 1e-15
"""What a few additions of floats do, relative to the largest."""


@dataclass(frozen=True, eq=False)
class Game:
    """A game with transferable utility; make one with a `from_...` constructor.

    Attributes
    ----------
    players
        The names, in the order given; player i is bit i of a coalition's mask.
    values
        v(S) per mask, shape ``(2**n,)``, in one unit (such as euros); None in compact form.
    is_cost
        The values are costs: less is better, and solutions are returned as costs.
    projects
        The compact form: a list of measures instead of a list of coalitions.
    function
        A black box that is asked for v(S); for `shapley_sampled`.
    scale
        The largest absolute value, to which tolerances are relative.
    fractions
        The values without rounding, for the rules in `exact`; None if floats were given.

    References
    ----------
    von Neumann and Morgenstern (1944), *Theory of Games and Economic Behavior*,
    doi:10.1515/9781400829460.
    """

    players: tuple[str, ...]
    values: Floats | None = None
    is_cost: bool = False
    projects: Projects | None = None
    function: Callable[[frozenset[str]], float] | None = None
    scale: float = field(default=1.0)
    fractions: tuple[Fraction, ...] | None = field(default=None, repr=False)

    @classmethod
    def from_values(cls, players: Sequence[str], values: Mapping[frozenset[str], float]) -> Game:
        """Make a game from the value of every coalition; the empty one may be left out.

        Raises
        ------
        GameError
            If a coalition is missing or unknown, or a value is not a finite number.

        Examples
        --------
        >>> game = Game.from_values(["A", "B"], {frozenset("A"): 1, frozenset("B"): 2,
        ...                                      frozenset("AB"): 5})
        >>> game.value({"A", "B"})
        5.0
        """
        names = _checked_names(players)
        _check_size(len(names), MAX_EXPANDED)
        bit = {name: 1 << i for i, name in enumerate(names)}
        array = np.full(1 << len(names), np.nan)
        array[0] = 0.0
        for coalition, value in values.items():
            if unknown := sorted(set(coalition) - set(names)):
                raise GameError(
                    f"Onbekende deelnemer in een groep: {', '.join(unknown)}.",
                    code="unknown_player",
                )
            number = _number(value, coalition)
            array[sum(bit[name] for name in coalition)] = number
        missing = np.flatnonzero(np.isnan(array))
        if len(missing):
            group = _group(names, int(missing[0]))
            raise GameError(
                f"De waarde van {len(missing)} groep(en) ontbreekt, zoals van {group}. "
                "Vul voor elke groep een waarde in.",
                code="missing_values",
            )
        return cls.from_array(names, array)

    @classmethod
    def from_array(cls, players: Sequence[str], values: NDArray[np.float64]) -> Game:
        """Make a game from 2**n values; bit i of the index says whether player i is in.

        The array is used as it is (n = 30 is 8.6 GB, too much to copy): do not change it
        while the game lives.

        Raises
        ------
        GameError
            If the length is not 2**n, the empty coalition is not 0 or a value is not finite.

        Examples
        --------
        >>> Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0])).total
        5.0
        """
        names = _checked_names(players)
        _check_size(len(names), MAX_DENSE)
        array = _checked_array(values, len(names))
        scale = magnitude(array)
        if not np.isfinite(scale):
            raise GameError(
                "Niet elke waarde is een (eindig) getal; verbeter de invoer.", code="not_a_number"
            )
        return cls(players=names, values=array, scale=scale)

    @classmethod
    def from_fractions(
        cls, players: Sequence[str], values: Mapping[frozenset[str], Fraction | int]
    ) -> Game:
        """Make a game whose values are not rounded, for the rules in `exact`.

        A group that is left out is worth 0.

        Raises
        ------
        GameError
            If a group has an unknown member, or a value is no fraction or whole number.

        Examples
        --------
        >>> Game.from_fractions(["A", "B"], {frozenset("AB"): Fraction(1, 3)}).fractions[3]
        Fraction(1, 3)
        """
        names = _checked_names(players)
        _check_size(len(names), MAX_EXPANDED)
        bit = {name: 1 << i for i, name in enumerate(names)}
        fractions = [Fraction(0)] * (1 << len(names))
        for coalition, value in values.items():
            if unknown := sorted(set(coalition) - set(names)):
                raise GameError(
                    f"Onbekende deelnemer in een groep: {', '.join(unknown)}.",
                    code="unknown_player",
                )
            if not isinstance(value, Fraction | int):
                group = ", ".join(sorted(coalition)) or "de lege groep"
                raise GameError(
                    f"De waarde van {group} is geen breuk en geen heel getal.",
                    code="not_a_fraction",
                )
            fractions[sum(bit[name] for name in coalition)] = Fraction(value)
        return cls.of_fractions(names, fractions)

    @classmethod
    def of_fractions(cls, players: Sequence[str], values: Sequence[Fraction]) -> Game:
        """Make a game from 2**n fractions in the order of `from_array`."""
        game = cls.from_array(players, np.array([float(value) for value in values]))
        return replace(game, fractions=tuple(values))

    @classmethod
    def from_cost_array(cls, players: Sequence[str], costs: NDArray[np.float64]) -> Game:
        """Make a cost game from 2**n costs; every solution is returned as costs.

        Examples
        --------
        >>> Game.from_cost_array(["A", "B"], np.array([0.0, 8.0, 11.0, 11.0])).is_cost
        True
        """
        game = cls.from_array(players, costs)
        return cls(players=game.players, values=game.values, is_cost=True, scale=game.scale)

    @classmethod
    def from_measures(
        cls,
        measures: Sequence[Maatregel],
        *,
        players: Sequence[str] | None = None,
        discount: float = 0.0,
    ) -> Game:
        r"""Make the compact game of what every group can reach with the measures it controls.

        .. math:: v(S) = \sum_m [R_m \subseteq S] \, \max(0, \sum_{i \in S} w_{im})

        where :math:`w_{im}` is what measure m likely brings partner i (benefits minus costs)
        and :math:`R_m` are its deelnemers and everybody for whom it costs more than it
        brings. Who only profits is not needed, but a group counts only its own benefits. The
        game is convex, so its core is not empty, and it stays small for hundreds of players.

        Parameters
        ----------
        measures
            Their order does not matter; names must differ.
        players
            The players; by default everybody named in a measure, sorted.
        discount
            Yearly discount rate, such as 0.0225.

        Examples
        --------
        >>> from samenspel.analyse.uitruil import Maatregel
        >>> m = Maatregel("Schuldhulp", ["Gemeente"], {"Gemeente": 100}, {"Zorg": 160})
        >>> game = Game.from_measures([m])
        >>> game.value({"Gemeente"}), game.value({"Gemeente", "Zorg"})
        (0.0, 60.0)
        """
        named = sorted({name for measure in measures for name in measure.partners})
        names = _checked_names(named if players is None else players)
        if unknown := sorted(set(named) - set(names)):
            raise GameError(
                f"Een maatregel noemt {unknown[0]}, maar die is geen deelnemer.",
                code="unknown_player",
            )
        projects = projects_of(stakes_of(measures, discount), names)
        return cls(players=names, projects=projects, scale=projects.scale)

    @classmethod
    def from_function(
        cls, players: Sequence[str], function: Callable[[frozenset[str]], float]
    ) -> Game:
        """Make a game from a black box that is asked for the value of a coalition.

        Examples
        --------
        >>> Game.from_function(["A", "B"], lambda group: len(group) ** 2).value({"A", "B"})
        4.0
        """
        return cls(players=_checked_names(players), function=function)

    @property
    def sign(self) -> float:
        """Return 1 for a game of values, -1 for a game of costs."""
        return -1.0 if self.is_cost else 1.0

    @property
    def total(self) -> float:
        """Return what all players reach together."""
        return self.value(self.players)

    def value(self, coalition: Iterable[str]) -> float:
        """Return v(S) of a group of names."""
        group = frozenset(coalition)
        if unknown := sorted(group - set(self.players)):
            raise GameError(f"Onbekende deelnemer: {', '.join(unknown)}.", code="unknown_player")
        if self.function is not None:
            return _number(self.function(group), group) if group else 0.0
        inside = np.array([name in group for name in self.players])
        if self.projects is not None:
            return self.projects.value(inside)
        assert self.values is not None  # noqa: S101  one of the three forms is always there
        return float(self.values[int(inside @ (1 << np.arange(len(inside))))])

    def dense(self) -> Floats:
        """Return the 2**n values; writes out the compact form or asks the black box."""
        if self.values is not None:
            return self.values
        _check_size(len(self.players), MAX_EXPANDED)
        if self.projects is not None:
            return dense_values(self.projects)
        masks = range(1 << len(self.players))
        return np.array([self.value(names_in(self.players, mask)) for mask in masks])

    def alone(self) -> Floats:
        """Return v({i}) per player, shape (n,)."""
        if self.values is not None:
            alone: Floats = self.values[1 << np.arange(len(self.players))]
            return alone
        return np.array([self.value([name]) for name in self.players])

    def gain(self) -> float:
        r"""Return the largest gain of working together; what counts as equal is relative to it.

        The largest of :math:`v(S) - \sum_{i \in S} v(i)` over all groups (for costs: of the
        saving), and of its size for everybody. What members bring in as such does not count.
        """
        alone = self.alone()
        whole = abs(self.total - float(alone.sum()))
        if self.projects is not None:
            return whole
        return max(whole, largest_gain(self.dense(), self.sign, alone))

    def noise(self, relative: float) -> float:
        """Return `relative` times the gain, or what rounding alone does to values so large."""
        return relative * self.gain() + ROUNDING * len(self.players) * self.scale


def names_in(players: Sequence[str], mask: int) -> frozenset[str]:
    """Return the names behind a bit mask."""
    return frozenset(name for i, name in enumerate(players) if mask >> i & 1)


def _checked_names(players: Sequence[str]) -> tuple[str, ...]:
    names = tuple(players)
    if isinstance(players, str) or not all(isinstance(name, str) and name for name in names):
        raise GameError("Geef een lijst met de naam van elke deelnemer.", code="not_a_list")
    if not names:
        raise GameError("Er is geen enkele deelnemer; noem er minstens één.", code="no_players")
    if len(set(names)) < len(names):
        double = sorted({name for name in names if names.count(name) > 1})
        raise GameError(
            f"Deze naam komt twee keer voor: {double[0]}. Geef elk een eigen naam.",
            code="double_name",
        )
    return names


def _check_size(n: int, limit: int) -> None:
    if n > limit:
        raise GameError(
            f"Dit spel heeft {n} deelnemers; elke groep apart uitrekenen kan tot {limit}. "
            "Gebruik Game.from_measures of neem deelnemers samen.",
            code="too_many_players",
        )


def _checked_array(values: NDArray[np.float64], n: int) -> Floats:
    array = np.asarray(values)
    if array.dtype.kind not in "bifu" or array.shape != (1 << n,):
        raise GameError(
            f"Bij {n} deelnemers horen {1 << n} getallen, één per groep.", code="wrong_length"
        )
    view = np.ascontiguousarray(array, dtype=np.float64).view()
    view.flags.writeable = False
    if view[0] != 0.0:
        raise GameError("De lege groep moet waarde 0 hebben.", code="empty_group_not_zero")
    return view


def _number(value: object, coalition: Iterable[str]) -> float:
    if not isinstance(value, int | float | np.number) or not np.isfinite(float(value)):
        group = ", ".join(sorted(coalition)) or "de lege groep"
        raise GameError(f"De waarde van {group} is geen (eindig) getal.", code="not_a_number")
    return float(value)


def _group(players: Sequence[str], mask: int) -> str:
    return " + ".join(sorted(names_in(players, mask))) or "de lege groep"
