"""The causal map: signed, weighted, uncertain influences with delays between named factors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import index
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import formats
from samenspel.analyse.samenhang.formats import Source

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Invloed:
    """An arrow: if `van` rises by one unit, `op` is pushed by `kracht` units.

    Parameters
    ----------
    van, op
        Names of the two factors; the same name twice is a factor that acts on itself.
    kracht
        The best estimate, without unit. Fuzzy cognitive maps use -1 to 1; any finite number is
        accepted, because a linear model may amplify.
    laag, hoog
        The band in which the kracht lies according to whoever drew the map. Left out: equal to
        `kracht`, so certain on that side.
    vertraging
        How many whole steps the influence waits on top of the one step every influence takes.
    bewijs
        Where it comes from: a source, a study, a conversation.

    Raises
    ------
    AnalyseError
        If a name is empty or padded with spaces, a number is not finite, ``laag <= kracht <= hoog``
        does not hold, or the vertraging is not a whole number from 0.

    References
    ----------
    Kosko (1986), doi:10.1016/S0020-7373(86)80040-2.

    Examples
    --------
    >>> Invloed("schulden", "stress", 0.6, laag=0.3, hoog=0.8).band
    (0.3, 0.8)
    >>> Invloed("schulden", "stress", 0.6).band
    (0.6, 0.6)
    """

    van: str
    op: str
    kracht: float
    laag: float | None = None
    hoog: float | None = None
    vertraging: int = 0
    bewijs: str = ""

    def __post_init__(self) -> None:
        _check_names((self.van, self.op))
        try:
            for field in ("kracht", "laag", "hoog"):
                if (value := getattr(self, field)) is not None:
                    object.__setattr__(self, field, float(value))
            object.__setattr__(self, "vertraging", index(self.vertraging))
        except (TypeError, ValueError) as error:
            raise AnalyseError(
                f"{self}: kracht, laag en hoog zijn getallen, vertraging is een heel getal.",
                code="not_a_number",
            ) from error
        laag, hoog = self.band
        if not all(map(math.isfinite, (laag, self.kracht, hoog))):
            raise AnalyseError(
                f"{self}: vul voor kracht, laag en hoog gewone getallen in.", code="not_a_number"
            )
        if not laag <= self.kracht <= hoog:
            raise AnalyseError(
                f"{self}: de kracht ligt niet tussen laag en hoog. Pas de band aan.",
                code="band_out_of_order",
            )
        if self.vertraging < 0:
            raise AnalyseError(f"{self}: een vertraging is 0 stappen of meer.", code="wrong_delay")

    def __str__(self) -> str:
        return f"{self.van} → {self.op}"

    @property
    def band(self) -> tuple[float, float]:
        """The lowest and highest kracht considered possible."""
        return (
            self.kracht if self.laag is None else self.laag,
            self.kracht if self.hoog is None else self.hoog,
        )


@dataclass(frozen=True, init=False, eq=False)
class Kaart:
    """A set of influences and the factors between which they run.

    Two influences with the same `van`, `op` and `vertraging` are refused: that is nearly always a
    mistake, and adding them silently would hide it. The same pair with another delay is allowed
    (an effect that is bad first and good later); their krachten add up wherever time plays no role.

    Parameters
    ----------
    invloeden
        The arrows, in any order: they are kept sorted by `op`, `van` and `vertraging`, so the
        order in which they are given never changes an outcome.
    factors
        The names in the order in which outcomes are to be listed, isolated factors included. Left
        out: every name in the arrows, sorted.

    References
    ----------
    Kosko (1986), doi:10.1016/S0020-7373(86)80040-2.

    Examples
    --------
    >>> kaart = Kaart([Invloed("schulden", "stress", 0.6), Invloed("stress", "schulden", 0.4)])
    >>> kaart.factors
    ('schulden', 'stress')
    >>> kaart.matrix().tolist()
    [[0.0, 0.6], [0.4, 0.0]]
    """

    invloeden: tuple[Invloed, ...]
    factors: tuple[str, ...]

    def __init__(self, invloeden: Iterable[Invloed], factors: Sequence[str] | None = None) -> None:
        arrows = tuple(sorted(invloeden, key=_identity))
        named = {name for arrow in arrows for name in (arrow.van, arrow.op)}
        object.__setattr__(self, "invloeden", arrows)
        object.__setattr__(self, "factors", tuple(sorted(named) if factors is None else factors))
        for arrow, times in Counter(map(_identity, arrows)).items():
            if times > 1:
                raise AnalyseError(
                    f"{arrow[1]} → {arrow[0]} staat {times} keer op de kaart met dezelfde "
                    "vertraging. Laat er een staan.",
                    code="double_arrow",
                )
        _check_names(self.factors)
        if double := [name for name, times in Counter(self.factors).items() if times > 1]:
            raise AnalyseError(
                f"Dubbele factoren: {', '.join(double)}. Geef elk een eigen naam.",
                code="double_name",
            )
        if missing := sorted(named - set(self.factors)):
            raise AnalyseError(
                f"Ontbreekt in de lijst van factoren: {', '.join(missing)}.", code="unknown_factor"
            )

    def __eq__(self, other: object) -> bool:
        """Equal arrows between equal factors; the order of listing plays no role."""
        if not isinstance(other, Kaart):
            return NotImplemented
        return self.invloeden == other.invloeden and set(self.factors) == set(other.factors)

    def __hash__(self) -> int:
        return hash((self.invloeden, frozenset(self.factors)))

    def matrix(self) -> Floats:
        """Return W, shape (n, n): ``W[i, j]`` is the kracht of factor i on factor j."""
        matrix = np.zeros((len(self.factors), len(self.factors)))
        source = self.positions(arrow.van for arrow in self.invloeden)
        target = self.positions(arrow.op for arrow in self.invloeden)
        np.add.at(matrix, (source, target), [arrow.kracht for arrow in self.invloeden])
        return matrix

    def positions(self, names: Iterable[str]) -> list[int]:
        """Return where each name stands in `factors`; an unknown name is an error."""
        position = {name: i for i, name in enumerate(self.factors)}
        names = list(names)
        if unknown := sorted({str(name) for name in names if name not in position}):
            raise AnalyseError(
                f"Niet op de kaart: {', '.join(unknown)}. Kies uit de factoren van de kaart.",
                code="unknown_factor",
            )
        return [position[name] for name in names]

    def with_krachten(self, krachten: ArrayLike) -> Kaart:
        """Return the same map with other, certain krachten, in the order of `invloeden`."""
        values = np.asarray(krachten, dtype=float)
        if values.shape != (len(self.invloeden),):
            raise AnalyseError(
                f"Geef {len(self.invloeden)} krachten, voor elke invloed een.", code="wrong_length"
            )
        arrows = (
            replace(arrow, kracht=float(value), laag=None, hoog=None)
            for arrow, value in zip(self.invloeden, values, strict=True)
        )
        return Kaart(arrows, self.factors)

    @classmethod
    def from_matrix(cls, names: Sequence[str], array: ArrayLike) -> Kaart:
        """Make a map of W, shape (n, n), row acts on column; a zero is no arrow.

        Examples
        --------
        >>> Kaart.from_matrix(["b", "a"], [[0, -0.5], [0, 0]]).factors
        ('b', 'a')
        """
        matrix = np.asarray(array, dtype=float)
        if matrix.shape != (len(names), len(names)):
            raise AnalyseError(
                f"Bij {len(names)} namen hoort een tabel van {len(names)} bij {len(names)}.",
                code="wrong_length",
            )
        cells = zip(*np.nonzero(matrix), strict=True)
        return cls([Invloed(names[i], names[j], float(matrix[i, j])) for i, j in cells], names)

    @classmethod
    def from_csv(cls, source: Source) -> Kaart:
        """Read a table with at least the columns van, op and kracht; see `formats`."""
        return cls._from_rows(*formats.read_csv(source))

    @classmethod
    def from_graphml(cls, source: Source) -> Kaart:
        """Read a directed GraphML graph; see `formats`."""
        return cls._from_rows(*formats.read_graphml(source))

    @classmethod
    def from_kumu(cls, source: Source) -> Kaart:
        """Read a Kumu blueprint (JSON); see `formats`."""
        return cls._from_rows(*formats.read_kumu(source))

    def to_csv(self) -> str:
        """Return the map as CSV text that `from_csv` reads back unchanged."""
        return formats.write_csv(self.factors, self._rows())

    def to_graphml(self) -> str:
        """Return the map as GraphML text that `from_graphml` reads back unchanged."""
        return formats.write_graphml(self.factors, self._rows())

    def to_kumu(self) -> str:
        """Return the map as a Kumu blueprint (JSON) that `from_kumu` reads back unchanged."""
        return formats.write_kumu(self.factors, self._rows())

    @classmethod
    def _from_rows(cls, names: list[str], rows: list[formats.Row]) -> Kaart:
        return cls([Invloed(**row) for row in rows], names)

    def _rows(self) -> list[formats.Row]:
        return [cast(formats.Row, vars(arrow)) for arrow in self.invloeden]


def _identity(arrow: Invloed) -> tuple[str, str, int]:
    return arrow.op, arrow.van, arrow.vertraging


def _check_names(names: Iterable[str]) -> None:
    """Refuse names that cannot be told apart on paper or do not survive a file."""
    for name in names:
        if not isinstance(name, str) or not name or name != name.strip() or not name.isprintable():
            raise AnalyseError(
                f"{name!r} is geen bruikbare naam voor een factor. Geef een naam van een regel, "
                "zonder spaties aan het begin of eind.",
                code="no_name",
            )
