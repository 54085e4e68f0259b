"""Loops and paths on a map: what amplifies itself, what corrects itself, and along which road."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph, csr_array

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import search
from samenspel.analyse.samenhang.errors import TooManyError
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.search import Found, Graph

S = TypeVar("S")

EFFORT = 8_000_000
"""Steps of the search, plus factors stored, before it gives up: under a second, and 32 MB."""


class Kring(NamedTuple):
    """A loop: a series of influences that ends where it began.

    Attributes
    ----------
    names
        The factors in order, each once, beginning with the first by name; the last acts on the
        first.
    sign
        ``R``, reinforcing: a change comes back with the same sign (an even number of negative
        arrows). ``B``, balancing: it comes back with the opposite sign.
    strength
        The product of the krachten: what one unit comes back as after one round.
    certain
        False if the band of one of its arrows holds both signs, so that the sign may be wrong.

    References
    ----------
    Richardson (1986), *Problems with causal-loop diagrams*, doi:10.1002/sdr.4260020207.
    """

    names: tuple[str, ...]
    sign: Literal["R", "B"]
    strength: float
    certain: bool

    def __str__(self) -> str:
        return f"{' → '.join((*self.names, self.names[0]))} ({self.sign}, {self.strength:+.2g})"


class Pad(NamedTuple):
    """A road from one factor to another that passes no factor twice.

    Attributes
    ----------
    names
        The factors in order, both ends included.
    sign
        1 or -1: the product of the signs of its arrows.
    strength
        The product of the krachten.
    certain
        False if the band of one of its arrows holds both signs.

    References
    ----------
    Richardson (1986), *Problems with causal-loop diagrams*, doi:10.1002/sdr.4260020207.
    """

    names: tuple[str, ...]
    sign: Literal[1, -1]
    strength: float
    certain: bool

    def __str__(self) -> str:
        return f"{' → '.join(self.names)} ({self.strength:+.2g})"


@dataclass(frozen=True)
class Kringtelling:
    """How many loops there are.

    Attributes
    ----------
    by_length
        Per length that occurs: how many reinforcing and how many balancing loops.
    complete
        False if the search gave up: the numbers are then a minimum.

    References
    ----------
    Richardson (1986), *Problems with causal-loop diagrams*, doi:10.1002/sdr.4260020207.
    """

    by_length: dict[int, tuple[int, int]]
    complete: bool

    @property
    def reinforcing(self) -> int:
        """The number of loops with sign R."""
        return sum(plus for plus, _ in self.by_length.values())

    @property
    def balancing(self) -> int:
        """The number of loops with sign B."""
        return sum(minus for _, minus in self.by_length.values())

    @property
    def total(self) -> int:
        """The number of loops."""
        return self.reinforcing + self.balancing

    def __str__(self) -> str:
        least = "" if self.complete else "minstens "
        return (
            f"{least}{self.total} kringen: {self.reinforcing} versterkend, {self.balancing} dempend"
        )


def loops(kaart: Kaart, *, longest: int | None = None, at_most: int | None = None) -> list[Kring]:
    """List the loops of at most `longest` arrows, each once: short ones first, then by name.

    Arrows with kracht 0 are no arrows; several between the same two factors count as one with
    the sum of their krachten. For numbers only, use `count_loops`.

    Parameters
    ----------
    kaart
        The map.
    longest
        The greatest number of arrows, at least 1; left out: no bound.
    at_most
        List only the first so many. Left out: all of them, or an error.

    Raises
    ------
    TooManyError
        If there are so many that the search takes too long (about half a million short ones).

    References
    ----------
    Johnson (1975), doi:10.1137/0204007.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, loops
    >>> kaart = Kaart([Invloed("stress", "schulden", 0.5), Invloed("schulden", "stress", 0.8)])
    >>> [str(kring) for kring in loops(kaart, longest=5)]
    ['schulden → stress → schulden (R, +0.4)']
    """
    names, graph = search.make_graph(kaart)
    found = _collect(graph, -1, -1, _bound(longest, len(names)), at_most)
    with _collector_paused():
        return list(map(Kring._make, _unpack(kaart, names, found, None, ("R", "B"))))


def count_loops(kaart: Kaart, *, longest: int | None = None, effort: int = EFFORT) -> Kringtelling:
    """Count the loops of at most `longest` arrows by length and sign, without listing them.

    Strongly connected parts of up to 18 factors are counted exactly whatever the number; larger
    ones by walking the loops, until `effort` steps have been made; the outcome then says that it
    is a minimum.

    References
    ----------
    Held and Karp (1962), doi:10.1137/0110015; Johnson (1975), doi:10.1137/0204007.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Kaart, count_loops
    >>> ones = [[int(i != j) for j in range(12)] for i in range(12)]
    >>> count_loops(Kaart.from_matrix([f"f{i:02}" for i in range(12)], ones)).total
    119481284
    """
    names, graph = search.make_graph(kaart)
    bound = _bound(longest, len(names))
    counts = np.zeros((len(names) + 1, 2), dtype=np.int64)
    complete = True
    for members in _rings(graph, len(names)):
        part = _part(graph, members)
        if len(members) <= search.SUBSETS:
            signs = np.zeros((len(members), len(members)), dtype=np.int8)
            signs[part.source, part.target] = np.sign(part.kracht)
            more = search.count_by_subsets(signs, bound)
        else:
            found = search.find(part, -1, -1, 1, bound, np.iinfo(np.int64).max, effort, False)
            complete &= found.end == search.LISTED
            more = found.counts
        counts[: len(more)] += more
    by_length = {
        i: (int(plus), int(minus)) for i, (plus, minus) in enumerate(counts) if plus + minus
    }
    return Kringtelling(by_length, complete)


def paths(
    kaart: Kaart, van: str, op: str, longest: int | None = None, *, at_most: int | None = None
) -> list[Pad]:
    """List the roads from `van` to `op` of at most `longest` arrows: short ones first.

    Parameters and errors are those of `loops`.

    References
    ----------
    Johnson (1975), doi:10.1137/0204007.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, paths
    >>> kaart = Kaart([Invloed("a", "b", 0.5), Invloed("b", "c", -0.5), Invloed("a", "c", 0.1)])
    >>> [str(pad) for pad in paths(kaart, "a", "c", 3)]
    ['a → c (+0.1)', 'a → b → c (-0.25)']
    """
    names, graph = search.make_graph(kaart)
    kaart.positions([van, op])
    if van == op:
        raise AnalyseError(
            "Kies twee verschillende factoren. Kringen vindt u met loops.", code="same_ends"
        )
    bound = _bound(longest, len(names))
    found = _collect(graph, names.index(van), names.index(op), bound, at_most)
    rows = _unpack(kaart, names, found, op, (1, -1))
    return [Pad._make(((*nodes, op), *rest)) for nodes, *rest in rows]


def _collect(graph: Graph, start: int, goal: int, longest: int, at_most: int | None) -> list[Found]:
    """Return all that is found, or length by length until `at_most` is reached."""
    if at_most is None:
        found = search.find(graph, start, goal, 1, longest, EFFORT, EFFORT, True)
        if found.end != search.LISTED:
            raise TooManyError(
                "Er zijn er te veel om op te noemen. Kies een kleinere lengte (longest), vraag "
                "alleen de eerste (at_most) of tel ze (count_loops).",
                code="too_many",
            )
        return [found]
    if at_most < 1:
        raise AnalyseError("Vraag minstens om 1 (at_most).", code="wrong_limit")
    collected: list[Found] = []
    left = at_most
    for length in range(1, longest + 1):
        found = search.find(graph, start, goal, length, length, left, EFFORT, True)
        if found.end == search.TIRED:
            raise TooManyError(
                f"Zoeken tot lengte {length} duurt te lang. Kies een kleinere lengte.",
                code="too_many",
            )
        collected.append(found)
        left -= len(found.ends) - 1
        if left == 0:
            break
    return collected


def _unpack(
    kaart: Kaart, names: list[str], parts: list[Found], goal: str | None, signs: tuple[S, S]
) -> Iterator[tuple[tuple[str, ...], S, float, bool]]:
    """Yield names, sign, strength and certainty; short ones first, else as they were found.

    `signs` says how a positive and a negative product are told. Whole arrays are looked up at once
    and nothing is made per loop but the outcome itself: listing takes longer than searching.

    A path goes on from its last factor to `goal`, a loop (without goal) to its own first factor.
    """
    doubtful = _doubtful_arrows(kaart, names)
    called, told = np.array(names, dtype=object), np.array(signs, dtype=object)
    for found in parts:
        begin, end = found.ends[:-1], found.ends[1:]
        nodes = found.nodes[: found.ends[-1]]
        after = np.append(nodes[1:], 0)
        after[end - 1] = nodes[begin] if goal is None else names.index(goal)
        doubts = np.concatenate([[0], np.cumsum(doubtful[nodes, after])])
        sure = doubts[end] == doubts[begin]
        order = np.argsort(end - begin, kind="stable")
        strength = found.strength[: len(end)][order]
        labels = tuple(called[nodes].tolist())
        slices = map(slice, begin[order].tolist(), end[order].tolist())
        minus = np.signbit(strength).astype(np.intp)
        yield from zip(
            map(labels.__getitem__, slices),
            told[minus].tolist(),
            strength.tolist(),
            sure[order].tolist(),
            strict=True,
        )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Make many tuples without the garbage collector going over them, two thirds of the time.

    What is made holds texts and numbers only, so there is nothing to collect.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _bound(longest: int | None, factors: int) -> int:
    if longest is not None and longest < 1:
        raise AnalyseError("De lengte (longest) is minstens 1 pijl.", code="wrong_length")
    return factors if longest is None else min(int(longest), factors)


def _doubtful_arrows(kaart: Kaart, names: list[str]) -> NDArray[np.bool_]:
    """Return which pairs (source, target), numbered as in `names`, may have the other sign."""
    number = {name: i for i, name in enumerate(names)}
    ends: dict[tuple[int, int], list[float]] = {}
    for arrow in kaart.invloeden:
        ends.setdefault((number[arrow.van], number[arrow.op]), []).extend(arrow.band)
    doubtful = np.zeros((len(names), len(names)), dtype=np.bool_)
    for pair, band in ends.items():
        doubtful[pair] = min(band) <= 0 <= max(band)
    return doubtful


def _rings(graph: Graph, n: int) -> list[NDArray[np.intp]]:
    """Return the members of every strongly connected part."""
    arrows = csr_array((np.ones(len(graph.target)), graph.target, graph.out), shape=(n, n))
    _, label = csgraph.connected_components(arrows, connection="strong")
    return np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label))[:-1])


def _part(graph: Graph, members: NDArray[np.intp]) -> Graph:
    """Return the arrows among some factors, renumbered from 0: where most arrives comes first.

    The loops through a factor are walked once and then it is out of the way; to begin with the
    busiest takes on random maps of 20 to 26 factors six tenths of the time that order of name does.
    """
    number = np.full(len(graph.out) - 1, -1)
    arrives = np.diff(graph.into)[members]
    number[members[np.argsort(-arrives, kind="stable")]] = np.arange(len(members))
    inside = (number[graph.source] >= 0) & (number[graph.target] >= 0)
    source, target = number[graph.source[inside]], number[graph.target[inside]]
    order = np.lexsort((target, source))
    kracht = graph.kracht[inside][order]
    return search.sort_graph(source[order], target[order], kracht, len(members))
