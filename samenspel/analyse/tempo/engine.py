"""The inner loops over a network of steps, compiled by numba.

A network is numbers only. Steps stand in an order in which each comes after those it waits for;
what step `i` waits for is `pred[ptr[i]:ptr[i + 1]]`. A wait, and the duration of a step, is a
number of days (`add`) or, where `table` is not below zero, a look-up in one of the tables laid one
behind the other in `lookup`. Both never go down, so that the earliest day of each step follows from
the earliest days of those before it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samenspel.analyse.tempo.termijn import HORIZON

Ints = NDArray[np.int32]
Wide = NDArray[np.int64]
LATE = np.int32(HORIZON)
"""A day that no calendar has: a step that gets it has no day."""


class Arrays(NamedTuple):
    """A network of n steps and m waits, and the calendars of its organs."""

    ptr: Ints
    pred: Ints
    edge_table: Wide
    edge_add: Ints
    step_table: Wide
    step_add: Ints
    floor: Ints
    """The first day of each step, 0 without."""
    kalender: Ints
    """Which calendar it follows, -1 for none."""
    kal_ptr: Ints
    meetings: Ints
    due: Ints
    """Of each meeting the last day for its papers."""
    lookup: Ints
    inverse: Ints
    """Of each day the latest day of which `lookup` says no later than that."""


@njit(cache=True, nogil=True)
def in_order(n: int, ptr: Ints, pred: Ints) -> tuple[Ints, int]:
    """Return an order in which each step comes after those it waits for, and how many it holds.

    Fewer than `n` says that the others wait in a circle.
    """
    followers = np.zeros(n + 1, np.int32)
    for one in pred:
        followers[one + 1] += 1
    for at in range(n):
        followers[at + 1] += followers[at]
    to = np.empty(len(pred), np.int32)
    at_follower = followers[:-1].copy()
    waits = np.empty(n, np.int32)
    order = np.empty(n, np.int32)
    found = 0
    for step in range(n):
        waits[step] = ptr[step + 1] - ptr[step]
        if waits[step] == 0:
            order[found] = step
            found += 1
        for edge in range(ptr[step], ptr[step + 1]):
            before = pred[edge]
            to[at_follower[before]] = step
            at_follower[before] += 1
    at = 0
    while at < found:
        step = order[at]
        at += 1
        for edge in range(followers[step], followers[step + 1]):
            waits[to[edge]] -= 1
            if waits[to[edge]] == 0:
                order[found] = to[edge]
                found += 1
    return order, found


@njit(cache=True, nogil=True, inline="always")
def _after(day: int, table: int, add: int, lookup: Ints) -> int:
    """Return the day on which a wait or a duration that begins on `day` is over."""
    if table < 0:
        return day + add
    return int(lookup[table + day]) if day < HORIZON else HORIZON


@njit(cache=True, nogil=True, inline="always")
def _before(day: int, table: int, add: int, inverse: Ints) -> int:
    """Return the latest day on which it can begin to be over on `day`; below zero for none."""
    if table < 0:
        return day - add
    return int(inverse[table + day]) if day >= 0 else -1


@njit(cache=True, nogil=True, inline="always")
def _first_from(values: Ints, low: int, high: int, day: int) -> int:
    """Return where in the rising `values[low:high]` the first of `day` or later stands."""
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < day:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def forward(net: Arrays, start: int, ready: Ints, end: Ints, papers: Ints) -> int:
    """Fill the earliest days; returns the first step that has none, or -1.

    `ready` is when its work can be handed in, `end` when it is decided, `papers` the last day to
    hand it in for that.
    """
    for step in range(len(net.floor)):
        day = max(start, net.floor[step])
        for edge in range(net.ptr[step], net.ptr[step + 1]):
            before = end[net.pred[edge]]
            day = max(day, _after(before, net.edge_table[edge], net.edge_add[edge], net.lookup))
        day = _after(day, net.step_table[step], net.step_add[step], net.lookup)
        ready[step] = end[step] = papers[step] = day
        organ = net.kalender[step]
        if organ >= 0:
            last = net.kal_ptr[organ + 1]
            at = _first_from(net.due, net.kal_ptr[organ], last, day)
            if at == last:
                return step
            end[step], papers[step] = net.meetings[at], net.due[at]
        if end[step] >= LATE:
            return step
    return -1


@njit(cache=True, nogil=True)
def backward(net: Arrays, last_day: int, begin: Ints, end: Ints, papers: Ints) -> int:
    """Fill the latest days with which all are done on `last_day`; returns a step without, or -1.

    `begin` is the latest day on which its work can begin.
    """
    end[:] = last_day
    for step in range(len(net.floor) - 1, -1, -1):
        papers[step] = end[step]
        organ = net.kalender[step]
        if organ >= 0:
            first = net.kal_ptr[organ]
            at = _first_from(net.meetings, first, net.kal_ptr[organ + 1], end[step] + 1) - 1
            if at < first:
                return step
            end[step], papers[step] = net.meetings[at], net.due[at]
        day = _before(papers[step], net.step_table[step], net.step_add[step], net.inverse)
        if day < net.floor[step]:
            return step
        begin[step] = day
        for edge in range(net.ptr[step], net.ptr[step + 1]):
            before = net.pred[edge]
            latest = _before(day, net.edge_table[edge], net.edge_add[edge], net.inverse)
            end[before] = min(end[before], latest)
    return -1


@njit(cache=True, nogil=True, inline="always")
def _uniform(key: np.uint64) -> float:
    """Return a number between 0 and 1 that follows from `key` (splitmix64)."""
    z = key * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (float(z >> np.uint64(11)) + 0.5) * 2.0**-53


@njit(cache=True, nogil=True)
def draw(
    net: Arrays,
    start: int,
    log_uitstel: NDArray[np.float64],
    by_week: NDArray[np.bool_],
    first: int,
    draws: int,
    seed: int,
) -> Ints:
    """Return the last day of each draw `first` up to `first + draws`; `LATE` for never.

    `log_uitstel` is the logarithm of the chance that a decision goes to the next meeting, minus
    infinity for never; where `by_week` it goes to a week later.
    """
    n = len(net.floor)
    end = np.empty(n, np.int32)
    found = np.empty(draws, np.int32)
    for one in range(draws):
        key = (np.uint64(seed) * np.uint64(1_000_003) + np.uint64(first + one)) * np.uint64(n + 1)
        last_day = start
        for step in range(n):
            day = max(start, net.floor[step])
            for edge in range(net.ptr[step], net.ptr[step + 1]):
                before = end[net.pred[edge]]
                day = max(day, _after(before, net.edge_table[edge], net.edge_add[edge], net.lookup))
            day = _after(day, net.step_table[step], net.step_add[step], net.lookup)
            times = 0
            if log_uitstel[step] > -np.inf:
                drawn = np.log(_uniform(key + np.uint64(step))) / log_uitstel[step]
                times = int(min(drawn, 1e6))
            organ = net.kalender[step]
            if organ >= 0:
                last = net.kal_ptr[organ + 1]
                at = _first_from(net.due, net.kal_ptr[organ], last, day)
                if at < last and by_week[step]:
                    at = _first_from(net.meetings, at, last, net.meetings[at] + 7 * times)
                else:
                    at += times
                day = net.meetings[at] if at < last else LATE
            else:
                day = day + 7 * times
            end[step] = min(day, LATE)
            last_day = max(last_day, end[step])
        found[one] = last_day
    return found
