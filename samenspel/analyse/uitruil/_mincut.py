"""Who objects most in a compact game, by a minimum cut.

Choosing a group with the measures that it carries out is a *closure* problem: a measure
drags its required players along, a benefit drags its measure and its player along, and a
player costs what it is paid. The best closure is a minimum cut (Picard 1976,
doi:10.1287/mnsc.22.11.1268).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samenspel.analyse.uitruil._compile import compiled
from samenspel.analyse.uitruil._stream import Floats, Ints
from samenspel.analyse.uitruil.projects import Projects

SOURCE, SINK, FIRST = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Network:
    """A network in which edge 2k and its reverse 2k + 1 share what is left of a capacity."""

    n: int
    nodes: int
    start: Ints
    edges: Ints
    head: Ints
    capacity: Floats
    """Capacities without those of the players, which depend on the payoff."""
    gain: float
    """What all measures together bring at most."""

    @classmethod
    def of(cls, projects: Projects) -> Network:
        """Build the network once; player i is node 2 + i."""
        n, m, e = projects.n, len(projects.base), len(projects.extra)
        players, measures = FIRST + np.arange(n), FIRST + n + np.arange(m)
        benefits = FIRST + n + m + np.arange(e)
        gain = float(np.maximum(projects.base, 0.0).sum() + projects.amount.sum())
        endless = 4.0 * gain + 1.0
        pieces = [
            (np.full(n, SOURCE), players, np.zeros(n)),
            (players, np.full(n, SINK), np.zeros(n)),
            (np.full(m, SOURCE), measures, np.maximum(projects.base, 0.0)),
            (measures, np.full(m, SINK), np.maximum(-projects.base, 0.0)),
            (np.full(e, SOURCE), benefits, projects.amount),
            (measures[projects.required_of], players[projects.required], None),
            (benefits, measures[projects.extra_of], None),
            (benefits, players[projects.extra], None),
        ]
        tail = np.concatenate([piece[0] for piece in pieces]).astype(np.int64)
        head = np.concatenate([piece[1] for piece in pieces]).astype(np.int64)
        capacity = np.concatenate(
            [np.full(len(t), endless) if c is None else c for t, _, c in pieces]
        )
        tails, heads = np.stack([tail, head], 1).ravel(), np.stack([head, tail], 1).ravel()
        both = np.stack([capacity, np.zeros(len(tail))], 1).ravel()
        order = np.argsort(tails, kind="stable")
        nodes = FIRST + n + m + e
        start = np.searchsorted(tails[order], np.arange(nodes + 1))
        return cls(n, nodes, start, order, heads, both, gain)

    def objections(self, payoff: Floats, forced: bool, noise: float) -> tuple[np.ndarray, Floats]:
        """Return groups as rows of bool, with their excess v(S) - x(S).

        Without `forced`: the one group with the largest excess, perhaps nobody (excess 0).
        With it: for every player the best group with that player and without the next, n
        groups among which is the best of all groups but nobody and everybody.
        """
        left = self.capacity.copy()
        n = self.n
        left[0 : 2 * n : 2] = np.maximum(-payoff, 0.0)
        left[2 * n : 4 * n : 2] = np.maximum(payoff, 0.0)
        total = self.gain + float(np.maximum(-payoff, 0.0).sum())
        flow = _push_flow(self.start, self.edges, self.head, left, noise, self.nodes)
        if not forced:
            inside = _reached(self.start, self.edges, self.head, left, noise, self.nodes)
            return inside[None, FIRST : FIRST + n], np.array([total - flow])
        endless = 8.0 * (self.gain + float(np.abs(payoff).sum()) + 1.0)
        groups, excess = _forced_cuts(
            self.start, self.edges, self.head, left, noise, self.nodes, n, endless
        )
        return groups, total - flow - excess


@compiled
def _levels(
    start: Ints, edges: Ints, head: Ints, left: Floats, noise: float, level: Ints, queue: Ints
) -> bool:
    """Number the nodes by their distance from the source; is the sink among them?"""
    level[:] = -1
    level[SOURCE] = 0
    queue[0] = SOURCE
    first, last = 0, 1
    while first < last:
        node = queue[first]
        first += 1
        for k in range(start[node], start[node + 1]):
            edge = edges[k]
            if left[edge] > noise and level[head[edge]] < 0:
                level[head[edge]] = level[node] + 1
                queue[last] = head[edge]
                last += 1
    return bool(level[SINK] >= 0)


@compiled
def _augment(path: Ints, length: int, left: Floats, noise: float) -> tuple[float, int]:
    """Push what fits along a path; return it and the first edge that is full."""
    amount = np.inf
    for k in range(length):
        amount = min(amount, left[path[k]])
    cut = 0
    for k in range(length - 1, -1, -1):
        left[path[k]] -= amount
        left[path[k] ^ 1] += amount
        if left[path[k]] <= noise:
            cut = k
    return amount, cut


@compiled
def _push_flow(
    start: Ints, edges: Ints, head: Ints, left: Floats, noise: float, nodes: int
) -> float:
    """Push a maximum flow through what is left of the capacities (Dinitz)."""
    level, queue = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    path = np.zeros(nodes, np.int64)
    flow = 0.0
    while _levels(start, edges, head, left, noise, level, queue):
        turn = start[:-1].copy()
        node, length = SOURCE, 0
        while True:
            if node == SINK:
                amount, cut = _augment(path, length, left, noise)
                flow += amount
                node, length = head[path[cut] ^ 1], cut
                continue
            while turn[node] < start[node + 1]:
                edge = edges[turn[node]]
                if left[edge] > noise and level[head[edge]] == level[node] + 1:
                    break
                turn[node] += 1
            if turn[node] < start[node + 1]:
                path[length] = edges[turn[node]]
                length += 1
                node = head[edges[turn[node]]]
            elif node == SOURCE:
                break
            else:
                level[node] = -1
                length -= 1
                node = head[path[length] ^ 1]
    return flow


@compiled
def _reached(
    start: Ints, edges: Ints, head: Ints, left: Floats, noise: float, nodes: int
) -> np.ndarray:
    """Which nodes lie on the side of the source?"""
    level, queue = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    _levels(start, edges, head, left, noise, level, queue)
    return level >= 0


@compiled
def _forced_cuts(
    start: Ints,
    edges: Ints,
    head: Ints,
    left: Floats,
    noise: float,
    nodes: int,
    n: int,
    endless: float,
) -> tuple[np.ndarray, Floats]:
    """Continue the flow with player i forced in and player i + 1 out; return the extra flow."""
    groups, extra = np.zeros((n, n), np.bool_), np.zeros(n)
    for i in range(n):
        after = (i + 1) % n
        mine = left.copy()
        mine[2 * i] += endless
        mine[2 * (n + after)] += endless
        extra[i] = _push_flow(start, edges, head, mine, noise, nodes)
        groups[i] = _reached(start, edges, head, mine, noise, nodes)[2 : 2 + n]
    return groups, extra
