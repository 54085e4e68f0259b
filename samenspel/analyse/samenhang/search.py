"""Finding and counting simple paths and loops of a signed graph, compiled by numba.

Depth first from the start, never longer than asked. For every factor v the search remembers
``need[v]``, the fewest arrows with which the target may still be reached from v around the path so
far; a factor is entered only when that fits. It begins as the distance to the target, grows when
v turns out to lead nowhere, and shrinks again when a factor that stood in the way is free.

References
----------
Johnson (1975), *Finding all the elementary circuits of a directed graph*, doi:10.1137/0204007;
with a bound on the length: Gupta and Suzumura (2021), *Finding all bounded-length simple cycles in
a directed graph*, arXiv:2105.10094. Counting over subsets: Held and Karp (1962),
doi:10.1137/0110015.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samenspel.analyse.samenhang.kaart import Kaart

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SUBSETS = 18
"""Up to this many factors in a strongly connected part, loops are counted without walking them."""

LISTED, FULL, TIRED = 0, 1, 2


class Graph(NamedTuple):
    """Arrows between n factors numbered in order of name; e arrows sorted by source, then target.

    Attributes
    ----------
    out
        Shape (n + 1,): the arrows from factor i are ``out[i]:out[i + 1]``.
    target, kracht
        Shape (e,).
    into, back
        The same arrows sorted by target: those into factor i are ``back[into[i]:into[i + 1]]``.
    source
        Shape (e,).
    """

    out: Ints
    target: Ints
    kracht: Floats
    into: Ints
    back: Ints
    source: Ints


class Found(NamedTuple):
    """Paths one after another in `nodes`; path p is ``nodes[ends[p]:ends[p + 1]]``.

    The sign of a path is the sign bit of its `strength`, which outlives rounding to zero.
    `end` is LISTED when all were found, FULL when the limit was reached, TIRED when the effort was.
    """

    nodes: NDArray[np.int32]
    ends: Ints
    strength: Floats
    counts: Ints
    end: int


def make_graph(kaart: Kaart) -> tuple[list[str], Graph]:
    """Return the sorted names and the graph; parallel arrows count as one, zero as none."""
    names = sorted(kaart.factors)
    order = kaart.positions(names)
    matrix = kaart.matrix()[np.ix_(order, order)]
    source, target = np.nonzero(matrix)
    return names, sort_graph(source, target, matrix[source, target], len(names))


def sort_graph(source: Ints, target: Ints, kracht: Floats, n: int) -> Graph:
    """Make a graph of arrows that are sorted by source."""
    source, target = np.ascontiguousarray(source), np.ascontiguousarray(target)
    back = np.lexsort((source, target))
    ends = np.arange(n + 1)
    out, into = np.searchsorted(source, ends), np.searchsorted(target[back], ends)
    return Graph(out, target, kracht, into, back, source)


# One function on purpose: with its steps as functions of a shared state it ran eight times slower.
@njit(cache=True)
def find(  # noqa: C901, PLR0915
    graph: Graph,
    start: int,
    goal: int,
    shortest: int,
    longest: int,
    limit: int,
    effort: int,
    keep: bool,
) -> Found:
    """Find the simple paths from `start` to `goal`, or all loops when both are -1.

    Only those of `shortest` to `longest` arrows count; at most `limit` of them, and at most
    `effort` steps of the search. `counts` is (n + 1, 2): per length, positive and negative.
    Without `keep` they are counted only. Loops come per smallest factor, then by name.
    """
    n = len(graph.out) - 1
    if longest >= n:
        longest = 3 * n  # No bound at all: then a dead end stays one until its way is clear.
    never = 8 * n
    counts = np.zeros((n + 1, 2), dtype=np.int64)
    nodes, ends, strength = np.empty(64, dtype=np.int32), np.zeros(9, dtype=np.int64), np.empty(8)
    found, end = 0, LISTED

    need = np.empty(n, dtype=np.int64)  # `never` on the path itself and in dead ends
    on_path = np.zeros(n, dtype=np.bool_)
    waits = np.zeros(len(graph.target), dtype=np.bool_)  # the source, a dead end, awaits the target
    waited = np.zeros(n, dtype=np.bool_)
    queue = np.empty(n, dtype=np.int64)
    # Per factor on the path: the next arrow, the need it came with, the shortest way found from
    # it, whether the bound cut a way off, and the product of the krachten up to it.
    path, at, came, best = np.empty((4, n + 1), dtype=np.int64)
    cut = np.empty(n + 1, dtype=np.bool_)
    product = np.empty(n + 1)

    for first in range(n if start < 0 else 1):
        begin, close = (first, first) if start < 0 else (start, goal)
        _set_distance(graph, close, first if start < 0 else 0, need, queue)
        waits[:] = False
        waited[:] = False
        depth = 0
        path[0], at[0], came[0], best[0] = begin, graph.out[begin], need[begin], never
        cut[0], product[0] = False, 1.0
        on_path[begin] = True
        if begin != close:
            need[begin] = never
        while depth >= 0:
            v = path[depth]
            a, last = at[depth], graph.out[v + 1]
            room = longest - depth - 1
            while a < last and need[graph.target[a]] > room:
                cut[depth] |= need[graph.target[a]] < never
                a += 1
            at[depth] = a + 1
            if a < last and end == LISTED:
                w = graph.target[a]
                strong = product[depth] * graph.kracht[a]
                effort -= 1
                if effort <= 0:
                    end = TIRED
                if w != close:
                    depth += 1
                    path[depth], at[depth], came[depth] = w, graph.out[w], need[w]
                    best[depth], cut[depth], product[depth] = never, False, strong
                    on_path[w] = True
                    need[w] = never
                    continue
                best[depth] = 1
                length = depth + 1
                if length < shortest:
                    continue
                counts[length, 1 if np.signbit(strong) else 0] += 1
                if keep:
                    nodes = _grow(nodes, ends[found] + length)
                    ends, strength = _grow(ends, found + 2), _grow(strength, found + 1)
                    nodes[ends[found] : ends[found] + length] = path[:length]
                    ends[found + 1] = ends[found] + length
                    strength[found] = strong
                    effort -= length  # so that memory is bounded by the effort too
                found += 1
                if found >= limit:
                    end = FULL
                continue
            on_path[v] = False
            dead = best[depth] >= never
            if not dead:
                need[v] = min(came[depth], best[depth])
            else:
                if cut[depth]:
                    need[v] = max(came[depth], longest - depth + 1)
                for a in range(graph.out[v], graph.out[v + 1]):
                    waits[a] = True
                    waited[graph.target[a]] = True
            if waited[v] and need[v] < never:
                _relax(graph, v, need, waits, on_path, queue)
            depth -= 1
            if depth >= 0:
                best[depth] = min(best[depth], best[depth + 1] + 1)
                cut[depth] |= dead and cut[depth + 1]
    return Found(nodes, ends[: found + 1], strength, counts, end)


@njit(cache=True)
def _set_distance(graph: Graph, close: int, lowest: int, need: Ints, queue: Ints) -> None:
    """Fill `need` with the distance to `close` over factors from `lowest`, or with `never`."""
    need[:] = 8 * len(need)
    need[close] = 0
    queue[0] = close
    head, tail = 0, 1
    while head < tail:
        u = queue[head]
        head += 1
        for i in range(graph.into[u], graph.into[u + 1]):
            w = graph.source[graph.back[i]]
            if w >= lowest and need[w] > need[u] + 1:
                need[w] = need[u] + 1
                queue[tail] = w
                tail += 1


@njit(cache=True)
def _relax(graph: Graph, v: int, need: Ints, waits: Flags, on_path: Flags, queue: Ints) -> None:
    """Tell who waited for v that it is free again, and who waited for those."""
    queue[0] = v
    head, tail = 0, 1
    while head < tail:
        u = queue[head]
        head += 1
        for i in range(graph.into[u], graph.into[u + 1]):
            a = graph.back[i]
            w = graph.source[a]
            if waits[a] and not on_path[w] and need[w] > need[u] + 1:
                need[w] = need[u] + 1
                queue[tail] = w
                tail += 1


@njit(cache=True)
def _grow(array, size):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 (any dtype)
    """Return the array, or a copy of at least twice the length when it is too short."""
    if size <= len(array):
        return array
    longer = np.empty(max(size, 2 * len(array)), dtype=array.dtype)
    longer[: len(array)] = array
    return longer


@njit(cache=True)
def count_by_subsets(signs: NDArray[np.int8], longest: int) -> Ints:
    """Count the loops of a small graph by length and sign, shape (k + 1, 2), exactly.

    `signs` has shape (k, k), values -1, 0, 1. For every first factor s, and every set of later
    factors, it counts the paths from s through exactly that set, by last factor and sign; sign 0
    is positive and 1 negative.
    """
    k = len(signs)
    counts = np.zeros((k + 1, 2), dtype=np.int64)
    for s in range(k):
        rest = k - s - 1
        if signs[s, s] != 0:
            counts[1, 0 if signs[s, s] > 0 else 1] += 1
        ways = np.zeros((1 << rest, max(rest, 1), 2), dtype=np.int64)
        _extend(ways, 0, signs[s, s + 1 :], 1, 0)
        for members in range(1, 1 << rest):
            length = 1 + _size(members)
            for v in range(rest if length <= longest else 0):
                plus, minus = ways[members, v]
                if plus == 0 and minus == 0:
                    continue
                home = signs[s + 1 + v, s]
                if home != 0:
                    counts[length, 0] += plus if home > 0 else minus
                    counts[length, 1] += minus if home > 0 else plus
                _extend(ways, members, signs[s + 1 + v, s + 1 :], plus, minus)
    return counts


@njit(cache=True)
def _extend(ways: Ints, members: int, signs: NDArray[np.int8], plus: int, minus: int) -> None:
    """Lengthen so many positive and negative paths through `members` by one factor."""
    for w in range(len(signs)):
        if signs[w] != 0 and not (members >> w) & 1:
            ways[members | 1 << w, w, 0] += plus if signs[w] > 0 else minus
            ways[members | 1 << w, w, 1] += minus if signs[w] > 0 else plus


@njit(cache=True)
def _size(members: int) -> int:
    size = 0
    while members:
        members &= members - 1
        size += 1
    return size
